import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedBlocks } from "../shared/finished.js";
import {
  farBelow,
  type LargeScores,
  largeWeights,
  type Projections,
  projections,
  signedRows,
} from "../shared/projections.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  readonly H: number;
  /** Features of one head. */
  readonly d: number;
}

/** Three matrices of D rows as one of 3 D rows, or three biases as one. */
const stacked = (...parts: readonly FloatTensor[]): FloatTensor => {
  const [{ shape }] = parts as [FloatTensor];
  const [rows, ...rest] = shape as [number, ...number[]];
  return { shape: [parts.length * rows, ...rest], data: Float32Array.from(parts.flatMap(({ data }) => [...data])) };
};

/** One of `parts` equal parts along the first axis. */
const part = ({ shape, data }: FloatTensor, which: number, parts: number): FloatTensor => {
  const [rows, ...rest] = shape as [number, ...number[]];
  const size = data.length / parts;
  return { shape: [rows / parts, ...rest], data: data.slice(which * size, (which + 1) * size) };
};

const fused = ({ wq, bq, wk, bk, wv, bv, wo, bo }: Projections) => ({
  w_qkv: stacked(wq, wk, wv),
  b_qkv: stacked(bq, bk, bv),
  w_o: wo,
  b_o: bo,
});

function ordinary(random: Random, name: string, title: Text, { B, L, H, d }: Sizes, sample = false): ExerciseCase {
  const D = H * d;
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  const x = finish(random.normal([B, L, D]));
  return { name, title, sample, inputs: { x, ...fused(projections(random, D, finish)), num_heads: H } };
}

function large(random: Random, name: string, title: Text, scores: LargeScores): ExerciseCase {
  const { B, L, H, d } = { B: 2, L: 8, H: 3, d: 4 };
  const D = H * d;
  const x = signedRows(random.normal([B, L, D]), scores);
  const layers = { ...projections(random, D), ...largeWeights(random, D, d, scores) };
  return { name, title, sample: false, inputs: { x, ...fused(layers), num_heads: H } };
}

export default {
  title: { en: "Causal self-attention with one fused projection", zh: "融合 QKV 投影的因果自注意力" },
  track: "core",
  difficulty: "medium",
  minutes: 25,
  asked: 3,
  after: ["split-heads", "causal-mask", "multi-head-attention"],
  signature: {
    name: "causal_self_attention",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "L", "D"], about: { en: "the sequence", zh: "输入序列" } },
      {
        name: "w_qkv",
        kind: "float",
        shape: ["3*D", "D"],
        about: {
          en: "weight (out, in) of queries, keys and values, in this order",
          zh: "query、key、value 依次叠放的投影权重 (out, in)",
        },
      },
      {
        name: "b_qkv",
        kind: "float",
        shape: ["3*D"],
        about: { en: "bias of queries, keys and values", zh: "query、key、value 依次叠放的偏置" },
      },
      { name: "w_o", kind: "float", shape: ["D", "D"], about: { en: "output weight", zh: "输出投影权重" } },
      { name: "b_o", kind: "float", shape: ["D"], about: { en: "output bias", zh: "输出投影偏置" } },
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
        about: {
          en: "attention weights of each head; zero for keys after the query",
          zh: "每个头的注意力权重；query 之后的 key 为 0",
        },
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
      { B: 2, L: 9, H: 4, d: 3 },
    ),
    ordinary(random, "one-head", { en: "A single head", zh: "只有一个头" }, { B: 3, L: 5, H: 1, d: 7 }),
    ordinary(
      random,
      "as-many-heads-as-positions",
      { en: "As many heads as positions", zh: "头数与序列长度相同" },
      { B: 2, L: 3, H: 3, d: 4 },
    ),
    ordinary(random, "one-position", { en: "A single position", zh: "只有一个位置" }, { B: 4, L: 1, H: 2, d: 3 }),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000 and near -1000", zh: "各行分数接近 1000 或 -1000" },
      { query: 50, key: 40, signs: "query" },
    ),
    large(
      random,
      "masked-keys-far-above",
      {
        en: "Scores near 1000 and -1000 in one row, masked ones far above",
        zh: "同一行分数有正有负，约 ±1000；被屏蔽的远高于可见的",
      },
      { query: 50, key: -40, signs: "key" },
    ),
    large(
      random,
      "scores-near-minus-million",
      {
        en: "A visible score near -1,000,000, masked ones far above",
        zh: "可见的分数在 -1000000 附近，被屏蔽的远高于它",
      },
      { ...farBelow, signs: "key" },
    ),
    large(
      random,
      "every-score-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      farBelow,
    ),
  ],
  expected: (kernels, inputs) => {
    const [x, w, b] = [floats(inputs, "x"), floats(inputs, "w_qkv"), floats(inputs, "b_qkv")];
    const { out, weights } = kernels.multiHeadAttention(
      {
        query: x,
        key: x,
        value: x,
        wq: part(w, 0, 3),
        bq: part(b, 0, 3),
        wk: part(w, 1, 3),
        bk: part(b, 1, 3),
        wv: part(w, 2, 3),
        bv: part(b, 2, 3),
        wo: floats(inputs, "w_o"),
        bo: floats(inputs, "b_o"),
      },
      { numHeads: number(inputs, "num_heads"), causal: true, returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "8*B*L*D*D+2*B*L*L*D+2*B*L*D", kept: "B*H*L*L", at: { B: 1, H: 12, L: 1024, D: 768 } },
  module: {
    name: "CausalSelfAttention",
    init: { d_model: "D", num_heads: "num_heads" },
    parameters: {
      "c_attn.weight": "w_qkv",
      "c_attn.bias": "b_qkv",
      "c_proj.weight": "w_o",
      "c_proj.bias": "b_o",
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
