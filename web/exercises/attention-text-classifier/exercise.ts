import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { booleans, edited, entries, ints, rounded } from "../../format/tensors.js";
import type { BoolTensor, FloatTensor, IntTensor } from "../../kernels/index.js";
import { finishedBlocks } from "../shared/finished.js";
import { type LargeScores, largeWeights, signedRows } from "../shared/projections.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  /** Words of the vocabulary. */
  readonly V: number;
  readonly D: number;
  /** Classes. */
  readonly C: number;
}

const names = ["embedding", "wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo", "wc", "bc"] as const;
type Params = Readonly<Record<(typeof names)[number], FloatTensor>>;

function drawParams(random: Random, { V, D, C }: Sizes): Params {
  const weight = () => random.normal([D, D], 0.6);
  const bias = () => random.normal([D]);
  return {
    embedding: random.normal([V, D]),
    wq: weight(),
    bq: bias(),
    wk: weight(),
    bk: bias(),
    wv: weight(),
    bv: bias(),
    wo: weight(),
    bo: bias(),
    wc: random.normal([C, D]),
    bc: random.normal([C]),
  };
}

/** At least two real tokens and one of padding in every sentence, at any positions; as many real ones as no other sentence has. */
function drawMask(random: Random, { B, L }: Sizes): BoolTensor {
  const data = new Uint8Array(B * L);
  const start = random.between(0, L - 3);
  for (let sentence = 0; sentence < B; sentence++) {
    let missing = 2 + ((start + sentence) % (L - 2));
    for (let position = 0; position < L; position++) {
      const real = random.uniform() * (L - position) < missing;
      data[sentence * L + position] = real ? 1 : 0;
      if (real) missing--;
    }
  }
  return { shape: [B, L], data };
}

interface Draw {
  readonly sample?: true;
  readonly mask?: (random: Random, sizes: Sizes) => BoolTensor;
  /** Changes the parameters; ids and mask may depend on it. */
  readonly params?: (params: Params) => Params;
  readonly ids?: (ids: IntTensor, mask: BoolTensor) => IntTensor;
}

function drawCase(random: Random, name: string, title: Text, sizes: Sizes, draw: Draw = {}): ExerciseCase {
  const {
    sample = false,
    mask: maskOf = drawMask,
    params: change = (params) => params,
    ids: idsOf = (ids) => ids,
  } = draw;
  const drawn = change(drawParams(random, sizes));
  const params = sample ? onEighths(drawn, names) : drawn;
  const mask = maskOf(random, sizes);
  const ids = idsOf(random.integers(sizes.V, [sizes.B, sizes.L]), mask);
  return { name, title, sample, inputs: { ids, mask, params } };
}

function onEighths(params: Params, which: readonly (keyof Params)[]): Params {
  return { ...params, ...Object.fromEntries(which.map((key) => [key, rounded(params[key])])) };
}

const allReal = (_: Random, { B, L }: Sizes): BoolTensor => ({ shape: [B, L], data: new Uint8Array(B * L).fill(1) });

/** Word 0 stands at every position of padding, and nowhere else. */
const wordZeroAsPadding =
  (V: number) =>
  (ids: IntTensor, mask: BoolTensor): IntTensor => ({
    shape: ids.shape,
    data: ids.data.map((id, at) => (mask.data[at] ? id || 1 + (at % (V - 1)) : 0)),
  });

/** The real words of the first sentence are odd and even in turn, those of the others even: so are the signs of their scores. */
function evenAndOdd({ shape, data }: IntTensor, mask: BoolTensor): IntTensor {
  let parity = 0;
  const length = shape[1] as number;
  const chosen = data.map((id, at) => {
    if (at >= length) return id - (id % 2);
    if (mask.data[at]) parity = 1 - parity;
    return id - (id % 2) + parity;
  });
  return { shape, data: chosen };
}

