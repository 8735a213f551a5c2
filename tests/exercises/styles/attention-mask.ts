import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "attention-mask",
    name: "zeros and ones, filled up to the smaller limit",
    source: `
      function attentionMask(lengths, seq) {
        const mask = [];
        for (let b = 0; b < lengths.length; b++) {
          mask.push([]);
          for (let i = 0; i < seq; i++) {
            const row = new Array(seq).fill(0);
            row.fill(1, 0, Math.min(i + 1, lengths[b]));
            mask[b].push(row);
          }
        }
        return mask;
      }`,
  },
  {
    exercise: "attention-mask",
    name: "two masks, joined",
    source: `
      const attentionMask = (lengths, seq) => {
        const index = [...Array(seq).keys()];
        const causal = index.map((i) => index.map((j) => i >= j));
        const real = lengths.map((n) => index.map((j) => j < n));
        return real.map((keys) => causal.map((row) => row.map((past, j) => past && keys[j])));
      };`,
  },
  {
    exercise: "attention-mask",
    name: "hidden is written into trues",
    source: `
      const attentionMask = (lengths, seq) => lengths.map((n) => {
        const mask = Array.from({ length: seq }, () => Array(seq).fill(true));
        for (let i = 0; i < seq; i++) for (let j = 0; j < seq; j++) if (j > i || j >= n) mask[i][j] = false;
        return mask;
      });`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "attention-mask",
    mistake: "masks-joined-by-or",
    name: "j <= i || j < n",
    source:
      "const attentionMask = (lengths, seq) => lengths.map((n) => Array.from({ length: seq }, (_, i) => Array.from({ length: seq }, (_, j) => j <= i || j < n)));",
  },
  {
    exercise: "attention-mask",
    mistake: "padding-on-queries",
    name: "i < n",
    source:
      "const attentionMask = (lengths, seq) => lengths.map((n) => Array.from({ length: seq }, (_, i) => Array.from({ length: seq }, (_, j) => j <= i && i < n)));",
  },
  {
    exercise: "attention-mask",
    mistake: "length-off-by-one",
    name: "j <= n",
    source:
      "const attentionMask = (lengths, seq) => lengths.map((n) => Array.from({ length: seq }, (_, i) => Array.from({ length: seq }, (_, j) => (j <= i && j <= n ? 1 : 0))));",
  },
  {
    exercise: "attention-mask",
    mistake: "mask-off-by-one",
    name: "j < i",
    source:
      "const attentionMask = (lengths, seq) => lengths.map((n) => Array.from({ length: seq }, (_, i) => Array.from({ length: seq }, (_, j) => j < i && j < n)));",
  },
  {
    exercise: "attention-mask",
    mistake: "mask-swapped-axes",
    name: "the row is the key",
    source:
      "const attentionMask = (lengths, seq) => lengths.map((n) => Array.from({ length: seq }, (_, j) => Array.from({ length: seq }, (_, i) => j <= i && j < n)));",
  },
  {
    exercise: "attention-mask",
    mistake: "one-length-for-all",
    name: "the first length",
    source:
      "const attentionMask = (lengths, seq) => lengths.map(() => Array.from({ length: seq }, (_, i) => Array.from({ length: seq }, (_, j) => j <= i && j < lengths[0])));",
  },
];
