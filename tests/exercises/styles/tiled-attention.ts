import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "tiled-attention",
    name: "key by key, returned as a list",
    source: `
      export function tiledAttention(q, k, v, block, causal) {
        const out = [], lse = [];
        for (let b = 0; b < q.length; b++) {
          out.push([]); lse.push([]);
          for (let h = 0; h < q[b].length; h++) {
            const L = q[b][h].length, S = k[b][h].length, d = q[b][h][0].length;
            const rows = [], ls = [];
            for (let i = 0; i < L; i++) {
              let m = -Infinity, l = 0, o = new Array(v[b][h][0].length).fill(0);
              for (let start = 0; start < S; start += block)
                for (let j = start; j < Math.min(start + block, S); j++) {
                  if (causal && j > i + S - L) continue;
                  let s = 0;
                  for (let c = 0; c < d; c++) s += q[b][h][i][c] * k[b][h][j][c];
                  s /= Math.sqrt(d);
                  const next = Math.max(m, s), a = Math.exp(m - next), p = Math.exp(s - next);
                  l = l * a + p;
                  o = o.map((x, c) => x * a + p * v[b][h][j][c]);
                  m = next;
                }
              rows.push(l > 0 ? o.map((x) => x / l) : o);
              ls.push(l > 0 ? m + Math.log(l) : -Infinity);
            }
            out[b].push(rows); lse[b].push(ls);
          }
        }
        return [out, lse];
      }`,
  },
  {
    exercise: "tiled-attention",
    name: "whole rows of scores, -Infinity where masked",
    source: `
      const tiledAttention = (q, k, v, block, causal) => {
        const rows = q.map((heads, b) => heads.map((queries, h) => queries.map((x, i) => {
          const K = k[b][h], V = v[b][h], last = i + K.length - queries.length;
          const s = K.map((y, j) => (causal && j > last ? -Infinity : x.reduce((t, a, c) => t + a * y[c], 0) / x.length ** 0.5));
          const m = Math.max(...s);
          const e = s.map((a) => (m === -Infinity ? 0 : Math.exp(a - m)));
          const z = e.reduce((a, c) => a + c, 0);
          return { lse: m + Math.log(z), out: V[0].map((_, c) => e.reduce((t, a, j) => t + a * V[j][c], 0) / (z || 1)) };
        })));
        return { out: rows.map((x) => x.map((y) => y.map((r) => r.out))), lse: rows.map((x) => x.map((y) => y.map((r) => r.lse))) };
      };`,
  },
  {
    exercise: "tiled-attention",
    name: "blocks as typed arrays, padded with -Infinity",
    source: `
      function tiledAttention(q, k, v, block, causal) {
        const out = structuredClone(q), lse = q.map((x) => x.map((y) => y.map(() => -Infinity)));
        q.forEach((heads, b) => heads.forEach((queries, h) => queries.forEach((x, i) => {
          const keys = k[b][h], S = keys.length, scale = 1 / Math.sqrt(x.length);
          let m = -Infinity, l = 0;
          let acc = new Float64Array(v[b][h][0].length);
          for (let t = 0; t < Math.ceil(S / block); t++) {
            const s = Float64Array.from({ length: block }, (_, r) => {
              const j = t * block + r;
              if (j >= S || (causal && j > i + S - queries.length)) return -Infinity;
              return scale * x.reduce((sum, a, c) => sum + a * keys[j][c], 0);
            });
            const next = Math.max(m, ...s);
            if (next === -Infinity) continue;
            const p = s.map((a) => Math.exp(a - next)), a = Math.exp(m - next);
            l = l * a + p.reduce((x, y) => x + y, 0);
            acc = acc.map((y, c) => p.reduce((sum, w, r) => (w ? sum + w * v[b][h][t * block + r][c] : sum), y * a));
            m = next;
          }
          out[b][h][i] = Array.from(acc, (y) => (l ? y / l : 0));
          lse[b][h][i] = m + Math.log(l);
        })));
        return { lse, out };
      }`,
  },
];

interface Lines {
  readonly seen?: string;
  readonly start?: string;
  readonly score?: string;
  readonly last?: string;
  readonly next?: string;
  readonly sum?: string;
  readonly acc?: string;
  readonly out?: string;
  readonly lse?: string;
}

