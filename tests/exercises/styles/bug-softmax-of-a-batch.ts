import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "bug-softmax-of-a-batch";

export const right: readonly Style[] = [
  { exercise, name: "in one line", source: withHelpers("const softmax = (x) => x.map((row) => share(exp(row)));") },
  {
    exercise,
    name: "loops over a typed copy",
    source: `
      function softmax(x) {
        const out = [];
        for (const row of x) {
          const weights = Float32Array.from(row);
          let largest = -Infinity;
          for (const score of weights) if (score > largest) largest = score;
          let total = 0;
          for (let i = 0; i < weights.length; i++) total += weights[i] = Math.exp(weights[i] - largest);
          for (let i = 0; i < weights.length; i++) weights[i] /= total;
          out.push(weights);
        }
        return out;
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "softmax-over-everything",
    name: "flattened and cut into rows again",
    source: withHelpers(`
      const softmax = (x) => {
        const flat = share(exp(x.flat()));
        return x.map((row, i) => flat.slice(i * row.length, (i + 1) * row.length));
      };`),
  },
  {
    exercise,
    mistake: "global-maximum",
    name: "the sum repaired, the maximum not",
    source: withHelpers(`
      function softmax(x) {
        const top = x.flat().reduce((a, b) => Math.max(a, b));
        return x.map((row) => share(row.map((score) => Math.exp(score - top))));
      }`),
  },
  {
    exercise,
    mistake: "shared-sum",
    name: "the maximum repaired, the sum not",
    source: withHelpers(`
      const softmax = (x) => {
        const powers = x.map(exp);
        let total = 0;
        for (const row of powers) for (const power of row) total += power;
        return powers.map((row) => row.map((power) => power / total));
      };`),
  },
  {
    exercise,
    mistake: "softmax-over-batch",
    name: "the columns",
    source: withHelpers(`
      const flip = (x) => x[0].map((_, j) => x.map((row) => row[j]));
      const softmax = (x) => flip(flip(x).map((column) => share(exp(column))));`),
  },
];
