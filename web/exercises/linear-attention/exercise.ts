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
  readonly S: number;
  readonly d: number;
  readonly dv: number;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, H, L, S, d, dv }: Sizes,
  sample = false,
): ExerciseCase {
  // Not 0: there the two branches of elu meet, and some right programs pass a gradient through neither.
  const apart = (x: FloatTensor) => edited(rounded(x, 4), (value) => value || 0.25);
  const draw = (shape: readonly number[]) => (sample ? apart(random.normal(shape)) : random.normal(shape));
  return { name, title, sample, inputs: { q: draw([B, H, L, d]), k: draw([B, H, S, d]), v: draw([B, H, S, dv]) } };
}

/** Queries and keys of the call in which numbers are counted. */
const countedLength = 512;

export default {
  title: { en: "Linear attention", zh: "线性注意力" },
  track: "efficiency",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["scaled-dot-product-attention"],
  signature: {
    name: "linear_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of each head", zh: "各个头的 query" },
      },
      { name: "k", kind: "float", shape: ["B", "H", "S", "d"], about: { en: "keys", zh: "key" } },
      { name: "v", kind: "float", shape: ["B", "H", "S", "dv"], about: { en: "values", zh: "value" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "dv"],
        about: { en: "average of the values for each query", zh: "每个 query 对 value 的加权平均" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "three-keys",
      { en: "Two queries, three keys", zh: "两个 query，三个 key" },
      { B: 1, H: 1, L: 2, S: 3, d: 2, dv: 4 },
      true,
    ),
    ordinary(random, "two-heads", { en: "Two heads", zh: "两个头" }, { B: 1, H: 2, L: 3, S: 2, d: 4, dv: 3 }, true),
    ordinary(
      random,
      "batch",
      { en: "A batch of two, three heads", zh: "batch 为 2，三个头" },
      { B: 2, H: 3, L: 4, S: 7, d: 5, dv: 6 },
    ),
    ordinary(
      random,
      "square",
      { en: "Batch, heads, positions and widths: all three", zh: "batch、头数、位置数、维度都是三" },
      { B: 3, H: 3, L: 3, S: 3, d: 3, dv: 3 },
    ),
    ordinary(
      random,
      "self-attention",
      { en: "As many queries as keys", zh: "query 与 key 一样多" },
      { B: 2, H: 4, L: 6, S: 6, d: 3, dv: 5 },
    ),
    ordinary(
      random,
      "one-query",
      { en: "A single query, many keys", zh: "只有一个 query，key 很多" },
      { B: 4, H: 2, L: 1, S: 29, d: 3, dv: 5 },
    ),
    ordinary(
      random,
      "one-key",
      { en: "A single key: its value is the answer", zh: "只有一个 key：结果就是它的 value" },
      { B: 2, H: 1, L: 5, S: 1, d: 4, dv: 3 },
    ),
    ordinary(
      random,
      "one-feature",
      { en: "Vectors of one feature", zh: "向量只有一维" },
      { B: 3, H: 2, L: 5, S: 4, d: 1, dv: 1 },
    ),
    {
      name: "features-near-1000",
      title: { en: "Features near 1000 and near -1000", zh: "特征接近 1000 和 -1000" },
      sample: false,
      inputs: {
        q: largeFeatures(random, [2, 2, 7, 4]),
        k: largeFeatures(random, [2, 2, 9, 4]),
        v: random.normal([2, 2, 9, 3]),
      },
    },
  ],
  expected: (kernels, inputs) =>
    kernels.linearAttention({ q: floats(inputs, "q"), k: floats(inputs, "k"), v: floats(inputs, "v") }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "2*B*H*S*d*dv+2*B*H*L*d*dv",
    kept: "B*H*L*S",
    at: { B: 1, H: 32, L: 65536, S: 65536, d: 128, dv: 128 },
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
      title: { en: "There is a number for each query and key", zh: "每一对 query 和 key 都算了一个数" },
      explanation: {
        en: "The result is right, but φ(q) φ(k)ᵀ was computed first: an array with a number for each pair of a query and a key. Time and memory then grow with L · S, as in softmax attention. Regroup the product: φ(k)ᵀ v is only d × dv, whatever the number of keys, and the queries read that.",
        zh: "结果是对的，但先算了 φ(q) φ(k)ᵀ：每一对 query 和 key 在这个数组中都占一个数。时间和内存随 L · S 增长，与 softmax 注意力一样。应改变结合的次序：无论有多少 key，φ(k)ᵀ v 都只有 d × dv 大，query 从它读取即可。",
      },
    },
    decides: true,
  },
  pictures: [
    {
      of: "out",
      title: { en: "Output of each head", zh: "每个头的输出" },
      rows: { en: "query", zh: "query" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
