import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { booleans, edited, entries, floats, number, rounded } from "../../format/tensors.js";
import type { BoolTensor, FloatTensor } from "../../kernels/index.js";
import { finishedBlocks } from "../shared/finished.js";
import { mixed, real } from "../shared/padded-inputs.js";
import { farBelow, type LargeScores, largeWeights, projections, signedRows } from "../shared/projections.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  readonly S: number;
  readonly H: number;
  /** Features of one head. */
  readonly d: number;
  /** Width of the memory. */
  readonly M: number;
}

const layers = ["wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo"] as const;

/** Those of self-attention, with keys and values made of M features. */
function crossProjections(random: Random, D: number, M: number, finish = (x: FloatTensor) => x) {
  const wide = () => finish(random.normal([D, M], 1 / Math.sqrt(M)));
  return { ...projections(random, D, finish), wk: wide(), wv: wide() };
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  sizes: Sizes,
  memory_mask: BoolTensor,
  sample = false,
): ExerciseCase {
  const { B, L, S, H, d, M } = sizes;
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  const x = finish(random.normal([B, L, H * d]));
  const memory = finish(random.normal([B, S, M]));
  const params = crossProjections(random, H * d, M, finish);
  return { name, title, sample, inputs: { x, memory, memory_mask, params, num_heads: H } };
}

const largeSizes: Sizes = { B: 3, L: 4, S: 6, H: 2, d: 4, M: 5 };

function large(
  random: Random,
  name: string,
  title: Text,
  scores: LargeScores,
  memory_mask: BoolTensor,
  /** Positions of memory whose scores are near 0. */
  isLevel: (entry: number, position: number) => boolean = () => false,
): ExerciseCase {
  const { B, L, S, H, d, M } = largeSizes;
  const D = H * d;
  const x = signedRows(random.normal([B, L, D]), scores);
  const memory = edited(signedRows(random.normal([B, S, M]), scores), (value, [entry, position, feature]) =>
    feature === 0 && isLevel(entry as number, position as number) ? 0 : value,
  );
  const params = { ...crossProjections(random, D, M), ...largeWeights(random, D, d, scores, M) };
  return { name, title, sample: false, inputs: { x, memory, memory_mask, params, num_heads: H } };
}

const small: Sizes = { B: 1, L: 2, S: 3, H: 2, d: 2, M: 3 };
const batch: Sizes = { B: 2, L: 3, S: 4, H: 3, d: 2, M: 5 };
const long: Sizes = { B: 2, L: 4, S: 7, H: 2, d: 3, M: 8 };
const manyQueries: Sizes = { B: 3, L: 6, S: 4, H: 3, d: 3, M: 7 };
const alike: Sizes = { B: 2, L: 5, S: 5, H: 2, d: 3, M: 6 };
const square: Sizes = { B: 2, L: 4, S: 4, H: 4, d: 2, M: 8 };
const oneHead: Sizes = { B: 3, L: 4, S: 6, H: 1, d: 5, M: 5 };
const oneQuery: Sizes = { B: 4, L: 1, S: 6, H: 2, d: 4, M: 3 };

const weight = (columns: "D" | "M", en: string, zh: string) => ({ shape: ["D", columns], about: { en, zh } });
const bias = { shape: ["D"], about: { en: "its bias", zh: "对应偏置" } };

