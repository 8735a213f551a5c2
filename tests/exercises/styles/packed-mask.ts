import type { Style, WrongStyle } from "../style.js";

const exercise = "packed-mask";

export const right: readonly Style[] = [
  {
    exercise,
    name: "zeros and ones, loops",
    source: `
      function packedMask(segments) {
        const masks = [];
        for (const row of segments) {
          const mask = Array.from(row, () => new Uint8Array(row.length));
          for (let i = 0; i < row.length; i++) {
            for (let j = i; j >= 0 && row[i] && row[j] === row[i]; j--) mask[i][j] = 1;
          }
          masks.push(mask);
        }
        return masks;
      }`,
  },
  {
    exercise,
    name: "the first token of each document",
    source: `
      const packedMask = (segments) => segments.map((row) => {
        const first = row.map((s) => row.indexOf(s));
        return row.map((s, i) => row.map((_, j) => s > 0 && j >= first[i] && j <= i && row[j] > 0));
      });`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "documents-leak",
    name: "causal, padding hidden",
    source:
      "const packedMask = (segments) => segments.map((row) => row.map((q, i) => row.map((k, j) => j <= i && q !== 0 && k !== 0)));",
  },
  {
    exercise,
    mistake: "mask-looks-ahead",
    name: "the same document",
    source:
      "const packedMask = (segments) => segments.map((row) => row.map((q) => row.map((k) => q !== 0 && q === k)));",
  },
  {
    exercise,
    mistake: "padding-attended",
    name: "q === k && j <= i",
    source:
      "const packedMask = (segments) => segments.map((row) => row.map((q, i) => row.map((k, j) => q === k && j <= i)));",
  },
  {
    exercise,
    mistake: "segments-compared-by-order",
    name: "k <= q",
    source:
      "const packedMask = (segments) => segments.map((row) => row.map((q, i) => row.map((k, j) => k !== 0 && k <= q && j <= i)));",
  },
  {
    exercise,
    mistake: "mask-swapped-axes",
    name: "the row is the key",
    source:
      "const packedMask = (segments) => segments.map((row) => row.map((k, j) => row.map((q, i) => k === q && k !== 0 && j <= i)));",
  },
  {
    exercise,
    mistake: "mask-off-by-one",
    name: "j < i",
    source:
      "const packedMask = (segments) => segments.map((row) => row.map((q, i) => row.map((k, j) => k === q && k !== 0 && j < i)));",
  },
];
