import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "causal-mask",
    name: "zeros and ones, in typed arrays",
    source: `
      const causalMask = (seqQ, seqK) => {
        const rows = [];
        for (let i = seqQ - 1; i >= 0; i--) {
          const row = new Uint8Array(seqK);
          for (let j = 0; j < seqK - (seqQ - 1 - i); j++) row[j] = 1;
          rows.unshift(row);
        }
        return rows;
      };`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "causal-mask",
    mistake: "mask-top-left",
    name: "j <= i",
    source:
      "const causalMask = (n, m) => Array.from({ length: n }, (_, i) => Array.from({ length: m }, (_, j) => j <= i));",
  },
  {
    exercise: "causal-mask",
    mistake: "mask-off-by-one",
    name: "j < i + past",
    source:
      "const causalMask = (n, m) => Array.from({ length: n }, (_, i) => Array.from({ length: m }, (_, j) => +(j < i + m - n)));",
  },
  {
    exercise: "causal-mask",
    mistake: "mask-shift-reversed",
    name: "n - m instead of m - n",
    source:
      "const causalMask = (n, m) => Array.from({ length: n }, (_, i) => Array.from({ length: m }, (_, j) => j <= i + n - m));",
  },
  {
    exercise: "causal-mask",
    mistake: "mask-looks-ahead",
    name: "i and j exchanged",
    source:
      "const causalMask = (n, m) => Array.from({ length: n }, (_, j) => Array.from({ length: m }, (_, i) => j <= i + m - n));",
  },
  {
    exercise: "causal-mask",
    mistake: "mask-clamped",
    name: "max(0, S - L)",
    source: `
      const causalMask = (seqQ, seqK) => {
        const past = Math.max(0, seqK - seqQ);
        return Array.from({ length: seqQ }, (_, i) => Array.from({ length: seqK }, (_, j) => j <= i + past));
      };`,
  },
];
