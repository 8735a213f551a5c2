import type { Style, WrongStyle } from "../style.js";

const exercise = "window-partition";

export const right: readonly Style[] = [
  {
    exercise,
    name: "each pixel sent to its place",
    source: `
      function windowPartition(x, size) {
        const h = x[0].length, w = x[0][0].length;
        const rows = h / size, columns = w / size;
        const out = Array.from({ length: x.length * rows * columns }, () => new Array(size * size));
        x.forEach((map, b) => map.forEach((line, i) => line.forEach((pixel, j) => {
          const n = (b * rows + Math.floor(i / size)) * columns + Math.floor(j / size);
          out[n][(i % size) * size + (j % size)] = pixel.slice();
        })));
        return out;
      }`,
  },
  {
    exercise,
    name: "each place reads its pixel",
    source: `
      const windowPartition = (x, s) => {
        const [rows, columns] = [x[0].length / s, x[0][0].length / s];
        return Array.from({ length: x.length * rows * columns }, (_, n) => {
          const [b, r, k] = [Math.floor(n / (rows * columns)), Math.floor(n / columns) % rows, n % columns];
          return Array.from({ length: s * s }, (_, p) => Float64Array.from(x[b][r * s + Math.floor(p / s)][k * s + (p % s)]));
        });
      };`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "windows-by-reshape",
    name: "flat, then cut",
    source: `
      function windowPartition(x, size) {
        const pixels = x.flat(2);
        const out = [];
        for (let i = 0; i < pixels.length; i += size * size) out.push(pixels.slice(i, i + size * size));
        return out;
      }`,
  },
  {
    exercise,
    mistake: "windows-by-columns",
    name: "left outside, top inside",
    source: `
      function windowPartition(x, size) {
        const out = [];
        for (const map of x)
          for (let left = 0; left < map[0].length; left += size)
            for (let top = 0; top < map.length; top += size)
              out.push(map.slice(top, top + size).flatMap((row) => row.slice(left, left + size)));
        return out;
      }`,
  },
  {
    exercise,
    mistake: "batch-last",
    name: "maps in the innermost loop",
    source: `
      function windowPartition(x, size) {
        const out = [];
        for (let top = 0; top < x[0].length; top += size)
          for (let left = 0; left < x[0][0].length; left += size)
            for (const map of x)
              out.push(map.slice(top, top + size).flatMap((row) => row.slice(left, left + size)));
        return out;
      }`,
  },
  {
    exercise,
    mistake: "window-not-flattened",
    name: "map in place of flatMap",
    source: `
      function windowPartition(x, size) {
        const out = [];
        for (const map of x)
          for (let top = 0; top < map.length; top += size)
            for (let left = 0; left < map[0].length; left += size)
              out.push(map.slice(top, top + size).map((row) => row.slice(left, left + size)));
        return out;
      }`,
  },
  {
    exercise,
    mistake: "windows-overlap",
    name: "a step of one",
    source: `
      function windowPartition(x, size) {
        const out = [];
        for (const map of x)
          for (let top = 0; top + size <= map.length; top++)
            for (let left = 0; left + size <= map[0].length; left++)
              out.push(map.slice(top, top + size).flatMap((row) => row.slice(left, left + size)));
        return out;
      }`,
  },
];
