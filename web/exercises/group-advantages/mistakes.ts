import {
  divide,
  map,
  max,
  mean,
  multiply,
  type Nd,
  reduce,
  scale,
  squeeze,
  subtract,
  sum,
  zip,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly rewards: Nd;
}

type Statistic = (rewards: Nd) => Nd;

interface Variant {
  /** What is subtracted. */
  readonly center?: Statistic;
  /** What the deviations are divided by. */
  readonly spread?: Statistic;
  readonly divided?: (deviations: Nd, spread: Nd) => Nd;
}

const size = (x: Nd, axis: number) => x.shape[axis] as number;
const ofGroup: Statistic = (x) => mean(x, 1);
const ofPrompts: Statistic = (x) => mean(x, 0);
const ofAll: Statistic = (x) => mean(mean(x, 1), 0);
const root: Statistic = (x) => map(x, Math.sqrt);
/** The root of the mean square around a center. */
const deviation =
  (average: Statistic): Statistic =>
  (rewards) => {
    const around = subtract(rewards, average(rewards));
    return root(average(multiply(around, around)));
  };
const unbiased: Statistic = (rewards) => {
  const G = size(rewards, 1);
  const around = subtract(rewards, ofGroup(rewards));
  return root(scale(sum(multiply(around, around), 1), 1 / (G - 1)));
};
const least: Statistic = (x) => reduce(x, 1, Math.min, Number.POSITIVE_INFINITY);

const orZero = (deviations: Nd, spread: Nd) => zip(deviations, spread, (by, of) => (of > 0 ? by / of : 0));

const way = composed(
  ({ rewards }: Inputs, { center = ofGroup, spread = deviation(ofGroup), divided = orZero }: Variant): { out: Nd } => ({
    out: divided(subtract(rewards, center(rewards)), spread(rewards)),
  }),
);

/** How much larger a deviation from the mean of the others is. */
const ofOthers = (rewards: Nd) => size(rewards, 1) / Math.max(size(rewards, 1) - 1, 1);

