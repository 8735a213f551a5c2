import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "softmax",
    name: "loops over rows of typed arrays",
    source: `
      export function softmax(x, axis) {
        const n = x.length;
        const m = x[0].length;
        const out = Array.from({ length: n }, () => new Float64Array(m));
        const alongRows = (axis + 2) % 2 === 1;
        for (let a = 0; a < (alongRows ? n : m); a++) {
          const length = alongRows ? m : n;
          const at = (b) => (alongRows ? x[a][b] : x[b][a]);
          let largest = -Infinity;
          for (let b = 0; b < length; b++) if (at(b) > largest) largest = at(b);
          let total = 0;
          for (let b = 0; b < length; b++) total += Math.exp(at(b) - largest);
          for (let b = 0; b < length; b++) {
            const weight = Math.exp(at(b) - largest) / total;
            if (alongRows) out[a][b] = weight;
            else out[b][a] = weight;
          }
        }
        return out;
      }`,
  },
  {
    exercise: "softmax",
    name: "float32 throughout",
    source: `
      const f = Math.fround;
      const softmax = (x, axis) => {
        if (axis === 0) {
          const columns = x[0].map((_, j) => one(x.map((row) => row[j])));
          return x.map((_, i) => Float32Array.from(columns, (column) => column[i]));
        }
        return x.map(one);
      };
      function one(values) {
        let largest = f(values[0]);
        for (const value of values) largest = f(Math.max(largest, value));
        const powers = new Float32Array(values.length);
        let total = f(0);
        values.forEach((value, i) => {
          powers[i] = f(Math.exp(f(value - largest)));
          total = f(total + powers[i]);
        });
        return powers.map((power) => f(power / total));
      }`,
  },
  {
    exercise: "softmax",
    name: "by log-sum-exp",
    source: `
      const logSumExp = (values) => {
        const largest = values.reduce((a, b) => Math.max(a, b));
        return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
      };
      const softmax = (x, axis = -1) => {
        const last = axis === -1 || axis === 1;
        const normalisers = last ? x.map(logSumExp) : x[0].map((_, j) => logSumExp(x.map((row) => row[j])));
        return x.map((row, i) => row.map((value, j) => Math.exp(value - normalisers[last ? i : j])));
      };`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "softmax",
    mistake: "softmax-other-axis",
    name: "always the rows, and exp without the maximum",
    source: `
      function softmax(x, axis) {
        return x.map((row) => {
          const e = row.map(Math.exp);
          const z = e.reduce((a, b) => a + b);
          return e.map((v) => v / z);
        });
      }`,
  },
  {
    exercise: "softmax",
    mistake: "softmax-other-axis",
    name: "always the columns",
    source: `
      const softmax = (x) => {
        const top = x[0].map((_, j) => Math.max(...x.map((row) => row[j])));
        const e = x.map((row) => row.map((v, j) => Math.exp(v - top[j])));
        const z = x[0].map((_, j) => e.reduce((s, row) => s + row[j], 0));
        return e.map((row) => row.map((v, j) => v / z[j]));
      };`,
  },
  {
    exercise: "softmax",
    mistake: "softmax-over-everything",
    name: "one maximum and one sum",
    source: `
      const softmax = (x, axis) => {
        const top = Math.max(...x.flat());
        const e = x.map((row) => row.map((v) => Math.exp(v - top)));
        const z = e.flat().reduce((a, b) => a + b);
        return e.map((row) => row.map((v) => v / z));
      };`,
  },
  {
    exercise: "softmax",
    mistake: "unstable-softmax",
    name: "exp as it is",
    source: `
      function softmax(x, axis) {
        const e = x.map((row) => row.map((v) => Math.exp(v)));
        if (axis === 0) {
          const z = e[0].map((_, j) => e.reduce((s, row) => s + row[j], 0));
          return e.map((row) => row.map((v, j) => v / z[j]));
        }
        return e.map((row) => row.map((v) => v / row.reduce((a, b) => a + b)));
      }`,
  },
  {
    exercise: "softmax",
    mistake: "negative-axis",
    name: "axis 1 or else",
    source: `
      const softmax = (x, axis) => {
        const one = (row) => {
          const e = row.map((v) => Math.exp(v - Math.max(...row)));
          return e.map((v) => v / e.reduce((a, b) => a + b));
        };
        const flip = (m) => m[0].map((_, j) => m.map((row) => row[j]));
        return axis === 1 ? x.map(one) : flip(flip(x).map(one));
      };`,
  },
  {
    exercise: "softmax",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from 0",
    source: `
      const one = (row) => {
        let top = 0;
        for (const v of row) top = Math.max(top, v);
        const e = row.map((v) => Math.exp(v - top));
        return e.map((v) => v / e.reduce((a, b) => a + b));
      };
      const flip = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      const softmax = (x, axis) => (axis === 0 ? flip(flip(x).map(one)) : x.map(one));`,
  },
  {
    exercise: "softmax",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from Number.MIN_VALUE",
    source: `
      const one = (row) => {
        let top = Number.MIN_VALUE;
        for (const v of row) top = Math.max(top, v);
        const e = row.map((v) => Math.exp(v - top));
        return e.map((v) => v / e.reduce((a, b) => a + b));
      };
      const flip = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      const softmax = (x, axis) => (axis === 0 ? flip(flip(x).map(one)) : x.map(one));`,
  },
  {
    exercise: "softmax",
    mistake: "maximum-starts-too-high",
    name: "a running maximum from -1e5",
    source: `
      const one = (row) => {
        let top = -1e5;
        for (const v of row) top = Math.max(top, v);
        const e = row.map((v) => Math.exp(v - top));
        return e.map((v) => v / e.reduce((a, b) => a + b));
      };
      const flip = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      const softmax = (x, axis) => (axis === 0 ? flip(flip(x).map(one)) : x.map(one));`,
  },
  {
    exercise: "softmax",
    mistake: "scores-clipped",
    name: "at 88",
    source: withHelpers(`const one = (row) => share(row.map((v) => Math.exp(Math.max(-88, Math.min(v, 88)))));
      const flip = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      const softmax = (x, axis) => (axis === 0 ? flip(flip(x).map(one)) : x.map(one));`),
  },
];
