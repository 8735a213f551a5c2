import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "layer-normalization",
    name: "Welford's running mean and variance",
    source: `
      function layerNorm(x, gamma, beta, eps) {
        return x.map((sequence) =>
          sequence.map((token) => {
            let mean = 0;
            let squares = 0;
            token.forEach((value, i) => {
              const delta = value - mean;
              mean += delta / (i + 1);
              squares += delta * (value - mean);
            });
            const inverse = 1 / Math.sqrt(squares / token.length + eps);
            return Float64Array.from(token, (value, i) => (value - mean) * inverse * gamma[i] + beta[i]);
          }),
        );
      }`,
  },
  {
    exercise: "layer-normalization",
    name: "mean of squares, in place",
    source: `
      const layerNorm = (x, gamma, beta, eps) => {
        const mean = (v) => v.reduce((a, b) => a + b, 0) / v.length;
        for (const sequence of x)
          for (const token of sequence) {
            const m = mean(token);
            const variance = Math.max(mean(token.map((v) => v * v)) - m * m, 0);
            for (let i = 0; i < token.length; i++) token[i] = ((token[i] - m) / (variance + eps) ** 0.5) * gamma[i] + beta[i];
          }
        return x;
      };`,
  },
  {
    exercise: "layer-normalization",
    name: "float32 throughout",
    source: `
      const f = Math.fround;
      export function layerNorm(x, gamma, beta, eps) {
        return x.map((sequence) =>
          sequence.map((values) => {
            const token = Float32Array.from(values);
            const mean = f(token.reduce((sum, value) => f(sum + value), 0) / token.length);
            const centered = token.map((value) => value - mean);
            const variance = f(centered.reduce((sum, value) => f(sum + f(value * value)), 0) / token.length);
            const inverse = f(1 / f(Math.sqrt(f(variance + f(eps)))));
            return centered.map((value, i) => f(f(f(value * inverse) * f(gamma[i])) + f(beta[i])));
          }),
        );
      }`,
  },
  {
    exercise: "layer-normalization",
    name: "mean of squares less square of mean, in float64, where the cases leave room for it",
    source: `
      function layerNorm(x, gamma, beta, eps) {
        return x.map((tokens) => tokens.map((token) => {
          const mean = token.reduce((a, b) => a + b) / token.length;
          const variance = Math.max(0, token.reduce((s, v) => s + v * v, 0) / token.length - mean * mean);
          return token.map((value, i) => gamma[i] * (value - mean) / Math.sqrt(variance + eps) + beta[i]);
        }));
      }`,
  },
];

