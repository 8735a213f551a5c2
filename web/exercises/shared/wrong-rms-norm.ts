/** RMSNorm in float64 with the steps that learners get wrong made exchangeable. Mistakes are built of it. */
import { add, divide, map, mean, multiply, type Nd, scale, squeeze, subtract, sum } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known, raised } from "./known-mistakes.js";
import { knownOfLayers } from "./known-of-layers.js";

export interface RmsNormVariant {
  /** The axes of the mean. Default: the features. */
  readonly axes?: readonly number[];
  /** What is divided. Default: x. */
  readonly dividend?: (x: Nd) => Nd;
  /** What is averaged over the axes. Default: the mean of the squares. */
  readonly average?: (x: Nd, axes: readonly number[]) => Nd;
  /** From the average to the divisor. Default: sqrt(average + eps). */
  readonly divisor?: (average: Nd, eps: number) => Nd;
  /** Default: divided by the divisor. */
  readonly apply?: (x: Nd, divisor: Nd) => Nd;
  /** Default: multiplied by gamma. */
  readonly affine?: (normalised: Nd, gamma: Nd) => Nd;
}

const meanOver = (x: Nd, axes: readonly number[]) => axes.reduce(mean, x);
const meanSquare = (x: Nd, axes: readonly number[]) => meanOver(multiply(x, x), axes);
const rootOfSum = (average: Nd, eps: number) => map(average, (value) => Math.sqrt(value + eps));

/** x [B, L, D], gamma [D]. */
export function rmsNorm(
  x: Nd,
  gamma: Nd,
  eps: number,
  {
    axes = [2],
    dividend = (given) => given,
    average = meanSquare,
    divisor = rootOfSum,
    apply = divide,
    affine = multiply,
  }: RmsNormVariant = {},
): Nd {
  return affine(apply(dividend(x), divisor(average(x, axes), eps)), gamma);
}

const centred = (x: Nd) => subtract(x, mean(x, 2));
const variance = (x: Nd, axes: readonly number[]) => meanSquare(centred(x), axes);
const unbiased = (x: Nd, axes: readonly number[]) => {
  const D = x.shape[2] as number;
  return scale(variance(x, axes), D / (D - 1));
};
const sumOfSquares = (x: Nd, axes: readonly number[]) => axes.reduce(sum, multiply(x, x));
const rootPlus = (average: Nd, eps: number) => map(average, (value) => Math.sqrt(value) + eps);
const rootOf = (least: number) => (average: Nd) => map(average, (value) => Math.max(Math.sqrt(value), least));

