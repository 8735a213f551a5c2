import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "weighted-sum-attention",
    name: "the output alone, rows added up by reduce",
    source: `
      function attention(x, w) {
        const scores = x.map((row) => row.map((v, j) => v * w[j]).reduce((a, b) => a + b));
        const top = Math.max(...scores);
        const e = scores.map((s) => Math.exp(s - top));
        const z = e.reduce((a, b) => a + b);
        return x.map((row, i) => row.map((v) => (v * e[i]) / z)).reduce((a, b) => a.map((v, j) => v + b[j]));
      }`,
  },
  {
    exercise: "weighted-sum-attention",
    name: "online softmax, divided at the end",
    source: `
      function attention(x, w) {
        const d = w.length;
        const out = new Float64Array(d);
        const weights = [];
        let largest = -Infinity;
        let total = 0;
        for (const item of x) {
          let score = 0;
          for (let j = 0; j < d; j++) score += item[j] * w[j];
          weights.push(score);
          const next = Math.max(largest, score);
          const fade = Math.exp(largest - next);
          const power = Math.exp(score - next);
          for (let j = 0; j < d; j++) out[j] = out[j] * fade + power * item[j];
          total = total * fade + power;
          largest = next;
        }
        return { out: out.map((value) => value / total), weights: weights.map((score) => Math.exp(score - largest) / total) };
      }`,
  },
  {
    exercise: "weighted-sum-attention",
    name: "float32 throughout",
    source: `
      const f = Math.fround;
      function attention(x, w) {
        const dot = (a, b) => a.reduce((sum, value, i) => f(sum + f(f(value) * f(b[i]))), 0);
        const scores = new Float32Array(x.map((item) => dot(item, w)));
        const largest = Math.max(...scores);
        const powers = scores.map((score) => Math.exp(score - largest));
        const total = powers.reduce((a, b) => f(a + b), 0);
        const weights = powers.map((power) => power / total);
        const out = new Float32Array(w.length);
        for (let i = 0; i < x.length; i++) for (let j = 0; j < w.length; j++) out[j] += f(weights[i] * x[i][j]);
        return { out, weights };
      }`,
  },
];

/** What the programs below share. */
const shared = `
      const score = (x, w) => x.map((row) => row.reduce((s, v, j) => s + v * w[j], 0));
      const share = (row) => row.map((v) => v / row.reduce((a, b) => a + b, 0));
      const safe = (row) => share(row.map((v) => Math.exp(v - Math.max(...row))));
      const pool = (a, x) => x[0].map((_, j) => a.reduce((s, weight, i) => s + weight * x[i][j], 0));`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "weighted-sum-attention",
    mistake: "unstable-softmax",
    name: "exp as it is, weights returned too",
    source: `${shared}
      const attention = (x, w) => {
        const weights = share(score(x, w).map(Math.exp));
        return { out: pool(weights, x), weights };
      };`,
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "no-softmax",
    name: "the scores as weights",
    source: `${shared}
      const attention = (x, w) => ({ weights: score(x, w), out: pool(score(x, w), x) });`,
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "normalized-by-sum",
    name: "shares of the scores",
    source: `${shared}
      const attention = (x, w) => pool(share(score(x, w)), x);`,
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "uniform-weights",
    name: "the mean",
    source: `${shared}
      const attention = (x) => pool(x.map(() => 1 / x.length), x);`,
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "weighted-not-summed",
    name: "rows times weights",
    source: `${shared}
      const attention = (x, w) => {
        const a = safe(score(x, w));
        return { out: x.map((row, i) => row.map((v) => v * a[i])), weights: a };
      };`,
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "hard-max",
    name: "the row of the largest score",
    source: `${shared}
      const attention = (x, w) => {
        const s = score(x, w);
        return x[s.indexOf(Math.max(...s))];
      };`,
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "returned-weights-instead",
    name: "the weights",
    source: `${shared}
      const attention = (x, w) => safe(score(x, w));`,
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from 0",
    source: withHelpers(`function attention(x, w) {
      const scores = x.map((item) => dot(item, w));
      const largest = scores.reduce((a, b) => (a > b ? a : b), 0);
      const weights = share(scores.map((score) => Math.exp(score - largest)));
      return average(weights, x);
    }`),
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from Number.MIN_VALUE",
    source: withHelpers(`function attention(x, w) {
      const scores = x.map((item) => dot(item, w));
      const largest = scores.reduce((a, b) => (a > b ? a : b), Number.MIN_VALUE);
      const weights = share(scores.map((score) => Math.exp(score - largest)));
      return average(weights, x);
    }`),
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from -1e5",
    source: withHelpers(`function attention(x, w) {
      const scores = x.map((item) => dot(item, w));
      const largest = scores.reduce((a, b) => (a > b ? a : b), -1e5);
      const weights = share(scores.map((score) => Math.exp(score - largest)));
      return average(weights, x);
    }`),
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "activation-on-output",
    name: "ReLU",
    source: withHelpers(`function attention(x, w) {
      return average(share(exp(x.map((item) => dot(item, w)))), x).map((value) => Math.max(0, value));
    }`),
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "vector-as-weights",
    name: "row i times w[i], divided by the sum of w",
    source: withHelpers(`function attention(x, w) {
      const total = w.reduce((a, b) => a + b);
      return x[0].map((_, c) => x.reduce((s, item, i) => s + (item[c] * w[i]) / total, 0));
    }`),
  },
];
