import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "masked-softmax";

export const right: readonly Style[] = [
  {
    exercise,
    name: "loops, zeros filled",
    source: `
      function maskedSoftmax(scores, lengths) {
        const out = [];
        for (let b = 0; b < scores.length; b++) {
          out.push(scores[b].map((row) => {
            const weights = new Float64Array(row.length);
            let max = -Infinity, sum = 0;
            for (let j = 0; j < lengths[b]; j++) max = Math.max(max, row[j]);
            for (let j = 0; j < lengths[b]; j++) sum += weights[j] = Math.exp(row[j] - max);
            return sum > 0 ? weights.map((w) => w / sum) : weights;
          }));
        }
        return out;
      }`,
  },
  {
    exercise,
    name: "-Infinity, and NaN cleared",
    source: withHelpers(`
      const maskedSoftmax = (scores, lengths) => scores.map((rows, b) => rows.map((row) =>
        share(exp(row.map((s, j) => (j < lengths[b] ? s : -Infinity)))).map((w) => w || 0)));`),
  },
  {
    exercise,
    name: "zeros appended",
    source: withHelpers(`
      const maskedSoftmax = (scores, lengths) => scores.map((rows, b) => rows.map((row) => [
        ...share(exp(row.slice(0, lengths[b]))),
        ...new Array(row.length - lengths[b]).fill(0),
      ]));`),
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "length-off-by-one",
    name: "j <= length",
    source: withHelpers(`
      const maskedSoftmax = (scores, lengths) => scores.map((rows, b) => rows.map((row) =>
        share(exp(row.map((s, j) => (j <= lengths[b] ? s : -Infinity))))));`),
  },
  {
    exercise,
    mistake: "lengths-hide-queries",
    name: "rows beyond the length are zeros",
    source: withHelpers(`
      const maskedSoftmax = (scores, lengths) => scores.map((rows, b) => rows.map((row, i) =>
        (i < lengths[b] ? share(exp(row)) : row.map(() => 0))));`),
  },
  {
    exercise,
    mistake: "mask-after-softmax",
    name: "zeros written afterwards",
    source: withHelpers(`
      const maskedSoftmax = (scores, lengths) => scores.map((rows, b) => rows.map((row) =>
        share(exp(row)).map((w, j) => (j < lengths[b] ? w : 0))));`),
  },
  {
    exercise,
    mistake: "masked-row-nan",
    name: "-Infinity",
    source: withHelpers(`
      const maskedSoftmax = (scores, lengths) => scores.map((rows, b) => rows.map((row) =>
        share(exp(row.map((s, j) => (j < lengths[b] ? s : -Infinity))))));`),
  },
  {
    exercise,
    mistake: "masked-row-mean",
    name: "-1e9",
    source: withHelpers(`
      const maskedSoftmax = (scores, lengths) => scores.map((rows, b) => rows.map((row) =>
        share(exp(row.map((s, j) => (j < lengths[b] ? s : -1e9))))));`),
  },
  {
    exercise,
    mistake: "one-length-for-all",
    name: "the longest",
    source: withHelpers(`
      const maskedSoftmax = (scores, lengths) => {
        const n = Math.max(...lengths);
        return scores.map((rows) => rows.map((row) => share(exp(row.map((s, j) => (j < n ? s : -Infinity))))));
      };`),
  },
  {
    exercise,
    mistake: "unstable-softmax",
    name: "exp as it is",
    source: `
      const maskedSoftmax = (scores, lengths) => scores.map((rows, b) => rows.map((row) => {
        const e = row.map((s, j) => (j < lengths[b] ? Math.exp(s) : 0));
        const z = e.reduce((a, c) => a + c, 0);
        return e.map((v) => (z === 0 ? 0 : v / z));
      }));`,
  },
];
