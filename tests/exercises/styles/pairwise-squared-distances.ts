import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "pairwise-squared-distances";

export const right: readonly Style[] = [
  {
    exercise,
    name: "three loops",
    source: `
      function pairwiseSquaredDistances(x, y) {
        const out = [];
        for (let i = 0; i < x.length; i++) {
          const row = new Float64Array(y.length);
          for (let j = 0; j < y.length; j++)
            for (let k = 0; k < x[i].length; k++) row[j] += (x[i][k] - y[j][k]) * (x[i][k] - y[j][k]);
          out.push(row);
        }
        return out;
      }`,
  },
  {
    exercise,
    name: "expanded about the first point",
    source: withHelpers(`
      const pairwiseSquaredDistances = (x, y) => {
        const centred = (points) => points.map((p) => p.map((v, k) => v - x[0][k]));
        const [a, b] = [centred(x), centred(y)];
        return a.map((p) => b.map((q) => dot(p, p) - 2 * dot(p, q) + dot(q, q)));
      };`),
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "digits-cancelled",
    name: "dot products",
    source: withHelpers(`
      const pairwiseSquaredDistances = (x, y) =>
        x.map((a) => y.map((b) => dot(a, a) - 2 * dot(a, b) + dot(b, b)));`),
  },
  {
    exercise,
    mistake: "paired-not-crossed",
    name: "y[i]",
    source: `
      const pairwiseSquaredDistances = (x, y) =>
        x.map((a, i) => a.reduce((s, v, k) => s + (v - y[i][k]) ** 2, 0));`,
  },
  {
    exercise,
    mistake: "root-taken",
    name: "Math.hypot",
    source:
      "const pairwiseSquaredDistances = (x, y) => x.map((a) => y.map((b) => Math.hypot(...a.map((v, k) => v - b[k]))));",
  },
  {
    exercise,
    mistake: "axes-swapped",
    name: "y outside",
    source: `
      const pairwiseSquaredDistances = (x, y) =>
        y.map((b) => x.map((a) => a.reduce((s, v, k) => s + (v - b[k]) ** 2, 0)));`,
  },
  {
    exercise,
    mistake: "cross-term-once",
    name: "-x·y",
    source: withHelpers(`
      const pairwiseSquaredDistances = (x, y) => x.map((a) => y.map((b) => dot(a, a) - dot(a, b) + dot(b, b)));`),
  },
  {
    exercise,
    mistake: "absolute-differences",
    name: "Math.abs",
    source: `
      const pairwiseSquaredDistances = (x, y) =>
        x.map((a) => y.map((b) => a.reduce((s, v, k) => s + Math.abs(v - b[k]), 0)));`,
  },
];
