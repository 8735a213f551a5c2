import type { Style, WrongStyle } from "../style.js";

const exercise = "pyramid-attention";

/** A program from what differs. */
const program = ({
  levels = "[1, 2, 4]",
  start = "Math.floor(i * size / n)",
  end = "Math.ceil((i + 1) * size / n)",
  fold = "p.reduce((a, b) => a + b, 0) / p.length",
  scale = "Math.sqrt(q.length)",
  weigh = "softmax(regions.map(score))",
  finish = "q.map((_, c) => regions.reduce((s, r, i) => s + weights[i] * r[c], 0))",
}) => `
      const fold = (p) => ${fold};
      const softmax = (s) => { const m = Math.max(...s); const e = s.map((v) => Math.exp(v - m)); const t = e.reduce((a, b) => a + b, 0); return e.map((v) => v / t); };
      const cut = (size, n) => Array.from({ length: n }, (_, i) => [${start}, ${end}]);
      function pyramidAttention(x, q) {
        return x.map((image) => {
          const score = (r) => r.reduce((s, v, c) => s + v * q[c], 0) / ${scale};
          const regions = [];
          for (const n of ${levels})
            for (const [top, bottom] of cut(image[0].length, n))
              for (const [left, right] of cut(image[0][0].length, n))
                regions.push(image.map((map) => fold(map.slice(top, bottom).map((row) => row.slice(left, right)).flat())));
          const weights = ${weigh};
          return ${finish};
        });
      }`;

export const right: readonly Style[] = [
  { exercise, name: "slices", source: program({}) },
  {
    exercise,
    name: "sums of the pixels that belong to a region",
    source: `
      function pyramidAttention(x, q) {
        const [C, h, w] = [x[0].length, x[0][0].length, x[0][0][0].length];
        const out = [], all = [];
        for (const image of x) {
          const regions = [];
          for (let n = 1; n <= 4; n *= 2)
            for (let r = 0; r < n; r++)
              for (let k = 0; k < n; k++) {
                const sums = new Float64Array(C);
                let count = 0;
                for (let i = 0; i < h; i++) for (let j = 0; j < w; j++) {
                  // A pixel belongs to a part if it overlaps it.
                  if ((i + 1) * n <= r * h || i * n >= (r + 1) * h || (j + 1) * n <= k * w || j * n >= (k + 1) * w) continue;
                  count++;
                  for (let c = 0; c < C; c++) sums[c] += image[c][i][j];
                }
                regions.push(sums.map((v) => v / count));
              }
          const scores = regions.map((v) => v.reduce((s, value, c) => s + value * q[c], 0) / Math.sqrt(C));
          const top = Math.max(...scores);
          const powers = scores.map((s) => Math.exp(s - top));
          const total = powers.reduce((a, b) => a + b, 0);
          const weights = powers.map((p) => p / total);
          all.push(weights);
          out.push(q.map((_, c) => weights.reduce((s, a, i) => s + a * regions[i][c], 0)));
        }
        return { out, weights: all };
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
  wrongProgram("softmax-per-level", "three softmaxes", {
    weigh: "[[0, 1], [1, 5], [5, 21]].flatMap(([a, b]) => softmax(regions.slice(a, b).map(score)))",
  }),
  wrongProgram("maximum-for-mean", "the largest pixel", { fold: "Math.max(...p)" }),
  wrongProgram("regions-cut-short", "floor twice", { end: "Math.floor((i + 1) * size / n)" }),
  wrongProgram("regions-of-one-size", "as many pixels each", {
    start: "i * Math.floor(size / n)",
    end: "(i + 1) * Math.floor(size / n)",
  }),
  wrongProgram("missing-scale", "no root", { scale: "1" }),
  wrongProgram("level-missing", "the finest grid", { levels: "[4]" }),
  wrongProgram("weighted-not-summed", "21 vectors", {
    finish: "regions.map((r, i) => r.map((v) => v * weights[i]))",
  }),
];
