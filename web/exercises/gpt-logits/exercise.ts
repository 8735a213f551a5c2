import type { Definition, ExerciseCase, Inputs } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, entries, ints, number, rounded } from "../../format/tensors.js";
import type { FloatTensor, IntTensor, Kernels } from "../../kernels/index.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  /** Heads. */
  readonly H: number;
  /** Features of one head. */
  readonly d: number;
  /** Vocabulary. */
  readonly V: number;
  /** Positions that have a row; more than L. */
  readonly T: number;
}

const blocks = 2;

const ofBlocks = [
  ...(["gamma1", "beta1", "wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo"] as const),
  ...(["gamma2", "beta2", "w1", "b1", "w2", "b2"] as const),
] as const;
const names = ["embedding", "positions", ...ofBlocks, "gamma", "beta"] as const;
type Params = Readonly<Record<(typeof names)[number], FloatTensor>>;

function drawParams(random: Random, { H, d, V, T }: Sizes): Params {
  const D = H * d;
  const weight = (rows: number, columns: number) => random.normal([blocks, rows, columns], 1 / Math.sqrt(columns));
  const bias = (size: number) => random.normal([blocks, size], 0.7);
  // Gamma stays away from zero, where every mistake would vanish.
  const gamma = (...shape: readonly number[]) =>
    edited(random.normal([...shape, D], 0.2), (value) => value + Math.sign(value));
  return {
    embedding: random.normal([V, D]),
    positions: random.normal([T, D]),
    gamma1: gamma(blocks),
    beta1: bias(D),
    wq: weight(D, D),
    bq: bias(D),
    wk: weight(D, D),
    bk: bias(D),
    wv: weight(D, D),
    bv: bias(D),
    wo: weight(D, D),
    bo: bias(D),
    gamma2: gamma(blocks),
    beta2: bias(D),
    w1: weight(4 * D, D),
    b1: bias(4 * D),
    w2: weight(D, 4 * D),
    b2: bias(D),
    gamma: gamma(),
    beta: random.normal([D], 0.7),
  };
}

interface Draw {
  readonly sample?: boolean;
  readonly params?: (params: Params) => Params;
  readonly ids?: (ids: IntTensor) => IntTensor;
}

function drawCase(random: Random, name: string, title: Text, sizes: Sizes, draw: Draw = {}): ExerciseCase {
  const { sample = false, params: change = (params) => params, ids: choose = (ids) => ids } = draw;
  const drawn = change(drawParams(random, sizes));
  const params = sample ? Object.fromEntries(names.map((key) => [key, rounded(drawn[key])])) : drawn;
  const ids = choose(random.integers(sizes.V, [sizes.B, sizes.L]));
  return { name, title, sample, inputs: { ids, params, num_heads: sizes.H } };
}

/** Epsilon counts in the first normalisation; the last one makes up for the small table, so that the logits are ordinary. */
const tinyEmbeddings = (params: Params): Params => {
  const times = (x: FloatTensor, factor: number) => edited(x, (value) => value * factor);
  return {
    ...params,
    embedding: times(params.embedding, 1 / 512),
    positions: times(params.positions, 1 / 512),
    gamma: times(params.gamma, 256),
    beta: times(params.beta, 256),
  };
};

/** Of a stacked parameter, the last block's entries anew, from value and index in the block. */
const inLastBlock = (x: FloatTensor, f: (value: number, row: number, column: number) => number) =>
  edited(x, (value, [block, row = 0, column = 0]) => (block === blocks - 1 ? f(value, row, column) : value));

/** What the first feature of a head's queries or keys is: so much of features 0 and 1, and a constant. */
interface First {
  readonly feature0?: number;
  readonly feature1?: number;
  readonly constant?: number;
}

/**
 * Large scores in the last block, from which NaN spreads no further, of two heads of four features. The first block adds
 * nothing, so what enters the last is ±1 in every feature and has mean 0: all tokens are divided by the same number. The
 * queries are zero but for the first feature of each head. So keys score the same to the last bit or far apart, and no
 * rounding decides.
 */
