import { type Style, type WrongStyle, withHelpers, wrongStylesOf } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "additive-attention",
    name: "one function for a score",
    source: withHelpers(`
      function additiveAttention(q, k, v, wq, wk, u) {
        const score = (x, y) => u.reduce((s, w, n) => s + w * Math.tanh(dot(wq[n], x) + dot(wk[n], y)), 0);
        return q.map((rows, b) => rows.map((x) => average(share(exp(k[b].map((y) => score(x, y)))), v[b])));
      }`),
  },
  {
    exercise: "additive-attention",
    name: "loops, weights too",
    source: `
      export function additiveAttention(q, k, v, wq, wk, u) {
        const times = (w, x) => { const y = []; for (const row of w) { let s = 0; for (let i = 0; i < x.length; i++) s += row[i] * x[i]; y.push(s); } return y; };
        const out = [], weights = [];
        for (let b = 0; b < q.length; b++) {
          const keys = k[b].map((y) => times(wk, y));
          const P = q[b].map((x) => {
            const query = times(wq, x);
            let m = -Infinity;
            const s = keys.map((key) => {
              let t = 0;
              for (let n = 0; n < u.length; n++) t += u[n] * Math.tanh(query[n] + key[n]);
              m = Math.max(m, t);
              return t;
            });
            const e = s.map((a) => Math.exp(a - m));
            const z = e.reduce((a, c) => a + c);
            return e.map((a) => a / z);
          });
          weights.push(P);
          out.push(P.map((p) => v[b][0].map((_, c) => p.reduce((t, w, j) => t + w * v[b][j][c], 0))));
        }
        return { out, weights };
      }`,
  },
  {
    exercise: "additive-attention",
    name: "query and key side by side, one weight",
    source: withHelpers(`
      const additiveAttention = (q, k, v, wq, wk, u) => {
        const w = wq.map((row, n) => [...row, ...wk[n]]);
        return q.map((rows, b) => rows.map((x) => {
          const s = k[b].map((y) => dot(u, w.map((row) => Math.tanh(dot(row, [...x, ...y])))));
          return average(share(exp(s)), v[b]);
        }));
      };`),
  },
];

/** A right program with some of its lines replaced. */
const program = ({
  score = "dot(u, x.map((a, n) => Math.tanh(a + y[n])))",
  queries = "project(q[b], wq)",
  keys = "project(k[b], wk)",
  weights = "share(exp(s))",
  values = "v[b]",
}) =>
  withHelpers(`
    const project = (rows, w) => rows.map((row) => w.map((one) => dot(one, row)));
    function additiveAttention(q, k, v, wq, wk, u) {
      return q.map((_, b) => {
        const K = ${keys};
        return ${queries}.map((x, i) => {
          const s = K.map((y) => ${score});
          return average(${weights}, ${values});
        });
      });
    }`);

const wrongOf = wrongStylesOf("additive-attention");

export const wrong: readonly WrongStyle[] = [
  wrongOf("missing-tanh", "the sum alone", program({ score: "dot(u, x.map((a, n) => a + y[n]))" })),
  wrongOf(
    "stacked-instead-of-added",
    "tanh of each",
    program({ score: "dot(u, x.map((a, n) => Math.tanh(a) + Math.tanh(y[n])))" }),
  ),
  wrongOf("stacked-instead-of-added", "keys alone", program({ score: "dot(u, y.map(Math.tanh))" })),
  wrongOf("tanh-after-u", "tanh of the score", program({ score: "Math.tanh(dot(u, x.map((a, n) => a + y[n])))" })),
  wrongOf(
    "tanh-after-u",
    "u in each tanh",
    program({ score: "x.reduce((t, a, n) => t + Math.tanh(u[n] * (a + y[n])), 0)" }),
  ),
  wrongOf(
    "unwanted-scale",
    "√h",
    program({ score: "dot(u, x.map((a, n) => Math.tanh(a + y[n]))) / Math.sqrt(u.length)" }),
  ),
  wrongOf("multiplied-not-added", "a product", program({ score: "dot(u, x.map((a, n) => Math.tanh(a * y[n])))" })),
  wrongOf("u-not-used", "a sum", program({ score: "x.reduce((t, a, n) => t + Math.tanh(a + y[n]), 0)" })),
  wrongOf(
    "other-activation",
    "a sigmoid",
    program({ score: "dot(u, x.map((a, n) => 1 / (1 + Math.exp(-a - y[n]))))" }),
  ),
  wrongOf("unstable-softmax", "exp alone", program({ weights: "share(s.map(Math.exp))" })),
  wrongOf("first-entry-only", "keys of the first entry", program({ keys: "project(k[0], wk)", values: "v[0]" })),
];
