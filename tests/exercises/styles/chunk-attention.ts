import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "chunk-attention";

/** A program that attends head by head, from how it gets keys and values, the key head, and the score. */
const program = ({
  keys = "[...pastK[b][g], ...k[b][g]]",
  values = "[...pastV[b][g], ...v[b][g]]",
  g = "Math.floor((h * G) / H)",
  visible = "j <= P + i",
  score = "dot(query, key) / Math.sqrt(query.length)",
} = {}) =>
  withHelpers(`function chunkAttention(q, k, v, pastK, pastV) {
    return q.map((heads, b) => heads.map((queries, h) => {
      const [H, G, P, L] = [heads.length, k[b].length, pastK[b][0].length, queries.length];
      const g = ${g};
      const keys = ${keys};
      const values = ${values};
      return queries.map((query, i) =>
        average(share(exp(keys.map((key, j) => (${visible}) ? ${score} : -Infinity))), values));
    }));
  }`);

export const right: readonly Style[] = [
  { exercise, name: "spread, -Infinity for what comes later", source: program() },
  {
    exercise,
    name: "concat, the bound from the lengths",
    source: program({
      keys: "pastK[b][g].concat(k[b][g])",
      values: "pastV[b][g].concat(v[b][g])",
      visible: "j - i <= keys.length - L",
    }),
  },
  {
    exercise,
    name: "pushed into the cache token by token, weights too",
    source: withHelpers(`function chunkAttention(q, k, v, pastK, pastV) {
      const out = [], weights = [];
      q.forEach((heads, b) => {
        const G = k[b].length, size = heads.length / G, all = pastK[b][0].length + heads[0].length;
        out.push(heads.map(() => []));
        weights.push(heads.map(() => []));
        for (let i = 0; i < heads[0].length; i++)
          for (let g = 0; g < G; g++) {
            pastK[b][g].push(k[b][g][i]);
            pastV[b][g].push(v[b][g][i]);
            for (let h = g * size; h < (g + 1) * size; h++) {
              const query = heads[h][i];
              const row = share(exp(pastK[b][g].map((key) => dot(query, key) / Math.sqrt(query.length))));
              out[b][h].push(average(row, pastV[b][g]));
              weights[b][h].push([...row, ...Array(all - row.length).fill(0)]);
            }
          }
      });
      return { out, weights };
    }`),
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "mask-top-left", name: "j up to i", source: program({ visible: "j <= i" }) },
  { exercise, mistake: "chunk-not-causal", name: "everything visible", source: program({ visible: "true" }) },
  {
    exercise,
    mistake: "past-hidden",
    name: "the chunk alone",
    source: program({ keys: "k[b][g]", values: "v[b][g]", visible: "j <= i" }),
  },
  { exercise, mistake: "mask-off-by-one", name: "one too many", source: program({ visible: "j <= P + i + 1" }) },
  { exercise, mistake: "mask-shifted-by-chunk", name: "L for P", source: program({ visible: "j <= L + i" }) },
  { exercise, mistake: "groups-tiled-not-repeated", name: "modulo", source: program({ g: "h % G" }) },
  { exercise, mistake: "missing-scale", name: "not scaled", source: program({ score: "dot(query, key)" }) },
  {
    exercise,
    mistake: "chunk-before-past",
    name: "both in front",
    source: program({ keys: "[...k[b][g], ...pastK[b][g]]", values: "[...v[b][g], ...pastV[b][g]]" }),
  },
  {
    exercise,
    mistake: "mask-top-left+missing-scale",
    name: "both",
    source: program({ visible: "j <= i", score: "dot(query, key)" }),
  },
];
