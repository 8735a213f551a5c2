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
  /** Queries. */
  readonly N: number;
  readonly S: number;
  readonly H: number;
  /** Features of one head. */
  readonly d: number;
}

const layers = ["wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo"] as const;

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, N, S, H, d }: Sizes,
  mask: BoolTensor,
  sample = false,
): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  const queries = finish(random.normal([N, H * d]));
  const x = finish(random.normal([B, S, H * d]));
  return {
    name,
    title,
    sample,
    inputs: { queries, x, mask, params: { ...projections(random, H * d, finish) }, num_heads: H },
  };
}

const largeSizes: Sizes = { B: 3, N: 4, S: 6, H: 2, d: 4 };

function large(
  random: Random,
  name: string,
  title: Text,
  scores: LargeScores,
  mask: BoolTensor,
  /** Positions whose scores are near 0. */
  isLevel: (entry: number, position: number) => boolean = () => false,
): ExerciseCase {
  const { B, N, S, H, d } = largeSizes;
  const D = H * d;
  const queries = signedRows(random.normal([N, D]), scores);
  const x = edited(signedRows(random.normal([B, S, D]), scores), (value, [entry, position, feature]) =>
    feature === 0 && isLevel(entry as number, position as number) ? 0 : value,
  );
  const params = { ...projections(random, D), ...largeWeights(random, D, d, scores) };
  return { name, title, sample: false, inputs: { queries, x, mask, params, num_heads: H } };
}

const small: Sizes = { B: 1, N: 2, S: 3, H: 2, d: 2 };
const batch: Sizes = { B: 2, N: 3, S: 4, H: 1, d: 2 };
const long: Sizes = { B: 2, N: 4, S: 9, H: 3, d: 2 };
const short: Sizes = { B: 3, N: 7, S: 4, H: 2, d: 5 };
const alike: Sizes = { B: 2, N: 5, S: 5, H: 2, d: 3 };
const square: Sizes = { B: 4, N: 4, S: 4, H: 4, d: 2 };
const oneHead: Sizes = { B: 3, N: 4, S: 6, H: 1, d: 5 };
const oneQuery: Sizes = { B: 4, N: 1, S: 6, H: 2, d: 4 };

const weight = (en: string, zh: string) => ({ shape: ["D", "D"], about: { en, zh } });
const bias = { shape: ["D"], about: { en: "its bias", zh: "对应偏置" } };

/** [N, D] as [B, N, D]. */
const repeated = ({ shape, data }: FloatTensor, B: number): FloatTensor => ({
  shape: [B, ...shape],
  data: Float32Array.from({ length: B * data.length }, (_, at) => data[at % data.length] as number),
});

export default {
  title: { en: "Pooling by learned queries", zh: "可学习 query 池化" },
  track: "vision",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["cross-attention"],
  signature: {
    name: "query_pooling",
    arguments: [
      {
        name: "queries",
        kind: "float",
        shape: ["N", "D"],
        about: { en: "learned queries, the same for every entry", zh: "可学习的 query，batch 的每一项共用" },
      },
      {
        name: "x",
        kind: "float",
        shape: ["B", "S", "D"],
        about: { en: "tokens to be pooled", zh: "要池化的 token" },
      },
      {
        name: "mask",
        kind: "bool",
        shape: ["B", "S"],
        about: { en: "true for real tokens, false for padding", zh: "真实 token 为 true，填充为 false" },
      },
      {
        name: "params",
        kind: "params",
        about: { en: "weights (out, in) and biases", zh: "权重 (out, in) 与偏置" },
        entries: {
          wq: weight("projection of the queries", "query 投影"),
          bq: bias,
          wk: weight("projection of the keys", "key 投影"),
          bk: bias,
          wv: weight("projection of the values", "value 投影"),
          bv: bias,
          wo: weight("output projection", "输出投影"),
          bo: bias,
        },
      },
      { name: "num_heads", kind: "number", about: { en: "number of heads, H; divides D", zh: "头数 H，能整除 D" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "N", "D"],
        about: { en: "what each query has read in each entry", zh: "每个 query 在每一项中读到的内容" },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "H", "N", "S"],
        about: { en: "attention weights of each head; zero for padding", zh: "每个头的注意力权重，填充处为 0" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Two queries, three tokens", zh: "两个 query，三个 token" },
      small,
      real(small, (_, position) => position !== 1),
      true,
    ),
    ordinary(
      random,
      "empty-entry",
      { en: "An entry that is all padding", zh: "有一项全是填充" },
      batch,
      real(batch, (entry, position) => entry === 0 && position !== 2),
      true,
    ),
    ordinary(
      random,
      "many-tokens",
      { en: "Many tokens, few queries", zh: "token 多，query 少" },
      long,
      mixed(random, long),
    ),
    ordinary(
      random,
      "many-queries",
      { en: "More queries than tokens", zh: "query 比 token 多" },
      short,
      mixed(random, short),
    ),
    ordinary(
      random,
      "sizes-agree",
      { en: "As many queries as tokens", zh: "query 与 token 一样多" },
      alike,
      mixed(random, alike),
    ),
    ordinary(
      random,
      "square",
      { en: "Entries, queries, tokens and heads: all four", zh: "batch、query、token、头数都是四" },
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
      // One token of padding alone far from the others; only keys of one sign; of both.
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
    const x = floats(inputs, "x");
    const { out, weights } = kernels.multiHeadAttention(
      {
        query: repeated(floats(inputs, "queries"), x.shape[0] as number),
        key: x,
        value: x,
        ...entries(inputs, "params", layers),
        keyMask: booleans(inputs, "mask"),
      },
      { numHeads: number(inputs, "num_heads"), returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "2*N*D*D+4*B*S*D*D+4*B*N*S*D+2*B*N*D*D",
    kept: "B*H*N*S",
    at: { B: 32, H: 12, N: 32, S: 257, D: 768 },
  },
  module: {
    name: "QueryPooling",
    init: { num_queries: "N", d_model: "D", num_heads: "num_heads" },
    parameters: {
      queries: "queries",
      "query.weight": "params.wq",
      "query.bias": "params.bq",
      "key.weight": "params.wk",
      "key.bias": "params.bk",
      "value.weight": "params.wv",
      "value.bias": "params.bv",
      "out.weight": "params.wo",
      "out.bias": "params.bo",
    },
    forward: ["x", "mask"],
  },
  finished: finishedBlocks,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each head", zh: "每个头的注意力权重" },
      rows: { en: "query", zh: "query" },
      columns: { en: "token", zh: "token" },
    },
  ],
} satisfies Definition;
