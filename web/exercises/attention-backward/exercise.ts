import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { booleans, floats, rounded, withHeads, withoutHeads } from "../../format/tensors.js";
import type { BoolTensor } from "../../kernels/index.js";
import { finishedAttention, finishedBackward } from "../shared/finished.js";
import { largeScores, largeSizes, type MaskSizes, masked, mixed, withOpenQuery } from "../shared/masked-inputs.js";

interface Sizes extends MaskSizes {
  readonly d: number;
  readonly m: number;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, L, S, d, m }: Sizes,
  mask: BoolTensor,
  sample = false,
): ExerciseCase {
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape), 4) : random.normal(shape));
  return {
    name,
    title,
    sample,
    inputs: { q: draw([B, L, d]), k: draw([B, S, d]), v: draw([B, S, m]), mask, dout: draw([B, L, m]) },
  };
}

/**
 * Scores near ±1000 of the raised keys. The kernel computes weights from the log-sum-exp, which float32 rounds by up to 3e-5
 * at 1000: small gradients keep what comes of it within the tolerance.
 */
function large(
  random: Random,
  name: string,
  title: Text,
  mask: (sizes: MaskSizes) => BoolTensor,
  sign: 1 | -1,
  raised: (key: number) => boolean,
): ExerciseCase {
  const { B, L, S } = largeSizes;
  const { q, k } = largeScores(random, sign, raised);
  return {
    name,
    title,
    sample: false,
    inputs: { q, k, v: random.normal([B, S, 3]), mask: mask(largeSizes), dout: random.normal([B, L, 3], 1 / 32) },
  };
}

// The first has as many keys as queries: where they differ, a forgotten transpose raises and gives no numbers.
const tiny: Sizes = { B: 1, L: 3, S: 3, d: 2, m: 4 };
const small: Sizes = { B: 1, L: 2, S: 4, d: 3, m: 5 };
const square: Sizes = { B: 2, L: 7, S: 7, d: 6, m: 3 };
const open: Sizes = { B: 3, L: 7, S: 4, d: 5, m: 2 };
const differing: Sizes = { B: 3, L: 4, S: 10, d: 6, m: 5 };
const single: Sizes = { B: 4, L: 1, S: 6, d: 3, m: 2 };
const thin: Sizes = { B: 2, L: 5, S: 3, d: 1, m: 1 };
const empty: Sizes = { B: 4, L: 6, S: 9, d: 5, m: 7 };

export default {
  title: { en: "Attention, backward", zh: "注意力反向传播" },
  track: "backward",
  difficulty: "hard",
  minutes: 40,
  asked: 3,
  after: ["masked-attention", "softmax-backward"],
  signature: {
    name: "attention_backward",
    arguments: [
      { name: "q", kind: "float", shape: ["B", "L", "d"], about: { en: "queries", zh: "query" } },
      { name: "k", kind: "float", shape: ["B", "S", "d"], about: { en: "keys", zh: "key" } },
      { name: "v", kind: "float", shape: ["B", "S", "m"], about: { en: "values", zh: "value" } },
      {
        name: "mask",
        kind: "bool",
        shape: ["B", "L", "S"],
        about: { en: "true where the query may attend to the key", zh: "true 表示该 query 可以关注该 key" },
      },
      {
        name: "dout",
        kind: "float",
        shape: ["B", "L", "m"],
        about: { en: "gradient of the loss with respect to the output", zh: "损失对注意力输出的梯度" },
      },
    ],
    outputs: [
      {
        name: "dq",
        kind: "float",
        shape: ["B", "L", "d"],
        about: { en: "gradient with respect to the queries", zh: "对 query 的梯度" },
      },
      {
        name: "dk",
        kind: "float",
        shape: ["B", "S", "d"],
        about: { en: "gradient with respect to the keys", zh: "对 key 的梯度" },
      },
      {
        name: "dv",
        kind: "float",
        shape: ["B", "S", "m"],
        about: { en: "gradient with respect to the values", zh: "对 value 的梯度" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "three-positions",
      { en: "Three positions that see their past", zh: "三个位置，只看过去" },
      tiny,
      masked(tiny, (_, query, key) => key <= query),
      true,
    ),
    ordinary(
      random,
      "nothing-to-attend",
      { en: "A query with nothing to attend to", zh: "有一个 query 什么都不能看" },
      small,
      masked(small, (_, query, key) => query === 0 && key !== 2),
      true,
    ),
    ordinary(
      random,
      "causal",
      { en: "A longer past", zh: "更长的过去" },
      square,
      masked(square, (_, query, key) => key <= query),
    ),
    ordinary(
      random,
      "everything-visible",
      { en: "Nothing is masked; more queries than keys", zh: "没有屏蔽任何 key；query 比 key 多" },
      open,
      masked(open, () => true),
    ),
    ordinary(
      random,
      "masks-differ",
      { en: "Each entry of the batch has another mask", zh: "batch 中各项的掩码不同" },
      differing,
      mixed(random, differing),
    ),
    ordinary(random, "one-query", { en: "A single query", zh: "只有一个 query" }, single, mixed(random, single)),
    ordinary(random, "one-feature", { en: "Vectors of one feature", zh: "向量只有一维" }, thin, mixed(random, thin)),
    ordinary(
      random,
      "empty-rows",
      { en: "Many queries with nothing to attend to", zh: "许多 query 什么都不能看" },
      empty,
      masked(empty, (entry, query, key) => entry !== 1 && query % 3 !== entry % 3 && (key + query) % 4 !== entry),
    ),
    large(
      random,
      "hidden-key-far-above",
      { en: "A masked key scores 1000 more than the visible ones", zh: "被屏蔽的 key 分数比可见的高 1000" },
      (sizes) => masked(sizes, (entry, _, key) => key !== 4 && key !== entry),
      1,
      (key) => key === 4,
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      (sizes) => withOpenQuery(mixed(random, sizes)),
      -1,
      () => true,
    ),
  ],
  expected: (kernels, inputs) => {
    const read = (name: string) => withHeads(floats(inputs, name));
    const [q, k, v, dout] = [read("q"), read("k"), read("v"), read("dout")];
    const mask = withHeads(booleans(inputs, "mask"));
    const { out, lse } = kernels.scaledDotProductAttention({ q, k, v, mask }, { returnLse: true });
    const { dq, dk, dv } = kernels.scaledDotProductAttentionBackward({ q, k, v, out, lse, dout, mask });
    return { dq: withoutHeads(dq), dk: withoutHeads(dk), dv: withoutHeads(dv) };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "6*B*L*S*d+4*B*L*S*m", kept: "2*B*L*S", at: { B: 32, L: 4096, S: 4096, d: 128, m: 128 } },
  finished: [...finishedBackward, ...finishedAttention],
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
