import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import type { Argument } from "../../format/signature.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  readonly L: number;
  readonly d: number;
  readonly window: number;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, H, L, d, window }: Sizes,
  sample = false,
): ExerciseCase {
  const draw = () => (sample ? rounded(random.normal([B, H, L, d]), 4) : random.normal([B, H, L, d]));
  return { name, title, sample, inputs: { q: draw(), k: draw(), v: draw(), window } };
}

/**
 * The first two features of queries and keys make the scores large, the others are rounded: float32 holds every score
 * exactly. √16 is exact too.
 */
function large(
  random: Random,
  name: string,
  title: Text,
  raised: (x: "q" | "k", row: number, feature: 0 | 1) => number,
): ExerciseCase {
  const shape = [2, 2, 9, 16];
  const draw = (x: "q" | "k"): FloatTensor =>
    edited(rounded(random.normal(shape), 2), (value, index) => {
      const [, , row, feature] = index as [number, number, number, number];
      return feature > 1 ? value : raised(x, row, feature as 0 | 1);
    });
  const inputs = { q: draw("q"), k: draw("k"), v: random.normal([2, 2, 9, 16], 1 / 4), window: 3 };
  return { name, title, sample: false, inputs };
}

const projected = (name: string, about: Text): Argument => ({
  name,
  kind: "float",
  shape: ["B", "H", "L", "d"],
  about,
});

/** Positions of the call in which work is counted. */
const countedLength = 512;

export default {
  title: { en: "Sliding-window attention", zh: "滑动窗口注意力" },
  track: "core",
  difficulty: "medium",
  minutes: 20,
  asked: 3,
  after: ["masked-attention"],
  signature: {
    name: "sliding_window_attention",
    arguments: [
      projected("q", { en: "queries of each head", zh: "各个头的 query" }),
      projected("k", { en: "keys", zh: "key" }),
      projected("v", { en: "values", zh: "value" }),
      {
        name: "window",
        kind: "number",
        about: {
          en: "how many keys a query sees, itself included; at least 1",
          zh: "每个 query 能看到的 key 数，含自己；至少为 1",
        },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: {
          en: "for each query, the weighted average of the values in its window",
          zh: "每个 query 对窗口内 value 的加权平均",
        },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "H", "L", "L"],
        about: { en: "attention weights; zero outside the window", zh: "注意力权重，窗口之外为 0" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Four positions, a window of two", zh: "四个位置，窗口为 2" },
      { B: 1, H: 2, L: 4, d: 3, window: 2 },
      true,
    ),
    ordinary(
      random,
      "window-of-three",
      { en: "A batch of two, a window of three", zh: "batch 为 2，窗口为 3" },
      { B: 2, H: 1, L: 5, d: 2, window: 3 },
      true,
    ),
    ordinary(
      random,
      "eleven-positions",
      { en: "Eleven positions, a window of four", zh: "十一个位置，窗口为 4" },
      { B: 2, H: 3, L: 11, d: 5, window: 4 },
    ),
    ordinary(
      random,
      "window-of-one",
      { en: "A window of one: each query sees itself only", zh: "窗口为 1：每个 query 只看到自己" },
      { B: 3, H: 2, L: 6, d: 4, window: 1 },
    ),
    ordinary(
      random,
      "window-beyond-the-sequence",
      { en: "A window longer than the sequence", zh: "窗口比序列还长" },
      { B: 1, H: 4, L: 5, d: 3, window: 8 },
    ),
    ordinary(
      random,
      "square",
      {
        en: "As many positions as features, as many heads as batch entries",
        zh: "位置数等于特征数，头数等于 batch 大小",
      },
      { B: 3, H: 3, L: 6, d: 6, window: 2 },
    ),
    ordinary(
      random,
      "one-position",
      { en: "A single position of one feature", zh: "只有一个位置，一维特征" },
      { B: 2, H: 5, L: 1, d: 1, window: 4 },
    ),
    large(
      random,
      "masked-key-far-above",
      { en: "One key scores 1000 more than the others", zh: "有一个 key 的分数比其他的高 1000" },
      (x, row, feature) => (feature === 0 ? (x === "q" ? 64 : row === 4 ? 62.5 : 0) : 0),
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      (x, row, feature) => {
        const both = row === 8;
        if (x === "q") return feature === (both ? 1 : 0) ? 64 * (-1) ** row : 0;
        return 62.5 * (feature === 0 ? 1 : (-1) ** row);
      },
    ),
    large(
      random,
      "scores-near-minus-1000",
      { en: "Every score near -1000", zh: "所有分数都在 -1000 附近" },
      (x, _, feature) => (feature === 0 ? (x === "q" ? 64 : -62.5) : 0),
    ),
  ],
  expected: (kernels, inputs) => {
    const { out, weights } = kernels.scaledDotProductAttention(
      { q: floats(inputs, "q"), k: floats(inputs, "k"), v: floats(inputs, "v") },
      { window: [number(inputs, "window") - 1, 0], returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*H*L*w*d", kept: "B*H*L*L", at: { B: 1, H: 32, L: 32768, w: 4096, d: 128 } },
  finished: finishedAttention,
  counted: {
    inputs: (random) => {
      const shape = [1, 1, countedLength, 2];
      return { q: random.normal(shape), k: random.normal(shape), v: random.normal(shape), window: 4 };
    },
    // One operation for each pair of a query and a key; a product of all pairs takes d times as many.
    limits: { operations: countedLength ** 2 },
    mistake: {
      code: "work-outside-the-window",
      title: { en: "Scores outside the window are computed", zh: "计算了窗口以外的分数" },
      explanation: {
        en: "All pairs of a query and a key get a score, and most of them are masked afterwards. The result is right, but the work still grows with the square of the length, which is what a window is to avoid. Take only the window's keys for each query, or for each block of queries: keys i - window + 1 to i.",
        zh: "每一对 query 和 key 都算了分数，之后大部分又被屏蔽。结果是对的，但计算量仍随长度的平方增长，而窗口正是为了避免这一点。应只为每个 query（或每一块 query）取窗口内的 key：第 i - window + 1 到第 i 个。",
      },
    },
    decides: false,
  },
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each head", zh: "每个头的注意力权重" },
      rows: { en: "query position", zh: "query 的位置" },
      columns: { en: "key position", zh: "key 的位置" },
    },
  ],
} satisfies Definition;
