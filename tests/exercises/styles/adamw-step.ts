import type { Style, WrongStyle } from "../style.js";

const exercise = "adamw-step";

const args = "w, g, m, v, step, lr, beta1, beta2, eps, decay";
/** Expressions of one parameter: mean `a`, square `b`, corrected `c` and `d`, and the new weight. */
const parts = {
  a: "beta1 * m[i] + (1 - beta1) * g[i]",
  b: "beta2 * v[i] + (1 - beta2) * g[i] ** 2",
  c: "a / (1 - Math.pow(beta1, step))",
  d: "b / (1 - Math.pow(beta2, step))",
  out: "w[i] - lr * c / (Math.sqrt(d) + eps) - lr * decay * w[i]",
};
const withParts = (changed: Partial<typeof parts>) => {
  const { a, b, c, d, out } = { ...parts, ...changed };
  return `
      function adamwStep(${args}) {
        const result = [];
        for (let i = 0; i < w.length; i++) {
          const a = ${a};
          const b = ${b};
          const c = ${c};
          const d = ${d};
          result.push(${out});
        }
        return result;
      }`;
};

export const right: readonly Style[] = [
  { exercise, name: "a loop, two terms", source: withParts({}) },
  {
    exercise,
    name: "in place, decay first",
    source: `
      function adamwStep(${args}) {
        const rate = lr / (1 - beta1 ** step);
        const root = Math.sqrt(1 - beta2 ** step);
        for (const i of w.keys()) {
          w[i] *= 1 - lr * decay;
          m[i] += (1 - beta1) * (g[i] - m[i]);
          v[i] = v[i] * beta2 + g[i] * g[i] * (1 - beta2);
          w[i] -= (rate * m[i]) / (Math.sqrt(v[i]) / root + eps);
        }
        return w;
      }`,
  },
  {
    exercise,
    name: "arrays, line by line",
    source: `
      function adamwStep(${args}) {
        const m2 = m.map((x, i) => beta1 * x + (1 - beta1) * g[i]);
        const v2 = v.map((x, i) => beta2 * x + (1 - beta2) * g[i] ** 2);
        const mHat = m2.map((x) => x / (1 - beta1 ** step));
        const vHat = v2.map((x) => x / (1 - beta2 ** step));
        return Float64Array.from(w, (x, i) => x - lr * (mHat[i] / (vHat[i] ** 0.5 + eps) + decay * x));
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "no-bias-correction", name: "none", source: withParts({ c: "a", d: "b" }) },
  {
    exercise,
    mistake: "step-from-zero",
    name: "step + 1",
    source: withParts({ c: "a / (1 - beta1 ** (step + 1))", d: "b / (1 - beta2 ** (step + 1))" }),
  },
  {
    exercise,
    mistake: "decay-in-gradient",
    name: "L2",
    source: withParts({
      a: "beta1 * m[i] + (1 - beta1) * (g[i] + decay * w[i])",
      b: "beta2 * v[i] + (1 - beta2) * (g[i] + decay * w[i]) ** 2",
      out: "w[i] - lr * c / (Math.sqrt(d) + eps)",
    }),
  },
  {
    exercise,
    mistake: "decay-without-rate",
    name: "w - decay * w",
    source: withParts({ out: "w[i] - decay * w[i] - lr * c / (Math.sqrt(d) + eps)" }),
  },
  {
    exercise,
    mistake: "epsilon-inside-root",
    name: "Math.sqrt(d + eps)",
    source: withParts({ out: "w[i] - lr * (c / Math.sqrt(d + eps) + decay * w[i])" }),
  },
  {
    exercise,
    mistake: "gradient-unweighted",
    name: "momentum as in SGD",
    source: withParts({ a: "beta1 * m[i] + g[i]" }),
  },
  {
    exercise,
    mistake: "decay-after-step",
    name: "the result times a factor",
    source: withParts({ out: "(w[i] - lr * c / (Math.sqrt(d) + eps)) * (1 - lr * decay)" }),
  },
  { exercise, mistake: "old-averages", name: "m and v as they come", source: withParts({ a: "m[i]", b: "v[i]" }) },
];