export default {
  title: { en: "Cross-attention", zh: "交叉注意力" },
  track: "core",
  difficulty: "medium",
  minutes: 25,
  asked: 3,
  after: ["multi-head-attention", "masked-attention"],
  signature: {
    name: "cross_attention",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "the sequence that asks", zh: "产生 query 的序列" },
      },
      {
        name: "memory",
        kind: "float",
        shape: ["B", "S", "M"],
        about: { en: "the sequence that is read", zh: "被读取的序列，例如编码器的输出" },
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
        about: { en: "weights (out, in) and biases", zh: "权重 (out, in) 与偏置" },
        entries: {
          wq: weight("D", "projection of the queries", "query 投影"),
          bq: bias,
          wk: weight("M", "projection of the keys", "key 投影"),
          bk: bias,
          wv: weight("M", "projection of the values", "value 投影"),
          bv: bias,
          wo: weight("D", "output projection", "输出投影"),
          bo: bias,
        },
      },
      { name: "num_heads", kind: "number", about: { en: "number of heads, H; divides D", zh: "头数 H，能整除 D" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "what each position of x has read", zh: "x 的每个位置读到的内容" },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "H", "L", "S"],
        about: { en: "attention weights of each head; zero for padding", zh: "每个头的注意力权重，填充处为 0" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Two queries, three positions of memory", zh: "两个 query，memory 有三个位置" },
      small,
      real(small, (_, position) => position < 2),
      true,
    ),
    ordinary(
      random,
      "empty-memory",
      { en: "An entry whose memory is all padding", zh: "有一项的 memory 全是填充" },
      batch,
      real(batch, (entry, position) => entry === 1 && position !== 1),
      true,
    ),
    ordinary(
      random,
      "long-memory",
      { en: "Memory is longer than the sequence", zh: "memory 比序列长" },
      long,
      mixed(random, long),
    ),
    ordinary(
      random,
      "many-queries",
      { en: "Memory is shorter than the sequence", zh: "memory 比序列短" },
      manyQueries,
      mixed(random, manyQueries),
    ),
    ordinary(
      random,
      "sizes-agree",
      { en: "Both sequences have the same shape", zh: "两个序列形状相同" },
      alike,
      mixed(random, alike),
    ),
    ordinary(
      random,
      "as-many-heads-as-positions",
      { en: "As many heads as positions", zh: "头数与序列长度相同" },
      square,
      mixed(random, square),
    ),
    ordinary(
      random,
      "one-head",
      { en: "A single head", zh: "只有一个头" },
      oneHead,
      real(oneHead, () => true),
    ),
    ordinary(
      random,
      "one-query",
      { en: "A single query", zh: "只有一个 query" },
      oneQuery,
      real(oneQuery, (entry, position) => position <= entry),
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      { query: 50, key: 40, signs: "query-and-key" },
      // One key of padding alone far from the others; only keys of one sign; of both.
      real(largeSizes, (entry, position) => [position !== 3, position % 2 === 0, position !== 5][entry] as boolean),
      (entry, position) => entry === 0 && position !== 3,
    ),
    large(
      random,
      "scores-near-minus-million",
      {
        en: "Scores near -1,000,000, those of padding far above",
        zh: "可见的分数在 -1000000 附近，填充的分数远高于它们",
      },
      { ...farBelow, signs: "key" },
      real(largeSizes, (entry, position) => position % 2 === 0 && position !== 2 * entry),
    ),
  ],
  expected: (kernels, inputs) => {
    const memory = floats(inputs, "memory");
    const { out, weights } = kernels.multiHeadAttention(
      {
        query: floats(inputs, "x"),
        key: memory,
        value: memory,
        ...entries(inputs, "params", layers),
        keyMask: booleans(inputs, "memory_mask"),
      },
      { numHeads: number(inputs, "num_heads"), returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "4*B*L*D*D+4*B*S*M*D+4*B*L*S*D",
    kept: "B*H*L*S",
    at: { B: 1, H: 8, L: 448, S: 1500, D: 512, M: 512 },
  },
  module: {
    name: "CrossAttention",
    init: { d_model: "D", d_memory: "M", num_heads: "num_heads" },
    parameters: {
      "query.weight": "params.wq",
      "query.bias": "params.bq",
      "key.weight": "params.wk",
      "key.bias": "params.bk",
      "value.weight": "params.wv",
      "value.bias": "params.bv",
      "out.weight": "params.wo",
      "out.bias": "params.bo",
    },
    forward: ["x", "memory", "memory_mask"],
  },
  finished: finishedBlocks,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each head", zh: "每个头的注意力权重" },
      rows: { en: "position of the sequence", zh: "序列的位置" },
      columns: { en: "position of memory", zh: "memory 的位置" },
    },
  ],
} satisfies Definition;
