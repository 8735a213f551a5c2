import type { Style, WrongStyle } from "../style.js";

const exercise = "flash-backward";

/** Loops over all pairs, with some steps of their own. */
const program = ({
  D = "dot(g, out[b][h][i])",
  p = "Math.exp(dot(query, key) * f - lse[b][h][i])",
  ds = "p * (dot(g, v[b][h][j]) - D)",
  dq = "+= ds * f * key[c]",
  dk = "+= ds * f * query[c]",
  dv = "+= p * g[c]",
  returned = "{ dq, dk, dv }",
} = {}) => `
  const dot = (a, b) => a.reduce((s, x, c) => s + x * b[c], 0);
  const zeros = (x) => typeof x === "number" ? 0 : x.map(zeros);
  function flashBackward(q, k, v, out, lse, dout) {
    const f = 1 / Math.sqrt(q[0][0][0].length);
    const dq = zeros(q), dk = zeros(k), dv = zeros(v);
    for (let b = 0; b < q.length; b++)
      for (let h = 0; h < q[b].length; h++)
        q[b][h].forEach((query, i) => {
          const g = dout[b][h][i];
          const D = ${D};
          k[b][h].forEach((key, j) => {
            const p = ${p};
            const ds = ${ds};
            for (let c = 0; c < query.length; c++) {
              dq[b][h][i][c] ${dq};
              dk[b][h][j][c] ${dk};
              dv[b][h][j][c] ${dv};
            }
          });
        });
    return ${returned};
  }`;

/** Blocks of keys inside a row of weights: what is done with each. */
const byBlocks = (weights: string, size = 4) => `
  const dot = (a, b) => a.reduce((s, x, c) => s + x * b[c], 0);
  const zeros = (x) => typeof x === "number" ? 0 : x.map(zeros);
  const flashBackward = (q, k, v, out, lse, dout) => {
    const [dq, dk, dv] = [q, k, v].map(zeros);
    q.forEach((heads, b) => heads.forEach((rows, h) => rows.forEach((row, i) => {
      const scale = row.length ** -0.5, g = dout[b][h][i];
      for (let from = 0; from < k[b][h].length; from += ${size}) {
        const keys = k[b][h].slice(from, from + ${size}), values = v[b][h].slice(from, from + ${size});
        const s = keys.map((key) => dot(key, row) * scale);
        const dp = values.map((value) => dot(value, g));
        ${weights}
        p.forEach((w, n) => {
          const ds = w * (dp[n] - D) * scale;
          row.forEach((_, c) => {
            dq[b][h][i][c] += ds * keys[n][c];
            dk[b][h][from + n][c] += ds * row[c];
            dv[b][h][from + n][c] += w * g[c];
          });
        });
      }
    })));
    return [dq, dk, dv];
  };`;

export const right: readonly Style[] = [
  { exercise, name: "loops over pairs", source: program() },
  {
    exercise,
    name: "blocks of four keys, as a list",
    source: byBlocks("const D = dot(out[b][h][i], g), p = s.map((x) => Math.exp(x - lse[b][h][i]));"),
  },
  {
    exercise,
    name: "keys outside, by map",
    source: `
      const sum = (r) => r.reduce((a, x) => a + x, 0);
      const dot = (a, b) => sum(a.map((x, c) => x * b[c]));
      const add = (a, b, t) => a.map((x, c) => x + t * b[c]);
      export const flashBackward = (q, k, v, out, lse, dout) => {
        const dq = q.map((hs) => hs.map((rows) => rows.map((r) => r.map(() => 0))));
        const dk = [], dv = [];
        k.forEach((hs, b) => {
          dk.push([]); dv.push([]);
          hs.forEach((keys, h) => {
            const D = dout[b][h].map((g, i) => dot(g, out[b][h][i]));
            const pairs = keys.map((key, j) => {
              let a = key.map(() => 0), e = key.map(() => 0);
              q[b][h].forEach((query, i) => {
                const t = Math.sqrt(query.length);
                const p = Math.exp(dot(query, key) / t - lse[b][h][i]);
                const ds = p * (dot(dout[b][h][i], v[b][h][j]) - D[i]) / t;
                a = add(a, query, ds);
                e = add(e, dout[b][h][i], p);
                dq[b][h][i] = add(dq[b][h][i], key, ds);
              });
              return [a, e];
            });
            dk[b].push(pairs.map(([a]) => a));
            dv[b].push(pairs.map(([, e]) => e));
          });
        });
        return { dq, dk, dv };
      };`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "row-sum-of-dp",
    name: "the sum of dp",
    source: program({ D: "v[b][h].reduce((s, value) => s + dot(g, value), 0)" }),
  },
  {
    exercise,
    mistake: "normalized-again",
    name: "softmax of a block of 64",
    source: byBlocks(
      `const top = Math.max(...s), e = s.map((x) => Math.exp(x - top)), t = e.reduce((a, x) => a + x);
       const D = dot(out[b][h][i], g), p = e.map((x) => x / t);`,
      64,
    ),
  },
  {
    exercise,
    mistake: "d-of-the-block",
    name: "p dp of a block of 2",
    source: byBlocks("const p = s.map((x) => Math.exp(x - lse[b][h][i])), D = dot(p, dp);", 2),
  },
  {
    exercise,
    mistake: "lse-of-unscaled-scores",
    name: "no scale in exp",
    source: program({ p: "Math.exp(dot(query, key) - lse[b][h][i])" }),
  },
  { exercise, mistake: "scale-missing-in-gradient", name: "dk", source: program({ dk: "+= ds * query[c]" }) },
  { exercise, mistake: "sum-left-out", name: "no D", source: program({ D: "0" }) },
  {
    exercise,
    mistake: "d-of-other-arrays",
    name: "the sum of dout",
    source: program({ D: "g.reduce((s, x) => s + x, 0)" }),
  },
  {
    exercise,
    mistake: "unstable-softmax",
    name: "exp(s) / exp(lse)",
    source: program({ p: "Math.exp(dot(query, key) * f) / Math.exp(lse[b][h][i])" }),
  },
  { exercise, mistake: "not-accumulated", name: "dv", source: program({ dv: "= p * g[c]" }) },
  { exercise, mistake: "outputs-reordered", name: "dv first", source: program({ returned: "[dv, dk, dq]" }) },
];
