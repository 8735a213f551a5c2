import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { largeFeatures } from "../shared/large-features.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  readonly L: number;
  readonly d: number;
  readonly dv: number;
}

function ordinary(random: Random, name: string, title: Text, { B, H, L, d, dv }: Sizes, sample = false): ExerciseCase {
  // Not 0: there the two branches of elu meet, and some right programs pass a gradient through neither.
  const apart = (x: FloatTensor) => edited(rounded(x, 4), (value) => value || 0.25);
  const draw = (shape: readonly number[]) => (sample ? apart(random.normal(shape)) : random.normal(shape));
  return { name, title, sample, inputs: { q: draw([B, H, L, d]), k: draw([B, H, L, d]), v: draw([B, H, L, dv]) } };
}

/** Positions of the call in which numbers are counted. */
const countedLength = 128;

export default {
  title: { en: "Causal linear attention as a recurrence", zh: "因果线性注意力的递推形式" },
  track: "efficiency",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["linear-attention"],
  signature: {
    name: "recurrent_linear_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of each head", zh: "各个头的 query" },
      },
      { name: "k", kind: "float", shape: ["B", "H", "L", "d"], about: { en: "keys", zh: "key" } },
      { name: "v", kind: "float", shape: ["B", "H", "L", "dv"], about: { en: "values", zh: "value" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "dv"],
        about: { en: "average of the values up to each position", zh: "每个位置对到它为止的 value 的加权平均" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "three-positions",
      { en: "Three positions", zh: "三个位置" },
      { B: 1, H: 1, L: 3, d: 2, dv: 4 },
      true,
    ),
    ordinary(random, "two-heads", { en: "Two heads", zh: "两个头" }, { B: 1, H: 2, L: 4, d: 3, dv: 2 }, true),
    ordinary(
      random,
      "batch",
      { en: "A batch of two, three heads", zh: "batch 为 2，三个头" },
      { B: 2, H: 3, L: 7, d: 5, dv: 4 },
    ),
    ordinary(
      random,
      "square",
      { en: "Batch, heads, positions and widths: all three", zh: "batch、头数、位置数、维度都是三" },
      { B: 3, H: 3, L: 3, d: 3, dv: 3 },
    ),
    ordinary(
      random,
      "one-width",
      { en: "Values as wide as queries", zh: "value 与 query 一样宽" },
      { B: 2, H: 2, L: 6, d: 4, dv: 4 },
    ),
    ordinary(
      random,
      "one-position",
      { en: "A single position: its value is the answer", zh: "只有一个位置：结果就是它的 value" },
      { B: 4, H: 2, L: 1, d: 3, dv: 5 },
    ),
    ordinary(
      random,
      "one-feature",
      { en: "Vectors of one feature", zh: "向量只有一维" },
      { B: 3, H: 2, L: 5, d: 1, dv: 1 },
    ),
    ordinary(random, "long", { en: "Forty positions", zh: "四十个位置" }, { B: 1, H: 2, L: 40, d: 3, dv: 4 }),
    {
      name: "features-near-1000",
      title: { en: "Features near 1000 and near -1000", zh: "特征接近 1000 和 -1000" },
      sample: false,
      inputs: {
        q: largeFeatures(random, [2, 2, 9, 4]),
        k: largeFeatures(random, [2, 2, 9, 4]),
        v: random.normal([2, 2, 9, 3]),
      },
    },
  ],
  expected: (kernels, inputs) =>
    kernels.linearAttention(
      { q: floats(inputs, "q"), k: floats(inputs, "k"), v: floats(inputs, "v") },
      { causal: true },
    ),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "4*B*H*L*d*dv",
    kept: "B*H*L*L",
    at: { B: 1, H: 32, L: 65536, d: 128, dv: 128 },
  },
  finished: finishedAttention,
  counted: {
    inputs: (random) => {
      const shape = [1, 1, countedLength, 2];
      return { q: random.normal(shape), k: random.normal(shape), v: random.normal(shape) };
    },
    limits: { numbers: countedLength ** 2 },
    mistake: {
      code: "score-matrix-kept",
      title: { en: "There is a number for each pair of positions", zh: "每一对位置都算了一个数" },
      explanation: {
        en: "The result is right, but φ(q) φ(k)ᵀ was computed and masked: an array with a number for each pair of positions. Time and memory then grow with L², as in softmax attention. Carry a state of d × dv and a sum of d from position to position instead.",
        zh: "结果是对的，但算出了 φ(q) φ(k)ᵀ 再加掩码：每一对位置在这个数组中都占一个数。时间和内存随 L² 增长，与 softmax 注意力一样。应改为逐个位置传递一个 d × dv 的状态和一个 d 维的和。",
      },
    },
    decides: true,
  },
  pictures: [
    {
      of: "out",
      title: { en: "Output of each head", zh: "每个头的输出" },
      rows: { en: "position", zh: "位置" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
