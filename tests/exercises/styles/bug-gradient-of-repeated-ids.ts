import type { Style, WrongStyle } from "../style.js";

const exercise = "bug-gradient-of-repeated-ids";

export const right: readonly Style[] = [
  {
    exercise,
    name: "one row of the table at a time",
    source: `
      function embeddingBackward(ids, dx, vocab) {
        const [tokens, rows] = [ids.flat(), dx.flat()];
        return Array.from({ length: vocab }, (_, v) =>
          rows[0].map((_, feature) => rows.reduce((sum, row, n) => (tokens[n] === v ? sum + row[feature] : sum), 0)),
        );
      }`,
  },
  {
    exercise,
    name: "a map of sums",
    source: `
      function embeddingBackward(ids, dx, vocab) {
        const sums = new Map();
        ids.forEach((row, b) => row.forEach((id, i) => {
          const before = sums.get(id) ?? dx[b][i].map(() => 0);
          sums.set(id, before.map((value, j) => value + dx[b][i][j]));
        }));
        return Array.from({ length: vocab }, (_, v) => sums.get(v) ?? dx[0][0].map(() => 0));
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "last-one-wins",
    name: "a map of rows",
    source: `
      function embeddingBackward(ids, dx, vocab) {
        const rows = new Map(ids.flatMap((row, b) => row.map((id, i) => [id, dx[b][i]])));
        return Array.from({ length: vocab }, (_, v) => rows.get(v) ?? dx[0][0].map(() => 0));
      }`,
  },
  {
    exercise,
    mistake: "last-one-wins",
    name: "the first place of each id",
    source: `
      function embeddingBackward(ids, dx, vocab) {
        const [tokens, rows] = [ids.flat(), dx.flat()];
        return Array.from({ length: vocab }, (_, v) => rows[tokens.indexOf(v)] ?? rows[0].map(() => 0));
      }`,
  },
  {
    exercise,
    mistake: "averaged-by-count",
    name: "the mean of each id's rows",
    source: `
      function embeddingBackward(ids, dx, vocab) {
        const [tokens, rows] = [ids.flat(), dx.flat()];
        return Array.from({ length: vocab }, (_, v) => {
          const own = rows.filter((_, n) => tokens[n] === v);
          return rows[0].map((_, j) => (own.length ? own.reduce((sum, row) => sum + row[j], 0) / own.length : 0));
        });
      }`,
  },
];
