import type { Style, WrongStyle } from "../style.js";

const exercise = "linear-attention";

export const right: readonly Style[] = [
  {
    exercise,
    name: "state and sum in one matrix: a value of 1 beside the others",
    source: `
      const phi = (x) => x > 0 ? x + 1 : Math.exp(x);
      const linearAttention = (q, k, v) => q.map((qs, b) => qs.map((rows, h) => {
        const keys = k[b][h].map((r) => r.map(phi));
        const vals = v[b][h].map((r) => [...r, 1]);
        const state = keys[0].map((_, c) => vals[0].map((__, e) => keys.reduce((s, key, j) => s + key[c] * vals[j][e], 0)));
        return rows.map((r) => {
          const f = r.map(phi);
          const out = state[0].map((_, e) => f.reduce((s, x, c) => s + x * state[c][e], 0));
          const z = out.pop();
          return out.map((x) => x / z);
        });
      }));`,
  },
  {
    exercise,
    name: "weights, pair by pair",
    source: `
      export function linearAttention(q, k, v) {
        const elu = (x) => x >= 0 ? x : Math.expm1(x);
        const dot = (a, b) => a.reduce((s, x, i) => s + (elu(x) + 1) * (elu(b[i]) + 1), 0);
        const out = [];
        for (let b = 0; b < q.length; b++) {
          out.push([]);
          for (let h = 0; h < q[b].length; h++) {
            out[b].push(q[b][h].map((query) => {
              const w = k[b][h].map((key) => dot(query, key));
              const total = w.reduce((a, c) => a + c, 0);
              return v[b][h][0].map((_, e) => w.reduce((s, x, j) => s + x * v[b][h][j][e], 0) / total);
            }));
          }
        }
        return out;
      }`,
  },
  {
    exercise,
    name: "typed arrays, the normaliser divides the features of the query",
    source: `
      function linearAttention(q, k, v) {
        const f = (x) => Math.max(x, 0) + Math.exp(Math.min(x, 0));
        const [d, dv] = [q[0][0][0].length, v[0][0][0].length];
        return q.map((qs, b) => qs.map((rows, h) => {
          const S = new Float64Array(d * dv), z = new Float64Array(d);
          k[b][h].forEach((key, j) => key.forEach((x, c) => {
            z[c] += f(x);
            for (let e = 0; e < dv; e++) S[c * dv + e] += f(x) * v[b][h][j][e];
          }));
          return rows.map((row) => {
            let fq = row.map(f);
            const n = fq.reduce((s, x, c) => s + x * z[c], 0);
            fq = fq.map((x) => x / n);
            const out = new Float64Array(dv);
            for (let c = 0; c < d; c++) for (let e = 0; e < dv; e++) out[e] += fq[c] * S[c * dv + e];
            return out;
          });
        }));
      }`,
  },
];

/** A program with some steps of its own: the feature map f, the normaliser of a query. */
const program = (f: string, normaliser = "fq.reduce((s, x, c) => s + x * z[c], 0)", own = "") => `
  const f = ${f};
  const linearAttention = (q, k, v) => q.map((qs, b) => qs.map((rows, h) => {
    const K = k[b][h].map((r) => r.map(f)), V = v[b][h];
    const z = K[0].map((_, c) => K.reduce((s, r) => s + r[c], 0));
    const S = K[0].map((_, c) => V[0].map((__, e) => K.reduce((s, r, j) => s + r[c] * V[j][e], 0)));
    ${own}
    return rows.map((row, i) => {
      const fq = row.map(f);
      const n = ${normaliser};
      return V[0].map((_, e) => fq.reduce((s, x, c) => s + x * S[c][e], 0) / n);
    });
  }));`;
const phi = "(x) => x > 0 ? x + 1 : Math.exp(x)";

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "feature-map-without-one",
    name: "elu",
    source: program("(x) => x > 0 ? x : Math.exp(x) - 1"),
  },
  { exercise, mistake: "feature-map-missing", name: "x itself", source: program("(x) => x") },
  { exercise, mistake: "other-feature-map", name: "ReLU", source: program("(x) => Math.max(0, x)") },
  { exercise, mistake: "other-feature-map", name: "exp", source: program("Math.exp") },
  { exercise, mistake: "normalizer-missing", name: "not divided", source: program(phi, "1") },
  { exercise, mistake: "divided-by-count", name: "by the number of keys", source: program(phi, "K.length") },
  {
    exercise,
    mistake: "normalizer-over-queries",
    name: "the sum of the queries' features",
    source: program(
      phi,
      "fq.reduce((s, x, c) => s + x * zq[c], 0)",
      "const zq = rows[0].map((_, c) => rows.reduce((s, r) => s + f(r[c]), 0));",
    ),
  },
  {
    exercise,
    mistake: "softmax-regrouped",
    name: "softmax(q k)",
    source: `
      const linearAttention = (q, k, v) => q.map((qs, b) => qs.map((rows, h) => rows.map((row) => {
        const s = k[b][h].map((key) => key.reduce((t, x, c) => t + x * row[c], 0));
        const m = Math.max(...s);
        const e = s.map((x) => Math.exp(x - m));
        const t = e.reduce((a, x) => a + x, 0);
        return v[b][h][0].map((_, c) => e.reduce((a, x, j) => a + (x / t) * v[b][h][j][c], 0));
      })));`,
  },
  {
    exercise,
    mistake: "softmax-features",
    name: "of queries and keys over their features",
    source: `
      const soft = (r) => { const m = Math.max(...r); const e = r.map((x) => Math.exp(x - m)); const t = e.reduce((a, b) => a + b); return e.map((x) => x / t); };
      const linearAttention = (q, k, v) => q.map((qs, b) => qs.map((rows, h) => rows.map((row) => {
        const fq = soft(row);
        const w = k[b][h].map((key) => soft(key).reduce((t, x, c) => t + x * fq[c], 0));
        const t = w.reduce((a, x) => a + x, 0);
        return v[b][h][0].map((_, c) => w.reduce((a, x, j) => a + x * v[b][h][j][c], 0) / t);
      })));`,
  },
  {
    exercise,
    mistake: "unasked-causal-mask",
    name: "read while it is summed",
    source: `
      const f = ${phi};
      const linearAttention = (q, k, v) => q.map((qs, b) => qs.map((rows, h) => rows.map((row, i) => {
        const w = k[b][h].map((key, j) => j > i ? 0 : key.reduce((t, x, c) => t + f(x) * f(row[c]), 0));
        const t = w.reduce((a, x) => a + x, 0);
        return v[b][h][0].map((_, c) => w.reduce((a, x, j) => a + x * v[b][h][j][c], 0) / t);
      })));`,
  },
];
