import type { Style, WrongStyle } from "../style.js";

const exercise = "rms-norm";

export const right: readonly Style[] = [
  {
    exercise,
    name: "reduce",
    source: `
      const rmsNorm = (x, gamma, eps) => x.map((tokens) => tokens.map((token) => {
        const inverse = (token.reduce((sum, v) => sum + v ** 2, 0) / token.length + eps) ** -0.5;
        return token.map((v, i) => v * inverse * gamma[i]);
      }));`,
  },
  {
    exercise,
    name: "in place, with Math.hypot",
    source: `
      function rmsNorm(x, gamma, eps) {
        for (const tokens of x) for (const token of tokens) {
          const meanSquare = Math.hypot(...token) ** 2 / token.length;
          for (let i = 0; i < token.length; i++) token[i] *= gamma[i] / Math.sqrt(meanSquare + eps);
        }
        return x;
      }`,
  },
  {
    exercise,
    name: "float32 throughout",
    source: `
      const f = Math.fround;
      function rmsNorm(x, gamma, eps) {
        return x.map((tokens) => tokens.map((values) => {
          const token = Float32Array.from(values);
          const mean = f(token.reduce((sum, v) => f(sum + f(v * v)), 0) / token.length);
          const inverse = f(1 / f(Math.sqrt(f(mean + f(eps)))));
          return token.map((v, i) => f(f(v * inverse) * f(gamma[i])));
        }));
      }`,
  },
];

const perToken = (result: string) => `
      const rmsNorm = (x, gamma, eps) => x.map((tokens) => tokens.map((t) => {
        const D = t.length;
        const mean = t.reduce((a, b) => a + b, 0) / D;
        const squares = t.reduce((a, b) => a + b * b, 0);
        return t.map((v, i) => ${result});
      }));`;

export const wrong: readonly WrongStyle[] = (
  [
    ["mean-subtracted", "layer normalisation", "gamma[i] * (v - mean) / Math.sqrt(squares / D - mean * mean + eps)"],
    ["sum-instead-of-mean", "no division by D", "gamma[i] * v / Math.sqrt(squares + eps)"],
    ["epsilon-outside-root", "outside", "gamma[i] * v / (Math.sqrt(squares / D) + eps)"],
    ["missing-affine", "no gamma", "v / Math.sqrt(squares / D + eps)"],
    ["gain-plus-one", "1 + gamma", "(1 + gamma[i]) * v / Math.sqrt(squares / D + eps)"],
    ["sum-instead-of-mean+gain-plus-one", "two", "(1 + gamma[i]) * v / Math.sqrt(squares + eps)"],
    ["divided-by-variance", "no root", "gamma[i] * v / (squares / D + eps)"],
  ] as const
).map(([mistake, name, result]) => ({ exercise, mistake, name, source: perToken(result) }));
