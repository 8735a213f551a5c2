import type { Style, WrongStyle } from "../style.js";

const exercise = "lora-linear";

const loops = (inner: string) => `
      function loraLinear(x, w, a, b, alpha) {
        const N = x.length, D = x[0].length, F = w.length, r = a.length;
        const out = [];
        for (let n = 0; n < N; n++) {
          const row = [];
          for (let f = 0; f < F; f++) {${inner}
          }
          out.push(row);
        }
        return out;
      }`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "matrix products",
    source: `
      const matmul = (p, q) => p.map((row) => q[0].map((_, j) => row.reduce((s, v, i) => s + v * q[i][j], 0)));
      const transpose = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      function loraLinear(x, w, a, b, alpha) {
        const base = matmul(x, transpose(w));
        const update = matmul(matmul(x, transpose(a)), transpose(b));
        return base.map((row, n) => row.map((v, f) => v + (alpha / a.length) * update[n][f]));
      }`,
  },
  {
    exercise,
    name: "merged",
    source: loops(`
            let sum = 0;
            for (let i = 0; i < D; i++) {
              let weight = w[f][i];
              for (let k = 0; k < r; k++) weight += (alpha / r) * b[f][k] * a[k][i];
              sum += weight * x[n][i];
            }
            row.push(sum);`),
  },
];

const base = `
            let sum = 0;
            for (let i = 0; i < D; i++) sum += x[n][i] * w[f][i];
            let update = 0;
            for (let k = 0; k < r; k++) for (let i = 0; i < D; i++) update += b[f][k] * a[k][i] * x[n][i];`;

export const wrong: readonly WrongStyle[] = (
  [
    ["alpha-without-rank", "alpha", `${base} row.push(sum + alpha * update);`],
    ["alpha-ignored", "no factor", `${base} row.push(sum + update);`],
    ["base-replaced", "the update alone", `${base} row.push(alpha / r * update);`],
    ["alpha-without-rank+base-replaced", "two", `${base} row.push(alpha * update);`],
    [
      "a-and-b-exchanged",
      "b first",
      `
            let sum = 0;
            for (let i = 0; i < D; i++) sum += x[n][i] * w[f][i];
            let update = 0;
            for (let k = 0; k < r; k++) for (let i = 0; i < D; i++) update += x[n][i] * b[i][k] * a[k][f];
            row.push(sum + alpha / r * update);`,
    ],
    [
      "added-to-the-input",
      "before the weight",
      `
            let sum = 0;
            for (let j = 0; j < D; j++) {
              let update = 0;
              for (let k = 0; k < r; k++) for (let i = 0; i < D; i++) update += x[n][i] * a[k][i] * (b[j] ? b[j][k] : undefined);
              sum += (x[n][j] + alpha / r * update) * w[f][j];
            }
            row.push(sum);`,
    ],
  ] as const
).map(([mistake, name, inner]) => ({ exercise, mistake, name, source: loops(inner) }));