function largeScores(params: Params, heads: readonly { readonly q: First; readonly k: First }[]): Params {
  const signs = (x: FloatTensor, first: boolean, sign: (row: number, which: number) => number) =>
    edited(x, (_, [row = 0, feature = 0]) => {
      if (feature < 4 !== first) return 0;
      return sign(row, feature % 2) * (feature % 4 < 2 ? 1 : -1);
    });
  const plain = (x: FloatTensor, value: number) => inLastBlock(x, (own, feature) => (feature < 2 ? value : own));
  const matrix = (x: FloatTensor, of: "q" | "k") =>
    inLastBlock(x, (own, row, column) => {
      if (row % 4 > 0) return of === "q" ? 0 : own;
      const { feature0 = 0, feature1 = 0 } = heads[row / 4]?.[of] ?? {};
      return [feature0, feature1][column] ?? 0;
    });
  const bias = (x: FloatTensor, of: "q" | "k") =>
    inLastBlock(x, (own, row) => {
      if (row % 4 > 0) return of === "q" ? 0 : own;
      return heads[row / 4]?.[of].constant ?? 0;
    });
  const added = (x: FloatTensor) => edited(x, (value, [block]) => (block === blocks - 1 ? value : 0));
  return {
    ...params,
    wo: added(params.wo),
    bo: added(params.bo),
    w2: added(params.w2),
    b2: added(params.b2),
    embedding: signs(params.embedding, true, (id, which) => ((id >> which) % 2 === 0 ? -1 : 1)),
    positions: signs(params.positions, false, (at, which) => ((at >> which) % 2 === 0 ? 1 : -1)),
    gamma1: plain(params.gamma1, 1),
    beta1: plain(params.beta1, 0),
    wq: matrix(params.wq, "q"),
    bq: bias(params.bq, "q"),
    wk: matrix(params.wk, "k"),
    bk: bias(params.bk, "k"),
  };
}

/** The first sequence starts with one token of each sign: what comes later scores higher. */
const rising = ({ shape, data }: IntTensor): IntTensor => ({
  shape,
  data: data.map((id, at) => [0, 2, 1, 3][at] ?? id),
});

/** Hidden units near -2.7, where the two formulas of GELU differ most for their size, and a second layer that shows it. */
const farBelowZero = (params: Params): Params => ({
  ...params,
  w1: edited(params.w1, (value) => value / 8),
  b1: edited(params.b1, (value) => value / 8 - 2.7),
  w2: edited(params.w2, (value) => value * 96),
});

const perBlock = (shape: readonly string[], en: string, zh: string) => ({
  shape: [`${blocks}`, ...shape],
  about: { en, zh },
});
const array = (shape: readonly string[], en: string, zh: string) => ({ shape, about: { en, zh } });

