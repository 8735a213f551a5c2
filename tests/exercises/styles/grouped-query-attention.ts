import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "grouped-query-attention";

export const right: readonly Style[] = [
  {
    exercise,
    name: "key heads repeated first",
    source: withHelpers(`function groupedQueryAttention(q, k, v) {
      const repeat = (heads, times) => heads.flatMap((head) => Array.from({ length: times }, () => head));
      return q.map((entry, b) => {
        const times = entry.length / k[b].length;
        const [keys, values] = [repeat(k[b], times), repeat(v[b], times)];
        return entry.map((rows, h) => rows.map((row) =>
          average(share(exp(keys[h].map((key) => dot(row, key) / Math.sqrt(row.length)))), values[h])));
      });
    }`),
  },
  {
    exercise,
    name: "group by group, with a counter of heads",
    source: `function groupedQueryAttention(q, k, v) {
      const out = [], weights = [];
      for (let b = 0; b < q.length; b++) {
        const outB = [], weightsB = [];
        const G = k[b].length, H = q[b].length, R = H / G;
        for (let g = 0; g < G; g++) {
          for (let r = 0; r < R; r++) {
            const h = g * R + r;
            const o = [], w = [];
            for (const query of q[b][h]) {
              let m = -Infinity;
              const s = k[b][g].map((key) => {
                let sum = 0;
                for (let c = 0; c < key.length; c++) sum += key[c] * query[c];
                sum /= Math.sqrt(key.length);
                m = Math.max(m, sum);
                return sum;
              });
              let z = 0;
              for (let j = 0; j < s.length; j++) z += s[j] = Math.exp(s[j] - m);
              const row = new Array(query.length).fill(0);
              for (let j = 0; j < s.length; j++) {
                s[j] /= z;
                for (let c = 0; c < row.length; c++) row[c] += s[j] * v[b][g][j][c];
              }
              o.push(row);
              w.push(s);
            }
            outB.push(o);
            weightsB.push(w);
          }
        }
        out.push(outB);
        weights.push(weightsB);
      }
      return { out, weights };
    }`,
  },
];

const withHead = (head: string, scaled = "dot(row, key) / Math.sqrt(row.length)") =>
  withHelpers(`function groupedQueryAttention(q, k, v) {
    return q.map((entry, b) => entry.map((rows, h) => {
      const [H, G] = [entry.length, k[b].length];
      const g = ${head};
      return rows.map((row) => average(share(exp(k[b][g].map((key) => ${scaled}))), v[b][g]));
    }));
  }`);

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "groups-tiled-not-repeated", name: "modulo", source: withHead("h % G") },
  {
    exercise,
    mistake: "scale-by-other-size",
    name: "all heads together",
    source: withHead("Math.floor((h * G) / H)", "dot(row, key) / Math.sqrt(row.length * H)"),
  },
  {
    exercise,
    mistake: "missing-scale",
    name: "not scaled",
    source: withHead("Math.floor((h * G) / H)", "dot(row, key)"),
  },
  {
    exercise,
    mistake: "queries-averaged",
    name: "mean of a group",
    source: withHelpers(`function groupedQueryAttention(q, k, v) {
      return q.map((entry, b) => {
        const R = entry.length / k[b].length;
        return k[b].flatMap((keys, g) => {
          const mean = entry[0].map((row, i) => row.map((_, c) => {
            let sum = 0;
            for (let r = 0; r < R; r++) sum += entry[g * R + r][i][c];
            return sum / R;
          }));
          const out = mean.map((row) => average(share(exp(keys.map((key) => dot(row, key) / Math.sqrt(row.length)))), v[b][g]));
          return Array.from({ length: R }, () => out);
        });
      });
    }`),
  },
  {
    exercise,
    mistake: "weights-shared",
    name: "weights of the first head",
    source: withHelpers(`function groupedQueryAttention(q, k, v) {
      return q.map((entry, b) => {
        const R = entry.length / k[b].length;
        const weights = k[b].map((keys, g) => entry[g * R].map((row) => share(exp(keys.map((key) => dot(row, key) / Math.sqrt(row.length))))));
        return entry.map((_, h) => weights[Math.floor(h / R)].map((row) => average(row, v[b][Math.floor(h / R)])));
      });
    }`),
  },
  {
    exercise,
    mistake: "weights-shared",
    name: "stored by group, so that the last head stays",
    source: withHelpers(`function groupedQueryAttention(q, k, v) {
      return q.map((entry, b) => {
        const out = [];
        const R = entry.length / k[b].length;
        entry.forEach((rows, h) => {
          const g = Math.floor(h / R);
          out[g] = rows.map((row) => average(share(exp(k[b][g].map((key) => dot(row, key) / Math.sqrt(row.length)))), v[b][g]));
        });
        return out;
      });
    }`),
  },
  {
    exercise,
    mistake: "repeated-along-sequence",
    name: "flat arrays, each row several times",
    source: withHelpers(`function groupedQueryAttention(q, k, v) {
      return q.map((entry, b) => {
        const R = entry.length / k[b].length;
        const S = k[b][0].length;
        const repeat = (heads) => {
          const rows = heads.flat().flatMap((row) => Array.from({ length: R }, () => row));
          return entry.map((_, h) => rows.slice(h * S, (h + 1) * S));
        };
        const [keys, values] = [repeat(k[b]), repeat(v[b])];
        return entry.map((rows, h) => rows.map((row) => average(share(exp(keys[h].map((key) => dot(row, key) / Math.sqrt(row.length)))), values[h])));
      });
    }`),
  },
  {
    exercise,
    mistake: "groups-not-repeated",
    name: "only as many heads as there are key heads",
    source: withHelpers(`function groupedQueryAttention(q, k, v) {
      return k.map((entry, b) => entry.map((keys, h) => q[b][h].map((row) =>
        average(share(exp(keys.map((key) => dot(row, key) / Math.sqrt(row.length)))), v[b][h]))));
    }`),
  },
];
