import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "quantized-attention";

/** `key` and `value` are expressions of a code `x` in row j, column c, with scale `s` and zero `z` of the head; `head` is that of query head h. */
const withParts = ({
  key = "(x - z[0][c]) * s[0][c]",
  value = "(x - z[j][0]) * s[j][0]",
  head = "Math.floor(h / (H / G))",
  score = "dot(row, key) / Math.sqrt(row.length)",
  keyScale = "kScale",
}) =>
  withHelpers(`function quantizedAttention(q, kCodes, kScale, kZero, vCodes, vScale, vZero) {
    return q.map((heads, b) => {
      const [H, G] = [heads.length, kCodes[b].length];
      const k = kCodes[b].map((rows, g) => {
        const [s, z] = [${keyScale}[b][g], kZero[b][g]];
        return rows.map((row, j) => row.map((x, c) => ${key}));
      });
      const v = vCodes[b].map((rows, g) => {
        const [s, z] = [vScale[b][g], vZero[b][g]];
        return rows.map((row, j) => row.map((x, c) => ${value}));
      });
      return heads.map((rows, h) => {
        const g = ${head};
        return rows.map((row) => average(share(exp(k[g].map((key) => ${score}))), v[g]));
      });
    });
  }`);

export const right: readonly Style[] = [
  { exercise, name: "both made numbers first", source: withParts({}) },
  { exercise, name: "the zero of the keys left out", source: withParts({ key: "x * s[0][c]" }) },
  {
    exercise,
    name: "scales folded into query and weights",
    source: withHelpers(`function quantizedAttention(q, kCodes, kScale, kZero, vCodes, vScale, vZero) {
      return q.map((heads, b) => heads.map((rows, h) => {
        const g = Math.floor((h * kCodes[b].length) / heads.length);
        return rows.map((row) => {
          const folded = row.map((x, c) => (x * kScale[b][g][0][c]) / Math.sqrt(row.length));
          const shift = dot(folded, kZero[b][g][0]);
          const weights = share(exp(kCodes[b][g].map((codes) => dot(folded, codes) - shift)));
          const scaled = weights.map((w, j) => w * vScale[b][g][j][0]);
          const zero = scaled.reduce((sum, w, j) => sum + w * vZero[b][g][j][0], 0);
          return average(scaled, vCodes[b][g]).map((x) => x - zero);
        });
      }));
    }`),
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "zero-after-scale",
    name: "times scale, minus zero",
    source: withParts({ key: "x * s[0][c] - z[0][c]", value: "x * s[j][0] - z[j][0]" }),
  },
  { exercise, mistake: "zero-left-out", name: "values", source: withParts({ value: "x * s[j][0]" }) },
  { exercise, mistake: "scale-left-out", name: "keys", source: withParts({ key: "x - z[0][c]" }) },
  { exercise, mistake: "not-dequantized", name: "codes", source: withParts({ key: "x", value: "x" }) },
  {
    exercise,
    mistake: "divided-by-scale",
    name: "values",
    source: withParts({ value: "(x - z[j][0]) / s[j][0]" }),
  },
  { exercise, mistake: "groups-tiled-not-repeated", name: "modulo", source: withParts({ head: "h % G" }) },
  { exercise, mistake: "missing-scale", name: "dot alone", source: withParts({ score: "dot(row, key)" }) },
  {
    exercise,
    mistake: "parameters-exchanged",
    name: "the values' scale for the keys",
    source: withParts({ keyScale: "vScale", key: "(x - z[0][c]) * s[j][0]" }),
  },
];
