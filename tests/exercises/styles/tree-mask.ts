import type { Style, WrongStyle } from "../style.js";

const exercise = "tree-mask";

export const right: readonly Style[] = [
  {
    exercise,
    name: "a walk up from each node",
    source: `
      function treeMask(parents, past) {
        return parents.map((_, t) => {
          const row = new Uint8Array(past + parents.length);
          row.fill(1, 0, past);
          for (let at = t; at !== -1; at = parents[at]) row[past + at] = 1;
          return row;
        });
      }`,
  },
  {
    exercise,
    name: "recursive",
    source: `
      const treeMask = (parents, past) => {
        const sees = (t, s) => t === s || (parents[t] >= 0 && sees(parents[t], s));
        return parents.map((_, t) => Array.from({ length: past + parents.length }, (_, j) => j < past || sees(t, j - past)));
      };`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "tree-as-chain",
    name: "causal",
    source:
      "const treeMask = (parents, past) => parents.map((_, t) => Array.from({ length: past + parents.length }, (_, j) => j <= past + t));",
  },
  {
    exercise,
    mistake: "parent-only",
    name: "itself and its parent",
    source:
      "const treeMask = (parents, past) => parents.map((p, t) => Array.from({ length: past + parents.length }, (_, j) => j < past || j === past + t || (p >= 0 && j === past + p)));",
  },
  {
    exercise,
    mistake: "node-zero-left-out",
    name: "while (p > 0)",
    source: `
      const treeMask = (parents, past) => parents.map((p, t) => {
        const row = [...Array(past).fill(true), ...parents.map(() => false)];
        row[past + t] = true;
        while (p > 0) { row[past + p] = true; p = parents[p]; }
        return row;
      });`,
  },
  {
    exercise,
    mistake: "past-hidden",
    name: "the tree alone",
    source: `
      const treeMask = (parents, past) => {
        const sees = (t, s) => t === s || (parents[t] >= 0 && sees(parents[t], s));
        return parents.map((_, t) => parents.map((_, s) => sees(t, s)));
      };`,
  },
  {
    exercise,
    mistake: "descendants-visible",
    name: "transposed",
    source: `
      const treeMask = (parents, past) => {
        const sees = (t, s) => t === s || (parents[t] >= 0 && sees(parents[t], s));
        return parents.map((_, t) => [...Array(past).fill(1), ...parents.map((_, s) => (sees(s, t) ? 1 : 0))]);
      };`,
  },
  {
    exercise,
    mistake: "node-hides-itself",
    name: "from the parent on",
    source: `
      const treeMask = (parents, past) => parents.map((p) => {
        const row = [...Array(past).fill(true), ...parents.map(() => false)];
        for (; p >= 0; p = parents[p]) row[past + p] = true;
        return row;
      });`,
  },
];
