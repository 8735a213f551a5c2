import { type Style, type WrongStyle, withHelpers, wrongStylesOf } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "qk-norm-attention",
    name: "key heads repeated, then normalised",
    source: withHelpers(`
      function qkNormAttention(q, k, v, gainQ, gainK, eps) {
        const norm = (row, gain) => {
          const ms = row.reduce((s, x) => s + x * x, 0) / row.length;
          return row.map((x, c) => (gain[c] * x) / Math.sqrt(ms + eps));
        };
        return q.map((heads, b) => {
          const R = heads.length / k[b].length;
          const repeat = (x) => x.flatMap((head) => Array(R).fill(head));
          const [K, V] = [repeat(k[b]), repeat(v[b])];
          return heads.map((rows, h) => rows.map((row) => {
            const x = norm(row, gainQ);
            return average(share(exp(K[h].map((y) => dot(x, norm(y, gainK)) / Math.sqrt(x.length)))), V[h]);
          }));
        });
      }`),
  },
  {
    exercise: "qk-norm-attention",
    name: "loops, the roots divided out of the scores",
    source: `
      export function qkNormAttention(q, k, v, gainQ, gainK, eps) {
        const root = (row) => { let s = 0; for (const x of row) s += x * x; return Math.sqrt(s / row.length + eps); };
        const out = [], weights = [];
        for (let b = 0; b < q.length; b++) {
          out.push([]); weights.push([]);
          for (let h = 0; h < q[b].length; h++) {
            const g = Math.floor((h * k[b].length) / q[b].length);
            const P = q[b][h].map((x) => {
              const s = k[b][g].map((y) => {
                let t = 0;
                for (let c = 0; c < x.length; c++) t += x[c] * y[c] * gainQ[c] * gainK[c];
                return t / (root(x) * root(y) * Math.sqrt(x.length));
              });
              const m = Math.max(...s);
              const e = s.map((a) => Math.exp(a - m));
              const z = e.reduce((a, c) => a + c, 0);
              return e.map((a) => a / z);
            });
            weights[b].push(P);
            out[b].push(P.map((p) => x0(p, v[b][g])));
          }
        }
        function x0(p, V) { return V[0].map((_, c) => p.reduce((t, w, j) => t + w * V[j][c], 0)); }
        return { out, weights };
      }`,
  },
  {
    exercise: "qk-norm-attention",
    name: "Math.hypot, and the norm's own √d",
    source: withHelpers(`
      const qkNormAttention = (q, k, v, gainQ, gainK, eps) => q.map((heads, b) => heads.map((rows, h) => {
        const d = gainQ.length, g = Math.floor(h / (heads.length / k[b].length));
        const norm = (row, gain) => {
          const length = Math.hypot(...row, Math.sqrt(eps * d));
          return row.map((x, c) => (x / length) * Math.sqrt(d) * gain[c]);
        };
        const K = k[b][g].map((y) => norm(y, gainK));
        return rows.map((row) => {
          const x = norm(row, gainQ);
          return average(share(exp(K.map((y) => dot(x, y) / Math.sqrt(d)))), v[b][g]);
        });
      }));`),
  },
];

/** A right program with some of its lines replaced. */
const program = ({
  divisor = "Math.sqrt(dot(row, row) / row.length + eps)",
  normalised = "row.map((x, c) => (x / root(row)) * gain[c])",
  query = "norm(row, gainQ)",
  key = "norm(y, gainK)",
  value = "y",
  score = "dot(x, y) / Math.sqrt(x.length)",
  group = "Math.floor(h / (heads.length / k[b].length))",
}) =>
  withHelpers(`
    function qkNormAttention(q, k, v, gainQ, gainK, eps) {
      const root = (row) => ${divisor};
      const norm = (row, gain) => ${normalised};
      return q.map((heads, b) => heads.map((rows, h) => {
        const g = ${group};
        const K = k[b][g].map((y) => ${key});
        const V = v[b][g].map((y) => ${value});
        return rows.map((row) => {
          const x = ${query};
          const s = K.map((y) => ${score});
          return average(share(exp(s)), V);
        });
      }));
    }`);

const wrongOf = wrongStylesOf("qk-norm-attention");

export const wrong: readonly WrongStyle[] = [
  wrongOf("norm-left-out", "plain attention", program({ query: "row", key: "y" })),
  wrongOf("one-side-normalized", "queries only", program({ key: "y" })),
  wrongOf("values-normalized", "with the keys' gain", program({ value: "norm(y, gainK)" })),
  wrongOf("gain-left-out", "none", program({ normalised: "row.map((x) => x / root(row))" })),
  wrongOf("one-gain-for-both", "gainQ twice", program({ key: "norm(y, gainQ)" })),
  wrongOf("epsilon-outside-root", "+ eps", program({ divisor: "Math.sqrt(dot(row, row) / row.length) + eps" })),
  wrongOf("sum-instead-of-mean", "length", program({ divisor: "Math.sqrt(dot(row, row) + eps)" })),
  wrongOf(
    "mean-subtracted",
    "layer norm",
    program({
      normalised: `{
        const m = row.reduce((s, x) => s + x, 0) / row.length;
        const centred = row.map((x) => x - m);
        return centred.map((x, c) => (x / root(centred)) * gain[c]);
      }`,
    }),
  ),
  wrongOf("missing-scale", "none", program({ score: "dot(x, y)" })),
  wrongOf("groups-tiled-not-repeated", "h % G", program({ group: "h % k[b].length" })),
  wrongOf(
    "normalized-over-all-heads",
    "the heads joined",
    withHelpers(`
      function qkNormAttention(q, k, v, gainQ, gainK, eps) {
        const norm = (heads, gain) => heads.map((rows) => rows.map((row, i) => {
          const all = heads.flatMap((head) => head[i]);
          const root = Math.sqrt(dot(all, all) / all.length + eps);
          return row.map((x, c) => (x / root) * gain[c]);
        }));
        return q.map((entry, b) => {
          const [Q, K] = [norm(entry, gainQ), norm(k[b], gainK)];
          return Q.map((rows, h) => rows.map((x) => {
            const g = Math.floor((h * K.length) / Q.length);
            return average(share(exp(K[g].map((y) => dot(x, y) / Math.sqrt(x.length)))), v[b][g]);
          }));
        });
      }`),
  ),
];
