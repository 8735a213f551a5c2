import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { booleans, edited, entries, floats, number, rounded } from "../../format/tensors.js";
import type { BoolTensor, FloatTensor } from "../../kernels/index.js";
import { finishedBlocks } from "../shared/finished.js";
import { mixed, real } from "../shared/padded-inputs.js";
import { farBelow, type LargeScores, largeWeights, signedRows } from "../shared/projections.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  readonly S: number;
  readonly H: number;
  /** Features of one head. */
  readonly d: number;
  readonly F: number;
}

const attention = ["wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo"] as const;
const cross = ["cross_wq", "cross_bq", "cross_wk", "cross_bk", "cross_wv", "cross_bv", "cross_wo", "cross_bo"] as const;
const rest = ["w1", "b1", "w2", "b2", "gamma1", "beta1", "gamma2", "beta2", "gamma3", "beta3"] as const;
const names = [...attention, ...cross, ...rest] as const;
type Params = Readonly<Record<(typeof names)[number], FloatTensor>>;

function drawParams(random: Random, { H, d, F }: Sizes): Params {
  const D = H * d;
  const drawn = (name: (typeof names)[number]): FloatTensor => {
    if (name === "w1") return random.normal([F, D], 0.5);
    if (name === "w2") return random.normal([D, F], 0.5);
    if (name === "b1") return random.normal([F], 0.7);
    // Gamma stays away from zero, where every mistake would vanish.
    if (name.startsWith("gamma")) return edited(random.normal([D], 0.3), (value) => value + Math.sign(value));
    return /w[qkvo]$/.test(name) ? random.normal([D, D], 0.5) : random.normal([D], 0.7);
  };
  return Object.fromEntries(names.map((name) => [name, drawn(name)])) as unknown as Params;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  sizes: Sizes,
  memory_mask: BoolTensor,
  sample = false,
): ExerciseCase {
  const { B, L, S, H, d } = sizes;
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  const x = finish(random.normal([B, L, H * d]));
  const memory = finish(random.normal([B, S, H * d]));
  const drawn = drawParams(random, sizes);
  const params = Object.fromEntries(names.map((key) => [key, finish(drawn[key])]));
  return { name, title, sample, inputs: { x, memory, memory_mask, params, num_heads: H } };
}

/** Tokens, and what self-attention adds to them, so small that epsilon counts. */
function tiny(random: Random, name: string, title: Text, sizes: Sizes, memory_mask: BoolTensor): ExerciseCase {
  const one = ordinary(random, name, title, sizes, memory_mask);
  const small = (x: FloatTensor) => edited(x, (value) => value / 512);
  const params = one.inputs.params as Params;
  const x = small(one.inputs.x as FloatTensor);
  return { ...one, inputs: { ...one.inputs, x, params: { ...params, wo: small(params.wo), bo: small(params.bo) } } };
}

const largeSizes: Sizes = { B: 3, L: 5, S: 6, H: 2, d: 4, F: 3 };

/**
 * Scores of both attentions are large, and float32 holds them exactly. In cross-attention queries are made of normalised tokens,
 * which are not exact: there they are the bias alone.
 */
function large(
  random: Random,
  name: string,
  title: Text,
  { own, across }: { readonly own: LargeScores; readonly across: LargeScores },
  memory_mask: BoolTensor,
  /** Positions of memory whose scores are near 0. */
  isLevel: (entry: number, position: number) => boolean = () => false,
): ExerciseCase {
  const { B, L, S, H, d } = largeSizes;
  const D = H * d;
  const x = signedRows(random.normal([B, L, D]), own);
  const memory = edited(signedRows(random.normal([B, S, D]), across), (value, [entry, position, feature]) =>
    feature === 0 && isLevel(entry as number, position as number) ? 0 : value,
  );
  const { wq, bq, wk, bk } = largeWeights(random, D, d, across);
  const params = {
    ...drawParams(random, largeSizes),
    ...largeWeights(random, D, d, own),
    cross_wq: edited(wq, () => 0),
    cross_bq: edited(bq, (value, [row]) => ((row as number) % d === 0 ? across.query : value)),
    cross_wk: wk,
    cross_bk: bk,
  };
  return { name, title, sample: false, inputs: { x, memory, memory_mask, params, num_heads: H } };
}

const small: Sizes = { B: 1, L: 2, S: 3, H: 2, d: 2, F: 3 };
const empty: Sizes = { B: 2, L: 3, S: 2, H: 2, d: 2, F: 2 };
const long: Sizes = { B: 2, L: 4, S: 7, H: 3, d: 2, F: 5 };
const short: Sizes = { B: 3, L: 6, S: 4, H: 2, d: 5, F: 7 };
const alike: Sizes = { B: 2, L: 5, S: 5, H: 2, d: 3, F: 4 };
const square: Sizes = { B: 4, L: 4, S: 4, H: 4, d: 2, F: 8 };
const oneHead: Sizes = { B: 2, L: 3, S: 4, H: 1, d: 5, F: 6 };
const oneToken: Sizes = { B: 3, L: 1, S: 6, H: 2, d: 4, F: 1 };

