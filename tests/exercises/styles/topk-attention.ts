import { type Style, type WrongStyle, withHelpers, wrongStylesOf } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "topk-attention",
    name: "a threshold, the whole row",
    source: withHelpers(`
      function topkAttention(q, k, v, top) {
        return q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
          const s = k[b][h].map((y, j) => (j <= i ? dot(x, y) / Math.sqrt(x.length) : -Infinity));
          const threshold = [...s].sort((a, c) => c - a)[Math.min(top, s.length) - 1];
          return average(share(exp(s.map((a) => (a >= threshold ? a : -Infinity)))), v[b][h]);
        })));
      }`),
  },
  {
    exercise: "topk-attention",
    name: "pairs sorted, weights too",
    source: `
      export function topkAttention(q, k, v, top) {
        const out = [], weights = [];
        for (let b = 0; b < q.length; b++) {
          out.push([]); weights.push([]);
          for (let h = 0; h < q[b].length; h++) {
            const [Q, K, V] = [q[b][h], k[b][h], v[b][h]];
            const P = Q.map((x, i) => {
              const pairs = [];
              for (let j = 0; j <= i; j++) pairs.push([x.reduce((t, a, c) => t + a * K[j][c], 0) / Math.sqrt(x.length), j]);
              pairs.sort((a, c) => c[0] - a[0]);
              pairs.length = Math.min(top, pairs.length);
              const p = new Array(K.length).fill(0);
              const z = pairs.reduce((t, [s]) => t + Math.exp(s - pairs[0][0]), 0);
              for (const [s, j] of pairs) p[j] = Math.exp(s - pairs[0][0]) / z;
              return p;
            });
            weights[b].push(P);
            out[b].push(P.map((p) => V[0].map((_, c) => p.reduce((t, w, j) => t + w * V[j][c], 0))));
          }
        }
        return { out, weights };
      }`,
  },
  {
    exercise: "topk-attention",
    name: "a full softmax, normalised again",
    source: withHelpers(`
      const topkAttention = (q, k, v, top) => q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
        const s = k[b][h].slice(0, i + 1).map((y) => dot(x, y) * x.length ** -0.5);
        const w = share(exp(s));
        const rank = (j) => s.filter((a) => a > s[j]).length;
        return average(share(w.map((p, j) => (rank(j) < top ? p : 0))), v[b][h].slice(0, i + 1));
      })));`),
  },
];

/** A right program with some of its lines replaced. */
const program = ({
  pool = "s.map((a, j) => (j <= i ? a : -Infinity))",
  order = "c - a",
  place = "Math.min(top, s.length) - 1",
  kept = "j <= i && a >= threshold",
  weights = "share(exp(s.map((a, j) => (keep(a, j) ? a : -Infinity))))",
}) =>
  withHelpers(`
    function topkAttention(q, k, v, top) {
      return q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
        const s = k[b][h].map((y) => dot(x, y) / Math.sqrt(x.length));
        const pool = ${pool};
        const threshold = [...pool].sort((a, c) => ${order})[${place}];
        const keep = (a, j) => ${kept};
        return average(${weights}, v[b][h]);
      })));
    }`);

const wrongOf = wrongStylesOf("topk-attention");

export const wrong: readonly WrongStyle[] = [
  wrongOf("chosen-from-the-future", "the threshold of all", program({ pool: "s" })),
  wrongOf(
    "not-normalized-again",
    "zeroed afterwards",
    program({
      weights: "share(exp(s.map((a, j) => (j <= i ? a : -Infinity)))).map((w, j) => (keep(s[j], j) ? w : 0))",
    }),
  ),
  wrongOf(
    "smallest-kept",
    "ascending",
    program({
      pool: "s.slice(0, i + 1)",
      order: "a - c",
      place: "Math.min(top, i + 1) - 1",
      kept: "j <= i && a <= threshold",
    }),
  ),
  wrongOf("off-by-one-in-k", "index top", program({ place: "Math.min(top, s.length - 1)" })),
  wrongOf("off-by-one-in-k", "greater than", program({ kept: "j <= i && a > threshold" })),
  wrongOf("fewer-than-top", "undefined", program({ pool: "s.slice(0, i + 1)", place: "top - 1" })),
  wrongOf("nothing-cut", "causal", program({ kept: "j <= i" })),
  wrongOf(
    "chosen-by-size",
    "Math.abs",
    program({
      pool: "s.map((a, j) => (j <= i ? Math.abs(a) : -Infinity))",
      kept: "j <= i && Math.abs(a) >= threshold",
    }),
  ),
];
