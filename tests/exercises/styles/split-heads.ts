import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "split-heads",
    name: "by index",
    source: `
      function splitHeads(x, numHeads) {
        const [B, L, D] = [x.length, x[0].length, x[0][0].length];
        const d = D / numHeads;
        const out = [];
        for (let b = 0; b < B; b++) {
          out[b] = [];
          for (let h = 0; h < numHeads; h++) {
            out[b][h] = [];
            for (let i = 0; i < L; i++) {
              out[b][h][i] = new Float32Array(d);
              for (let c = 0; c < d; c++) out[b][h][i][c] = x[b][i][h * d + c];
            }
          }
        }
        return out;
      }`,
  },
  {
    exercise: "split-heads",
    name: "each feature pushed to its head",
    source: `
      const splitHeads = (x, numHeads) => x.map((rows) => {
        const heads = Array.from({ length: numHeads }, () => rows.map(() => []));
        rows.forEach((row, i) => row.forEach((value, c) => heads[Math.floor((c * numHeads) / row.length)][i].push(value)));
        return heads;
      });`,
  },
  {
    exercise: "split-heads",
    name: "cut, then transposed",
    source: `
      const splitHeads = (x, numHeads) => {
        const cut = x.map((rows) => rows.map((row) => {
          const d = row.length / numHeads;
          return [...Array(numHeads).keys()].map((h) => row.slice(h * d, h * d + d));
        }));
        return cut.map((rows) => rows[0].map((_, h) => rows.map((heads) => heads[h])));
      };`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "split-heads",
    mistake: "heads-reshaped-not-transposed",
    name: "slices of the flat array",
    source: `
      const splitHeads = (x, H) => x.map((rows) => {
        const [L, d, flat] = [rows.length, rows[0].length / H, rows.flat()];
        return Array.from({ length: H }, (_, h) => Array.from({ length: L }, (_, i) => flat.slice((h * L + i) * d, (h * L + i + 1) * d)));
      });`,
  },
  {
    exercise: "split-heads",
    mistake: "heads-left-behind-positions",
    name: "the loop over heads inside the loop over rows",
    source: `
      const splitHeads = (x, H) => x.map((rows) => rows.map((row) => {
        const d = row.length / H;
        return Array.from({ length: H }, (_, h) => row.slice(h * d, (h + 1) * d));
      }));`,
  },
  {
    exercise: "split-heads",
    mistake: "heads-interleaved",
    name: "the remainder instead of the quotient",
    source: `
      const splitHeads = (x, H) => x.map((rows) => Array.from({ length: H }, (_, h) => rows.map((row) => row.filter((_, c) => c % H === h))));`,
  },
  {
    exercise: "split-heads",
    mistake: "head-count-as-size",
    name: "as many heads as features of a head",
    source: `
      const splitHeads = (x, H) => x.map((rows) => Array.from({ length: rows[0].length / H }, (_, h) => rows.map((row) => row.slice(h * H, (h + 1) * H))));`,
  },
  {
    exercise: "split-heads",
    mistake: "heads-before-batch",
    name: "the loop over heads outside",
    source: `
      const splitHeads = (x, H) => Array.from({ length: H }, (_, h) => x.map((rows) => rows.map((row) => {
        const d = row.length / H;
        return row.slice(h * d, (h + 1) * d);
      })));`,
  },
];