const nothing: Statistic = () => ({ shape: [1], data: Float64Array.of(0) });
const one: Statistic = () => ({ shape: [1], data: Float64Array.of(1) });
/** Where the divisor is 0 too. */
const either = (variant: Variant) => [way(variant), way({ ...variant, divided: divide })];
const epsilons = [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1];

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "over-the-whole-batch",
    title: { en: "Statistics of the whole batch", zh: "统计量取自整个 batch" },
    explanation: {
      en: "Mean or standard deviation were taken over all prompts together. Answers to an easy prompt then all look good, and those to a hard one all bad. An answer is compared with the other answers to the same prompt: both run along the last axis.",
      zh: "均值或标准差是在所有 prompt 上一起算的。这样，简单 prompt 的回答全都显得好，难的全都显得差。一个回答只与同一 prompt 的其他回答比较：两者都沿最后一维计算。",
    },
    ways: [
      ...either({ center: ofAll, spread: deviation(ofAll) }),
      way({ spread: deviation(ofAll) }),
      way({ spread: deviation(ofAll), divided: divide }),
      way({ center: ofAll }),
      way({ center: ofAll, divided: divide }),
      way({ center: ofAll, spread: one }),
    ],
  },
  {
    code: "over-the-prompts",
    title: { en: "Statistics along the wrong axis", zh: "统计量沿错误的维度计算" },
    explanation: {
      en: "Mean and standard deviation were taken over the prompts, for answer 1, answer 2 and so on. The answers to a prompt are a row: take them along the last axis.",
      zh: "均值和标准差是沿 prompt 这一维、对第 1 个回答、第 2 个回答分别计算的。同一 prompt 的回答在一行里：应沿最后一维计算。",
    },
    ways: either({ center: ofPrompts, spread: deviation(ofPrompts) }),
  },
  {
    code: "equal-rewards-nan",
    title: { en: "Equal rewards give NaN", zh: "奖励全部相同时得到 NaN" },
    explanation: {
      en: "Where all answers to a prompt have the same reward, all deviations and the standard deviation are 0, and 0 / 0 is NaN. One such group makes the whole loss NaN. None of these answers is better than the others: their advantages are 0.",
      zh: "同一 prompt 的回答奖励全部相同时，偏差和标准差都是 0，0 / 0 得到 NaN，只要有一组这样，整个损失都是 NaN。这些回答没有好坏之分，优势应为 0。",
    },
    ways: [way({ divided: divide })],
    raises: /ZeroDivisionError: (?:float )?division by zero/,
  },
  {
    code: "epsilon-too-large",
    title: { en: "A number is added to the standard deviation", zh: "标准差上加了一个数" },
    explanation: {
      en: "A small number in the divisor keeps equal rewards from giving NaN, but it also makes the advantages smaller where rewards differ by as little as that number. Here the divisor is the standard deviation itself, and a group of equal rewards is treated separately. 1e-8 does no harm.",
      zh: "在分母上加一个小数可以避免奖励相同时出现 NaN，但当奖励的差别与这个数相当时，优势也被缩小了。本题的分母就是标准差本身，奖励相同的组单独处理。加 1e-8 无妨。",
    },
    ways: [
      ...epsilons.map((eps) =>
        way({ spread: (rewards) => map(deviation(ofGroup)(rewards), (value) => value + eps), divided: divide }),
      ),
      ...epsilons.map((eps) =>
        way({
          spread: (rewards) => map(deviation(ofGroup)(rewards), (value) => Math.sqrt(value ** 2 + eps)),
          divided: divide,
        }),
      ),
    ],
  },
  {
    code: "not-centred",
    title: { en: "The mean is not subtracted", zh: "没有减去均值" },
    explanation: {
      en: "Rewards were divided by the standard deviation as they are. With rewards of 0 and 1 no answer is ever made less likely. The mean of the group is the baseline: subtract it.",
      zh: "奖励直接除以了标准差。奖励为 0 和 1 时，就没有任何回答会被降低概率。组内均值就是基线，应当减去。",
    },
    ways: [way({ center: nothing }), way({ center: nothing, divided: divide })],
  },
  {
    code: "not-scaled",
    title: { en: "Not divided by the standard deviation", zh: "没有除以标准差" },
    explanation: {
      en: "The rewards are only centred. That is what Dr. GRPO proposes, but here each group is also scaled to a standard deviation of 1.",
      zh: "奖励只做了中心化。这是 Dr. GRPO 的主张，但本题还要把每一组的标准差缩放为 1。",
    },
    ways: [way({ spread: one })],
  },
  {
    code: "divided-by-variance",
    title: { en: "Divided by the variance, not its root", zh: "除以了方差而不是标准差" },
    explanation: {
      en: "The square root is missing. Rewards that are twice as large then give advantages half as large, while they should not change.",
      zh: "漏了开平方。奖励放大一倍，优势就缩小一半，而它本不应变化。",
    },
    ways: either({ spread: (rewards) => map(deviation(ofGroup)(rewards), (value) => value ** 2) }),
  },
  {
    code: "unbiased-deviation",
    title: { en: "The standard deviation divides by G - 1", zh: "标准差除以了 G - 1" },
    explanation: {
      en: "torch.std divides by G - 1 unless correction=0 is given, and NumPy does with ddof=1. The definition here divides by G. With a single answer the other one is 0 / 0.",
      zh: "torch.std 默认除以 G - 1，除非写 correction=0；NumPy 的 ddof=1 也是如此。本题的定义除以 G。只有一个回答时，除以 G - 1 就是 0 / 0。",
    },
    ways: [
      ...either({ spread: unbiased }),
      way({ spread: unbiased, divided: (by, of) => zip(by, of, (x, y) => (y === 0 ? 0 : x / y)) }),
    ],
  },
  {
    code: "sign-reversed",
    title: { en: "The sign is reversed", zh: "符号反了" },
    explanation: {
      en: "The reward was subtracted from the mean, so good answers have negative advantages and become less likely.",
      zh: "用均值减去了奖励，好的回答优势为负，反而越来越不可能。",
    },
    ways: [
      way({ divided: (deviations, spread) => scale(orZero(deviations, spread), -1) }),
      way({ divided: (deviations, spread) => scale(divide(deviations, spread), -1) }),
    ],
  },
  {
    code: "leave-one-out",
    title: { en: "Compared with the mean of the others", zh: "与其余回答的平均值作了比较" },
    explanation: {
      en: "The baseline of an answer was the mean of the other answers. That is the baseline of RLOO, another method, which does not divide by a standard deviation. Here the mean includes the answer itself.",
      zh: "一个回答的基线用了其余回答的平均值。这是另一种方法 RLOO 的基线，它不除以标准差。本题的均值包含该回答自己。",
    },
    ways: [
      way(({ rewards }) => ({
        divided: (by) => scale(by, ofOthers(rewards)),
        spread: one,
      })),
      ...[orZero, divide].map((divided) =>
        way(({ rewards }) => ({ divided: (by, spread) => scale(divided(by, spread), ofOthers(rewards)) })),
      ),
    ],
  },
  {
    code: "scaled-to-range",
    title: { en: "Scaled by the range", zh: "按极差做了缩放" },
    explanation: {
      en: "Rewards were divided by the difference between the best and the worst of the group. One extreme answer then decides the scale of all. Use the standard deviation, and the mean as the baseline.",
      zh: "除以了组内最好与最差奖励之差。这样一个极端的回答就决定了整组的尺度。应使用标准差，并以均值为基线。",
    },
    ways: [ofGroup, least].flatMap((center) =>
      either({ center, spread: (rewards) => subtract(max(rewards, 1), least(rewards)) }),
    ),
  },
  {
    code: "mean-absolute-deviation",
    title: { en: "Divided by the mean absolute deviation", zh: "除以了平均绝对偏差" },
    explanation: {
      en: "The divisor is the mean of the absolute deviations. The standard deviation is the root of the mean of their squares.",
      zh: "分母用了偏差绝对值的平均。标准差是偏差平方的平均再开平方。",
    },
    ways: either({ spread: (rewards) => mean(map(subtract(rewards, ofGroup(rewards)), Math.abs), 1) }),
  },
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "Mean or standard deviation have lost their axis, with shape (P) instead of (P, 1). NumPy and PyTorch raise then, or, with as many prompts as answers, use the statistics of another prompt in each column.",
      zh: "均值或标准差丢了一维，形状是 (P) 而不是 (P, 1)。NumPy 和 PyTorch 会报错；如果 prompt 数与回答数相同，则每一列用的是别的 prompt 的统计量。",
    },
    ways: [
      ...either({
        center: (rewards) => squeeze(ofGroup(rewards), 1),
        spread: (rewards) => squeeze(deviation(ofGroup)(rewards), 1),
      }),
      ...either({ spread: (rewards) => squeeze(deviation(ofGroup)(rewards), 1) }),
      ...either({ center: (rewards) => squeeze(ofGroup(rewards), 1) }),
    ],
    raises: raised.byBroadcasting,
  },
  firstEntryOnly(way({})),
];

export default mistakes;
