import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "paged-attention";

/** Head by head over tokens, from where a token is looked for. */
const program = ({
  count = "lengths[b]",
  page = "table[b][Math.floor(p / T)]",
  slot = "p % T",
  g = "Math.floor((h * G) / H)",
} = {}) =>
  withHelpers(`function pagedAttention(q, kPages, vPages, table, lengths) {
    const [T, G, M, N] = [kPages[0].length, kPages[0][0].length, table[0].length, kPages.length];
    return q.map((heads, b) => heads.map((query, h) => {
      const H = heads.length;
      if (lengths[b] === 0) return query.map(() => 0);
      const tokens = Array.from({ length: ${count} }, (_, p) => [${page}, ${slot}]);
      const keys = tokens.map(([page, slot]) => kPages[page][slot][${g}]);
      const values = tokens.map(([page, slot]) => vPages[page][slot][${g}]);
      return average(share(exp(keys.map((key) => dot(query, key) / Math.sqrt(query.length)))), values);
    }));
  }`);

export const right: readonly Style[] = [
  { exercise, name: "token by token", source: program() },
  {
    exercise,
    name: "pages joined, then cut",
    source: withHelpers(`function pagedAttention(q, kPages, vPages, table, lengths) {
      return q.map((heads, b) => {
        const own = table[b].filter((page) => page >= 0);
        const keys = own.flatMap((page) => kPages[page]).slice(0, lengths[b]);
        const values = own.flatMap((page) => vPages[page]).slice(0, lengths[b]);
        if (keys.length === 0) return heads.map((query) => query.map(() => 0));
        const R = heads.length / keys[0].length;
        return heads.map((query, h) => {
          const g = Math.floor(h / R);
          return average(share(exp(keys.map((key) => dot(query, key[g]) / Math.sqrt(query.length)))), values.map((value) => value[g]));
        });
      });
    }`),
  },
  {
    exercise,
    name: "page by page, with a running maximum",
    source: `function pagedAttention(q, kPages, vPages, table, lengths) {
      const T = kPages[0].length;
      return q.map((heads, b) => heads.map((x, h) => {
        let m = -Infinity, z = 0;
        const o = new Array(x.length).fill(0);
        for (let i = 0; i * T < lengths[b]; i++) {
          const [K, V] = [kPages[table[b][i]], vPages[table[b][i]]];
          const g = Math.floor(h / (heads.length / K[0].length));
          for (let t = 0; t < T && i * T + t < lengths[b]; t++) {
            let s = 0;
            for (let c = 0; c < x.length; c++) s += x[c] * K[t][g][c];
            s /= Math.sqrt(x.length);
            const top = Math.max(m, s), old = Math.exp(m - top), w = Math.exp(s - top);
            z = z * old + w;
            for (let c = 0; c < o.length; c++) o[c] = o[c] * old + w * V[t][g][c];
            m = top;
          }
        }
        return z ? o.map((value) => value / z) : o;
      }));
    }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "table-ignored", name: "the first pages", source: program({ page: "Math.floor(p / T)" }) },
  {
    exercise,
    mistake: "unused-slots-attended",
    name: "whole pages",
    source: program({ count: "Math.ceil(lengths[b] / T) * T" }),
  },
  {
    exercise,
    mistake: "minus-one-read",
    name: "all entries, -1 counted from the end",
    source: program({ count: "M * T", page: "(table[b][Math.floor(p / T)] + N) % N" }),
  },
  { exercise, mistake: "groups-tiled-not-repeated", name: "modulo", source: program({ g: "h % G" }) },
  {
    exercise,
    mistake: "length-off-by-one",
    name: "one too few",
    source: program({ count: "Math.max(lengths[b] - 1, 1)" }),
  },
  {
    exercise,
    mistake: "length-off-by-one",
    name: "one too many, as long as there is a page",
    source: `function pagedAttention(q, kPages, vPages, table, lengths) {
      const T = kPages[0].length;
      return q.map((heads, b) => heads.map((row, h) => {
        const g = Math.floor((h * kPages[0][0].length) / heads.length);
        const K = [], V = [];
        for (let p = 0; p <= lengths[b]; p++) {
          const page = table[b][Math.floor(p / T)];
          if (page === undefined || page < 0) break;
          K.push(kPages[page][p % T][g]);
          V.push(vPages[page][p % T][g]);
        }
        if (!K.length) return row.map(() => 0);
        const s = K.map((key) => key.reduce((a, x, c) => a + x * row[c], 0) / Math.sqrt(row.length));
        const m = Math.max(...s), e = s.map((x) => Math.exp(x - m)), z = e.reduce((a, x) => a + x, 0);
        return row.map((_, c) => V.reduce((a, val, j) => a + (e[j] / z) * val[c], 0));
      }));
    }`,
  },
  {
    exercise,
    mistake: "page-and-slot-exchanged",
    name: "slots before pages",
    source: program({ page: "(table[b][p % M] + N) % N", slot: "Math.floor(p / M)" }),
  },
];
