/** Repairs of the programs to be mended, one bug at a time and together, and the mistake that is left afterwards. */
export interface Repaired {
  readonly slug: string;
  /** What has been repaired, in words. */
  readonly repaired: string;
  readonly repairs: readonly (readonly [before: string, after: string])[];
  /** The code of the mistake that the judge names; `nothing` when the program is accepted. */
  readonly left: string;
}

const ownSoftmax = `function softmaxOf(row) {
  const powers = row.map((score) => Math.exp(score - Math.max(...row)));
  return powers.map((power) => power / powers.reduce((sum, other) => sum + other));
}
`;
const named = ["Math.softmax(row)", "softmaxOf(row)"] as const;
const defined = ["function dot", `${ownSoftmax}function dot`] as const;
const vector = ["w.map((column) => dot(item, column))", "dot(item, w)"] as const;
const oneRow = ["scores.map((row) => Math.softmax(row))", "softmaxOf(scores)"] as const;
const oneSum = ["weights.map((row) => weightedSum(row, x))", "weightedSum(weights, x)"] as const;

const channels = [
  "return multiply(features, weights);",
  "return features.map((image, b) => image.map((row, i) => row.map((pixel, j) => pixel.map((value) => value * weights[b][i][j]))));",
] as const;
const summed = ["return multiply(features, weights);", "return total(multiply(features, weights));"] as const;
const channelsAndSum = [channels[0], channels[1].replace("return ", "return total(").replace(/;$/, ");")] as const;
const total = [
  "function dot",
  "const total = (x) => x.map((image) => image.flat().reduce((sums, pixel) => sums.map((sum, c) => sum + pixel[c])));\nfunction dot",
] as const;
const overMap = [
  "map.map(softmax)",
  "((flat) => map.map((row) => flat.splice(0, row.length)))(softmax(map.flat()))",
] as const;

const rowMaximum = [
  "x.map((row) => row.map((score) => Math.exp(score - largest)))",
  "x.map((row) => row.map((score) => Math.exp(score - Math.max(...row))))",
] as const;
const rowSum = ["power / total", "power / row.reduce((sum, other) => sum + other, 0)"] as const;

const batchFirst = [
  "queries.map((position) => position.map((query, b) => keys.map((key) => dot(query, key[b]))))",
  "q.map((rows, b) => rows.map((query) => k[b].map((key) => dot(query, key))))",
] as const;
const withScale = [
  "weights = scores.map((rows) => rows.map(softmax))",
  "weights = scores.map((rows) => rows.map((row) => softmax(row.map((score) => score / Math.sqrt(q[0][0].length)))))",
] as const;

const withoutDropout = [
  "dropout(linear(attended, params.wo, params.bo), 0.5, random)",
  "linear(attended, params.wo, params.bo)",
] as const;
const pooledOver = (rows: string) =>
  [
    "return linear(tokens, params.wc, params.bc);",
    `const rows = ${rows};
    const mean = rows[0].map((_, c) => rows.reduce((sum, row) => sum + row[c], 0) / rows.length);
    return linear([mean], params.wc, params.bc)[0];`,
  ] as const;
const pooledOverAll = pooledOver("tokens");
const pooledOverReal = pooledOver("tokens.filter((_, i) => mask[ids.indexOf(sentence)][i])");
const hidden = [
  ["selfAttention(embedded, params)", "selfAttention(embedded, params, mask[ids.indexOf(sentence)])"],
  ["{ wq, bq, wk, bk, wv, bv }) {", "{ wq, bq, wk, bk, wv, bv }, real) {"],
  ["k.map((key) => scale * dot(query, key))", "k.map((key, j) => (real[j] ? scale * dot(query, key) : -Infinity))"],
] as const;

const attention = "bug-softmax-that-does-not-exist";
const spatial = "bug-broadcast-over-channels";
const softmax = "bug-softmax-of-a-batch";
const selfAttention = "bug-why-did-the-test-pass";
const scaledDotProduct = "bug-transpose-of-a-batch";
const classifier = "bug-classifier-without-pooling";

