import type { Style, WrongStyle } from "../style.js";

const exercise = "embedding-backward";

/** Loops over all tokens around one statement. */
const looped = (statement: string, rows = "vocab") => `
  function embeddingBackward(ids, dx, vocab) {
    const [B, L, D] = [dx.length, dx[0].length, dx[0][0].length];
    const grad = Array.from({ length: ${rows} }, () => new Array(D).fill(0));
    for (let b = 0; b < B; b++)
      for (let i = 0; i < L; i++)
        for (let c = 0; c < D; c++) ${statement}
    return grad;
  }`;

export const right: readonly Style[] = [
  { exercise, name: "loops", source: looped("grad[ids[b][i]][c] += dx[b][i][c];") },
  {
    exercise,
    name: "one-hot times dx",
    source: `
      export const embeddingBackward = (ids, dx, vocab) => {
        const [tokens, rows] = [ids.flat(), dx.flat()];
        const hot = tokens.map((id) => Array.from({ length: vocab }, (_, v) => Number(v === id)));
        return hot[0].map((_, v) => rows[0].map((__, c) => hot.reduce((s, h, n) => s + h[v] * rows[n][c], 0)));
      };`,
  },
  {
    exercise,
    name: "one long typed array",
    source: `
      function embeddingBackward(ids, dx, vocab) {
        const D = dx[0][0].length;
        const sums = new Float64Array(vocab * D);
        ids.flat().forEach((id, n) => dx.flat()[n].forEach((g, c) => { sums[id * D + c] += g; }));
        return Array.from({ length: vocab }, (_, v) => sums.subarray(v * D, (v + 1) * D));
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "last-one-wins", name: "assigned", source: looped("grad[ids[b][i]][c] = dx[b][i][c];") },
  {
    exercise,
    mistake: "averaged-over-tokens",
    name: "the mean over the batch",
    source: looped("grad[ids[b][i]][c] += dx[b][i][c] / B;"),
  },
  {
    exercise,
    mistake: "padding-left-out",
    name: "id 0 skipped",
    source: looped("if (ids[b][i]) grad[ids[b][i]][c] += dx[b][i][c];"),
  },
  {
    exercise,
    mistake: "upstream-gradient-missing",
    name: "counts",
    source: looped("grad[ids[b][i]][c] += 1;"),
  },
  {
    exercise,
    mistake: "embedding-not-looked-up",
    name: "by position",
    source: looped("grad[i][c] += dx[b][i][c];"),
  },
  {
    exercise,
    mistake: "table-too-short",
    name: "up to the largest id",
    source: looped("grad[ids[b][i]][c] += dx[b][i][c];", "Math.max(...ids.flat()) + 1"),
  },
  {
    exercise,
    mistake: "averaged-by-count",
    name: "divided by the count",
    source: looped("grad[ids[b][i]][c] += dx[b][i][c] / ids.flat().filter((id) => id === ids[b][i]).length;"),
  },
  {
    exercise,
    mistake: "batch-forgotten",
    name: "the first sequence",
    source: looped("if (b === 0) grad[ids[b][i]][c] += dx[b][i][c];"),
  },
];
