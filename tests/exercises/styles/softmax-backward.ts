import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "softmax-backward",
    name: "loops over typed arrays",
    source: `
      export function softmaxBackward(y, dy) {
        const [n, m] = [y.length, y[0].length];
        const dx = [];
        for (let r = 0; r < n; r++) {
          let s = 0;
          for (let i = 0; i < m; i++) s += y[r][i] * dy[r][i];
          const row = new Float64Array(m);
          for (let i = 0; i < m; i++) row[i] = y[r][i] * (dy[r][i] - s);
          dx.push(row);
        }
        return dx;
      }`,
  },
  {
    exercise: "softmax-backward",
    name: "the whole Jacobian, row by row",
    source: `
      const softmaxBackward = (y, dy) => y.map((p, r) => {
        const jacobian = p.map((a, i) => p.map((b, j) => (i === j ? a * (1 - a) : -a * b)));
        return p.map((_, j) => jacobian.reduce((sum, line, i) => sum + dy[r][i] * line[j], 0));
      });`,
  },
  {
    exercise: "softmax-backward",
    name: "y·dy first, then what is too much of it",
    source: `
      function softmaxBackward(y, dy) {
        const products = y.map((row, r) => row.map((w, i) => w * dy[r][i]));
        return products.map((row, r) => {
          const sum = row.reduce((a, b) => a + b, 0);
          return row.map((value, i) => value - y[r][i] * sum);
        });
      }`,
  },
  {
    exercise: "softmax-backward",
    name: "pairs of weights: y[j] times the sum of y[i] (dy[j] - dy[i])",
    source: `
      const softmaxBackward = (y, dy) => y.map((p, r) => p.map((pj, j) =>
        pj * p.reduce((sum, pi, i) => sum + pi * (dy[r][j] - dy[r][i]), 0)));`,
  },
  {
    exercise: "softmax-backward",
    name: "one long array, in float32",
    source: `
      const f = Math.fround;
      function softmaxBackward(y, dy) {
        const m = y[0].length;
        const [p, g] = [Float32Array.from(y.flat()), Float32Array.from(dy.flat())];
        const sums = new Float32Array(y.length);
        p.forEach((w, at) => { sums[Math.floor(at / m)] += f(w * g[at]); });
        const flat = p.map((w, at) => f(w * f(g[at] - sums[Math.floor(at / m)])));
        return y.map((_, r) => flat.subarray(r * m, (r + 1) * m));
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "softmax-backward",
    mistake: "diagonal-only",
    name: "a sigmoid's derivative in loops",
    source: `
      function softmaxBackward(y, dy) {
        const dx = y.map((row) => [...row]);
        for (let r = 0; r < y.length; r++)
          for (let i = 0; i < y[0].length; i++) dx[r][i] = dy[r][i] * (y[r][i] - y[r][i] ** 2);
        return dx;
      }`,
  },
  {
    exercise: "softmax-backward",
    mistake: "sum-over-the-batch",
    name: "a total that is never set back to zero, of the whole matrix",
    source: `
      const softmaxBackward = (y, dy) => {
        let s = 0;
        y.forEach((row, r) => row.forEach((w, i) => { s += w * dy[r][i]; }));
        return y.map((row, r) => row.map((w, i) => w * (dy[r][i] - s)));
      };`,
  },
  {
    exercise: "softmax-backward",
    mistake: "sum-over-the-batch",
    name: "sums of columns",
    source: `
      const softmaxBackward = (y, dy) => {
        const s = y[0].map((_, i) => y.reduce((sum, row, r) => sum + row[i] * dy[r][i], 0));
        return y.map((row, r) => row.map((w, i) => w * dy[r][i] - w * s[i]));
      };`,
  },
  {
    exercise: "softmax-backward",
    mistake: "unweighted-sum",
    name: "centred by the mean",
    source: `
      const mean = (row) => row.reduce((a, b) => a + b) / row.length;
      const softmaxBackward = (y, dy) => y.map((row, r) => row.map((w, i) => w * (dy[r][i] - mean(dy[r]))));`,
  },
  {
    exercise: "softmax-backward",
    mistake: "outer-factor-missing",
    name: "brackets forgotten",
    source: `
      function softmaxBackward(y, dy) {
        return y.map((row, r) => {
          const s = row.reduce((sum, w, i) => sum + w * dy[r][i], 0);
          return row.map((w, i) => w * dy[r][i] - s);
        });
      }`,
  },
  {
    exercise: "softmax-backward",
    mistake: "upstream-gradient-missing",
    name: "the Jacobians as they are",
    source: `
      const softmaxBackward = (y) => y.map((p) => p.map((a, i) => p.map((b, j) => a * ((i === j) - b))));`,
  },
  {
    exercise: "softmax-backward",
    mistake: "log-softmax-gradient",
    name: "PyTorch's _log_softmax_backward_data",
    source: `
      const softmaxBackward = (y, dy) => y.map((row, r) => {
        const total = dy[r].reduce((a, b) => a + b, 0);
        return dy[r].map((g, i) => g - row[i] * total);
      });`,
  },
  {
    exercise: "softmax-backward",
    mistake: "softmax-applied-again",
    name: "y taken for scores, exp without the maximum",
    source: `
      const softmaxBackward = (x, dy) => x.map((row, r) => {
        const e = row.map(Math.exp);
        const z = e.reduce((a, b) => a + b);
        const p = e.map((v) => v / z);
        const s = p.reduce((sum, w, i) => sum + w * dy[r][i], 0);
        return p.map((w, i) => w * (dy[r][i] - s));
      });`,
  },
];
