import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  readonly L: number;
  readonly S: number;
  readonly d: number;
  readonly dv: number;
  readonly block: number;
  readonly causal: boolean;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, H, L, S, d, dv, block, causal }: Sizes,
  sample = false,
): ExerciseCase {
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape), 4) : random.normal(shape));
  const inputs = { q: draw([B, H, L, d]), k: draw([B, H, S, d]), v: draw([B, H, S, dv]), block, causal };
  return { name, title, sample, inputs };
}

/**
 * The first two features make the scores large, the others are rounded: float32 holds every score exactly; √16 is exact too.
 * The log-sum-exp, by which some weigh, it rounds by up to 3e-5 at 1000: small values keep what comes of it within the tolerance.
 */
function large(
  random: Random,
  name: string,
  title: Text,
  { L, S, block, causal }: Pick<Sizes, "L" | "S" | "block" | "causal">,
  raised: (x: "q" | "k", row: number, feature: 0 | 1) => number,
): ExerciseCase {
  const draw = (x: "q" | "k", rows: number): FloatTensor =>
    edited(rounded(random.normal([1, 2, rows, 16]), 2), (value, index) => {
      const [, , row, feature] = index as [number, number, number, number];
      return feature > 1 ? value : raised(x, row, feature as 0 | 1);
    });
  const inputs = { q: draw("q", L), k: draw("k", S), v: random.normal([1, 2, S, 3], 1 / 8), block, causal };
  return { name, title, sample: false, inputs };
}

/** Queries and keys of the call in which numbers are counted. */
const countedLength = 512;

