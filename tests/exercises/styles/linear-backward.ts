import type { Style, WrongStyle } from "../style.js";

const exercise = "linear-backward";

export const right: readonly Style[] = [
  {
    exercise,
    name: "matrices of flat tokens",
    source: `
      const transpose = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      const matmul = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((s, v, i) => s + v * b[i][j], 0)));
      function linearBackward(x, w, dy) {
        const grads = dy.flat();
        return {
          dx: dy.map((rows) => matmul(rows, w)),
          dw: matmul(transpose(grads), x.flat()),
          db: transpose(grads).map((column) => column.reduce((a, b) => a + b, 0)),
        };
      }`,
  },
  {
    exercise,
    name: "typed arrays in float32, an array of three",
    source: `
      function linearBackward(x, w, dy) {
        const D = w[0].length, F = w.length;
        const dw = w.map(() => new Float32Array(D)), db = new Float32Array(F);
        const dx = dy.map((rows, b) => rows.map((g, i) => {
          const row = new Float32Array(D);
          for (let f = 0; f < F; f++) {
            db[f] += g[f];
            for (let c = 0; c < D; c++) { row[c] += g[f] * w[f][c]; dw[f][c] += g[f] * x[b][i][c]; }
          }
          return row;
        }));
        return [dx, dw, db];
      }`,
  },
  {
    exercise,
    name: "a sum for each number",
    source: `
      const sum = (n, term) => { let s = 0; for (let i = 0; i < n; i++) s += term(i); return s; };
      const linearBackward = (x, w, dy) => {
        const B = x.length, L = x[0].length;
        const total = (term) => sum(B, (b) => sum(L, (i) => term(b, i)));
        const dx = x.map((rows, b) => rows.map((row, i) => row.map((_, c) => sum(w.length, (f) => dy[b][i][f] * w[f][c]))));
        const dw = w.map((row, f) => row.map((_, c) => total((b, i) => dy[b][i][f] * x[b][i][c])));
        const db = w.map((_, f) => total((b, i) => dy[b][i][f]));
        return { dx, dw, db };
      };`,
  },
];

const around = (dx: string, dw: string, db: string) => `
      const transpose = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      const matmul = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((s, v, i) => s + v * b[i][j], 0)));
      const sum = (row) => row.reduce((a, b) => a + b, 0);
      function linearBackward(x, w, dy) {
        const N = x.length * x[0].length, tokens = x.flat(), grads = dy.flat();
        return { dx: ${dx}, dw: ${dw}, db: ${db} };
      }`;
const dx = "dy.map((rows) => matmul(rows, w))";
const dw = "matmul(transpose(grads), tokens)";
const db = "transpose(grads).map(sum)";

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "weight-transposed", name: "dw", source: around(dx, "matmul(transpose(tokens), grads)", db) },
  {
    exercise,
    mistake: "averaged-over-tokens",
    name: "dw",
    source: around(dx, "matmul(transpose(grads), tokens).map((row) => row.map((v) => v / N))", db),
  },
  {
    exercise,
    mistake: "averaged-over-tokens",
    name: "db by the batch",
    source: around(dx, dw, "transpose(grads).map((column) => sum(column) / x.length)"),
  },
  {
    exercise,
    mistake: "batch-kept",
    name: "one dw for each sequence",
    source: around(dx, "dy.map((rows, b) => matmul(transpose(rows), x[b]))", db),
  },
  {
    exercise,
    mistake: "batch-kept",
    name: "one db for each sequence",
    source: around(dx, dw, "dy.map((rows) => transpose(rows).map(sum))"),
  },
  {
    exercise,
    mistake: "inputs-exchanged",
    name: "dw of gradients alone",
    source: around(dx, "matmul(transpose(grads), grads)", db),
  },
  { exercise, mistake: "upstream-gradient-missing", name: "ones", source: around(dx, dw, "w.map(() => 1)") },
  {
    exercise,
    mistake: "not-accumulated",
    name: "assigned",
    source: `
      function linearBackward(x, w, dy) {
        const dx = x.map((rows) => rows.map((row) => row.map(() => 0)));
        const dw = w.map((row) => row.map(() => 0)), db = w.map(() => 0);
        for (let b = 0; b < x.length; b++) for (let i = 0; i < x[b].length; i++) for (let f = 0; f < w.length; f++) {
          db[f] += dy[b][i][f];
          for (let c = 0; c < w[0].length; c++) {
            dx[b][i][c] += dy[b][i][f] * w[f][c];
            dw[f][c] = dy[b][i][f] * x[b][i][c];
          }
        }
        return { dx, dw, db };
      }`,
  },
  {
    exercise,
    mistake: "bias-over-wrong-axes",
    name: "each token",
    source: around(dx, dw, "dy.map((rows) => rows.map(sum))"),
  },
  {
    exercise,
    mistake: "first-entry-only",
    name: "dw",
    source: around(dx, "matmul(transpose(dy[0]), x[0])", db),
  },
  { exercise, mistake: "outputs-reordered", name: "dx is dw", source: around(dw, dx, db) },
];
