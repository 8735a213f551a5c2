import type { Style, WrongStyle } from "../style.js";

const exercise = "shifted-window-mask";

/** A function of the regions of a pixel by row and by column, in the rolled map, to the mask. */
const withRegions = (regionOf: string) => `
  function shiftedWindowMask(h, w, size, shift) {
    const regionOf = ${regionOf};
    const out = [];
    for (let r = 0; r < h; r += size)
      for (let c = 0; c < w; c += size) {
        const ids = Array.from({ length: size * size }, (_, p) => regionOf(r + Math.floor(p / size), c + (p % size)));
        out.push(ids.map((a) => ids.map((b) => (a === b ? 1 : 0))));
      }
    return out;
  }`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "nine regions",
    source: `
      function shiftedWindowMask(h, w, size, shift) {
        const part = (at, length) => (at < length - size ? 0 : at < length - shift ? 1 : 2);
        const windows = [];
        for (let r = 0; r < h / size; r++)
          for (let c = 0; c < w / size; c++) {
            const ids = [];
            for (let y = 0; y < size; y++)
              for (let x = 0; x < size; x++) ids.push(3 * part(r * size + y, h) + part(c * size + x, w));
            windows.push(ids.map((a) => ids.map((b) => a === b)));
          }
        return windows;
      }`,
  },
  {
    exercise,
    name: "distances before and after",
    source: `
      function shiftedWindowMask(h, w, size, shift) {
        const before = ([y, x]) => [(y + shift) % h, (x + shift) % w];
        const out = [];
        for (let r = 0; r < h; r += size)
          for (let c = 0; c < w; c += size) {
            const pixels = Array.from({ length: size * size }, (_, p) => [r + Math.floor(p / size), c + (p % size)]);
            out.push(pixels.map((a) => pixels.map((b) => [0, 1].every((k) => before(a)[k] - before(b)[k] === a[k] - b[k]))));
          }
        return out;
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "roll-reversed",
    name: "the first rows",
    source: withRegions("(y, x) => 2 * (y < shift) + (x < shift)"),
  },
  {
    exercise,
    mistake: "regions-by-rows-only",
    name: "rows",
    source: withRegions("(y) => y >= h - shift"),
  },
  {
    exercise,
    mistake: "region-numbers-collide",
    name: "three parts added",
    source: withRegions(`(y, x) => {
      const part = (at, length) => (at < length - size ? 0 : at < length - shift ? 1 : 2);
      return part(y, h) + part(x, w);
    }`),
  },
  {
    exercise,
    mistake: "all-windows-masked",
    name: "by the place in the window",
    source: withRegions("(y, x) => 2 * (y % size >= size - shift) + (x % size >= size - shift)"),
  },
  {
    exercise,
    mistake: "mask-ignored",
    name: "the border at h - size",
    source: withRegions("(y, x) => 2 * (y >= h - size) + (x >= w - size)"),
  },
  {
    exercise,
    mistake: "border-off-by-one",
    name: "y > h - shift",
    source: withRegions("(y, x) => 2 * (y > h - shift) + (x > w - shift)"),
  },
];
