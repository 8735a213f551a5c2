import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "bug-mask-of-a-decode-step";

/** Each query over the first `visible` keys. */
const overFirst = (visible: string) =>
  withHelpers(`
    const cachedAttention = (q, kNew, vNew, pastK, pastV) =>
      q.map((heads, b) => heads.map((queries, h) => {
        const keys = pastK[b][h].concat(kNew[b][h]);
        const values = pastV[b][h].concat(vNew[b][h]);
        return queries.map((query, i) => {
          const count = ${visible};
          const scores = keys.slice(0, count).map((key) => dot(query, key) / Math.sqrt(query.length));
          return average(share(exp(scores)), values.slice(0, count));
        });
      }));`);

export const right: readonly Style[] = [
  { exercise, name: "a slice of the keys", source: overFirst("pastK[b][h].length + i + 1") },
  { exercise, name: "a slice, counted from the end", source: overFirst("keys.length - queries.length + i + 1") },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "mask-top-left", name: "a slice from the front", source: overFirst("i + 1") },
  {
    exercise,
    mistake: "mask-top-left",
    name: "a slice, except for a single token",
    source: overFirst("queries.length === 1 ? keys.length : i + 1"),
  },
  { exercise, mistake: "mask-ignored", name: "all keys", source: overFirst("keys.length") },
  {
    exercise,
    mistake: "mask-shifted-by-queries",
    name: "the queries are counted",
    source: overFirst("queries.length + i + 1"),
  },
];