const tiled = "bug-tiled-key-heads";
const tile = "Array(times).fill(heads).flat()";
const crossing = "bug-nucleus-without-its-last-token";
const sumWithToken = "if (sum + probs[token] > p) break;";
const decoding = "bug-mask-of-a-decode-step";
const topLeft = "j <= i ?";
const capped = "bug-cap-after-the-mask";
const infinite = "scale * dot(query, key) : -Infinity";
const capOfAll = "scores.map((score) => cap * Math.tanh(score / cap))";
const capOfVisible = "scores.map((score, j) => (j <= i ? cap * Math.tanh(score / cap) : score))";
const repeatedIds = "bug-gradient-of-repeated-ids";
const replaced = "grad[id] = [...dx[b][i]];";
const summedRow = "grad[id] = grad[id].map((value, feature) => value + dx[b][i][feature]);";
const positions = "bug-position-zero-when-decoding";
const turnedQuery = ["rotate(query, i, base)", "rotate(query, past + i, base)"] as const;
const turnedKey = ["rotate(key, i, base)", "rotate(key, past + i, base)"] as const;

export const bugsLeft: readonly Repaired[] = [
  { slug: attention, repaired: "nothing", repairs: [], left: "softmax-that-does-not-exist" },
  { slug: attention, repaired: "the softmax", repairs: [named, defined], left: "matrix-instead-of-vector" },
  {
    slug: attention,
    repaired: "the scores",
    repairs: [vector, ["scores.map((row) => Math.softmax(row))", "Math.softmax(scores)"], oneSum],
    left: "softmax-that-does-not-exist",
  },
  { slug: attention, repaired: "everything", repairs: [vector, oneRow, defined, oneSum], left: "nothing" },

  { slug: spatial, repaired: "nothing", repairs: [], left: "missing-channel-axis" },
  { slug: spatial, repaired: "the softmax", repairs: [overMap], left: "missing-channel-axis" },
  { slug: spatial, repaired: "the sum", repairs: [summed, total], left: "missing-channel-axis" },
  { slug: spatial, repaired: "the channel axis", repairs: [channels], left: "weighted-not-summed" },
  { slug: spatial, repaired: "softmax and channel axis", repairs: [overMap, channels], left: "weighted-not-summed" },
  {
    slug: spatial,
    repaired: "channel axis and sum",
    repairs: [channelsAndSum, total],
    left: "softmax-over-width-only",
  },
  { slug: spatial, repaired: "everything", repairs: [overMap, channelsAndSum, total], left: "nothing" },

  { slug: softmax, repaired: "nothing", repairs: [], left: "softmax-over-everything" },
  { slug: softmax, repaired: "the maximum", repairs: [rowMaximum], left: "shared-sum" },
  { slug: softmax, repaired: "the sum", repairs: [rowSum], left: "global-maximum" },
  { slug: softmax, repaired: "everything", repairs: [rowMaximum, rowSum], left: "nothing" },

  { slug: selfAttention, repaired: "nothing", repairs: [], left: "softmax-over-queries" },
  {
    slug: selfAttention,
    repaired: "the axis, but to 0",
    repairs: [["q, k), 1)", "q, k), 0)"]],
    left: "softmax-over-batch",
  },
  { slug: selfAttention, repaired: "everything", repairs: [["q, k), 1)", "q, k), -1)"]], left: "nothing" },

  { slug: scaledDotProduct, repaired: "nothing", repairs: [], left: "batch-axes-swapped" },
  { slug: scaledDotProduct, repaired: "the scale", repairs: [withScale], left: "batch-axes-swapped" },
  { slug: scaledDotProduct, repaired: "the axes", repairs: [batchFirst], left: "missing-scale" },
  { slug: scaledDotProduct, repaired: "everything", repairs: [batchFirst, withScale], left: "nothing" },

  { slug: classifier, repaired: "nothing", repairs: [], left: "no-pooling" },
  { slug: classifier, repaired: "the dropout", repairs: [withoutDropout], left: "no-pooling" },
  { slug: classifier, repaired: "the padding", repairs: hidden, left: "no-pooling" },
  { slug: classifier, repaired: "padding and dropout", repairs: [...hidden, withoutDropout], left: "no-pooling" },
  { slug: classifier, repaired: "the pooling", repairs: [pooledOverAll], left: "dropout-at-inference" },
  {
    slug: classifier,
    repaired: "pooling and padding",
    repairs: [pooledOverReal, ...hidden],
    left: "dropout-at-inference",
  },
  { slug: classifier, repaired: "pooling and dropout", repairs: [pooledOverAll, withoutDropout], left: "mask-ignored" },
  {
    slug: classifier,
    repaired: "all but the attention",
    repairs: [pooledOverReal, withoutDropout],
    left: "padding-attended",
  },
  {
    slug: classifier,
    repaired: "all but the mean",
    repairs: [pooledOverAll, ...hidden, withoutDropout],
    left: "padding-averaged",
  },
  { slug: classifier, repaired: "everything", repairs: [pooledOverReal, ...hidden, withoutDropout], left: "nothing" },

  { slug: tiled, repaired: "nothing", repairs: [], left: "groups-tiled-not-repeated" },
  {
    slug: tiled,
    repaired: "the keys",
    repairs: [["repeated(k[b], groupSize)", "k[b].flatMap((head) => Array(groupSize).fill(head))"]],
    left: "groups-tiled-not-repeated",
  },
  {
    slug: tiled,
    repaired: "the order",
    repairs: [[tile, "heads.flatMap((head) => Array(times).fill(head))"]],
    left: "nothing",
  },

  { slug: crossing, repaired: "nothing", repairs: [], left: "crossing-token-dropped" },
  {
    slug: crossing,
    repaired: "the row of NaN",
    repairs: [[sumWithToken, "if (sum > 0 && sum + probs[token] > p) break;"]],
    left: "crossing-token-dropped",
  },
  {
    slug: crossing,
    repaired: "the sum, but looked at too late",
    repairs: [
      [sumWithToken, "const enough = sum >= p;"],
      ["      sum += probs[token];\n", "      sum += probs[token];\n      if (enough) break;\n"],
    ],
    left: "one-token-too-many",
  },
  { slug: crossing, repaired: "everything", repairs: [[sumWithToken, "if (sum >= p) break;"]], left: "nothing" },

  { slug: decoding, repaired: "nothing", repairs: [], left: "mask-top-left" },
  {
    slug: decoding,
    repaired: "the case of one token",
    repairs: [[topLeft, "queries.length === 1 || j <= i ?"]],
    left: "mask-top-left",
  },
  { slug: decoding, repaired: "the mask, by leaving it out", repairs: [[topLeft, "true ?"]], left: "mask-ignored" },
  {
    slug: decoding,
    repaired: "the corner, but one too far to the left",
    repairs: [[topLeft, "j < pastK[b][h].length + i ?"]],
    left: "mask-off-by-one",
  },
  { slug: decoding, repaired: "everything", repairs: [[topLeft, "j <= pastK[b][h].length + i ?"]], left: "nothing" },

  { slug: capped, repaired: "nothing", repairs: [], left: "mask-before-cap" },
  {
    slug: capped,
    repaired: "the infinity, by a large number",
    repairs: [[infinite, "scale * dot(query, key) : -1e9"]],
    left: "mask-before-cap",
  },
  { slug: capped, repaired: "the leak, by leaving out the cap", repairs: [[capOfAll, "scores"]], left: "cap-left-out" },
  {
    slug: capped,
    repaired: "the leak, by leaving out the mask",
    repairs: [[infinite, "scale * dot(query, key) : scale * dot(query, key)"]],
    left: "mask-ignored",
  },
  { slug: capped, repaired: "everything", repairs: [[capOfAll, capOfVisible]], left: "nothing" },

  { slug: repeatedIds, repaired: "nothing", repairs: [], left: "last-one-wins" },
  {
    slug: repeatedIds,
    repaired: "the loss of the first, but not of the last",
    repairs: [[replaced, "if (grad[id].every((value) => value === 0)) grad[id] = [...dx[b][i]];"]],
    left: "last-one-wins",
  },
  {
    slug: repeatedIds,
    repaired: "the sum, but for one sequence",
    repairs: [[replaced, `if (b === 0) ${summedRow}`]],
    left: "batch-forgotten",
  },
  { slug: repeatedIds, repaired: "everything", repairs: [[replaced, summedRow]], left: "nothing" },

  { slug: positions, repaired: "nothing", repairs: [], left: "new-tokens-at-position-zero" },
  { slug: positions, repaired: "the queries", repairs: [turnedQuery], left: "new-keys-at-position-zero" },
  { slug: positions, repaired: "the keys", repairs: [turnedKey], left: "query-at-position-zero" },
  {
    slug: positions,
    repaired: "the case of one token",
    repairs: [
      [turnedQuery[0], "rotate(query, past, base)"],
      [turnedKey[0], "rotate(key, past, base)"],
    ],
    left: "one-position-for-all",
  },
  { slug: positions, repaired: "everything", repairs: [turnedQuery, turnedKey], left: "nothing" },
];
