import type { Style, WrongStyle } from "../style.js";

const exercise = "recurrent-linear-attention";

/** A loop with some steps of its own. */
const program = ({
  state = "zeros()",
  write = "S[c][e] += f(k[b][h][i][c]) * v[b][h][i][e];",
  sum = "z[c] += f(k[b][h][i][c]);",
  first = true,
  outside = "",
  from = "0; i < L; i++",
} = {}) => `
  const f = (x) => x > 0 ? x + 1 : Math.exp(x);
  function recurrentLinearAttention(q, k, v) {
    const [L, d, dv] = [q[0][0].length, q[0][0][0].length, v[0][0][0].length];
    const zeros = () => Array.from({ length: d }, () => new Float64Array(dv));
    ${outside}
    return q.map((heads, b) => heads.map((rows, h) => {
      ${state && `const S = ${state}, z = new Float64Array(d);`}
      const out = [];
      for (let i = ${from}) {
        const write = () => {
          for (let c = 0; c < d; c++) { ${sum} for (let e = 0; e < dv; e++) { ${write} } }
        };
        const read = () => {
          const w = rows[i].map(f);
          const n = w.reduce((s, x, c) => s + x * z[c], 0);
          out[i] = v[b][h][i].map((_, e) => w.reduce((s, x, c) => s + x * S[c][e], 0) / n);
        };
        ${first ? "write(); read();" : "read(); write();"}
      }
      return out;
    }));
  }`;

export const right: readonly Style[] = [
  { exercise, name: "loops", source: program() },
  {
    exercise,
    name: "weights, pair by pair",
    source: `
      const f = (x) => Math.max(x, 0) + Math.exp(Math.min(x, 0));
      const recurrentLinearAttention = (q, k, v) => q.map((hs, b) => hs.map((rows, h) => rows.map((row, i) => {
        const w = k[b][h].slice(0, i + 1).map((key) => key.reduce((s, x, c) => s + f(x) * f(row[c]), 0));
        const t = w.reduce((s, x) => s + x, 0);
        return v[b][h][i].map((_, e) => w.reduce((s, x, j) => s + x * v[b][h][j][e], 0) / t);
      })));`,
  },
  {
    exercise,
    name: "one state for values and sum, new ones by map",
    source: `
      const f = (x) => x > 0 ? x + 1 : Math.exp(x);
      export const recurrentLinearAttention = (q, k, v) => q.map((heads, b) => heads.map((rows, h) => {
        let S = rows[0].map(() => [...v[b][h][0].map(() => 0), 0]);
        return rows.map((row, i) => {
          const value = [...v[b][h][i], 1];
          S = S.map((line, c) => line.map((x, e) => x + f(k[b][h][i][c]) * value[e]));
          const all = value.map((_, e) => row.reduce((s, x, c) => s + f(x) * S[c][e], 0));
          const n = all.pop();
          return all.map((x) => x / n);
        });
      }));`,
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "read-before-write", name: "read, then write", source: program({ first: false }) },
  {
    exercise,
    mistake: "normalizer-not-causal",
    name: "the sum of all keys",
    source: program({ sum: "" }).replace(
      "z = new Float64Array(d)",
      "z = Array.from({ length: d }, (_, c) => k[b][h].reduce((s, r) => s + f(r[c]), 0))",
    ),
  },
  {
    exercise,
    mistake: "state-overwritten",
    name: "= instead of +=, in the state",
    source: program({ write: "S[c][e] = f(k[b][h][i][c]) * v[b][h][i][e];" }),
  },
  {
    exercise,
    mistake: "state-not-reset",
    name: "made once for all",
    source: program({ state: "", outside: "const S = zeros(), z = new Float64Array(d);" }),
  },
  {
    exercise,
    mistake: "state-not-reset",
    name: "fill() with one row of zeros, made outside",
    source: program({ state: "S0", outside: "const S0 = zeros();" }),
  },
  { exercise, mistake: "mask-looks-ahead", name: "from the end", source: program({ from: "L - 1; i >= 0; i--" }) },
  {
    exercise,
    mistake: "feature-map-missing",
    name: "keys as they are",
    source: program({ write: "S[c][e] += k[b][h][i][c] * v[b][h][i][e];", sum: "z[c] += k[b][h][i][c];" }),
  },
  {
    exercise,
    mistake: "normalizer-missing",
    name: "no sum",
    source: program().replace("const n = w.reduce((s, x, c) => s + x * z[c], 0);", "const n = 1;"),
  },
];
