import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention, finishedBackward } from "../shared/finished.js";
import { largeScores, largeSizes } from "../shared/masked-inputs.js";
import { forward } from "./forward.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  readonly L: number;
  readonly S: number;
  readonly d: number;
}

/** With what the forward pass keeps of these. */
const kept = (q: FloatTensor, k: FloatTensor, v: FloatTensor, dout: FloatTensor) => ({
  q,
  k,
  v,
  ...forward({ q, k, v }),
  dout,
});

function ordinary(random: Random, name: string, title: Text, { B, H, L, S, d }: Sizes, sample = false): ExerciseCase {
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape), 4) : random.normal(shape));
  const inputs = kept(draw([B, H, L, d]), draw([B, H, S, d]), draw([B, H, S, d]), draw([B, H, L, d]));
  return { name, title, sample, inputs };
}

/** float32 rounds lse by up to 3e-5 at 1000: small gradients keep what comes of it within the tolerance. */
function large(random: Random, name: string, title: Text): ExerciseCase {
  const { B, L, S, d } = largeSizes;
  const inOneEntry = ({ shape, data }: FloatTensor): FloatTensor => ({ shape: [1, ...shape], data });
  const { q, k } = largeScores(random, -1, () => true);
  const inputs = kept(
    inOneEntry(q),
    inOneEntry(k),
    random.normal([1, B, S, d], 1 / 4),
    random.normal([1, B, L, d], 1 / 32),
  );
  return { name, title, sample: false, inputs };
}

/** Queries and keys of the call in which numbers are counted. */
const countedLength = 256;

export default {
  title: { en: "FlashAttention, backward", zh: "FlashAttention 反向传播" },
  track: "backward",
  difficulty: "hard",
  minutes: 40,
  asked: 2,
  after: ["attention-backward", "tiled-attention"],
  signature: {
    name: "flash_backward",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of each head", zh: "各个头的 query" },
      },
      { name: "k", kind: "float", shape: ["B", "H", "S", "d"], about: { en: "keys", zh: "key" } },
      { name: "v", kind: "float", shape: ["B", "H", "S", "d"], about: { en: "values", zh: "value" } },
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "what the forward pass returned", zh: "前向的输出" },
      },
      {
        name: "lse",
        kind: "float",
        shape: ["B", "H", "L"],
        about: { en: "log-sum-exp of each query's scaled scores", zh: "每个 query 缩放后分数的 log-sum-exp" },
      },
      {
        name: "dout",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "gradient of the loss with respect to the output", zh: "损失对输出的梯度" },
      },
    ],
    outputs: [
      {
        name: "dq",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "gradient with respect to the queries", zh: "对 query 的梯度" },
      },
      {
        name: "dk",
        kind: "float",
        shape: ["B", "H", "S", "d"],
        about: { en: "gradient with respect to the keys", zh: "对 key 的梯度" },
      },
      {
        name: "dv",
        kind: "float",
        shape: ["B", "H", "S", "d"],
        about: { en: "gradient with respect to the values", zh: "对 value 的梯度" },
      },
    ],
  },
  cases: (random) => [
    // As many keys as queries: where they differ, a forgotten transpose raises and gives no numbers.
    ordinary(
      random,
      "three-positions",
      { en: "Three queries, three keys", zh: "三个 query，三个 key" },
      { B: 1, H: 1, L: 3, S: 3, d: 2 },
      true,
    ),
    ordinary(random, "two-heads", { en: "Two heads", zh: "两个头" }, { B: 1, H: 2, L: 2, S: 4, d: 3 }, true),
    ordinary(
      random,
      "batch",
      { en: "A batch of two, three heads", zh: "batch 为 2，三个头" },
      { B: 2, H: 3, L: 4, S: 7, d: 5 },
    ),
    ordinary(
      random,
      "square",
      { en: "Batch, heads, positions and width: all three", zh: "batch、头数、位置数、维度都是三" },
      { B: 3, H: 3, L: 3, S: 3, d: 3 },
    ),
    ordinary(
      random,
      "more-queries",
      { en: "More queries than keys", zh: "query 比 key 多" },
      { B: 2, H: 1, L: 9, S: 5, d: 6 },
    ),
    ordinary(random, "one-query", { en: "A single query", zh: "只有一个 query" }, { B: 3, H: 2, L: 1, S: 8, d: 4 }),
    ordinary(random, "one-key", { en: "A single key", zh: "只有一个 key" }, { B: 2, H: 2, L: 5, S: 1, d: 3 }),
    ordinary(
      random,
      "one-feature",
      { en: "Vectors of one feature", zh: "向量只有一维" },
      { B: 2, H: 3, L: 5, S: 4, d: 1 },
    ),
    ordinary(
      random,
      "several-blocks",
      { en: "More than 128 keys: several blocks", zh: "key 超过 128 个：不止一块" },
      { B: 1, H: 1, L: 70, S: 140, d: 2 },
    ),
    large(random, "scores-near-1000", {
      en: "Rows of scores near 1000, near -1000, or both",
      zh: "各行分数接近 1000、-1000，或两者都有",
    }),
  ],
  expected: (kernels, inputs) => {
    const read = (name: string) => floats(inputs, name);
    return kernels.scaledDotProductAttentionBackward({
      q: read("q"),
      k: read("k"),
      v: read("v"),
      out: read("out"),
      lse: read("lse"),
      dout: read("dout"),
    });
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "10*B*H*L*S*d",
    kept: "2*B*H*L*S",
    at: { B: 1, H: 32, L: 4096, S: 4096, d: 128 },
  },
  finished: [...finishedBackward, ...finishedAttention],
  counted: {
    inputs: (random) => {
      const draw = () => random.normal([1, 1, countedLength, 2]);
      return kept(draw(), draw(), draw(), draw());
    },
    limits: { numbers: countedLength ** 2 },
    mistake: {
      code: "score-matrix-kept",
      title: { en: "The whole matrix of weights is held", zh: "保存了完整的权重矩阵" },
      explanation: {
        en: "The result is right, but at some point there was an array with a number for each pair of a query and a key. The forward pass left lse and out so that it need not be there: go through the keys in blocks, compute the scores of a block, use them up for dq, dk and dv, and go on.",
        zh: "结果是对的，但中途出现过一个数组，每一对 query 和 key 在其中都占一个数。前向留下 lse 和 out，正是为了不需要它：把 key 分成块，算出一块的分数，用完它（加到 dq、dk、dv 上），再处理下一块。",
      },
    },
    decides: true,
  },
  differentiable: false,
  pictures: [
    {
      of: "dq",
      title: { en: "Gradient of the queries", zh: "对 query 的梯度" },
      rows: { en: "query", zh: "query" },
      columns: { en: "feature", zh: "特征" },
    },
    {
      of: "dk",
      title: { en: "Gradient of the keys", zh: "对 key 的梯度" },
      rows: { en: "key", zh: "key" },
      columns: { en: "feature", zh: "特征" },
    },
    {
      of: "dv",
      title: { en: "Gradient of the values", zh: "对 value 的梯度" },
      rows: { en: "value", zh: "value" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