export default {
  title: { en: "A small GPT, from ids to logits", zh: "小型 GPT：从 token id 到 logits" },
  track: "blocks",
  difficulty: "hard",
  minutes: 45,
  asked: 3,
  after: ["causal-self-attention", "layer-normalization"],
  signature: {
    name: "gpt_logits",
    arguments: [
      {
        name: "ids",
        kind: "int",
        shape: ["B", "L"],
        about: { en: "token ids, from 0 to V - 1", zh: "token id，取值 0 到 V - 1" },
      },
      {
        name: "params",
        kind: "params",
        about: {
          en: "parameters; those of the two blocks are stacked, and weights are applied as x @ w.T + b",
          zh: "各层参数；两个块的参数叠放在一起，权重用法为 x @ w.T + b",
        },
        entries: {
          embedding: array(
            ["V", "D"],
            "one row for each token, at the input and at the output",
            "每个 token 一行，输入和输出共用",
          ),
          positions: array(["T", "D"], "one row for each position; T > L", "每个位置一行；T > L"),
          gamma1: perBlock(["D"], "scale of the normalisation before the attention", "注意力之前的归一化的缩放"),
          beta1: perBlock(["D"], "its shift", "对应偏移"),
          wq: perBlock(["D", "D"], "projection of the queries", "query 投影"),
          bq: perBlock(["D"], "its bias", "对应偏置"),
          wk: perBlock(["D", "D"], "projection of the keys", "key 投影"),
          bk: perBlock(["D"], "its bias", "对应偏置"),
          wv: perBlock(["D", "D"], "projection of the values", "value 投影"),
          bv: perBlock(["D"], "its bias", "对应偏置"),
          wo: perBlock(["D", "D"], "output projection", "输出投影"),
          bo: perBlock(["D"], "its bias", "对应偏置"),
          gamma2: perBlock(
            ["D"],
            "scale of the normalisation before the feed-forward network",
            "前馈网络之前的归一化的缩放",
          ),
          beta2: perBlock(["D"], "its shift", "对应偏移"),
          w1: perBlock(["4*D", "D"], "first layer of the feed-forward network", "前馈网络第一层"),
          b1: perBlock(["4*D"], "its bias", "对应偏置"),
          w2: perBlock(["D", "4*D"], "second layer of the feed-forward network", "前馈网络第二层"),
          b2: perBlock(["D"], "its bias", "对应偏置"),
          gamma: array(["D"], "scale of the last normalisation", "最后一个归一化的缩放"),
          beta: array(["D"], "its shift", "对应偏移"),
        },
      },
      { name: "num_heads", kind: "number", about: { en: "number of heads; divides D", zh: "头数，能整除 D" } },
    ],
    outputs: [
      {
        name: "logits",
        kind: "float",
        shape: ["B", "L", "V"],
        about: {
          en: "for each position a score of each token as the next, before any softmax",
          zh: "每个位置上，各 token 作为下一个 token 的分数，未经 softmax",
        },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "three-tokens",
      { en: "Three tokens, two heads", zh: "三个 token，两个头" },
      { B: 1, L: 3, H: 2, d: 2, V: 6, T: 5 },
      { sample: true },
    ),
    drawCase(
      random,
      "batch",
      { en: "A batch of two", zh: "batch 为 2" },
      { B: 2, L: 5, H: 2, d: 2, V: 7, T: 8 },
      { sample: true },
    ),
    drawCase(
      random,
      "scores-near-1000",
      { en: "Scores near 1000 and -1000, in one row and row by row", zh: "分数在 ±1000 附近，有同一行的，也有逐行的" },
      { B: 2, L: 7, H: 2, d: 4, V: 9, T: 10 },
      {
        ids: rising,
        params: (params) =>
          largeScores(params, [
            { q: { constant: 64 }, k: { feature0: 32, feature1: 4 } },
            { q: { feature0: 64 }, k: { constant: 36 } },
          ]),
      },
    ),
    drawCase(
      random,
      "scores-near-minus-million",
      {
        en: "Visible scores near -1,000,000, masked ones far above",
        zh: "可见的分数在 -1000000 附近，被屏蔽的远高于它",
      },
      { B: 2, L: 6, H: 2, d: 4, V: 11, T: 9 },
      {
        ids: rising,
        params: (params) =>
          largeScores(params, [
            { q: { constant: 2048 }, k: { feature0: 1024 } },
            { q: { constant: 2048 }, k: { feature1: 1024 } },
          ]),
      },
    ),
    drawCase(
      random,
      "every-score-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      { B: 3, L: 5, H: 2, d: 4, V: 10, T: 7 },
      {
        params: (params) =>
          largeScores(params, [
            { q: { constant: 2048 }, k: { constant: -1024 } },
            { q: { constant: 1024 }, k: { constant: -2048 } },
          ]),
      },
    ),
    drawCase(
      random,
      "gelu-far-below-zero",
      { en: "GELU of numbers near -2.7", zh: "GELU 的输入在 -2.7 附近" },
      { B: 2, L: 7, H: 2, d: 4, V: 12, T: 9 },
      { params: farBelowZero },
    ),
    drawCase(
      random,
      "as-many-tokens-as-features",
      { en: "As many tokens in the vocabulary as features", zh: "词表大小与特征数相等" },
      { B: 3, L: 4, H: 2, d: 4, V: 8, T: 6 },
    ),
    drawCase(
      random,
      "one-token",
      { en: "A single token", zh: "只有一个 token" },
      { B: 4, L: 1, H: 3, d: 2, V: 5, T: 2 },
    ),
    drawCase(
      random,
      "one-head",
      { en: "A single head, a long sequence", zh: "单头，较长的序列" },
      { B: 1, L: 9, H: 1, d: 5, V: 4, T: 13 },
    ),
    drawCase(
      random,
      "three-heads",
      { en: "Three heads, embeddings so small that epsilon counts", zh: "三个头，embedding 很小，epsilon 有明显影响" },
      { B: 2, L: 7, H: 3, d: 4, V: 10, T: 11 },
      { params: tinyEmbeddings },
    ),
  ],
  expected: (kernels, inputs) => ({ logits: logitsOf(kernels, inputs) }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "48*B*L*D*D+8*B*L*L*D+2*B*L*D*V",
    kept: "2*B*H*L*L",
    at: { B: 1, H: 12, L: 1024, D: 768, V: 50257, T: 1024 },
  },
  module: {
    name: "GPT",
    init: { vocab_size: "V", max_length: "T", d_model: "D", num_heads: "num_heads", num_layers: "2", d_ff: "4*D" },
    parameters: {
      "token_embedding.weight": "params.embedding",
      "position_embedding.weight": "params.positions",
      "blocks.*.norm1.weight": "params.gamma1",
      "blocks.*.norm1.bias": "params.beta1",
      "blocks.*.query.weight": "params.wq",
      "blocks.*.query.bias": "params.bq",
      "blocks.*.key.weight": "params.wk",
      "blocks.*.key.bias": "params.bk",
      "blocks.*.value.weight": "params.wv",
      "blocks.*.value.bias": "params.bv",
      "blocks.*.out.weight": "params.wo",
      "blocks.*.out.bias": "params.bo",
      "blocks.*.norm2.weight": "params.gamma2",
      "blocks.*.norm2.bias": "params.beta2",
      "blocks.*.linear1.weight": "params.w1",
      "blocks.*.linear1.bias": "params.b1",
      "blocks.*.linear2.weight": "params.w2",
      "blocks.*.linear2.bias": "params.b2",
      "norm.weight": "params.gamma",
      "norm.bias": "params.beta",
    },
    forward: ["ids"],
  },
  // Attention itself is free here: that of PyTorch is what a GPT of today calls.
  finished: [
    "torch.nn.TransformerEncoderLayer",
    "torch.nn.TransformerEncoder",
    "torch.nn.TransformerDecoderLayer",
    "torch.nn.TransformerDecoder",
    "torch.nn.Transformer",
  ],
  pictures: [
    {
      of: "logits",
      title: { en: "Logits of each position", zh: "每个位置的 logits" },
      rows: { en: "position", zh: "位置" },
      columns: { en: "token", zh: "token" },
    },
  ],
} satisfies Definition;

/** No kernel is a whole GPT: it is put together from those of its layers. */
function logitsOf(kernels: Kernels, inputs: Inputs): FloatTensor {
  const [ids, params] = [ints(inputs, "ids"), entries(inputs, "params", names)];
  const { embedding, positions } = params;
  const D = embedding.shape[1] as number;
  let x: FloatTensor = edited(
    { shape: [...ids.shape, D], data: new Float32Array(ids.data.length * D) },
    (_, [b = 0, i = 0, feature = 0]) => {
      const id = ids.data[b * (ids.shape[1] as number) + i] as number;
      return (embedding.data[id * D + feature] as number) + (positions.data[i * D + feature] as number);
    },
  );
  for (let block = 0; block < blocks; block++) {
    const of = Object.fromEntries(ofBlocks.map((name) => [name, ofBlock(params[name], block)])) as Params;
    const { gamma1, beta1, wq, bq, wk, bk, wv, bv, wo, bo, gamma2, beta2, w1, b1, w2, b2 } = of;
    const { y: n } = kernels.layerNorm({ x, gamma: gamma1, beta: beta1 });
    const { out } = kernels.multiHeadAttention(
      { query: n, key: n, value: n, wq, bq, wk, bk, wv, bv, wo, bo },
      { numHeads: number(inputs, "num_heads"), causal: true },
    );
    x = total(x, out);
    const hidden = kernels.linear({
      x: kernels.layerNorm({ x, gamma: gamma2, beta: beta2 }).y,
      weight: w1,
      bias: b1,
    });
    const { y: active } = kernels.gelu({ x: hidden.y }, { approximate: true });
    x = total(x, kernels.linear({ x: active, weight: w2, bias: b2 }).y);
  }
  const { y: last } = kernels.layerNorm({ x, gamma: params.gamma, beta: params.beta });
  return kernels.linear({ x: last, weight: embedding }).y;
}

function ofBlock({ shape, data }: FloatTensor, block: number): FloatTensor {
  const size = data.length / blocks;
  return { shape: shape.slice(1), data: data.slice(block * size, (block + 1) * size) };
}

const total = (a: FloatTensor, b: FloatTensor): FloatTensor => ({
  shape: a.shape,
  data: a.data.map((value, at) => value + (b.data[at] as number)),
});
