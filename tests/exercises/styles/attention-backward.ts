import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "attention-backward",
    name: "loops over visible pairs, adding up",
    source: `
      export function attentionBackward(q, k, v, mask, dout) {
        const zeros = (x) => x.map((rows) => rows.map((row) => row.map(() => 0)));
        const [dq, dk, dv] = [zeros(q), zeros(k), zeros(v)];
        const c = Math.sqrt(q[0][0].length);
        for (let b = 0; b < q.length; b++)
          for (let i = 0; i < q[b].length; i++) {
            const seen = [];
            for (let j = 0; j < k[b].length; j++) if (mask[b][i][j]) seen.push(j);
            if (!seen.length) continue;
            const s = seen.map((j) => q[b][i].reduce((t, x, f) => t + x * k[b][j][f], 0) / c);
            const top = Math.max(...s);
            const e = s.map((x) => Math.exp(x - top));
            const z = e.reduce((x, y) => x + y);
            const g = seen.map((j) => dout[b][i].reduce((t, x, f) => t + x * v[b][j][f], 0));
            const r = g.reduce((t, x, n) => t + (x * e[n]) / z, 0);
            seen.forEach((j, n) => {
              const p = e[n] / z;
              const ds = (p * (g[n] - r)) / c;
              for (let f = 0; f < dout[b][i].length; f++) dv[b][j][f] += p * dout[b][i][f];
              for (let f = 0; f < q[b][i].length; f++) {
                dq[b][i][f] += ds * k[b][j][f];
                dk[b][j][f] += ds * q[b][i][f];
              }
            });
          }
        return { dq, dk, dv };
      }`,
  },
  {
    exercise: "attention-backward",
    name: "FlashAttention's D = rowsum(dO · O), and weights from the log-sum-exp",
    source: `
      const dot = (a, b) => a.reduce((s, x, i) => s + x * b[i], 0);
      const logSumExp = (row) => {
        const top = Math.max(...row);
        return top === -Infinity ? 0 : top + Math.log(row.reduce((s, x) => s + Math.exp(x - top), 0));
      };
      const attentionBackward = (q, k, v, mask, dout) => {
        const parts = q.map((queries, b) => {
          const scale = queries[0].length ** -0.5;
          const scores = queries.map((x, i) => k[b].map((y, j) => (mask[b][i][j] ? scale * dot(x, y) : -Infinity)));
          const lse = scores.map(logSumExp);
          const p = scores.map((row, i) => row.map((s) => Math.exp(s - lse[i])));
          const out = p.map((row) => v[b][0].map((_, f) => row.reduce((s, w, j) => s + w * v[b][j][f], 0)));
          const D = out.map((o, i) => dot(o, dout[b][i]));
          const ds = p.map((row, i) => row.map((w, j) => scale * w * (dot(dout[b][i], v[b][j]) - D[i])));
          return {
            dq: queries.map((x, i) => x.map((_, f) => ds[i].reduce((s, g, j) => s + g * k[b][j][f], 0))),
            dk: k[b].map((y, j) => y.map((_, f) => ds.reduce((s, row, i) => s + row[j] * queries[i][f], 0))),
            dv: v[b].map((y, j) => y.map((_, f) => p.reduce((s, row, i) => s + row[j] * dout[b][i][f], 0))),
          };
        });
        return { dv: parts.map((x) => x.dv), dk: parts.map((x) => x.dk), dq: parts.map((x) => x.dq) };
      };`,
  },
  {
    exercise: "attention-backward",
    name: "queries scaled beforehand, -1e9 and the mask once more, returned as a list",
    source: `
      const T = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      const mm = (a, b) => a.map((row) => T(b).map((col) => row.reduce((s, x, i) => s + x * col[i], 0)));
      function attentionBackward(q, k, v, mask, dout) {
        const dq = [], dk = [], dv = [];
        for (let b = 0; b < q.length; b++) {
          const scale = 1 / Math.sqrt(q[b][0].length);
          const qs = q[b].map((row) => row.map((x) => x * scale));
          const p = mm(qs, T(k[b])).map((row, i) => {
            const s = row.map((x, j) => (mask[b][i][j] ? x : -1e9));
            const e = s.map((x) => Math.exp(x - Math.max(...s)));
            const z = e.reduce((x, y) => x + y);
            return e.map((x, j) => (mask[b][i][j] ? x / z : 0));
          });
          const dp = mm(dout[b], T(v[b]));
          const ds = p.map((row, i) => {
            const r = row.reduce((s, w, j) => s + w * dp[i][j], 0);
            return row.map((w, j) => w * dp[i][j] - w * r);
          });
          dq.push(mm(ds, k[b]).map((row) => row.map((x) => x * scale)));
          dk.push(mm(T(ds), qs));
          dv.push(mm(T(p), dout[b]));
        }
        return [dq, dk, dv];
      }`,
  },
  {
    exercise: "attention-backward",
    name: "the softmax's whole Jacobian for each query, NaN cleared from the weights",
    source: `
      const attentionBackward = (q, k, v, mask, dout) => {
        const [L, S, d, m] = [q[0].length, k[0].length, q[0][0].length, v[0][0].length];
        const array = (n, f) => Array.from({ length: n }, (_, i) => f(i));
        const sum = (n, f) => array(n, f).reduce((a, b) => a + b, 0);
        const p = q.map((rows, b) => rows.map((row, i) => {
          const s = array(S, (j) => (mask[b][i][j] ? sum(d, (f) => row[f] * k[b][j][f]) / Math.sqrt(d) : -Infinity));
          const e = s.map((x) => Math.exp(x - Math.max(...s)));
          return e.map((x) => x / e.reduce((a, c) => a + c) || 0);
        }));
        const ds = p.map((rows, b) => rows.map((w, i) => {
          const dp = array(S, (j) => sum(m, (f) => dout[b][i][f] * v[b][j][f]));
          return array(S, (j) => sum(S, (l) => dp[l] * w[l] * ((l === j) - w[j])) / Math.sqrt(d));
        }));
        return {
          dq: q.map((_, b) => array(L, (i) => array(d, (f) => sum(S, (j) => ds[b][i][j] * k[b][j][f])))),
          dk: q.map((_, b) => array(S, (j) => array(d, (f) => sum(L, (i) => ds[b][i][j] * q[b][i][f])))),
          dv: q.map((_, b) => array(S, (j) => array(m, (f) => sum(L, (i) => p[b][i][j] * dout[b][i][f])))),
        };
      };`,
  },
  {
    exercise: "attention-backward",
    name: "float32 typed arrays, two keys at a time",
    source: `
      const f = Math.fround;
      const dot = (a, b) => { let s = 0; for (let i = 0; i < a.length; i++) s = f(s + f(a[i] * b[i])); return s; };
      function attentionBackward(q, k, v, mask, dout) {
        const like = (x) => x.map((rows) => rows.map((row) => new Float32Array(row.length)));
        const [dq, dk, dv] = [like(q), like(k), like(v)];
        const scale = f(1 / Math.sqrt(q[0][0].length));
        q.forEach((queries, b) => queries.forEach((query, i) => {
          const s = Float32Array.from(k[b], (key, j) => (mask[b][i][j] ? f(scale * dot(query, key)) : -Infinity));
          const top = s.reduce((x, y) => Math.max(x, y));
          if (top === -Infinity) return;
          const p = s.map((x) => Math.exp(x - top));
          const z = p.reduce((x, y) => f(x + y));
          p.forEach((x, j) => { p[j] = x / z; });
          const dp = Float32Array.from(v[b], (value) => dot(dout[b][i], value));
          const r = dot(p, dp);
          for (let start = 0; start < p.length; start += 2)
            for (let j = start; j < Math.min(start + 2, p.length); j++) {
              const ds = f(f(p[j] * f(dp[j] - r)) * scale);
              query.forEach((x, c) => { dq[b][i][c] += ds * k[b][j][c]; dk[b][j][c] += ds * x; });
              dout[b][i].forEach((x, c) => { dv[b][j][c] += p[j] * x; });
            }
        }));
        return { dq, dk, dv };
      }`,
  },
];

