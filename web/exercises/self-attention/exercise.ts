import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import type { Argument } from "../../format/signature.js";
import { floats, rounded, withoutHeads } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedBlocks } from "../shared/finished.js";
import { farBelow, type LargeScores, largeWeights, projections, signedRows } from "../shared/projections.js";

const weight = (name: string, about: Text): Argument => ({ name, kind: "float", shape: ["D", "D"], about });
const bias = (name: string, about: Text): Argument => ({ name, kind: "float", shape: ["D"], about });

function ordinary(
  random: Random,
  name: string,
  title: Text,
  [B, L, D]: readonly [number, number, number],
  sample = false,
): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  return { name, title, sample, inputs: { x: finish(random.normal([B, L, D])), ...projections(random, D, finish) } };
}

function large(random: Random, name: string, title: Text, scores: LargeScores): ExerciseCase {
  const [B, L, D] = [2, 11, 4];
  const x = signedRows(random.normal([B, L, D]), scores);
  return {
    name,
    title,
    sample: false,
    inputs: { x, ...projections(random, D), ...largeWeights(random, D, D, scores) },
  };
}

export default {
  title: { en: "Self-attention", zh: "自注意力" },
  track: "core",
  difficulty: "medium",
  minutes: 20,
  asked: 3,
  after: ["scaled-dot-product-attention"],
  signature: {
    name: "self_attention",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "L", "D"], about: { en: "the sequence", zh: "输入序列" } },
      weight("wq", { en: "query weight (out, in)", zh: "query 投影权重 (out, in)" }),
      bias("bq", { en: "query bias", zh: "query 投影偏置" }),
      weight("wk", { en: "key weight", zh: "key 投影权重" }),
      bias("bk", { en: "key bias", zh: "key 投影偏置" }),
      weight("wv", { en: "value weight", zh: "value 投影权重" }),
      bias("bv", { en: "value bias", zh: "value 投影偏置" }),
      weight("wo", { en: "output weight", zh: "输出投影权重" }),
      bias("bo", { en: "output bias", zh: "输出投影偏置" }),
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "the projected result of each position", zh: "每个位置经输出投影后的结果" },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "L", "L"],
        about: { en: "attention weights; each row sums to one", zh: "注意力权重，每行之和为 1" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(random, "small", { en: "Two positions, three features", zh: "两个位置，三个特征" }, [1, 2, 3], true),
    ordinary(random, "batch", { en: "A batch of two", zh: "batch 为 2" }, [2, 3, 4], true),
    ordinary(random, "long", { en: "Eleven positions", zh: "十一个位置" }, [1, 11, 6]),
    ordinary(random, "wide", { en: "Ten features", zh: "十个特征" }, [3, 5, 10]),
    ordinary(
      random,
      "batch-as-long-as-the-sequence",
      { en: "As many sequences as positions", zh: "batch 大小与序列长度相等" },
      [5, 5, 7],
    ),
    large(
      random,
      "scores-of-80",
      { en: "Scores of ±80", zh: "分数约为 ±80" },
      { query: 16, key: 10, signs: "query-and-key" },
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000 and near -1000", zh: "各行分数接近 1000 或 -1000" },
      { query: 50, key: 40, signs: "query" },
    ),
    large(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      farBelow,
    ),
  ],
  expected: (kernels, inputs) => {
    const read = (name: string) => floats(inputs, name);
    const x = read("x");
    const { out, weights } = kernels.multiHeadAttention(
      {
        query: x,
        key: x,
        value: x,
        wq: read("wq"),
        bq: read("bq"),
        wk: read("wk"),
        bk: read("bk"),
        wv: read("wv"),
        bv: read("bv"),
        wo: read("wo"),
        bo: read("bo"),
      },
      { numHeads: 1, returnWeights: true },
    );
    return { out, weights: withoutHeads(weights) };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "8*B*L*D*D+4*B*L*L*D", kept: "B*L*L", at: { B: 1, L: 1024, D: 768 } },
  module: {
    name: "SelfAttention",
    init: { d_model: "D" },
    parameters: {
      "query.weight": "wq",
      "query.bias": "bq",
      "key.weight": "wk",
      "key.bias": "bk",
      "value.weight": "wv",
      "value.bias": "bv",
      "out.weight": "wo",
      "out.bias": "bo",
    },
    forward: ["x"],
  },
  finished: finishedBlocks,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights", zh: "注意力权重" },
      rows: { en: "query position", zh: "query 的位置" },
      columns: { en: "key position", zh: "key 的位置" },
    },
  ],
} satisfies Definition;
