import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, entries, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedBlocks } from "../shared/finished.js";
import { farBelow, largeWeights, signedRows } from "../shared/projections.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  /** Model dimension. */
  readonly D: number;
  /** Heads. */
  readonly H: number;
  /** Hidden dimension of the feed-forward part. */
  readonly F: number;
}

const names = [
  "wq",
  "bq",
  "wk",
  "bk",
  "wv",
  "bv",
  "wo",
  "bo",
  "w1",
  "b1",
  "w2",
  "b2",
  "gamma1",
  "beta1",
  "gamma2",
  "beta2",
] as const;
type Params = Readonly<Record<(typeof names)[number], FloatTensor>>;

function drawParams(random: Random, { D, F }: Sizes): Params {
  const weight = (rows: number, columns: number) => random.normal([rows, columns], 0.5);
  const bias = (size: number) => random.normal([size], 0.7);
  // Gamma stays away from zero, where every mistake would vanish.
  const gamma = () => edited(random.normal([D], 0.3), (value) => value + Math.sign(value));
  return {
    wq: weight(D, D),
    bq: bias(D),
    wk: weight(D, D),
    bk: bias(D),
    wv: weight(D, D),
    bv: bias(D),
    wo: weight(D, D),
    bo: bias(D),
    w1: weight(F, D),
    b1: bias(F),
    w2: weight(D, F),
    b2: bias(D),
    gamma1: gamma(),
    beta1: bias(D),
    gamma2: gamma(),
    beta2: bias(D),
  };
}

function drawCase(random: Random, name: string, title: Text, sizes: Sizes, sample = false): ExerciseCase {
  const { B, L, D, H } = sizes;
  const [x, params] = [random.normal([B, L, D]), drawParams(random, sizes)];
  const inputs = sample
    ? { x: rounded(x), params: Object.fromEntries(names.map((key) => [key, rounded(params[key])])) }
    : { x, params };
  return { name, title, sample, inputs: { ...inputs, num_heads: H } };
}

/** A case whose scores are exact in float32: everything that they are made of is a multiple of 1/8, and head_dim is 4. */
function exactScores(
  random: Random,
  name: string,
  title: Text,
  L: number,
  change: (params: Params) => Partial<Params>,
): ExerciseCase {
  const sizes = { B: 2, L, D: 8, H: 2, F: 3 };
  const drawn = drawParams(random, sizes);
  const exact = {
    ...drawn,
    wq: rounded(drawn.wq),
    bq: rounded(drawn.bq),
    wk: rounded(drawn.wk),
    bk: rounded(drawn.bk),
  };
  const x = signedRows(random.normal([sizes.B, L, sizes.D]));
  return { name, title, sample: false, inputs: { x, params: { ...exact, ...change(exact) }, num_heads: sizes.H } };
}

/** Queries 32 times as long. */
const sharper = ({ wq, bq }: Params) => ({
  wq: edited(wq, (value) => value * 32),
  bq: edited(bq, (value) => value * 32),
});

/** Feature 0 of x, ±1 from token to token, and feature 1, always 1, make scores of ±64 · 31.25 / √4 = ±1000, a sign for each query. */
function shifted({ wq, bq, wk, bk }: Params): Partial<Params> {
  const isFirst = (row: number | undefined) => (row as number) % 4 === 0;
  const cleared = (bias: FloatTensor) => edited(bias, (value, [row]) => (isFirst(row) ? 0 : value));
  const reading = (weight: FloatTensor, feature: number, size: number) =>
    edited(weight, (value, [row, column]) => {
      if (!isFirst(row)) return value;
      return column === feature ? size : 0;
    });
  return { wq: reading(wq, 0, 64), bq: cleared(bq), wk: reading(wk, 1, 31.25), bk: cleared(bk) };
}

