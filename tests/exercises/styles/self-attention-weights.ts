import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "self-attention-weights",
    name: "one product of the two weights, in place",
    source: `
      function attentionMatrix(ids, embedding, wq, wk) {
        const D = wq.length;
        const between = embedding[0].map((_, a) => embedding[0].map((_, b) => wq.reduce((s, row, o) => s + row[a] * wk[o][b], 0)));
        const x = Array.from(ids, (id) => embedding[id]);
        const scores = x.map((row) => x.map((other) => row.reduce((s, value, a) => s + value * other.reduce((t, w, b) => t + w * between[a][b], 0), 0) / Math.sqrt(D)));
        for (const row of scores) {
          const largest = Math.max(...row);
          let total = 0;
          for (let j = 0; j < row.length; j++) total += row[j] = Math.exp(row[j] - largest);
          for (let j = 0; j < row.length; j++) row[j] /= total;
        }
        return scores;
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [];