export default {
  title: { en: "Attention by tiles (FlashAttention, forward)", zh: "分块计算注意力（FlashAttention 前向）" },
  track: "efficiency",
  difficulty: "hard",
  minutes: 40,
  asked: 3,
  after: ["online-states", "merge-attention"],
  signature: {
    name: "tiled_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of each head", zh: "各个头的 query" },
      },
      { name: "k", kind: "float", shape: ["B", "H", "S", "d"], about: { en: "keys", zh: "key" } },
      { name: "v", kind: "float", shape: ["B", "H", "S", "dv"], about: { en: "values", zh: "value" } },
      {
        name: "block",
        kind: "number",
        about: { en: "keys in a block; the last one may be shorter", zh: "每块的 key 数，最后一块可以更短" },
      },
      {
        name: "causal",
        kind: "boolean",
        about: {
          en: "whether query i may only attend to the keys j <= i + S - L",
          zh: "是否只允许 query i 关注 j <= i + S - L 的 key",
        },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "dv"],
        about: { en: "attention; zeros for a query without keys", zh: "注意力输出，没有 key 的 query 为 0" },
      },
      {
        name: "lse",
        kind: "float",
        shape: ["B", "H", "L"],
        about: {
          en: "log-sum-exp of each query's scaled scores; -infinity without keys",
          zh: "每个 query 缩放后分数的 log-sum-exp，没有 key 时为 -inf",
        },
        nonFinite: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "short-last-block",
      { en: "Five keys in blocks of two", zh: "五个 key，每块两个" },
      { B: 1, H: 1, L: 3, S: 5, d: 2, dv: 3, block: 2, causal: false },
      true,
    ),
    ordinary(
      random,
      "causal",
      { en: "Causal, two blocks of two keys", zh: "因果，两块，每块两个 key" },
      { B: 1, H: 2, L: 4, S: 4, d: 3, dv: 2, block: 2, causal: true },
      true,
    ),
    ordinary(
      random,
      "seven-keys",
      { en: "Seven keys in blocks of three", zh: "七个 key，每块三个" },
      { B: 2, H: 3, L: 4, S: 7, d: 5, dv: 6, block: 3, causal: false },
    ),
    ordinary(
      random,
      "causal-with-a-past",
      { en: "Causal, three queries after seven earlier keys", zh: "因果，前面已有七个 key，再来三个 query" },
      { B: 2, H: 2, L: 3, S: 10, d: 4, dv: 6, block: 4, causal: true },
    ),
    ordinary(
      random,
      "queries-without-keys",
      { en: "Causal, more queries than keys", zh: "因果，query 比 key 多" },
      { B: 2, H: 1, L: 8, S: 5, d: 3, dv: 2, block: 3, causal: true },
    ),
    ordinary(
      random,
      "block-beyond-the-keys",
      { en: "A block longer than the keys", zh: "块比 key 的总数还大" },
      { B: 1, H: 3, L: 4, S: 5, d: 6, dv: 2, block: 8, causal: false },
    ),
    ordinary(
      random,
      "square",
      { en: "As many queries as keys and features, causal", zh: "query 数、key 数与特征数相等，因果" },
      { B: 2, H: 2, L: 4, S: 4, d: 4, dv: 4, block: 3, causal: true },
    ),
    ordinary(
      random,
      "one-query",
      { en: "A single query, blocks of one key", zh: "只有一个 query，每块一个 key" },
      { B: 3, H: 1, L: 1, S: 8, d: 4, dv: 1, block: 1, causal: true },
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Causal, rows of scores near 1000, near -1000, or both", zh: "因果，各行分数接近 1000、-1000，或两者都有" },
      { L: 5, S: 9, block: 4, causal: true },
      // The last query alone sees key 8, which scores 2000 for others.
      (x, row, feature) => {
        if (x === "q") return feature === (row === 4 ? 1 : 0) ? 64 * (-1) ** row : 0;
        if (feature === 0) return row === 8 ? 125 : 62.5;
        return row > 4 ? 62.5 : -62.5;
      },
    ),
    large(
      random,
      "scores-near-minus-1000",
      { en: "Every score near -1000", zh: "所有分数都在 -1000 附近" },
      { L: 6, S: 9, block: 4, causal: false },
      (x, _, feature) => (feature === 0 ? (x === "q" ? 64 : -62.5) : 0),
    ),
  ],
  expected: (kernels, inputs) => {
    const [q, k, v] = [floats(inputs, "q"), floats(inputs, "k"), floats(inputs, "v")];
    const queryOffset = (k.shape[2] as number) - (q.shape[2] as number);
    const { out, lse } = kernels.scaledDotProductAttention(
      { q, k, v },
      { causal: inputs.causal === true, queryOffset, returnLse: true },
    );
    return { out, lse };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "2*B*H*L*S*d+2*B*H*L*S*dv",
    kept: "B*H*L*S",
    at: { B: 1, H: 32, L: 4096, S: 4096, d: 128, dv: 128 },
  },
  finished: finishedAttention,
  counted: {
    inputs: (random) => {
      const shape = [1, 1, countedLength, 2];
      return { q: random.normal(shape), k: random.normal(shape), v: random.normal(shape), block: 16, causal: false };
    },
    limits: { numbers: countedLength ** 2 },
    mistake: {
      code: "score-matrix-kept",
      title: { en: "The whole matrix of scores is held", zh: "保存了完整的分数矩阵" },
      explanation: {
        en: "The result is right, but at some point there was an array with a number for each pair of a query and a key: the scores of all keys at once, or all blocks of them side by side. That matrix is what the tiles are to avoid. Use up the scores of one block before you compute those of the next, and keep only the running maximum, the running sum and the output.",
        zh: "结果是对的，但中途出现过一个数组，每一对 query 和 key 在其中都占一个数：要么一次算出了所有 key 的分数，要么把各块的分数都并排留着。分块正是为了避免这个矩阵。每一块的分数用完之后再算下一块，只保留到目前为止的最大值、和与输出。",
      },
    },
    decides: true,
  },
  // The logarithm of an empty sum is -infinity, and has no gradient.
  differentiable: false,
  pictures: [
    {
      of: "out",
      title: { en: "Output of each head", zh: "每个头的输出" },
      rows: { en: "query", zh: "query" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