/** A right program with some of its lines replaced. */
const program = ({
  seen = "!causal || j <= i + S - L",
  start = "-Infinity",
  score = "dot(x, K[j]) / Math.sqrt(x.length)",
  last = "Math.min(from + block, S)",
  next = "Math.max(m, top)",
  sum = "l * a + p.reduce((s, w) => s + w, 0)",
  acc = "o[c] * a + p.reduce((s, w, n) => s + w * V[from + n][c], 0)",
  out = "l > 0 ? o.map((y) => y / l) : o",
  lse = "l > 0 ? m + Math.log(l) : -Infinity",
}: Lines) => `
  const dot = (a, b) => a.reduce((s, x, c) => s + x * b[c], 0);
  function tiledAttention(q, k, v, block, causal) {
    const rows = q.map((heads, b) => heads.map((queries, h) => queries.map((x, i) => {
      const [K, V, L, S] = [k[b][h], v[b][h], queries.length, k[b][h].length];
      let m = ${start}, l = 0, o = V[0].map(() => 0);
      for (let from = 0; from < S; from += block) {
        const s = [];
        for (let j = from; j < ${last}; j++) s.push(${seen} ? ${score} : -Infinity);
        const top = Math.max(...s);
        const next = ${next};
        const shift = next === -Infinity ? 0 : next;
        const p = s.map((y) => Math.exp(y - shift));
        const a = Math.exp(m - shift);
        l = ${sum};
        o = o.map((_, c) => ${acc});
        m = next;
      }
      return { out: ${out}, lse: ${lse} };
    })));
    const each = (name) => rows.map((x) => x.map((y) => y.map((r) => r[name])));
    return { out: each("out"), lse: each("lse") };
  }`;

const wrongOf = (mistake: string, name: string, lines: Lines): WrongStyle => ({
  exercise: "tiled-attention",
  mistake,
  name,
  source: program(lines),
});

const added = "p.reduce((s, w, n) => s + w * V[from + n][c], 0)";

export const wrong: readonly WrongStyle[] = [
  wrongOf("accumulator-not-rescaled", "added", { acc: `o[c] + ${added}` }),
  wrongOf("sum-not-rescaled", "added", { sum: "l + p.reduce((s, w) => s + w, 0)" }),
  wrongOf("normalized-in-each-block", "not multiplied back", { acc: `(o[c] * a + ${added}) / (l || 1)`, out: "o" }),
  wrongOf("normalized-in-each-block", "and at the end", { acc: `(o[c] * a + ${added}) / (l || 1)` }),
  wrongOf("mask-by-local-index", "j - from", { seen: "!causal || j - from <= i + S - L" }),
  wrongOf("mask-by-local-index", "j - from, top-left", { seen: "!causal || j - from <= i" }),
  wrongOf("lse-without-maximum", "log of the sum", { lse: "Math.log(l)" }),
  wrongOf("lse-without-logarithm", "maximum and sum", { lse: "m + l" }),
  wrongOf("short-block-padded", "scores of 0", {
    last: "from + block",
    score: "(K[j] ? dot(x, K[j]) / Math.sqrt(x.length) : 0)",
    acc: "o[c] * a + p.reduce((s, w, n) => s + w * (V[from + n]?.[c] ?? 0), 0)",
  }),
  wrongOf("maximum-of-the-block", "not carried on", { next: "top" }),
  wrongOf("mask-ignored", "no mask", { seen: "true" }),
  wrongOf("unasked-causal-mask", "always", { seen: "j <= i + S - L" }),
  wrongOf("mask-top-left", "j <= i", { seen: "!causal || j <= i" }),
  wrongOf("masked-row-nan", "0 / 0", { out: "o.map((y) => y / l)" }),
  wrongOf("lse-of-empty-row", "0", { lse: "l > 0 ? m + Math.log(l) : 0" }),
  wrongOf("maximum-starts-too-high", "at 0", { start: "0" }),
  wrongOf("not-normalized", "not divided", { out: "o" }),
  wrongOf("missing-scale", "none", { score: "dot(x, K[j])" }),
];