/** The first feature of every query is 4, and that of a key, alone, is its word's: 500 for word 0, about ±1 for the others. */
function loudWordZero(params: Params): Params {
  const firstEntry = (bias: FloatTensor, size: number) => edited(bias, (value, [row]) => (row === 0 ? size : value));
  return {
    ...params,
    embedding: edited(params.embedding, (value, [word, feature]) => (word === 0 && feature === 0 ? 500 : value)),
    wq: edited(params.wq, (value, [row]) => (row === 0 ? 0 : value)),
    bq: firstEntry(params.bq, 4),
    wk: edited(params.wk, (value, [row, column]) => {
      if (row === 0 || column === 0) return row === column ? 1 : 0;
      return value;
    }),
    bk: firstEntry(params.bk, 0),
  };
}

/** Everything that makes up the scores becomes a multiple of 1/8, so that with D = 4 the scores are exact in float32. */
const scoreParts = ["embedding", "wq", "bq", "wk", "bk"] as const;

/** Queries 32 times as long. */
function sharper(params: Params): Params {
  const exact = onEighths(params, scoreParts);
  return { ...exact, wq: edited(exact.wq, (value) => value * 32), bq: edited(exact.bq, (value) => value * 32) };
}

/** A word's feature 0, its sign, and feature 1, always 1, make scores of ±64 · 31.25 / √4 = ±1000, a sign for each query. */
function shifted(params: Params): Params {
  const exact = onEighths(params, scoreParts);
  const reading = (weight: FloatTensor, feature: number, size: number) =>
    edited(weight, (value, [row, column]) => {
      if (row !== 0) return value;
      return column === feature ? size : 0;
    });
  const cleared = (bias: FloatTensor) => edited(bias, (value, [row]) => (row === 0 ? 0 : value));
  return {
    ...exact,
    embedding: signedRows(exact.embedding),
    wq: reading(exact.wq, 0, 64),
    bq: cleared(exact.bq),
    wk: reading(exact.wk, 1, 31.25),
    bk: cleared(exact.bk),
  };
}

/** Even words score near -1,000,000, odd ones as far above zero; exact in float32. */
const million: LargeScores = { query: 2000, key: -1000, signs: "key", parts: { x: 1, weights: 2 } };

/** Real words are even, padding is odd. */
const oddAsPadding = ({ shape, data }: IntTensor, mask: BoolTensor): IntTensor => ({
  shape,
  data: data.map((id, at) => id - (id % 2) + (mask.data[at] ? 0 : 1)),
});

const matrix = (rows: string, columns: string, en: string, zh: string) => ({
  shape: [rows, columns],
  about: { en, zh },
});
const vector = (size: string, en: string, zh: string) => ({ shape: [size], about: { en, zh } });

