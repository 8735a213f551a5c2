import type { Style, WrongStyle } from "../style.js";

const exercise = "token-log-probs";

export const right: readonly Style[] = [
  {
    exercise,
    name: "a whole log-softmax first",
    source: `
      const logSoftmax = (row) => {
        const m = Math.max(...row);
        const z = Math.log(row.reduce((s, x) => s + Math.exp(x - m), 0));
        return row.map((x) => x - m - z);
      };
      function tokenLogProbs(logits, ids) {
        const all = logits.map((sequence) => sequence.map(logSoftmax));
        return ids.map((tokens, b) => tokens.map((token, i) => all[b][i][token]));
      }`,
  },
  {
    exercise,
    name: "loops over typed arrays, a sum that is rescaled as it goes",
    source: `
      function tokenLogProbs(logits, ids) {
        const out = [];
        for (let b = 0; b < ids.length; b++) {
          const row = new Float64Array(ids[b].length);
          for (let i = 0; i < row.length; i++) {
            let max = -Infinity, sum = 0;
            for (const x of logits[b][i]) {
              if (x > max) { sum = sum * Math.exp(max - x) + 1; max = x; }
              else sum += Math.exp(x - max);
            }
            row[i] = logits[b][i][ids[b][i]] - (max + Math.log(sum));
          }
          out.push(row);
        }
        return out;
      }`,
  },
  {
    exercise,
    name: "the token's own logit as what is subtracted, where that is safe",
    source: `
      function tokenLogProbs(logits, ids) {
        const logAdd = (a, b) => (a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b)));
        return logits.map((sequence, b) =>
          sequence.map((row, i) => -row.map((x) => x - row[ids[b][i]]).reduce(logAdd)));
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "log-of-softmax",
    name: "Math.log of a stable softmax",
    source: `
      function tokenLogProbs(logits, ids) {
        return ids.map((tokens, b) => tokens.map((token, i) => {
          const row = logits[b][i];
          const m = Math.max(...row);
          const p = row.map((x) => Math.exp(x - m));
          return Math.log(p[token] / p.reduce((a, c) => a + c));
        }));
      }`,
  },
  {
    exercise,
    mistake: "log-of-softmax",
    name: "with Number.EPSILON",
    source: `
      function tokenLogProbs(logits, ids) {
        return ids.map((tokens, b) => tokens.map((token, i) => {
          const row = logits[b][i];
          const m = Math.max(...row);
          const p = row.map((x) => Math.exp(x - m));
          return Math.log(p[token] / p.reduce((a, c) => a + c) + Number.EPSILON);
        }));
      }`,
  },
  {
    exercise,
    mistake: "every-pair-gathered",
    name: "a map within a map",
    source: `
      function tokenLogProbs(logits, ids) {
        const lse = (row) => { const m = Math.max(...row); return m + Math.log(row.reduce((s, x) => s + Math.exp(x - m), 0)); };
        return logits.map((sequence, b) => sequence.map((row) => ids[b].map((token) => row[token] - lse(row))));
      }`,
  },
  {
    exercise,
    mistake: "unstable-softmax",
    name: "Math.log of the plain sum",
    source: `
      const tokenLogProbs = (logits, ids) => ids.map((tokens, b) => tokens.map((token, i) =>
        logits[b][i][token] - Math.log(logits[b][i].reduce((s, x) => s + Math.exp(x), 0))));`,
  },
  {
    exercise,
    mistake: "shifted",
    name: "the next token's, one position fewer",
    source: `
      function tokenLogProbs(logits, ids) {
        const lse = (row) => { const m = Math.max(...row); return m + Math.log(row.reduce((s, x) => s + Math.exp(x - m), 0)); };
        return ids.map((tokens, b) => tokens.slice(1).map((token, i) => logits[b][i][token] - lse(logits[b][i])));
      }`,
  },
];
