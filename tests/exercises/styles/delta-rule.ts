import type { Style, WrongStyle } from "../style.js";

const exercise = "delta-rule";

/** A loop with some steps of its own; S is [dv][d]. */
const program = ({
  old = "k[b][h][i]",
  write = "row[c] + beta[b][h][i] * (v[b][h][i][e] - old[e]) * k[b][h][i][c]",
  read = "S.map((row) => dot(row, query))",
  readFirst = false,
  outside = "",
  state = "const",
} = {}) => `
  const dot = (a, b) => a.reduce((s, x, c) => s + x * b[c], 0);
  function deltaRule(q, k, v, beta) {
    ${outside}
    return q.map((heads, b) => heads.map((queries, h) => {
      ${state === "const" ? "let S = v[b][h][0].map(() => k[b][h][0].map(() => 0));" : ""}
      return queries.map((query, i) => {
        const before = ${read};
        const old = S.map((row) => dot(row, ${old}));
        S = S.map((row, e) => row.map((_, c) => ${write}));
        return ${readFirst ? "before" : read};
      });
    }));
  }`;

export const right: readonly Style[] = [
  { exercise, name: "a new state at each position", source: program() },
  {
    exercise,
    name: "the state as d x dv, changed in place",
    source: `
      export function deltaRule(q, k, v, beta) {
        const [d, dv] = [q[0][0][0].length, v[0][0][0].length];
        return q.map((hs, b) => hs.map((rows, h) => {
          const S = Array.from({ length: d }, () => new Float64Array(dv));
          return rows.map((query, i) => {
            const key = k[b][h][i];
            const error = v[b][h][i].map((x, e) => beta[b][h][i] * (x - key.reduce((s, y, c) => s + y * S[c][e], 0)));
            key.forEach((y, c) => error.forEach((x, e) => { S[c][e] += y * x; }));
            return error.map((_, e) => query.reduce((s, y, c) => s + y * S[c][e], 0));
          });
        }));
      }`,
  },
  {
    exercise,
    name: "erase, then write, with the matrix I - beta k k",
    source: `
      const deltaRule = (q, k, v, beta) => q.map((hs, b) => hs.map((rows, h) => {
        let S = v[b][h][0].map(() => rows[0].map(() => 0));
        return rows.map((query, i) => {
          const [key, t] = [k[b][h][i], beta[b][h][i]];
          const M = key.map((x, r) => key.map((y, c) => (r === c ? 1 : 0) - t * x * y));
          S = S.map((row, e) => key.map((x, c) => row.reduce((s, a, r) => s + a * M[r][c], 0) + t * v[b][h][i][e] * x));
          return S.map((row) => row.reduce((s, a, c) => s + a * query[c], 0));
        });
      }));`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "added-not-corrected",
    name: "beta v k",
    source: program({ write: "row[c] + beta[b][h][i] * v[b][h][i][e] * k[b][h][i][c]" }),
  },
  { exercise, mistake: "read-before-write", name: "kept from before", source: program({ readFirst: true }) },
  {
    exercise,
    mistake: "beta-as-decay",
    name: "beta S + v k",
    source: program({ write: "beta[b][h][i] * row[c] + v[b][h][i][e] * k[b][h][i][c]" }),
  },
  {
    exercise,
    mistake: "beta-missing",
    name: "the whole difference",
    source: program({ write: "row[c] + (v[b][h][i][e] - old[e]) * k[b][h][i][c]" }),
  },
  {
    exercise,
    mistake: "beta-on-one-term",
    name: "brackets",
    source: program({ write: "row[c] + (beta[b][h][i] * v[b][h][i][e] - old[e]) * k[b][h][i][c]" }),
  },
  { exercise, mistake: "old-value-from-query", name: "S q", source: program({ old: "query" }) },
  {
    exercise,
    mistake: "written-under-the-query",
    name: "outer product with q",
    source: program({ write: "row[c] + beta[b][h][i] * (v[b][h][i][e] - old[e]) * query[c]" }),
  },
  {
    exercise,
    mistake: "correction-reversed",
    name: "old - v",
    source: program({ write: "row[c] + beta[b][h][i] * (old[e] - v[b][h][i][e]) * k[b][h][i][c]" }),
  },
  {
    exercise,
    mistake: "state-not-reset",
    name: "made once",
    source: program({ state: "", outside: "let S = v[0][0][0].map(() => k[0][0][0].map(() => 0));" }),
  },
];
