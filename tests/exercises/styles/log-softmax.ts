import type { Style, WrongStyle } from "../style.js";

const exercise = "log-softmax";

export const right: readonly Style[] = [
  {
    exercise,
    name: "log-sum-exp first",
    source: `
      const lse = (row) => {
        const m = Math.max(...row);
        return m + Math.log(row.map((v) => Math.exp(v - m)).reduce((a, b) => a + b));
      };
      const logSoftmax = (x) => x.map((row) => {
        const z = lse(row);
        return row.map((v) => v - z);
      });`,
  },
  {
    exercise,
    name: "loops over typed arrays",
    source: `
      function logSoftmax(x) {
        const out = [];
        for (let i = 0; i < x.length; i++) {
          let max = -Infinity;
          for (let j = 0; j < x[i].length; j++) if (x[i][j] > max) max = x[i][j];
          const row = Float64Array.from(x[i], (v) => v - max);
          let sum = 0;
          for (const v of row) sum += Math.exp(v);
          out.push(row.map((v) => v - Math.log(sum)));
        }
        return out;
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "log-of-softmax",
    name: "Math.log of a stable softmax",
    source: `
      const logSoftmax = (x) => x.map((row) => {
        const m = Math.max(...row);
        const e = row.map((v) => Math.exp(v - m));
        const z = e.reduce((a, b) => a + b);
        return e.map((v) => Math.log(v / z));
      });`,
  },
  {
    exercise,
    mistake: "log-of-softmax",
    name: "with 1e-12",
    source: `
      const logSoftmax = (x) => x.map((row) => {
        const m = Math.max(...row);
        const e = row.map((v) => Math.exp(v - m));
        const z = e.reduce((a, b) => a + b);
        return e.map((v) => Math.log(v / z + 1e-12));
      });`,
  },
  {
    exercise,
    mistake: "only-shifted",
    name: "less the maximum",
    source: "const logSoftmax = (x) => x.map((row) => row.map((v) => v - Math.max(...row)));",
  },
  {
    exercise,
    mistake: "unstable-softmax",
    name: "log of the plain sum",
    source: `
      const logSoftmax = (x) => x.map((row) => {
        const z = Math.log(row.reduce((s, v) => s + Math.exp(v), 0));
        return row.map((v) => v - z);
      });`,
  },
  {
    exercise,
    mistake: "maximum-not-added-back",
    name: "only inside exp",
    source: `
      const logSoftmax = (x) => x.map((row) => {
        const m = Math.max(...row);
        const z = Math.log(row.reduce((s, v) => s + Math.exp(v - m), 0));
        return row.map((v) => v - z);
      });`,
  },
  {
    exercise,
    mistake: "softmax-over-batch",
    name: "columns",
    source: `
      const logSoftmax = (x) => {
        const z = x[0].map((_, j) => {
          const column = x.map((row) => row[j]);
          const m = Math.max(...column);
          return m + Math.log(column.reduce((s, v) => s + Math.exp(v - m), 0));
        });
        return x.map((row) => row.map((v, j) => v - z[j]));
      };`,
  },
];
