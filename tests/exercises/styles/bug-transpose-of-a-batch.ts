import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "bug-transpose-of-a-batch";

export const right: readonly Style[] = [
  {
    exercise,
    name: "one sequence at a time",
    source: withHelpers(`
      function scaledDotProductAttention(q, k, v) {
        return q.map((rows, b) => rows.map((query) => {
          const scores = k[b].map((key) => dot(query, key) / Math.sqrt(query.length));
          return average(share(exp(scores)), v[b]);
        }));
      }`),
  },
  {
    exercise,
    name: "sequence first throughout, and back at the end",
    source: withHelpers(`
      const swap = (x) => x[0].map((_, j) => x.map((row) => row[j]));
      const scaledDotProductAttention = (q, k, v) => {
        const [keys, values] = [swap(k), swap(v)];
        return swap(swap(q).map((position) => position.map((query, b) => {
          const scores = keys.map((key) => dot(query, key[b]) / query.length ** 0.5);
          return average(share(exp(scores)), values.map((value) => value[b]));
        })));
      };`),
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "batch-axes-swapped",
    name: "sequence first throughout, not turned back",
    source: withHelpers(`
      const scaledDotProductAttention = (q, k, v) => q[0].map((_, i) => q.map((rows, b) =>
        average(share(exp(k[b].map((key) => dot(rows[i], key) / Math.sqrt(key.length)))), v[b])));`),
  },
  {
    exercise,
    mistake: "missing-scale",
    name: "axes repaired, no scale",
    source: withHelpers(`
      const scaledDotProductAttention = (q, k, v) => q.map((rows, b) => rows.map((query) =>
        average(share(exp(k[b].map((key) => dot(query, key)))), v[b])));`),
  },
];