export default {
  title: { en: "Attention text classifier", zh: "注意力文本分类器" },
  track: "blocks",
  difficulty: "hard",
  minutes: 35,
  asked: 1,
  after: ["masked-attention"],
  signature: {
    name: "classify",
    arguments: [
      {
        name: "ids",
        kind: "int",
        shape: ["B", "L"],
        about: { en: "word ids, from 0 to V - 1", zh: "词 id，取值 0 到 V - 1" },
      },
      {
        name: "mask",
        kind: "bool",
        shape: ["B", "L"],
        about: { en: "true for a real token, false for padding", zh: "真实 token 为 true，填充为 false" },
      },
      {
        name: "params",
        kind: "params",
        about: { en: "parameters, applied as x @ w.T + b", zh: "各层参数，用法为 x @ w.T + b" },
        entries: {
          embedding: matrix("V", "D", "one row for each word", "每个词一行"),
          wq: matrix("D", "D", "projection of the queries", "query 投影"),
          bq: vector("D", "its bias", "对应偏置"),
          wk: matrix("D", "D", "projection of the keys", "key 投影"),
          bk: vector("D", "its bias", "对应偏置"),
          wv: matrix("D", "D", "projection of the values", "value 投影"),
          bv: vector("D", "its bias", "对应偏置"),
          wo: matrix("D", "D", "output projection", "输出投影"),
          bo: vector("D", "its bias", "对应偏置"),
          wc: matrix("C", "D", "classifier", "分类层"),
          bc: vector("C", "its bias", "对应偏置"),
        },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "C"],
        about: { en: "logits: a score for each class, before any softmax", zh: "logits：每个类别的分数，未经 softmax" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "one-sentence",
      { en: "One sentence", zh: "一个句子" },
      { B: 1, L: 4, V: 6, D: 3, C: 2 },
      { sample: true },
    ),
    drawCase(
      random,
      "batch",
      { en: "Two sentences", zh: "两个句子" },
      { B: 2, L: 5, V: 6, D: 3, C: 4 },
      { sample: true },
    ),
    drawCase(random, "three-sentences", { en: "Three sentences", zh: "三个句子" }, { B: 3, L: 7, V: 11, D: 5, C: 2 }),
    drawCase(
      random,
      "repeated-words",
      { en: "Thirteen tokens of nine words", zh: "十三个 token，只有九个词" },
      { B: 2, L: 13, V: 9, D: 6, C: 3 },
    ),
    drawCase(
      random,
      "no-padding",
      { en: "No padding; as many tokens as features", zh: "没有填充，token 数与特征数相等" },
      { B: 2, L: 6, V: 8, D: 6, C: 5 },
      { mask: allReal },
    ),
    drawCase(
      random,
      "loud-padding",
      { en: "Padding that scores far above the real tokens", zh: "填充 token 的分数远高于真实 token" },
      { B: 3, L: 6, V: 7, D: 4, C: 2 },
      { params: loudWordZero, ids: wordZeroAsPadding(7) },
    ),
    drawCase(
      random,
      "scores-of-80",
      { en: "Scores around ±80", zh: "分数在 ±80 左右" },
      { B: 2, L: 7, V: 9, D: 4, C: 3 },
      { params: sharper },
    ),
    drawCase(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000 and near -1000", zh: "各行分数接近 1000 或 -1000" },
      { B: 2, L: 9, V: 10, D: 4, C: 3 },
      { params: shifted, ids: evenAndOdd },
    ),
    drawCase(
      random,
      "scores-near-minus-million",
      {
        en: "Real tokens score near -1,000,000, padding far above",
        zh: "真实 token 的分数在 -1000000 附近，填充远高于它们",
      },
      { B: 2, L: 7, V: 10, D: 4, C: 3 },
      {
        params: (params) => ({
          ...params,
          embedding: signedRows(params.embedding, million),
          ...largeWeights(random, 4, 4, million),
        }),
        ids: oddAsPadding,
      },
    ),
  ],
  expected: (kernels, inputs) => {
    const { logits } = kernels.attentionTextClassifier(
      { ids: ints(inputs, "ids"), mask: booleans(inputs, "mask"), ...entries(inputs, "params", names) },
      { returnWeights: false },
    );
    return { out: logits };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "8*B*L*D*D+4*B*L*L*D+2*B*D*C",
    kept: "B*L*L",
    bytes: "5*B*L+4*B*L*D+16*D*D+16*D+4*C*D+4*C+4*B*C",
    at: { B: 32, L: 512, D: 768, C: 2 },
  },
  module: {
    name: "AttentionTextClassifier",
    init: { vocab_size: "V", d_model: "D", num_classes: "C" },
    parameters: {
      "embedding.weight": "params.embedding",
      "query.weight": "params.wq",
      "query.bias": "params.bq",
      "key.weight": "params.wk",
      "key.bias": "params.bk",
      "value.weight": "params.wv",
      "value.bias": "params.bv",
      "out.weight": "params.wo",
      "out.bias": "params.bo",
      "classifier.weight": "params.wc",
      "classifier.bias": "params.bc",
    },
    forward: ["ids", "mask"],
  },
  finished: finishedBlocks,
  pictures: [
    {
      of: "out",
      title: { en: "Logits", zh: "Logits" },
      rows: { en: "sentence", zh: "句子" },
      columns: { en: "class", zh: "类别" },
    },
  ],
} satisfies Definition;
