import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "scaled-dot-product-attention",
    name: "plain loops and typed arrays in float32",
    source: `
      const scaledDotProductAttention = (q, k, v) => {
        const f = Math.fround;
        const result = [];
        for (let b = 0; b < q.length; b++) {
          const rows = [];
          for (let i = 0; i < q[b].length; i++) {
            const scores = new Float32Array(k[b].length);
            for (let j = 0; j < scores.length; j++) {
              let sum = 0;
              for (let c = 0; c < q[b][i].length; c++) sum = f(sum + f(q[b][i][c] * k[b][j][c]));
              scores[j] = f(sum / f(Math.sqrt(q[b][i].length)));
            }
            let largest = -Infinity;
            for (const score of scores) if (score > largest) largest = score;
            let total = 0;
            for (let j = 0; j < scores.length; j++) total = f(total + (scores[j] = Math.exp(scores[j] - largest)));
            const row = new Float32Array(v[b][0].length);
            for (let j = 0; j < scores.length; j++) {
              for (let c = 0; c < row.length; c++) row[c] += f(f(scores[j] / total) * v[b][j][c]);
            }
            rows.push(row);
          }
          result.push(rows);
        }
        return result;
      };`,
  },
  {
    exercise: "scaled-dot-product-attention",
    name: "online softmax, one pass over the keys",
    source: `
      export function scaledDotProductAttention(q, k, v) {
        return q.map((queries, b) => queries.map((query) => {
          let [largest, total] = [-Infinity, 0];
          let sums = new Array(v[b][0].length).fill(0);
          k[b].forEach((key, j) => {
            let score = 0;
            for (const c in key) score += key[c] * query[c];
            score /= Math.sqrt(key.length);
            const next = Math.max(largest, score);
            const [keep, power] = [Math.exp(largest - next), Math.exp(score - next)];
            total = total * keep + power;
            sums = sums.map((sum, c) => sum * keep + power * v[b][j][c]);
            largest = next;
          });
          return sums.map((sum) => sum / total);
        }));
      }`,
  },
  {
    exercise: "scaled-dot-product-attention",
    name: "the scale split between queries and keys, weights by log-sum-exp",
    source: `
      function scaledDotProductAttention(q, k, v) {
        const root = Math.pow(q[0][0].length, -0.25);
        const shrink = (x) => x.map((rows) => rows.map((row) => row.map((value) => value * root)));
        const [a, c] = [shrink(q), shrink(k)];
        const weights = a.map((queries, b) => queries.map((query) => {
          const scores = c[b].map((key) => key.reduce((sum, value, i) => sum + value * query[i], 0));
          const m = scores.reduce((x, y) => Math.max(x, y));
          const lse = m + Math.log(scores.reduce((sum, s) => sum + Math.exp(s - m), 0));
          return scores.map((s) => Math.exp(s - lse));
        }));
        const out = weights.map((rows, b) => rows.map((row) => v[b][0].map((_, i) => row.reduce((sum, w, j) => sum + w * v[b][j][i], 0))));
        return { weights, out };
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "scaled-dot-product-attention",
    mistake: "missing-scale",
    name: "no scale, and exp without the maximum",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) => average(share(k[b].map((key) => Math.exp(dot(row, key)))), v[b])));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "unstable-softmax",
    name: "exp without the maximum, weights returned too",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      const weights = q.map((rows, b) => rows.map((row) => share(k[b].map((key) => Math.exp(dot(row, key) / Math.sqrt(row.length))))));
      return { out: weights.map((rows, b) => rows.map((row) => average(row, v[b]))), weights };
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "scale-by-other-size",
    name: "q.length taken for the size of a query",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) => average(share(exp(k[b].map((key) => dot(row, key) / Math.sqrt(q.length)))), v[b])));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "softmax-over-queries",
    name: "columns normalised",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => {
        const columns = k[b].map((key) => share(exp(rows.map((row) => dot(row, key) / Math.sqrt(row.length)))));
        return rows.map((_, i) => average(columns.map((column) => column[i]), v[b]));
      });
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "hard-max",
    name: "the value of the best key",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) => {
        const scores = k[b].map((key) => dot(row, key));
        return v[b][scores.indexOf(Math.max(...scores))];
      }));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from 0",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) => {
        const scores = k[b].map((key) => dot(row, key) / Math.sqrt(row.length));
        let largest = 0;
        for (const score of scores) if (score > largest) largest = score;
        return average(share(scores.map((score) => Math.exp(score - largest))), v[b]);
      }));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from Number.MIN_VALUE",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) => {
        const scores = k[b].map((key) => dot(row, key) / Math.sqrt(row.length));
        let largest = Number.MIN_VALUE;
        for (const score of scores) if (score > largest) largest = score;
        return average(share(scores.map((score) => Math.exp(score - largest))), v[b]);
      }));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from -1e5",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) => {
        const scores = k[b].map((key) => dot(row, key) / Math.sqrt(row.length));
        let largest = -1e5;
        for (const score of scores) if (score > largest) largest = score;
        return average(share(scores.map((score) => Math.exp(score - largest))), v[b]);
      }));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "weights-transposed",
    name: "summed over the queries",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => {
        const weights = rows.map((row) => share(exp(k[b].map((key) => dot(row, key) / Math.sqrt(row.length)))));
        return k[b].map((_, j) => v[b][0].map((_, c) => rows.reduce((s, _, i) => s + weights[i][j] * v[b][i]?.[c], 0)));
      });
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "unasked-causal-mask",
    name: "only the past",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row, i) => {
        const past = k[b].slice(0, i + 1);
        return average(share(exp(past.map((key) => dot(row, key) / Math.sqrt(row.length)))), v[b].slice(0, i + 1));
      }));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "scores-clipped",
    name: "cut off at 88, no maximum subtracted",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) => {
        const scores = k[b].map((key) => Math.min(88, Math.max(-88, dot(row, key) / Math.sqrt(row.length))));
        return average(share(scores.map(Math.exp)), v[b]);
      }));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "scores-clipped",
    name: "cut off at 50, no maximum subtracted",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) => {
        const scores = k[b].map((key) => Math.min(50, Math.max(-50, dot(row, key) / Math.sqrt(row.length))));
        return average(share(scores.map(Math.exp)), v[b]);
      }));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "first-entry-only",
    name: "the first entry, and its axis gone",
    source: withHelpers(`function scaledDotProductAttention([q], [k], [v]) {
      return q.map((row) => average(share(exp(k.map((key) => dot(row, key) / Math.sqrt(row.length)))), v));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "first-entry-only",
    name: "keys and values of the first entry",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows) => rows.map((row) => average(share(exp(k[0].map((key) => dot(row, key) / Math.sqrt(row.length)))), v[0])));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "activation-on-output",
    name: "ReLU",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) =>
        average(share(exp(k[b].map((key) => dot(row, key) / Math.sqrt(row.length)))), v[b]).map((x) => Math.max(0, x))));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "activation-on-output",
    name: "sigmoid",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) =>
        average(share(exp(k[b].map((key) => dot(row, key) / Math.sqrt(row.length)))), v[b]).map((x) => 1 / (1 + Math.exp(-x)))));
    }`),
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "activation-on-output",
    name: "tanh",
    source: withHelpers(`function scaledDotProductAttention(q, k, v) {
      return q.map((rows, b) => rows.map((row) =>
        average(share(exp(k[b].map((key) => dot(row, key) / Math.sqrt(row.length)))), v[b]).map((x) => Math.tanh(x))));
    }`),
  },
];