interface Lines {
  readonly score?: string;
  readonly p?: string;
  readonly dv?: string;
  readonly dp?: string;
  readonly ds?: string;
  readonly dq?: string;
  readonly dk?: string;
  readonly result?: string;
}

/** A right program with some of its lines replaced. Batch by batch, with matrices. */
const program = ({
  score = "mask[b][i][j] ? x / c : -Infinity",
  p = "e.map((x) => (z > 0 ? x / z : 0))",
  dv = "mm(T(p), dout[b])",
  dp = "mm(dout[b], T(v[b]))",
  ds = "p[i].map((w, j) => w * (row[j] - dot(p[i], row)))",
  dq = "div(mm(ds, k[b]), c)",
  dk = "div(mm(T(ds), q[b]), c)",
  result = "{ dq, dk, dv }",
}: Lines) => `
  const dot = (a, b) => a.reduce((s, x, i) => s + x * b[i], 0);
  const T = (m) => m[0].map((_, j) => m.map((row) => row[j]));
  const mm = (a, b) => a.map((row) => b[0].map((_, f) => row.reduce((s, x, i) => s + x * b[i][f], 0)));
  const div = (m, c) => m.map((row) => row.map((x) => x / c));
  function attentionBackward(q, k, v, mask, dout) {
    const dq = [], dk = [], dv = [];
    for (let b = 0; b < q.length; b++) {
      const c = Math.sqrt(q[b][0].length);
      const p = mm(q[b], T(k[b])).map((row, i) => {
        const s = row.map((x, j) => ${score});
        const top = Math.max(...s);
        const e = s.map((x) => (top === -Infinity ? 0 : Math.exp(x - top)));
        const z = e.reduce((x, y) => x + y, 0);
        return ${p};
      });
      const dp = ${dp};
      const ds = dp.map((row, i) => ${ds});
      dv.push(${dv});
      dq.push(${dq});
      dk.push(${dk});
    }
    return ${result};
  }`;