/** Every score near -1,000,000, exact in float32. */
function million(random: Random): ExerciseCase {
  const sizes = { B: 2, L: 5, D: 8, H: 2, F: 3 };
  const x = signedRows(random.normal([sizes.B, sizes.L, sizes.D]), farBelow);
  const params = { ...drawParams(random, sizes), ...largeWeights(random, sizes.D, sizes.D / sizes.H, farBelow) };
  return {
    name: "scores-near-minus-million",
    title: { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
    sample: false,
    inputs: { x, params, num_heads: sizes.H },
  };
}

const weight = (rows: string, columns: string, en: string, zh: string) => ({
  shape: [rows, columns],
  about: { en, zh },
});
const vector = (size: string, en: string, zh: string) => ({ shape: [size], about: { en, zh } });

export default {
  title: { en: "Transformer encoder block", zh: "Transformer 编码器块" },
  track: "blocks",
  difficulty: "hard",
  minutes: 40,
  asked: 3,
  after: ["multi-head-attention", "layer-normalization"],
  signature: {
    name: "encoder_block",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "L", "D"], about: { en: "tokens", zh: "token" } },
      {
        name: "params",
        kind: "params",
        about: { en: "parameters, applied as x @ w.T + b", zh: "各层参数，用法为 x @ w.T + b" },
        entries: {
          wq: weight("D", "D", "projection of the queries", "query 投影"),
          bq: vector("D", "its bias", "对应偏置"),
          wk: weight("D", "D", "projection of the keys", "key 投影"),
          bk: vector("D", "its bias", "对应偏置"),
          wv: weight("D", "D", "projection of the values", "value 投影"),
          bv: vector("D", "its bias", "对应偏置"),
          wo: weight("D", "D", "output projection", "输出投影"),
          bo: vector("D", "its bias", "对应偏置"),
          w1: weight("F", "D", "first layer of the feed-forward network", "前馈网络第一层"),
          b1: vector("F", "its bias", "对应偏置"),
          w2: weight("D", "F", "second layer of the feed-forward network", "前馈网络第二层"),
          b2: vector("D", "its bias", "对应偏置"),
          gamma1: vector("D", "scale of the first normalisation", "第一个层归一化的缩放"),
          beta1: vector("D", "shift of the first normalisation", "第一个层归一化的偏移"),
          gamma2: vector("D", "scale of the second normalisation", "第二个层归一化的缩放"),
          beta2: vector("D", "shift of the second normalisation", "第二个层归一化的偏移"),
        },
      },
      { name: "num_heads", kind: "number", about: { en: "number of heads; divides D", zh: "头数，能整除 D" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "tokens after the block", zh: "经过编码器块之后的 token" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "two-tokens",
      { en: "Two tokens, two heads", zh: "两个 token，两个头" },
      { B: 1, L: 2, D: 4, H: 2, F: 3 },
      true,
    ),
    drawCase(random, "batch", { en: "A batch of two", zh: "batch 为 2" }, { B: 2, L: 3, D: 4, H: 2, F: 5 }, true),
    drawCase(random, "three-heads", { en: "Three heads", zh: "三个头" }, { B: 2, L: 5, D: 6, H: 3, F: 7 }),
    drawCase(random, "eleven-tokens", { en: "Eleven tokens", zh: "十一个 token" }, { B: 1, L: 11, D: 6, H: 2, F: 4 }),
    drawCase(
      random,
      "as-many-tokens-as-features",
      { en: "As many tokens as features", zh: "token 数与特征数相等" },
      { B: 3, L: 6, D: 6, H: 3, F: 9 },
    ),
    drawCase(random, "one-head", { en: "A single head", zh: "单头" }, { B: 2, L: 3, D: 5, H: 1, F: 6 }),
    exactScores(random, "scores-of-80", { en: "Scores around ±80", zh: "分数在 ±80 左右" }, 5, sharper),
    exactScores(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000 and near -1000", zh: "各行分数接近 1000 或 -1000" },
      9,
      shifted,
    ),
    million(random),
  ],
  expected: (kernels, inputs) => {
    const { y } = kernels.transformerEncoderLayer(
      { x: floats(inputs, "x"), ...entries(inputs, "params", names) },
      { numHeads: number(inputs, "num_heads"), normFirst: false, activation: "relu", eps: 1e-5 },
    );
    return { out: y };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "8*B*L*D*D+4*B*L*L*D+4*B*L*D*F", kept: "B*H*L*L", at: { B: 1, H: 12, L: 512, D: 768, F: 3072 } },
  module: {
    name: "EncoderBlock",
    init: { d_model: "D", num_heads: "num_heads", d_ff: "F" },
    parameters: {
      "query.weight": "params.wq",
      "query.bias": "params.bq",
      "key.weight": "params.wk",
      "key.bias": "params.bk",
      "value.weight": "params.wv",
      "value.bias": "params.bv",
      "out.weight": "params.wo",
      "out.bias": "params.bo",
      "linear1.weight": "params.w1",
      "linear1.bias": "params.b1",
      "linear2.weight": "params.w2",
      "linear2.bias": "params.b2",
      "norm1.weight": "params.gamma1",
      "norm1.bias": "params.beta1",
      "norm2.weight": "params.gamma2",
      "norm2.bias": "params.beta2",
    },
    forward: ["x"],
  },
  finished: finishedBlocks,
  pictures: [
    {
      of: "out",
      title: { en: "Tokens after the block", zh: "编码器块的输出" },
      rows: { en: "token", zh: "token" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