/** What the programs below share. */
const shared = `
      const mean = (v) => v.reduce((a, b) => a + b, 0) / v.length;
      const variance = (v, less = 0) => v.reduce((s, x) => s + (x - mean(v)) ** 2, 0) / (v.length - less);
      const perToken = (x, f) => x.map((sequence) => sequence.map(f));`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "layer-normalization",
    mistake: "unbiased-variance",
    name: "n - 1",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => perToken(x, (t) => t.map((v, i) => ((v - mean(t)) / Math.sqrt(variance(t, 1) + eps)) * gamma[i] + beta[i]));`,
  },
  {
    exercise: "layer-normalization",
    mistake: "unbiased-variance",
    name: "n - 1, and eps outside the root",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => perToken(x, (t) => t.map((v, i) => ((v - mean(t)) / (Math.sqrt(variance(t, 1)) + eps)) * gamma[i] + beta[i]));`,
  },
  {
    exercise: "layer-normalization",
    mistake: "epsilon-outside-root",
    name: "sqrt(variance) + eps",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => perToken(x, (t) => t.map((v, i) => ((v - mean(t)) / (Math.sqrt(variance(t)) + eps)) * gamma[i] + beta[i]));`,
  },
  {
    exercise: "layer-normalization",
    mistake: "missing-affine",
    name: "neither gamma nor beta",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => perToken(x, (t) => t.map((v) => (v - mean(t)) / Math.sqrt(variance(t) + eps)));`,
  },
  {
    exercise: "layer-normalization",
    mistake: "missing-affine",
    name: "no beta",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => perToken(x, (t) => t.map((v, i) => (gamma[i] * (v - mean(t))) / Math.sqrt(variance(t) + eps)));`,
  },
  {
    exercise: "layer-normalization",
    mistake: "normalized-over-everything",
    name: "one mean for the array",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => {
        const all = x.flat(2);
        const [m, s] = [mean(all), Math.sqrt(variance(all) + eps)];
        return perToken(x, (t) => t.map((v, i) => ((v - m) / s) * gamma[i] + beta[i]));
      };`,
  },
  {
    exercise: "layer-normalization",
    mistake: "normalized-over-everything",
    name: "one mean for each sequence",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => x.map((sequence) => {
        const all = sequence.flat();
        const [m, s] = [mean(all), Math.sqrt(variance(all) + eps)];
        return sequence.map((t) => t.map((v, i) => ((v - m) / s) * gamma[i] + beta[i]));
      });`,
  },
  {
    exercise: "layer-normalization",
    mistake: "normalized-over-batch",
    name: "down the sequence",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => x.map((sequence) => {
        const columns = gamma.map((_, i) => sequence.map((t) => t[i]));
        return sequence.map((t) => t.map((v, i) => ((v - mean(columns[i])) / Math.sqrt(variance(columns[i]) + eps)) * gamma[i] + beta[i]));
      });`,
  },
  {
    exercise: "layer-normalization",
    mistake: "normalized-over-batch",
    name: "batch and sequence, as batch normalisation",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => {
        const columns = gamma.map((_, i) => x.flatMap((sequence) => sequence.map((t) => t[i])));
        return perToken(x, (t) => t.map((v, i) => ((v - mean(columns[i])) / Math.sqrt(variance(columns[i]) + eps)) * gamma[i] + beta[i]));
      };`,
  },
  {
    exercise: "layer-normalization",
    mistake: "epsilon-ignored",
    name: "no eps",
    source: `${shared}
      const layerNorm = (x, gamma, beta) => perToken(x, (t) => t.map((v, i) => ((v - mean(t)) / Math.sqrt(variance(t))) * gamma[i] + beta[i]));`,
  },
  {
    exercise: "layer-normalization",
    mistake: "mean-not-subtracted",
    name: "RMSNorm",
    source: `${shared}
      const layerNorm = (x, gamma, beta, eps) => perToken(x, (t) => t.map((v, i) => (v / Math.sqrt(mean(t.map((u) => u * u)) + eps)) * gamma[i] + beta[i]));`,
  },
  {
    exercise: "layer-normalization",
    mistake: "variance-from-squares",
    name: "mean of squares less square of mean, in float32",
    source: `
      function layerNorm(x, gamma, beta, eps) {
        const f = Math.fround;
        return x.map((tokens) => tokens.map((token) => {
          let [sum, squares] = [0, 0];
          for (const value of token) {
            sum = f(sum + value);
            squares = f(squares + f(value * value));
          }
          const mean = f(sum / token.length);
          const variance = f(f(squares / token.length) - f(mean * mean));
          return token.map((value, i) => gamma[i] * (value - mean) / Math.sqrt(variance + eps) + beta[i]);
        }));
      }`,
  },
  {
    exercise: "layer-normalization",
    mistake: "variance-from-squares",
    name: "mean of squares less square of mean, in float32, never below zero",
    source: `
      function layerNorm(x, gamma, beta, eps) {
        const f = Math.fround;
        return x.map((tokens) => tokens.map((token) => {
          let [sum, squares] = [0, 0];
          for (const value of token) {
            sum = f(sum + value);
            squares = f(squares + f(value * value));
          }
          const mean = f(sum / token.length);
          const variance = Math.max(0, f(f(squares / token.length) - f(mean * mean)));
          return token.map((value, i) => gamma[i] * (value - mean) / Math.sqrt(variance + eps) + beta[i]);
        }));
      }`,
  },
];
