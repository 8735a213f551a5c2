import { type Style, type WrongStyle, withHelpers, wrongStylesOf } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "sliding-window-attention",
    name: "a mask of the whole matrix, -Infinity",
    source: `
      function slidingWindowAttention(q, k, v, window) {
        const out = [], weights = [];
        for (let b = 0; b < q.length; b++) {
          out.push([]); weights.push([]);
          for (let h = 0; h < q[b].length; h++) {
            const [Q, K, V] = [q[b][h], k[b][h], v[b][h]];
            const P = Q.map((x, i) => {
              const s = K.map((y, j) => i - j >= 0 && i - j < window
                ? x.reduce((t, a, c) => t + a * y[c], 0) / Math.sqrt(x.length) : -Infinity);
              const m = Math.max(...s);
              const e = s.map((a) => Math.exp(a - m));
              const z = e.reduce((a, c) => a + c, 0);
              return e.map((a) => a / z);
            });
            weights[b].push(P);
            out[b].push(P.map((p) => V[0].map((_, c) => p.reduce((t, w, j) => t + w * V[j][c], 0))));
          }
        }
        return { out, weights };
      }`,
  },
  {
    exercise: "sliding-window-attention",
    name: "online softmax over the window, from the query backwards",
    source: `
      export const slidingWindowAttention = (q, k, v, window) => q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
        let m = -Infinity, l = 0, acc = new Float64Array(x.length);
        for (let t = 0; t < window && i - t >= 0; t++) {
          const j = i - t;
          const s = x.reduce((sum, a, c) => sum + a * k[b][h][j][c], 0) * x.length ** -0.5;
          const next = Math.max(m, s);
          const [old, now] = [Math.exp(m - next), Math.exp(s - next)];
          l = l * old + now;
          acc = acc.map((a, c) => a * old + now * v[b][h][j][c]);
          m = next;
        }
        return Array.from(acc, (a) => a / l);
      })));`,
  },
  {
    exercise: "sliding-window-attention",
    name: "-1e9 in place of masked scores",
    source: withHelpers(`
      function slidingWindowAttention(q, k, v, window) {
        return q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
          const s = k[b][h].map((y, j) => (j > i || j <= i - window ? -1e9 : dot(x, y) / Math.sqrt(x.length)));
          return average(share(exp(s)), v[b][h]);
        })));
      }`),
  },
];

/** A right program with some of its lines replaced. */
const program = ({
  seen = "j <= i && i - j < window",
  score = "dot(x, y) / Math.sqrt(x.length)",
  hidden = "-Infinity",
  weights = "share(exp(s))",
}) =>
  withHelpers(`
    function slidingWindowAttention(q, k, v, window) {
      return q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
        const see = (j) => ${seen};
        const s = k[b][h].map((y, j) => (see(j) ? ${score} : ${hidden}));
        return average(${weights}, v[b][h]);
      })));
    }`);

/** Another first key, or what is read before it. */
const windowed = (body: string) =>
  withHelpers(`
    const slidingWindowAttention = (q, k, v, window) => q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
      const [K, V, scale] = [k[b][h], v[b][h], 1 / Math.sqrt(x.length)];
      ${body}
    })));`);

const wrongOf = wrongStylesOf("sliding-window-attention");

export const wrong: readonly WrongStyle[] = [
  wrongOf("window-off-by-one", "<= window", program({ seen: "j <= i && i - j <= window" })),
  wrongOf(
    "window-off-by-one",
    "a slice from i - window",
    windowed(`
      const from = Math.max(0, i - window);
      const s = K.slice(from, i + 1).map((y) => scale * dot(x, y));
      return average(share(exp(s)), V.slice(from, i + 1));`),
  ),
  wrongOf("window-off-by-one", "one too short", program({ seen: "j <= i && i - j < window - 1" })),
  wrongOf("window-two-sided", "Math.abs", program({ seen: "Math.abs(i - j) < window" })),
  wrongOf("window-two-sided", "half on each side", program({ seen: "Math.abs(i - j) <= Math.floor(window / 2)" })),
  wrongOf("window-without-causality", "one bound", program({ seen: "j > i - window" })),
  wrongOf(
    "window-padded-with-zeros",
    "?? 0",
    windowed(`
      const s = Array.from({ length: window }, (_, t) => scale * dot(x, K[i - window + 1 + t] ?? x.map(() => 0)));
      const w = share(exp(s));
      return x.map((_, c) => w.reduce((sum, p, t) => sum + p * (V[i - window + 1 + t]?.[c] ?? 0), 0));`),
  ),
  wrongOf(
    "mask-after-softmax",
    "zeroed",
    program({ seen: "true", weights: "share(exp(s)).map((w, j) => (j <= i && i - j < window ? w : 0))" }),
  ),
  wrongOf("mask-as-factor", "a score of 0", program({ hidden: "0" })),
  wrongOf("window-ignored", "causal", program({ seen: "j <= i" })),
  wrongOf(
    "window-in-blocks",
    "Math.floor",
    program({ seen: "j <= i && Math.floor(j / window) === Math.floor(i / window)" }),
  ),
  wrongOf(
    "window-before-the-first-key",
    "a negative slice, reduced from 0",
    windowed(`
      const seen = K.slice(i - window + 1, i + 1), values = V.slice(i - window + 1, i + 1);
      const w = share(exp(seen.map((y) => scale * dot(x, y))));
      return x.map((_, c) => w.reduce((sum, p, t) => sum + p * values[t][c], 0));`),
  ),
  wrongOf("missing-scale", "none", program({ score: "dot(x, y)" })),
  wrongOf("mask-value-too-high", "-1000", program({ hidden: "-1000" })),
  wrongOf("unstable-softmax", "exp alone", program({ weights: "share(s.map(Math.exp))" })),
];
