import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "self-attention",
    name: "without the bias of the keys, in float32",
    source: `
      function selfAttention(x, wq, bq, wk, bk, wv, bv, wo, bo) {
        const linear = (rows, w, b) => rows.map((row) => Float32Array.from(w, (r, o) => r.reduce((s, value, c) => s + value * row[c], b ? b[o] : 0)));
        return x.map((rows) => {
          const [q, k, v] = [linear(rows, wq, bq), linear(rows, wk), linear(rows, wv, bv)];
          const heads = q.map((query) => {
            const scores = Float32Array.from(k, (key) => key.reduce((s, value, c) => s + value * query[c], 0) / Math.sqrt(query.length));
            const largest = Math.max(...scores);
            const powers = scores.map((score) => Math.exp(score - largest));
            const total = powers.reduce((s, p) => s + p, 0);
            return query.map((_, c) => v.reduce((s, value, j) => s + value[c] * (powers[j] / total), 0));
          });
          return linear(heads, wo, bo);
        });
      }`,
  },
  {
    exercise: "self-attention",
    name: "values projected out first, softmax by log-sum-exp",
    source: `
      function selfAttention(x, wq, bq, wk, bk, wv, bv, wo, bo) {
        const times = (a, b) => a.map((row) => b[0].map((_, c) => row.reduce((s, value, i) => s + value * b[i][c], 0)));
        const transpose = (a) => a[0].map((_, c) => a.map((row) => row[c]));
        const plus = (a, b) => a.map((row) => row.map((value, c) => value + b[c]));
        const weights = [];
        const out = x.map((rows) => {
          const q = plus(times(rows, transpose(wq)), bq);
          const k = plus(times(rows, transpose(wk)), bk);
          // The weights of a row sum to one, so the output projection may come before them.
          const v = times(plus(times(rows, transpose(wv)), bv), transpose(wo));
          const scores = times(q, transpose(k)).map((row) => row.map((score) => score / Math.sqrt(rows[0].length)));
          const a = scores.map((row) => {
            const m = Math.max(...row);
            const lse = m + Math.log(row.reduce((s, score) => s + Math.exp(score - m), 0));
            return row.map((score) => Math.exp(score - lse));
          });
          weights.push(a);
          return plus(times(a, v), bo);
        });
        return { out, weights };
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "self-attention",
    mistake: "softmax-over-queries",
    name: "axis 1 of a batch",
    source: withHelpers(`function selfAttention(x, wq, bq, wk, bk, wv, bv, wo, bo) {
      const linear = (rows, w, b) => rows.map((row) => w.map((r, o) => dot(row, r) + b[o]));
      return x.map((rows) => {
        const [q, k, v] = [linear(rows, wq, bq), linear(rows, wk, bk), linear(rows, wv, bv)];
        const columns = k.map((key) => share(exp(q.map((query) => dot(query, key) / Math.sqrt(query.length)))));
        return linear(q.map((_, i) => average(columns.map((column) => column[i]), v)), wo, bo);
      });
    }`),
  },
  {
    exercise: "self-attention",
    mistake: "weights-transposed",
    name: "summed over the queries",
    source: withHelpers(`
      function selfAttention(x, wq, bq, wk, bk, wv, bv, wo, bo) {
        return x.map((rows) => {
          const project = (w, bias) => rows.map((row) => w.map((line, o) => dot(row, line) + bias[o]));
          const [q, k, v] = [project(wq, bq), project(wk, bk), project(wv, bv)];
          const weights = q.map((query) => share(exp(k.map((key) => dot(query, key) / Math.sqrt(key.length)))));
          return rows.map((_, j) => average(weights.map((row) => row[j]), v)).map((row) => wo.map((line, o) => dot(row, line) + bo[o]));
        });
      }`),
  },
];
