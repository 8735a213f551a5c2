import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "attention-weights",
    name: "online softmax, a typed array returned",
    source: `
      // One pass: a running maximum, and a sum that is rescaled when it grows.
      function computeAttention(x, w) {
        let largest = -Infinity;
        let total = 0;
        const scores = new Float64Array(x.length);
        for (let i = 0; i < x.length; i++) {
          for (let j = 0; j < w.length; j++) scores[i] += x[i][j] * w[j];
          const next = Math.max(largest, scores[i]);
          total = total * Math.exp(largest - next) + Math.exp(scores[i] - next);
          largest = next;
        }
        return scores.map((score) => Math.exp(score - largest) / total);
      }`,
  },
  {
    exercise: "attention-weights",
    name: "float32 throughout",
    source: `
      const f = Math.fround;
      export const computeAttention = (x, w) => {
        const scores = x.map((item) => item.reduce((sum, value, i) => f(sum + f(value * w[i])), 0));
        const largest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
        const powers = Float32Array.from(scores, (score) => Math.exp(f(score - largest)));
        const total = powers.reduce((sum, power) => f(sum + power), 0);
        return powers.map((power) => power / total);
      };`,
  },
];

/** What the programs below share. */
const shared = `
      const score = (x, w) => x.map((row) => row.reduce((s, v, j) => s + v * w[j], 0));
      const share = (row) => row.map((v) => v / row.reduce((a, b) => a + b, 0));
      const safe = (row) => share(row.map((v) => Math.exp(v - Math.max(...row))));`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "attention-weights",
    mistake: "unstable-softmax",
    name: "exp as it is",
    source: `${shared}
      const computeAttention = (x, w) => share(score(x, w).map(Math.exp));`,
  },
  {
    exercise: "attention-weights",
    mistake: "no-softmax",
    name: "the scores",
    source: `${shared}
      const computeAttention = (x, w) => score(x, w);`,
  },
  {
    exercise: "attention-weights",
    mistake: "normalized-by-sum",
    name: "shares of the scores",
    source: `${shared}
      const computeAttention = (x, w) => share(score(x, w));`,
  },
  {
    exercise: "attention-weights",
    mistake: "elementwise-scores",
    name: "a softmax down each feature",
    source: `${shared}
      const computeAttention = (x, w) => {
        const columns = w.map((weight, j) => share(x.map((row) => Math.exp(row[j] * weight))));
        return x.map((_, i) => columns.map((column) => column[i]));
      };`,
  },
  {
    exercise: "attention-weights",
    mistake: "elementwise-scores",
    name: "a softmax along each row",
    source: `${shared}
      const computeAttention = (x, w) => x.map((row) => safe(row.map((v, j) => v * w[j])));`,
  },
  {
    exercise: "attention-weights",
    mistake: "unwanted-scale",
    name: "the root of d out of habit",
    source: `${shared}
      const computeAttention = (x, w) => safe(score(x, w).map((s) => s / Math.sqrt(w.length)));`,
  },
  {
    exercise: "attention-weights",
    mistake: "returned-output-instead",
    name: "the pooled vector",
    source: `${shared}
      const computeAttention = (x, w) => {
        const a = safe(score(x, w));
        return w.map((_, j) => a.reduce((s, weight, i) => s + weight * x[i][j], 0));
      };`,
  },
  {
    exercise: "attention-weights",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from 0",
    source: withHelpers(`function computeAttention(x, w) {
      const scores = x.map((item) => dot(item, w));
      const largest = scores.reduce((a, b) => (a > b ? a : b), 0);
      const weights = share(scores.map((score) => Math.exp(score - largest)));
      return weights;
    }`),
  },
  {
    exercise: "attention-weights",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from Number.MIN_VALUE",
    source: withHelpers(`function computeAttention(x, w) {
      const scores = x.map((item) => dot(item, w));
      const largest = scores.reduce((a, b) => (a > b ? a : b), Number.MIN_VALUE);
      const weights = share(scores.map((score) => Math.exp(score - largest)));
      return weights;
    }`),
  },
  {
    exercise: "attention-weights",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from -1e5",
    source: withHelpers(`function computeAttention(x, w) {
      const scores = x.map((item) => dot(item, w));
      const largest = scores.reduce((a, b) => (a > b ? a : b), -1e5);
      const weights = share(scores.map((score) => Math.exp(score - largest)));
      return weights;
    }`),
  },
  {
    exercise: "attention-weights",
    mistake: "vector-as-weights",
    name: "row i times w[i], divided by the sum of w",
    source: withHelpers(`function computeAttention(x, w) {
      const total = w.reduce((a, b) => a + b);
      return x.map((item, i) => item.map((value) => (value * w[i]) / total));
    }`),
  },
  {
    exercise: "attention-weights",
    mistake: "scores-clipped",
    name: "at 88",
    source: withHelpers(`function computeAttention(x, w) {
      return share(x.map((item) => Math.exp(Math.min(dot(item, w), 88))));
    }`),
  },
];
