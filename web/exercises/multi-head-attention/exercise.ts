import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import type { Argument } from "../../format/signature.js";
import { floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedBlocks } from "../shared/finished.js";
import { farBelow, type LargeScores, largeWeights, projections, signedRows } from "../shared/projections.js";

const weight = (name: string, about: Text): Argument => ({ name, kind: "float", shape: ["D", "D"], about });
const bias = (name: string, about: Text): Argument => ({ name, kind: "float", shape: ["D"], about });

interface Sizes {
  readonly B: number;
  readonly L: number;
  readonly H: number;
  /** Features of one head. */
  readonly d: number;
}

function ordinary(random: Random, name: string, title: Text, { B, L, H, d }: Sizes, sample = false): ExerciseCase {
  const D = H * d;
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  return {
    name,
    title,
    sample,
    inputs: { x: finish(random.normal([B, L, D])), ...projections(random, D, finish), num_heads: H },
  };
}

function large(random: Random, name: string, title: Text, scores: LargeScores): ExerciseCase {
  const { B, L, H, d } = { B: 2, L: 9, H: 3, d: 4 };
  const D = H * d;
  const x = signedRows(random.normal([B, L, D]), scores);
  return {
    name,
    title,
    sample: false,
    inputs: { x, ...projections(random, D), ...largeWeights(random, D, d, scores), num_heads: H },
  };
}

export default {
  title: { en: "Multi-head attention", zh: "多头注意力" },
  track: "core",
  difficulty: "medium",
  minutes: 25,
  asked: 3,
  after: ["self-attention"],
  signature: {
    name: "multi_head_attention",
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
      { name: "num_heads", kind: "number", about: { en: "number of heads, H; divides D", zh: "头数 H，能整除 D" } },
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
        shape: ["B", "H", "L", "L"],
        about: { en: "attention weights of each head; each row sums to one", zh: "每个头的注意力权重，每行之和为 1" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Three heads of two features", zh: "三个头，每个头 2 维" },
      { B: 1, L: 4, H: 3, d: 2 },
      true,
    ),
    ordinary(
      random,
      "batch",
      { en: "A batch of two, two heads of four features", zh: "batch 为 2，两个头，每个头 4 维" },
      { B: 2, L: 3, H: 2, d: 4 },
      true,
    ),
    ordinary(
      random,
      "four-heads",
      { en: "Four heads of three features", zh: "四个头，每个头 3 维" },
      { B: 2, L: 7, H: 4, d: 3 },
    ),
    ordinary(
      random,
      "long",
      { en: "Eleven positions, five heads", zh: "十一个位置，五个头" },
      { B: 1, L: 11, H: 5, d: 2 },
    ),
    ordinary(random, "one-head", { en: "A single head", zh: "只有一个头" }, { B: 3, L: 5, H: 1, d: 7 }),
    ordinary(
      random,
      "as-many-heads-as-positions",
      { en: "As many heads as positions", zh: "头数与序列长度相同" },
      { B: 2, L: 3, H: 3, d: 4 },
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
      { numHeads: number(inputs, "num_heads"), returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "8*B*L*D*D+4*B*L*L*D", kept: "B*H*L*L", at: { B: 1, H: 12, L: 512, D: 768 } },
  module: {
    name: "MultiHeadAttention",
    init: { d_model: "D", num_heads: "num_heads" },
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
      title: { en: "Attention weights of each head", zh: "每个头的注意力权重" },
      rows: { en: "query position", zh: "query 的位置" },
      columns: { en: "key position", zh: "key 的位置" },
    },
  ],
} satisfies Definition;