const named = (mistake: string, name: string, lines: Lines): WrongStyle => ({
  exercise: "attention-backward",
  mistake,
  name,
  source: program(lines),
});

export const wrong: readonly WrongStyle[] = [
  named("sum-left-out", "p · dp", { ds: "p[i].map((w, j) => w * row[j])" }),
  named("diagonal-only", "a sigmoid's derivative", { ds: "p[i].map((w, j) => (w - w * w) * row[j])" }),
  named("unweighted-sum", "the sum of dp alone", {
    ds: "p[i].map((w, j) => w * (row[j] - row.reduce((x, y) => x + y)))",
  }),
  named("softmax-as-identity", "dp goes on as it is", { ds: "row" }),
  named("scale-missing-in-gradient", "dk without the scale", { dk: "mm(T(ds), q[b])" }),
  named("scale-missing-in-gradient", "both without the scale", { dq: "mm(ds, k[b])", dk: "mm(T(ds), q[b])" }),
  named("scale-applied-twice", "in ds, and in the products", {
    ds: "p[i].map((w, j) => (w * (row[j] - dot(p[i], row))) / c)",
  }),
  named("missing-scale", "nowhere a scale", {
    score: "mask[b][i][j] ? x : -Infinity",
    dq: "mm(ds, k[b])",
    dk: "mm(T(ds), q[b])",
  }),
  named("values-gradient-not-transposed", "p times dout", { dv: "mm(p, dout[b])" }),
  named("scores-gradient-not-transposed", "ds times q", { dk: "div(mm(ds, q[b]), c)" }),
  named("keys-gradient-from-keys", "ds transposed times k", { dk: "div(mm(T(ds), k[b]), c)" }),
  named("masked-row-nan", "x / 0", { p: "e.map((x) => x / z)" }),
  named("masked-row-nan", "x / 0, and every NaN of the result made to 0", {
    p: "e.map((x) => x / z)",
    result: `Object.fromEntries(Object.entries({ dq, dk, dv }).map(([name, x]) =>
      [name, x.map((rows) => rows.map((row) => row.map((value) => value || 0)))]))`,
  }),
  named("masked-row-mean", "-1e30 in place of -Infinity", { score: "mask[b][i][j] ? x / c : -1e30" }),
  named("mask-inverted", "true is hidden", { score: "mask[b][i][j] ? -Infinity : x / c" }),
  named("hidden-keys-learn", "no mask", { score: "x / c" }),
  named("mask-after-softmax", "weights times mask", {
    score: "x / c",
    p: "e.map((x, j) => (mask[b][i][j] ? x / z : 0))",
  }),
  named("outputs-reordered", "in the order in which they are computed", { result: "[dv, dq, dk]" }),
  {
    exercise: "attention-backward",
    mistake: "not-accumulated",
    name: "dk and dv assigned in the loop over queries",
    source: `
      function attentionBackward(q, k, v, mask, dout) {
        const dot = (a, b) => a.reduce((s, x, i) => s + x * b[i], 0);
        const zeros = (x) => x.map((rows) => rows.map((row) => row.map(() => 0)));
        const [dq, dk, dv] = [zeros(q), zeros(k), zeros(v)];
        const c = Math.sqrt(q[0][0].length);
        for (let b = 0; b < q.length; b++)
          for (let i = 0; i < q[b].length; i++) {
            const s = k[b].map((key, j) => (mask[b][i][j] ? dot(q[b][i], key) / c : -Infinity));
            const top = Math.max(...s);
            if (top === -Infinity) continue;
            const e = s.map((x) => Math.exp(x - top));
            const z = e.reduce((x, y) => x + y);
            const p = e.map((x) => x / z);
            const dp = v[b].map((value) => dot(dout[b][i], value));
            const r = dot(p, dp);
            p.forEach((w, j) => {
              if (!mask[b][i][j]) return;
              const ds = w * (dp[j] - r);
              dv[b][j] = dout[b][i].map((x) => w * x);
              dk[b][j] = q[b][i].map((x) => (ds * x) / c);
              dq[b][i] = dq[b][i].map((x, f) => x + (ds * k[b][j][f]) / c);
            });
          }
        return { dq, dk, dv };
      }`,
  },
];