const weight = (rows: string, columns: string, en: string, zh: string) => ({
  shape: [rows, columns],
  about: { en, zh },
});
const vector = (size: string, en: string, zh: string) => ({ shape: [size], about: { en, zh } });
const bias = (size: string) => vector(size, "its bias", "对应偏置");
const gain = (en: string, zh: string) =>
  vector("D", `scale of the normalisation after ${en}`, `${zh}之后层归一化的缩放`);
const shift = (en: string, zh: string) =>
  vector("D", `shift of the normalisation after ${en}`, `${zh}之后层归一化的偏移`);

const plus = (a: FloatTensor, b: FloatTensor): FloatTensor => ({
  shape: a.shape,
  data: a.data.map((value, at) => value + (b.data[at] as number)),
});

export default {
  title: { en: "Decoder layer with cross-attention", zh: "带交叉注意力的解码器层" },
  track: "blocks",
  difficulty: "hard",
  minutes: 45,
  asked: 2,
  after: ["cross-attention", "transformer-encoder-block"],
  signature: {
    name: "decoder_layer",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "tokens of the target", zh: "目标序列的 token" },
      },
      {
        name: "memory",
        kind: "float",
        shape: ["B", "S", "D"],
        about: { en: "what the encoder gives", zh: "编码器的输出" },
      },
      {
        name: "memory_mask",
        kind: "bool",
        shape: ["B", "S"],
        about: {
          en: "true for real positions of memory, false for padding",
          zh: "memory 中真实位置为 true，填充为 false",
        },
      },
      {
        name: "params",
        kind: "params",
        about: { en: "parameters, applied as x @ w.T + b", zh: "各层参数，用法为 x @ w.T + b" },
        entries: {
          wq: weight("D", "D", "self-attention: projection of the queries", "自注意力的 query 投影"),
          bq: bias("D"),
          wk: weight("D", "D", "self-attention: projection of the keys", "自注意力的 key 投影"),
          bk: bias("D"),
          wv: weight("D", "D", "self-attention: projection of the values", "自注意力的 value 投影"),
          bv: bias("D"),
          wo: weight("D", "D", "self-attention: output projection", "自注意力的输出投影"),
          bo: bias("D"),
          cross_wq: weight("D", "D", "cross-attention: projection of the queries", "交叉注意力的 query 投影"),
          cross_bq: bias("D"),
          cross_wk: weight("D", "D", "cross-attention: projection of the keys", "交叉注意力的 key 投影"),
          cross_bk: bias("D"),
          cross_wv: weight("D", "D", "cross-attention: projection of the values", "交叉注意力的 value 投影"),
          cross_bv: bias("D"),
          cross_wo: weight("D", "D", "cross-attention: output projection", "交叉注意力的输出投影"),
          cross_bo: bias("D"),
          w1: weight("F", "D", "first layer of the feed-forward network", "前馈网络第一层"),
          b1: bias("F"),
          w2: weight("D", "F", "second layer of the feed-forward network", "前馈网络第二层"),
          b2: bias("D"),
          gamma1: gain("self-attention", "自注意力"),
          beta1: shift("self-attention", "自注意力"),
          gamma2: gain("cross-attention", "交叉注意力"),
          beta2: shift("cross-attention", "交叉注意力"),
          gamma3: gain("the feed-forward network", "前馈网络"),
          beta3: shift("the feed-forward network", "前馈网络"),
        },
      },
      { name: "num_heads", kind: "number", about: { en: "number of heads, H; divides D", zh: "头数 H，能整除 D" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "tokens after the layer", zh: "经过解码器层之后的 token" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Two tokens, three positions of memory", zh: "两个 token，memory 有三个位置" },
      small,
      real(small, (_, position) => position < 2),
      true,
    ),
    ordinary(
      random,
      "empty-memory",
      { en: "An entry whose memory is all padding", zh: "有一项的 memory 全是填充" },
      empty,
      real(empty, (entry) => entry === 0),
      true,
    ),
    ordinary(
      random,
      "long-memory",
      { en: "Memory is longer than the target", zh: "memory 比目标序列长" },
      long,
      mixed(random, long),
    ),
    tiny(
      random,
      "short-memory",
      { en: "A short memory; tokens so small that epsilon counts", zh: "memory 较短；token 很小，epsilon 有明显影响" },
      short,
      mixed(random, short),
    ),
    ordinary(
      random,
      "sizes-agree",
      { en: "Both sequences are equally long", zh: "两个序列一样长" },
      alike,
      mixed(random, alike),
    ),
    ordinary(
      random,
      "square",
      { en: "Batch, both lengths and heads: all four", zh: "batch、两个长度、头数都是四" },
      square,
      mixed(random, square),
    ),
    ordinary(
      random,
      "one-head",
      { en: "A single head, no padding", zh: "只有一个头，没有填充" },
      oneHead,
      real(oneHead, () => true),
    ),
    ordinary(
      random,
      "one-token",
      { en: "A single token, one hidden feature", zh: "只有一个 token，中间只有一维" },
      oneToken,
      real(oneToken, (entry, position) => position <= entry + 1),
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      {
        own: { query: 50, key: 40, signs: "query" },
        across: { query: 50, key: 40, signs: "key" },
      },
      // One key of padding alone far above the others; only keys of one sign; of both.
      real(largeSizes, (entry, position) => [position !== 2, position % 2 === 1, position !== 5][entry] as boolean),
      (entry, position) => entry === 0 && position !== 2,
    ),
    large(
      random,
      "scores-near-minus-million",
      {
        en: "Scores near -1,000,000, those of padding far above",
        zh: "可见的分数在 -1000000 附近，填充的分数远高于它们",
      },
      { own: farBelow, across: { ...farBelow, signs: "key" } },
      real(largeSizes, (entry, position) => position % 2 === 0 && position !== 2 * entry),
    ),
  ],
  expected: (kernels, inputs) => {
    const [x, memory] = [floats(inputs, "x"), floats(inputs, "memory")];
    const p = entries(inputs, "params", names);
    const numHeads = number(inputs, "num_heads");
    const norm = (tokens: FloatTensor, gamma: FloatTensor, beta: FloatTensor) =>
      kernels.layerNorm({ x: tokens, gamma, beta }, { eps: 1e-5 }).y;
    const own = entries(inputs, "params", attention);
    const self = kernels.multiHeadAttention({ query: x, key: x, value: x, ...own }, { numHeads, causal: true });
    const h = norm(plus(x, self.out), p.gamma1, p.beta1);
    const across = Object.fromEntries(attention.map((name) => [name, p[`cross_${name}`]])) as typeof own;
    const read = kernels.multiHeadAttention(
      { query: h, key: memory, value: memory, ...across, keyMask: booleans(inputs, "memory_mask") },
      { numHeads },
    );
    const u = norm(plus(h, read.out), p.gamma2, p.beta2);
    const hidden = kernels.linear({ x: u, weight: p.w1, bias: p.b1 }).y;
    const open = { shape: hidden.shape, data: hidden.data.map((value) => Math.max(value, 0)) };
    return { out: norm(plus(u, kernels.linear({ x: open, weight: p.w2, bias: p.b2 }).y), p.gamma3, p.beta3) };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "12*B*L*D*D+4*B*S*D*D+4*B*L*L*D+4*B*L*S*D+4*B*L*D*F",
    kept: "B*H*L*L+B*H*L*S",
    at: { B: 1, H: 8, L: 256, S: 256, D: 512, F: 2048 },
  },
  module: {
    name: "DecoderLayer",
    init: { d_model: "D", num_heads: "num_heads", d_ff: "F" },
    parameters: {
      "self_attention.query.weight": "params.wq",
      "self_attention.query.bias": "params.bq",
      "self_attention.key.weight": "params.wk",
      "self_attention.key.bias": "params.bk",
      "self_attention.value.weight": "params.wv",
      "self_attention.value.bias": "params.bv",
      "self_attention.out.weight": "params.wo",
      "self_attention.out.bias": "params.bo",
      "cross_attention.query.weight": "params.cross_wq",
      "cross_attention.query.bias": "params.cross_bq",
      "cross_attention.key.weight": "params.cross_wk",
      "cross_attention.key.bias": "params.cross_bk",
      "cross_attention.value.weight": "params.cross_wv",
      "cross_attention.value.bias": "params.cross_bv",
      "cross_attention.out.weight": "params.cross_wo",
      "cross_attention.out.bias": "params.cross_bo",
      "linear1.weight": "params.w1",
      "linear1.bias": "params.b1",
      "linear2.weight": "params.w2",
      "linear2.bias": "params.b2",
      "norm1.weight": "params.gamma1",
      "norm1.bias": "params.beta1",
      "norm2.weight": "params.gamma2",
      "norm2.bias": "params.beta2",
      "norm3.weight": "params.gamma3",
      "norm3.bias": "params.beta3",
    },
    forward: ["x", "memory", "memory_mask"],
  },
  finished: finishedBlocks,
  pictures: [
    {
      of: "out",
      title: { en: "Tokens after the layer", zh: "解码器层的输出" },
      rows: { en: "token", zh: "token" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
