import type { Style, WrongStyle } from "../style.js";

const exercise = "cbam";

/** A program from what differs. */
const program = ({
  means = "flat.reduce((a, b) => a + b, 0) / flat.length",
  z = "fromMeans[c] + fromMaxima[c]",
  read = "x",
  maps = "[mean, most]",
  at = "part[di][dj]",
  finish = "v * channel[c] * spatial[i][j]",
  relu = "Math.max(0, z)",
}) => `
      const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
      const sigmoid = (z) => 1 / (1 + Math.exp(-z));
      function cbam(input, w1, w2, kernel) {
        return input.map((x) => {
          const layers = (s) => { const hidden = w1.map((row) => { const z = dot(row, s); return ${relu}; }); return w2.map((row) => dot(row, hidden)); };
          const fromMeans = layers(x.map((map) => { const flat = map.flat(); return ${means}; }));
          const fromMaxima = layers(x.map((map) => Math.max(...map.flat())));
          const channel = x.map((_, c) => sigmoid(${z}));
          const gated = x.map((map, c) => map.map((row) => row.map((v) => v * channel[c])));
          const [h, w] = [x[0].length, x[0][0].length];
          const grid = (f) => Array.from({ length: h }, (_, i) => Array.from({ length: w }, (_, j) => f(${read === "x" ? "gated" : read}.map((map) => map[i][j]))));
          const mean = grid((v) => v.reduce((a, b) => a + b) / v.length);
          const most = grid((v) => Math.max(...v));
          const spatial = mean.map((row, i) => row.map((_, j) => {
            let total = 0;
            ${maps}.forEach((map, p) => {
              const part = kernel[0][p];
              const [a, b] = [part.length, part[0].length];
              for (let di = 0; di < a; di++) for (let dj = 0; dj < b; dj++) {
                const [y, z] = [i + di - (a >> 1), j + dj - (b >> 1)];
                if (y >= 0 && y < h && z >= 0 && z < w) total += ${at} * map[y][z];
              }
            });
            return sigmoid(total);
          }));
          return x.map((map, c) => map.map((row, i) => row.map((v, j) => ${finish})));
        });
      }`;

export const right: readonly Style[] = [
  { exercise, name: "loops over the window", source: program({}) },
  {
    exercise,
    name: "padded maps",
    source: `
      function cbam(x, w1, w2, kernel) {
        const [k] = kernel, a = k[0].length, b = k[0][0].length, top = (a - 1) / 2, left = (b - 1) / 2;
        return x.map((image) => {
          const C = image.length, h = image[0].length, w = image[0][0].length;
          const z = new Float64Array(C);
          for (const fold of [(p) => p.reduce((s, v) => s + v, 0) / p.length, (p) => p.reduce((s, v) => (v > s ? v : s), -Infinity)]) {
            const s = image.map((map) => fold(map.flat()));
            const hidden = w1.map((row) => Math.max(row.reduce((t, v, c) => t + v * s[c], 0), 0));
            for (let c = 0; c < C; c++) for (let i = 0; i < hidden.length; i++) z[c] += w2[c][i] * hidden[i];
          }
          const y = image.map((map, c) => map.map((row) => row.map((v) => v / (1 + Math.exp(-z[c])))));
          const empty = () => Array.from({ length: h + a - 1 }, () => new Array(w + b - 1).fill(0));
          const maps = [empty(), empty()];
          for (let i = 0; i < h; i++) for (let j = 0; j < w; j++) {
            const values = y.map((map) => map[i][j]);
            maps[0][i + top][j + left] = values.reduce((s, v) => s + v, 0) / C;
            maps[1][i + top][j + left] = Math.max(...values);
          }
          return y.map((map) => map.map((row, i) => row.map((v, j) => {
            let total = 0;
            for (let p = 0; p < 2; p++) for (let di = 0; di < a; di++) for (let dj = 0; dj < b; dj++) total += k[p][di][dj] * maps[p][i + di][j + dj];
            return v / (1 + Math.exp(-total));
          })));
        });
      }`,
  },
];

const wrongProgram = (mistake: string, name: string, parts: Parameters<typeof program>[0]): WrongStyle => ({
  exercise,
  mistake,
  name,
  source: program(parts),
});

export const wrong: readonly WrongStyle[] = [
  wrongProgram("spatial-gate-from-input", "maps of the input", { read: "input[input.indexOf(x)]" }),
  wrongProgram("maximum-first", "the larger first", { maps: "[most, mean]" }),
  wrongProgram("convolution-flipped", "from the other end", { at: "part[a - 1 - di][b - 1 - dj]" }),
  wrongProgram("mean-only", "the channel gate without maxima", { z: "fromMeans[c]" }),
  wrongProgram("missing-activation", "no relu", { relu: "z" }),
  wrongProgram("sum-for-mean", "not divided, in neither gate", {
    means: "flat.reduce((a, b) => a + b, 0)",
    maps: "[mean.map((row) => row.map((v) => v * x.length)), most]",
  }),
  wrongProgram("gate-missing", "no channel gate", {
    finish: "v * spatial[i][j]",
    read: "x.map((map) => map)",
  }),
];