/** What may go wrong in the normalisation itself, whatever is normalised. */
export function rmsNormMistakes<Inputs>(way: (variant: RmsNormVariant) => Way<Inputs>): readonly Mistake<Inputs>[] {
  return [
    {
      code: "mean-subtracted",
      title: { en: "The mean is subtracted", zh: "减去了均值" },
      explanation: {
        en: "The mean is subtracted from the features, or from what is squared, as in layer normalisation. RMSNorm does neither: it divides x itself by the root of the mean of x². Leaving the mean out is its whole point, and it saves one pass over the features.",
        zh: "从特征中（或在平方之前）减去了均值，这是层归一化的做法。RMSNorm 两处都不减：直接用 x 除以 x² 平均值的平方根。省掉均值正是它的用意，还少扫一遍特征。",
      },
      ways: [
        ...[variance, unbiased].flatMap((average) =>
          [rootOfSum, rootPlus, rootOf(0)].flatMap((divisor) => [
            way({ dividend: centred, average, divisor }),
            way({ average, divisor }),
          ]),
        ),
        way({ dividend: centred }),
      ],
    },
    {
      code: "sum-instead-of-mean",
      title: { en: "The sum of the squares, not their mean", zh: "用了平方和而不是均方" },
      explanation: {
        en: "x is divided by the root of the sum of the squares, which is its Euclidean norm. RMSNorm divides by the root of their mean: the result has features of size about 1, however many there are. With the sum they shrink as D grows, by the factor √D.",
        zh: "x 除以了平方和的平方根，也就是它的欧几里得范数。RMSNorm 除以的是均方的平方根：无论有多少个特征，结果的大小都在 1 左右。用平方和的话，D 越大结果越小，差 √D 倍。",
      },
      ways: [
        way({ average: sumOfSquares }),
        way({ average: sumOfSquares, divisor: rootPlus }),
        ...[0, 1e-12, 1e-8].map((least) => way({ average: sumOfSquares, divisor: rootOf(least) })),
        way({
          average: sumOfSquares,
          divisor: (total, eps) => map(total, (value) => Math.max(Math.sqrt(value), eps)),
        }),
      ],
    },
    {
      ...knownOfLayers("epsilon-outside-root"),
      explanation: {
        en: "The divisor is sqrt(mean square) + eps. It should be sqrt(mean square + eps): for tokens that are almost zero the two differ a lot, because √eps is far larger than eps.",
        zh: "分母写成了 sqrt(均方) + eps，应为 sqrt(均方 + eps)。当 token 接近 0 时两者相差很大，因为 √eps 远大于 eps。",
      },
      ways: [way({ divisor: rootPlus })],
    },
    {
      code: "epsilon-ignored",
      title: { en: "The eps argument is not used", zh: "没有使用传入的 eps" },
      explanation: {
        en: "The divisor has no eps, a fixed eps, or uses eps as a lower bound instead of adding it. Without eps a token of zeros gives 0 / 0; with a fixed one the result is wrong when the mean square is as small as eps or the caller passes another value.",
        zh: "分母里没有 eps、写死了一个值，或者把 eps 当作下限而不是相加。没有 eps 时，全 0 的 token 会出现 0 / 0；写死则在均方与 eps 相当或调用方传入其他值时出错。",
      },
      ways: [
        ...[0, 1e-5, 1e-6, 2 ** -23, 1e-8, 1e-12].map((fixed) =>
          way({ divisor: (average) => map(average, (value) => Math.sqrt(value + fixed)) }),
        ),
        way({ divisor: rootOf(1e-12) }),
        way({ divisor: (average, eps) => map(average, (value) => Math.max(Math.sqrt(value), eps)) }),
        way({ divisor: (average, eps) => map(average, (value) => Math.sqrt(Math.max(value, eps))) }),
      ],
    },
    {
      ...knownOfLayers("divided-by-variance"),
      title: { en: "The square root is missing", zh: "漏了开平方" },
      explanation: {
        en: "x is divided by the mean square + eps, not by its root. Twice as large features then give half the result, while RMSNorm should hardly change with the size of x.",
        zh: "x 除以的是均方 + eps，没有开平方。这样特征放大一倍，结果就缩小一半，而 RMSNorm 的结果本应几乎不随 x 的大小变化。",
      },
      ways: [way({ divisor: (average, eps) => map(average, (value) => value + eps) })],
    },
    {
      code: "root-before-mean",
      title: { en: "The mean of the absolute values", zh: "用了绝对值的平均" },
      explanation: {
        en: "The root was taken before the mean, or the absolute values were averaged. The order is in the name, read from the end: square, then mean, then root.",
        zh: "先开方后平均，或者平均的是绝对值。顺序就写在 RMS（root mean square）这个名字里，从后往前读：先平方，再平均，最后开方。",
      },
      ways: [
        way({
          average: (x, axes) => meanOver(map(x, Math.abs), axes),
          divisor: (average, eps) => map(average, (value) => value + eps),
        }),
        way({ average: (x, axes) => meanOver(map(x, Math.abs), axes), divisor: rootOfSum }),
        way({ average: (x, axes) => meanOver(map(x, Math.abs), axes), divisor: (average) => average }),
      ],
    },
    {
      code: "mean-squared",
      title: { en: "The mean is squared, not the features", zh: "平方的是均值而不是特征" },
      explanation: {
        en: "The features were averaged first and the average was squared. Positive and negative features then cancel, and the divisor may be almost 0. Square first: the mean of x², not the square of the mean.",
        zh: "先对特征求平均，再把平均值平方了。这样正负特征会互相抵消，分母可能接近 0。应先平方：是 x² 的平均，不是平均值的平方。",
      },
      ways: [rootOfSum, rootPlus].map((divisor) =>
        way({ average: (x, axes) => map(meanOver(x, axes), (value) => value * value), divisor }),
      ),
    },
    {
      code: "multiplied-not-divided",
      title: { en: "Multiplied by the root instead of divided", zh: "乘以了均方根而不是除以" },
      explanation: {
        en: "x is multiplied by the root of the mean square, which doubles the orders of magnitude instead of removing them. Divide, or multiply by the reciprocal root (rsqrt).",
        zh: "x 乘以了均方根，数量级没有消掉，反而翻倍。应当相除，或者乘以平方根的倒数（rsqrt）。",
      },
      ways: [way({ apply: multiply })],
    },
    {
      ...knownOfLayers("missing-affine"),
      title: { en: "Gamma is not applied", zh: "没有使用 gamma" },
      explanation: {
        en: "The normalised values still have to be multiplied by gamma, feature by feature. Without it every token has the same root mean square, and no feature can matter more than another.",
        zh: "归一化之后还要逐特征乘以 gamma。缺了它，每个 token 的均方根都相同，任何特征都不能比别的更重要。",
      },
      ways: [way({ affine: (normalised) => normalised })],
    },
    {
      code: "gain-plus-one",
      title: { en: "Multiplied by 1 + gamma", zh: "乘的是 1 + gamma" },
      explanation: {
        en: "The gain is 1 + gamma. Gemma stores its weights that way, so that zero means no change. Here, as in the paper and in Llama, gamma itself is the factor. Before loading weights, check which of the two they were trained with.",
        zh: "乘的增益是 1 + gamma。Gemma 就是这样存权重的，权重为 0 表示不变。本题与论文和 Llama 一样，gamma 本身就是系数。加载权重之前要弄清它是按哪种约定训练的。",
      },
      ways: [
        way({
          affine: (normalised, gamma) =>
            multiply(
              normalised,
              map(gamma, (value) => 1 + value),
            ),
        }),
      ],
    },
    {
      code: "gain-added",
      title: { en: "Gamma is added", zh: "把 gamma 加上去了" },
      explanation: {
        en: "Gamma is added to the normalised values. It is a factor; RMSNorm has nothing that is added.",
        zh: "gamma 被加到了归一化后的值上。它是乘上去的系数，RMSNorm 没有相加的参数。",
      },
      ways: [way({ affine: add })],
    },
    {
      ...knownOfLayers("normalized-over-everything"),
      explanation: {
        en: "One mean square is used for the whole array, or for a whole sequence. Each token needs its own, over its features: take the mean along the last axis and keep it for broadcasting.",
        zh: "整个数组（或整个序列）只用了一个均方。每个 token 要在自己的特征维上单独统计：沿最后一维求平均并保留该维以便广播。",
      },
      ways: [
        [0, 1, 2],
        [1, 2],
        [0, 2],
      ].map((axes) => way({ axes })),
    },
    {
      ...known("missing-keepdims"),
      title: { en: "The mean has lost its axis", zh: "求平均时丢了一维" },
      explanation: {
        en: "The mean was taken without keepdims=True. Its shape (B, L) does not fit (B, L, D), so NumPy raises, or, when the sizes happen to agree, divides by another token's root. Keep the axis, with size 1.",
        zh: "求平均时没有加 keepdims=True，形状 (B, L) 与 (B, L, D) 对不齐：NumPy 会报错；如果大小碰巧吻合，除的就是别的 token 的均方根。应保留该维，大小为 1。",
      },
      ways: [way({ divisor: (average, eps) => squeeze(rootOfSum(average, eps), 2) })],
      raises: raised.byBroadcasting,
    },
    {
      ...knownOfLayers("normalized-over-batch"),
      title: { en: "The mean runs over the wrong axis", zh: "均方沿错误的维度计算" },
      explanation: {
        en: "The mean of the squares was taken over the batch, the sequence, or both. RMSNorm takes it over the features of each token alone, so the result for a token does not depend on other tokens.",
        zh: "均方是沿 batch、序列或两者计算的。RMSNorm 只在每个 token 自己的特征维上统计，一个 token 的结果与其他 token 无关。",
      },
      ways: [[0], [1], [0, 1]].map((axes) => way({ axes })),
    },
  ];
}
