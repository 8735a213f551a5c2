import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  readonly S: number;
  /** Width of a query, of a key, of what both are projected to, of a value. */
  readonly a: number;
  readonly c: number;
  readonly h: number;
  readonly dv: number;
}

function drawInputs(random: Random, { B, L, S, a, c, h, dv }: Sizes, finish = (x: FloatTensor) => x) {
  return {
    q: finish(random.normal([B, L, a])),
    k: finish(random.normal([B, S, c])),
    v: finish(random.normal([B, S, dv])),
    wq: finish(random.normal([h, a], 1 / Math.sqrt(a))),
    wk: finish(random.normal([h, c], 1 / Math.sqrt(c))),
    // Away from zero: each hidden feature counts, and the scores differ.
    u: finish(edited(random.normal([h], 0.5), (value) => value + Math.sign(value))),
  };
}

function ordinary(random: Random, name: string, title: Text, sizes: Sizes, sample = false): ExerciseCase {
  return { name, title, sample, inputs: drawInputs(random, sizes, sample ? rounded : undefined) };
}

/** So many hidden features saturate, with u = 250: together they make scores of ±1000. */
const saturated = 4;

/**
 * The saturated features get 40 times the first feature of the query, or of the key: tanh is ±1 there, which float32 holds
 * exactly. The others get what they got before, from the other features.
 */
function large(
  random: Random,
  name: string,
  title: Text,
  by: "query" | "key",
  sign: (row: number) => number,
): ExerciseCase {
  const { q, k, v, wq, wk, u } = drawInputs(random, { B: 2, L: 4, S: 6, a: 5, c: 3, h: 8, dv: 7 });
  const signed = (x: FloatTensor, signs: boolean) =>
    edited(x, (value, [, row, feature]) => (feature === 0 ? (signs ? sign(row as number) : 0) : value));
  const saturating = (w: FloatTensor, size: number) =>
    edited(w, (value, [hidden, feature]) => {
      if ((hidden as number) < saturated) return feature === 0 ? size : 0;
      return feature === 0 ? 0 : value;
    });
  const inputs = {
    q: signed(q, by === "query"),
    k: signed(k, by === "key"),
    v: edited(v, (value) => value / 4),
    wq: saturating(wq, by === "query" ? 40 : 0),
    wk: saturating(wk, by === "key" ? 40 : 0),
    u: edited(u, (value, [hidden]) => ((hidden as number) < saturated ? 250 : value)),
  };
  return { name, title, sample: false, inputs };
}

const array = (name: string, shape: readonly string[], about: Text) => ({ name, kind: "float", shape, about }) as const;

export default {
  title: { en: "Additive attention", zh: "加性注意力" },
  track: "core",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["scaled-dot-product-attention"],
  signature: {
    name: "additive_attention",
    arguments: [
      array("q", ["B", "L", "a"], { en: "queries", zh: "query" }),
      array("k", ["B", "S", "c"], { en: "keys", zh: "key" }),
      array("v", ["B", "S", "dv"], { en: "values", zh: "value" }),
      array("wq", ["h", "a"], { en: "projection (out, in) of the queries", zh: "query 的投影 (out, in)" }),
      array("wk", ["h", "c"], { en: "projection (out, in) of the keys", zh: "key 的投影 (out, in)" }),
      array("u", ["h"], { en: "what the hidden features are weighted with", zh: "对隐藏特征加权的向量" }),
    ],
    outputs: [
      array("out", ["B", "L", "dv"], {
        en: "for each query, the weighted average of the values",
        zh: "每个 query 对 value 的加权平均",
      }),
      {
        ...array("weights", ["B", "L", "S"], {
          en: "attention weights; each row sums to one",
          zh: "注意力权重，每行之和为 1",
        }),
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Two queries, three keys", zh: "两个 query，三个 key" },
      { B: 1, L: 2, S: 3, a: 3, c: 2, h: 5, dv: 4 },
      true,
    ),
    ordinary(
      random,
      "batch",
      { en: "A batch of two", zh: "batch 为 2" },
      { B: 2, L: 4, S: 5, a: 3, c: 6, h: 8, dv: 7 },
      true,
    ),
    ordinary(
      random,
      "seven-keys",
      { en: "Seven keys, nine hidden features", zh: "七个 key，九个隐藏特征" },
      { B: 2, L: 5, S: 7, a: 3, c: 4, h: 9, dv: 8 },
    ),
    ordinary(
      random,
      "everything-four",
      { en: "All sizes are four", zh: "所有大小都是四" },
      { B: 4, L: 4, S: 4, a: 4, c: 4, h: 4, dv: 4 },
    ),
    ordinary(
      random,
      "as-many-queries-as-keys",
      { en: "As many queries as keys", zh: "query 与 key 一样多" },
      { B: 3, L: 6, S: 6, a: 5, c: 3, h: 8, dv: 2 },
    ),
    ordinary(
      random,
      "one-query",
      { en: "A single query, as in a decoder's step", zh: "只有一个 query，如解码器的一步" },
      { B: 3, L: 1, S: 9, a: 4, c: 6, h: 8, dv: 7 },
    ),
    ordinary(
      random,
      "one-hidden-feature",
      { en: "A single hidden feature", zh: "只有一个隐藏特征" },
      { B: 2, L: 4, S: 3, a: 2, c: 7, h: 1, dv: 5 },
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000 or near -1000", zh: "各行分数接近 1000 或 -1000" },
      "query",
      (row) => (-1) ** row,
    ),
    large(
      random,
      "scores-far-apart",
      { en: "Scores near 1000 and -1000 in one row", zh: "同一行的分数接近 1000 和 -1000" },
      "key",
      (row) => (-1) ** row,
    ),
    large(
      random,
      "scores-near-minus-1000",
      { en: "Every score near -1000", zh: "所有分数都在 -1000 附近" },
      "query",
      () => -1,
    ),
  ],
  expected: (kernels, inputs) => {
    const { out, weights } = kernels.additiveAttention(
      {
        q: floats(inputs, "q"),
        k: floats(inputs, "k"),
        v: floats(inputs, "v"),
        wq: floats(inputs, "wq"),
        wk: floats(inputs, "wk"),
        u: floats(inputs, "u"),
      },
      { returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "2*B*L*a*h+2*B*S*c*h+4*B*L*S*h+2*B*L*S*dv",
    kept: "B*L*S*h",
    at: { B: 80, L: 50, S: 50, a: 1000, c: 2000, h: 1000, dv: 2000 },
  },
  module: {
    name: "AdditiveAttention",
    init: { query_dim: "a", key_dim: "c", hidden_dim: "h" },
    parameters: { "query.weight": "wq", "key.weight": "wk", u: "u" },
    forward: ["q", "k", "v"],
  },
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights", zh: "注意力权重" },
      rows: { en: "query", zh: "query" },
      columns: { en: "key", zh: "key" },
    },
  ],
} satisfies Definition;
