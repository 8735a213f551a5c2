import type { Style, WrongStyle } from "../style.js";

const exercise = "log-sum-exp";

export const right: readonly Style[] = [
  {
    exercise,
    name: "0 for a maximum of -Infinity",
    source: `
      function logSumExp(x) {
        return x.map((row) => {
          const m = Math.max(...row);
          const shift = Number.isFinite(m) ? m : 0;
          let s = 0;
          for (const v of row) s += Math.exp(v - shift);
          return shift + Math.log(s);
        });
      }`,
  },
  {
    exercise,
    name: "a sum that is rescaled as it goes",
    source: `
      const logSumExp = (x) => Float64Array.from(x, (row) => {
        let max = -Infinity, sum = 0;
        for (const v of row) {
          if (v === -Infinity) continue;
          if (v > max) { sum = sum * Math.exp(max - v) + 1; max = v; }
          else sum += Math.exp(v - max);
        }
        return max + Math.log(sum);
      });`,
  },
  {
    exercise,
    name: "pairs folded by log1p",
    source: `
      const logAdd = (a, b) => {
        const [high, low] = a > b ? [a, b] : [b, a];
        return low === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
      };
      function logSumExp(x) {
        return x.map((row) => row.reduce(logAdd, -Infinity));
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "unstable-softmax",
    name: "log of the plain sum",
    source: "const logSumExp = (x) => x.map((row) => Math.log(row.reduce((s, v) => s + Math.exp(v), 0)));",
  },
  {
    exercise,
    mistake: "empty-row-nan",
    name: "Math.max of the row",
    source: `
      const logSumExp = (x) => x.map((row) => {
        const m = Math.max(...row);
        return m + Math.log(row.reduce((s, v) => s + Math.exp(v - m), 0));
      });`,
  },
  {
    exercise,
    mistake: "empty-row-finite",
    name: "NaN becomes 0",
    source: `
      const logSumExp = (x) => x.map((row) => {
        const m = Math.max(...row);
        return m + Math.log(row.reduce((s, v) => s + Math.exp(v - m), 0)) || 0;
      });`,
  },
  {
    exercise,
    mistake: "maximum-not-added-back",
    name: "forgotten",
    source: `
      const logSumExp = (x) => x.map((row) => {
        const m = Math.max(...row);
        return Math.log(row.reduce((s, v) => s + Math.exp(v - m), 0));
      });`,
  },
  {
    exercise,
    mistake: "global-maximum",
    name: "of x.flat()",
    source: `
      const logSumExp = (x) => {
        const m = Math.max(...x.flat());
        return x.map((row) => m + Math.log(row.reduce((s, v) => s + Math.exp(v - m), 0)));
      };`,
  },
  {
    exercise,
    mistake: "maximum-starts-too-high",
    name: "from 0",
    source: `
      const logSumExp = (x) => x.map((row) => {
        let m = 0;
        for (const v of row) if (v > m) m = v;
        return m + Math.log(row.reduce((s, v) => s + Math.exp(v - m), 0));
      });`,
  },
  {
    exercise,
    mistake: "summed-over-other-axis",
    name: "over the whole matrix",
    source: `
      const logSumExp = (x) => {
        const all = x.flat();
        const m = Math.max(...all);
        return m + Math.log(all.reduce((s, v) => s + Math.exp(v - m), 0));
      };`,
  },
];
