import type { Style, WrongStyle } from "../style.js";

const exercise = "sinusoidal-positions";

/** A program from what it writes into `row` for the pair of columns j and j + 1. */
const byPairs = (body: string, { first = 0 } = {}) => `
      function sinusoidalPositions(length, dim) {
        const out = [];
        for (let p = ${first}; p < length + ${first}; p++) {
          const row = new Array(dim).fill(0);
          for (let j = 0; j < dim; j += 2) {${body}}
          out.push(row);
        }
        return out;
      }`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "two columns at a time, exp of a logarithm",
    source: byPairs(`
            const angle = p * Math.exp((-Math.log(10000) * j) / dim);
            row[j] = Math.sin(angle);
            if (j + 1 < dim) row[j + 1] = Math.cos(angle);`),
  },
  {
    exercise,
    name: "a shifted sine for the cosine, typed rows",
    source: `
      const sinusoidalPositions = (length, dim) => Array.from({ length }, (_, p) =>
        Float32Array.from({ length: dim }, (_, j) =>
          Math.sin(p / Math.pow(1e4, (j - (j % 2)) / dim) + (j % 2) * Math.PI / 2)));`,
  },
  {
    exercise,
    name: "frequencies first, flatMap",
    source: `
      function sinusoidalPositions(length, dim) {
        const frequencies = Array.from({ length: Math.ceil(dim / 2) }, (_, i) => 10000 ** (-2 * i / dim));
        return [...Array(length).keys()].map((p) =>
          frequencies.flatMap((f) => [Math.sin(p * f), Math.cos(p * f)]).slice(0, dim));
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "sines-then-cosines",
    name: "concatenated",
    source: `
      function sinusoidalPositions(length, dim) {
        const frequencies = Array.from({ length: Math.ceil(dim / 2) }, (_, i) => 10000 ** (-2 * i / dim));
        return Array.from({ length }, (_, p) =>
          [...frequencies.map((f) => Math.sin(p * f)), ...frequencies.map((f) => Math.cos(p * f))].slice(0, dim));
      }`,
  },
  {
    exercise,
    mistake: "exponent-of-feature",
    name: "every column its own",
    source: `
      const sinusoidalPositions = (length, dim) => Array.from({ length }, (_, p) =>
        Array.from({ length: dim }, (_, j) => (j % 2 ? Math.cos : Math.sin)(p / 10000 ** (j / dim))));`,
  },
  {
    exercise,
    mistake: "exponent-of-feature",
    name: "two times 2i",
    source: byPairs(`
            const angle = p / 10000 ** ((2 * j) / dim);
            row[j] = Math.sin(angle);
            if (j + 1 < dim) row[j + 1] = Math.cos(angle);`),
  },
  {
    exercise,
    mistake: "frequency-inverted",
    name: "multiplied",
    source: byPairs(`
            const angle = p * 10000 ** (j / dim);
            row[j] = Math.sin(angle);
            if (j + 1 < dim) row[j + 1] = Math.cos(angle);`),
  },
  {
    exercise,
    mistake: "positions-from-one",
    name: "p from 1",
    source: byPairs(
      `
            const angle = p / 10000 ** (j / dim);
            row[j] = Math.sin(angle);
            if (j + 1 < dim) row[j + 1] = Math.cos(angle);`,
      { first: 1 },
    ),
  },
  {
    exercise,
    mistake: "odd-dim-not-handled",
    name: "whole pairs only",
    source: byPairs(`
            if (j + 1 === dim) continue;
            const angle = p / 10000 ** (j / dim);
            row[j] = Math.sin(angle);
            row[j + 1] = Math.cos(angle);`),
  },
  {
    exercise,
    mistake: "sine-and-cosine-exchanged",
    name: "cosine first",
    source: byPairs(`
            const angle = p / 10000 ** (j / dim);
            row[j] = Math.cos(angle);
            if (j + 1 < dim) row[j + 1] = Math.sin(angle);`),
  },
  {
    exercise,
    mistake: "sine-and-cosine-exchanged+positions-from-one",
    name: "both",
    source: byPairs(
      `
            const angle = p / 10000 ** (j / dim);
            row[j] = Math.cos(angle);
            if (j + 1 < dim) row[j + 1] = Math.sin(angle);`,
      { first: 1 },
    ),
  },
];
