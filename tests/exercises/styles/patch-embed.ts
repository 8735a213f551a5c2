import type { Style, WrongStyle } from "../style.js";

const exercise = "patch-embed";

const loops = (outer: string, cut: string, start = "bias[f]") => `
      function patchEmbed(images, weight, bias, patch) {
        const [C, h, w] = [images[0].length, images[0][0].length, images[0][0][0].length];
        return images.map((image) => {
          const tokens = [];
          ${outer} {
            const numbers = [];
            ${cut};
            tokens.push(weight.map((row, f) => row.reduce((sum, value, i) => sum + value * numbers[i], ${start})));
          }
          return tokens;
        });
      }`;

const byRows = "for (let i = 0; i < h; i += patch) for (let j = 0; j < w; j += patch)";
const channelRowColumn =
  "for (let c = 0; c < C; c++) for (let y = 0; y < patch; y++) for (let x = 0; x < patch; x++) numbers.push(image[c][i + y][j + x])";

export const right: readonly Style[] = [
  { exercise, name: "five loops", source: loops(byRows, channelRowColumn) },
  {
    exercise,
    name: "slices and flat",
    source: `
      const patchEmbed = (images, weight, bias, p) => images.map((image) => {
        const [rows, columns] = [image[0].length / p, image[0][0].length / p];
        return Array.from({ length: rows * columns }, (_, n) => {
          const [top, left] = [Math.floor(n / columns) * p, (n % columns) * p];
          const flat = image.map((channel) => channel.slice(top, top + p).map((row) => row.slice(left, left + p))).flat(2);
          return bias.map((b, f) => flat.reduce((sum, v, i) => sum + v * weight[f][i], b));
        });
      });`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "patches-by-reshape",
    name: "flat numbers in pieces",
    source: loops(
      "for (let n = 0; n < h * w / patch / patch; n++)",
      "const flat = image.flat(2), K = C * patch * patch; for (let i = 0; i < K; i++) numbers.push(flat[n * K + i])",
    ),
  },
  {
    exercise,
    mistake: "channels-last-in-patch",
    name: "the channel in the inner loop",
    source: loops(
      byRows,
      "for (let y = 0; y < patch; y++) for (let x = 0; x < patch; x++) for (let c = 0; c < C; c++) numbers.push(image[c][i + y][j + x])",
    ),
  },
  {
    exercise,
    mistake: "patches-by-columns",
    name: "columns in the outer loop",
    source: loops("for (let j = 0; j < w; j += patch) for (let i = 0; i < h; i += patch)", channelRowColumn),
  },
  {
    exercise,
    mistake: "patches-overlap",
    name: "a step of 1",
    source: loops("for (let i = 0; i + patch <= h; i++) for (let j = 0; j + patch <= w; j++)", channelRowColumn),
  },
  {
    exercise,
    mistake: "patches-overlap",
    name: "the place in the grid as that of the pixel",
    source: loops("for (let i = 0; i < h / patch; i++) for (let j = 0; j < w / patch; j++)", channelRowColumn),
  },
  { exercise, mistake: "missing-bias", name: "from zero", source: loops(byRows, channelRowColumn, "0") },
];
