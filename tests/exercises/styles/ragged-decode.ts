import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "ragged-decode";

/** Head by head, from which slots are read, and the key head. */
const program = ({
  slots = "slice(0, lengths[b])",
  g = "Math.floor((h * k[b].length) / heads.length)",
  guard = "if (lengths[b] === 0) return [query.map(() => 0)];",
} = {}) =>
  withHelpers(`function raggedDecode(q, k, v, lengths) {
    return q.map((heads, b) => heads.map(([query], h) => {
      const g = ${g};
      ${guard}
      const [keys, values] = [k[b][g].${slots}, v[b][g].${slots}];
      return [average(share(exp(keys.map((key) => dot(query, key) / Math.sqrt(query.length)))), values)];
    }));
  }`);

/** With weights over all slots, from the score of an unused one. */
const masked = (unused: string, value = "used ? x : 0") =>
  withHelpers(`function raggedDecode(q, k, v, lengths) {
    return q.map((heads, b) => heads.map(([query], h) => {
      const g = Math.floor(h / (heads.length / k[b].length));
      const scores = k[b][g].map((key, j) => {
        const score = dot(query, key) / Math.sqrt(query.length);
        return j < lengths[b] ? score : ${unused};
      });
      const values = v[b][g].map((row, j) => row.map((x) => {
        const used = j < lengths[b];
        return ${value};
      }));
      return [average(share(exp(scores)), values)];
    }));
  }`);

export const right: readonly Style[] = [
  { exercise, name: "slices", source: program() },
  { exercise, name: "filtered by index", source: program({ slots: "filter((_, j) => j < lengths[b])" }) },
  { exercise, name: "masked by -1e30, values cleared", source: masked("-1e30") },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "lengths-ignored", name: "all slots", source: program({ slots: "slice()", guard: "" }) },
  {
    exercise,
    mistake: "length-off-by-one",
    name: "one too many",
    source: program({ slots: "slice(0, lengths[b] + 1)" }),
  },
  {
    exercise,
    mistake: "length-off-by-one",
    name: "one too few",
    source: program({ slots: "slice(0, lengths[b] - 1)", guard: "if (lengths[b] < 2) return [query.map(() => 0)];" }),
  },
  {
    exercise,
    mistake: "left-padding-assumed",
    name: "the last ones",
    source: program({ slots: "slice(-lengths[b])" }),
  },
  {
    exercise,
    mistake: "one-length-for-all",
    name: "the longest",
    source: program({ slots: "slice(0, Math.max(...lengths))" }),
  },
  { exercise, mistake: "groups-tiled-not-repeated", name: "modulo", source: program({ g: "h % k[b].length" }) },
  { exercise, mistake: "masked-row-nan", name: "-Infinity", source: masked("-Infinity") },
  { exercise, mistake: "masked-row-mean", name: "-1e9, values as they are", source: masked("-1e9", "x") },
  {
    exercise,
    mistake: "rubbish-multiplied",
    name: "weight times value",
    source: withHelpers(`function raggedDecode(q, k, v, lengths) {
      return q.map((heads, b) => heads.map(([query], h) => {
        const g = Math.floor(h / (heads.length / k[b].length));
        const scores = k[b][g].map((key, j) => (j < lengths[b] ? dot(query, key) / Math.sqrt(query.length) : -1e30));
        const weights = share(exp(scores)).map((w, j) => (j < lengths[b] ? w : 0));
        return [average(weights, v[b][g])];
      }));
    }`),
  },
];
