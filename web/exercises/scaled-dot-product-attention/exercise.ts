import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded, withHeads, withoutHeads } from "../../format/tensors.js";
import { finishedAttention } from "../shared/finished.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  readonly S: number;
  readonly d: number;
  readonly e: number;
}

function ordinary(random: Random, name: string, title: Text, { B, L, S, d, e }: Sizes, sample = false): ExerciseCase {
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape)) : random.normal(shape));
  return { name, title, sample, inputs: { q: draw([B, L, d]), k: draw([B, S, d]), v: draw([B, S, e]) } };
}

/**
 * Scores that lie within a few units of ±(query · key / 4): queries change sign from row to row, and so do keys where
 * `signs` says so. The last query meets scores of both signs all the same, by feature 1. Multiples of 1/8 and √16 keep
 * every score exact in float32.
 */
function large(random: Random, name: string, title: Text, query: number, key: number, signs: 1 | -1): ExerciseCase {
  const [B, L, S, d, e] = [2, 5, 11, 16, 3];
  return {
    name,
    title,
    sample: false,
    inputs: {
      q: edited(rounded(random.normal([B, L, d])), (value, index) => {
        const [, row, feature] = index as [number, number, number];
        if (feature > 1) return value;
        return feature === (row === L - 1 ? 1 : 0) ? query * (-1) ** row : 0;
      }),
      k: edited(rounded(random.normal([B, S, d])), (value, index) => {
        const [, row, feature] = index as [number, number, number];
        if (feature > 1) return value;
        return key * (feature === 0 ? signs : -1) ** row;
      }),
      v: random.normal([B, S, e]),
    },
  };
}

/** Every score near -1,000,000. Halves times halves: float32 holds every score, and every sum on the way to it. */
function farBelow(random: Random): ExerciseCase {
  const [B, L, S, d, e] = [2, 4, 7, 16, 3];
  const firstFeature = (shape: readonly number[], size: number) =>
    edited(rounded(random.normal(shape), 2), (value, [, , feature]) => (feature === 0 ? size : value));
  return {
    name: "scores-near-minus-million",
    title: { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
    sample: false,
    inputs: { q: firstFeature([B, L, d], 2000), k: firstFeature([B, S, d], -2000), v: random.normal([B, S, e]) },
  };
}

export default {
  title: { en: "Scaled dot-product attention", zh: "缩放点积注意力" },
  track: "core",
  difficulty: "easy",
  minutes: 15,
  asked: 3,
  after: ["softmax"],
  signature: {
    name: "scaled_dot_product_attention",
    arguments: [
      { name: "q", kind: "float", shape: ["B", "L", "d"], about: { en: "queries", zh: "query" } },
      { name: "k", kind: "float", shape: ["B", "S", "d"], about: { en: "keys", zh: "key" } },
      { name: "v", kind: "float", shape: ["B", "S", "d_v"], about: { en: "values", zh: "value" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L", "d_v"],
        about: { en: "for each query, the weighted average of the values", zh: "每个 query 对 value 的加权平均" },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "L", "S"],
        about: { en: "attention weights; each row sums to one", zh: "注意力权重，每行之和为 1" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "One sequence, two queries, three keys", zh: "一个序列，两个 query，三个 key" },
      { B: 1, L: 2, S: 3, d: 4, e: 5 },
      true,
    ),
    ordinary(random, "batch", { en: "A batch of two", zh: "batch 为 2" }, { B: 2, L: 3, S: 5, d: 4, e: 6 }, true),
    ordinary(
      random,
      "as-many-queries-as-keys",
      { en: "As many queries as keys", zh: "query 与 key 一样多" },
      { B: 2, L: 7, S: 7, d: 6, e: 3 },
    ),
    ordinary(random, "many-keys", { en: "Nineteen keys", zh: "十九个 key" }, { B: 1, L: 3, S: 19, d: 10, e: 5 }),
    ordinary(
      random,
      "more-queries-than-keys",
      { en: "More queries than keys", zh: "query 比 key 多" },
      { B: 3, L: 11, S: 5, d: 9, e: 2 },
    ),
    ordinary(
      random,
      "long-vectors",
      { en: "Vectors of 33 features", zh: "33 维的向量" },
      { B: 2, L: 3, S: 6, d: 33, e: 4 },
    ),
    large(random, "scores-of-80", { en: "Scores of ±80", zh: "分数约为 ±80" }, 16, 20, -1),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      64,
      62.5,
      1,
    ),
    farBelow(random),
  ],
  expected: (kernels, inputs) => {
    const { out, weights } = kernels.scaledDotProductAttention(
      { q: withHeads(floats(inputs, "q")), k: withHeads(floats(inputs, "k")), v: withHeads(floats(inputs, "v")) },
      { returnWeights: true },
    );
    return { out: withoutHeads(out), weights: withoutHeads(weights) };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*B*L*S*d+2*B*L*S*d_v", kept: "B*L*S", at: { B: 32, L: 4096, S: 4096, d: 128, d_v: 128 } },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights", zh: "注意力权重" },
      rows: { en: "query", zh: "query" },
      columns: { en: "key", zh: "key" },
    },
  ],
} satisfies Definition;
