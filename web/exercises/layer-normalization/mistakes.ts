import { add, divide, map, mean, multiply, type Nd, scale, squeeze, subtract } from "../../arrays/nd.js";
import type { Answer, Mistake, Way } from "../../format/mistake.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly x: Nd;
  readonly gamma: Nd;
  readonly beta: Nd;
  readonly eps: number;
}

interface Variant {
  /** The axes of the statistics. Default: the features. */
  readonly axes?: readonly number[];
  /** Default: the mean itself. */
  readonly center?: (mean: Nd) => Nd;
  /** The divisor, from the variance. Default: sqrt(variance + eps). */
  readonly divisor?: (variance: Nd, inputs: Inputs) => Nd;
  /** Default: gamma * normalised + beta. */
  readonly affine?: (normalised: Nd, inputs: Inputs) => Nd;
}

const rootOfSum = (variance: Nd, { eps }: Inputs) => map(variance, (value) => Math.sqrt(value + eps));
const gammaAndBeta = (normalised: Nd, { gamma, beta }: Inputs) => add(multiply(normalised, gamma), beta);
const meanOver = (x: Nd, axes: readonly number[]) => axes.reduce(mean, x);

const layerNorm =
  ({ axes = [2], center = (m) => m, divisor = rootOfSum, affine = gammaAndBeta }: Variant) =>
  (inputs: Inputs): Answer => {
    const average = meanOver(inputs.x, axes);
    const deviation = subtract(inputs.x, average);
    const variance = meanOver(multiply(deviation, deviation), axes);
    return { out: affine(divide(subtract(inputs.x, center(average)), divisor(variance, inputs)), inputs) };
  };

/** mean(x²) - mean(x)² with each step in float32, where the squares of large numbers have no digits left for a small spread. */
const fromSquares =
  (order: (values: readonly number[]) => number, atLeast = Number.NEGATIVE_INFINITY): Way<Inputs> =>
  ({ x, gamma, beta, eps }) => {
    const size = gamma.data.length;
    const rows = Array.from({ length: x.data.length / size }, (_, row) => {
      const values = [...x.data.subarray(row * size, (row + 1) * size)];
      const average = fround(order(values) / size);
      const square = fround(order(values.map((value) => fround(value * value))) / size);
      const variance = Math.max(fround(square - fround(average * average)), atLeast);
      const root = Math.sqrt(variance + eps);
      return values.map(
        (value, i) => (gamma.data[i] as number) * ((value - average) / root) + (beta.data[i] as number),
      );
    });
    return { shape: x.shape, data: Float64Array.from(rows.flat()) };
  };
const { fround } = Math;
const oneAfterTheOther = (values: readonly number[]) => values.reduce((total, value) => fround(total + value), 0);
/** As NumPy sums eight numbers. */
const inPairs = (values: readonly number[]): number => {
  if (values.length < 8) return oneAfterTheOther(values);
  const pairs = (all: readonly number[]): readonly number[] =>
    Array.from({ length: 4 }, (_, i) => i).flatMap((i) =>
      2 * i < all.length ? [fround((all[2 * i] as number) + (all[2 * i + 1] as number))] : [],
    );
  const [eight, rest] = [values.slice(0, 8), values.slice(8)];
  return oneAfterTheOther([...pairs(pairs(pairs(eight))), ...rest]);
};

const features = ({ x }: Inputs) => x.shape[2] as number;
const unbiased = (variance: Nd, inputs: Inputs) => scale(variance, features(inputs) / (features(inputs) - 1));

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "variance-from-squares",
    title: { en: "The variance is a difference of large numbers", zh: "方差是两个大数之差" },
    explanation: {
      en: "The variance was computed as mean(x²) - mean(x)², in float32. Where the mean is large and the spread small, both are large and almost equal, and their difference is rounding error: it may even be negative, whose root is NaN. Subtract the mean first, and average the squares of what is left.",
      zh: "方差是用 mean(x²) - mean(x)² 在 float32 中算出的。均值很大而离散程度很小时，这两个数很大又几乎相等，相减剩下的是舍入误差，甚至可能为负，开方得到 NaN。应先减去均值，再对差的平方求平均。",
    },
    ways: [oneAfterTheOther, inPairs].flatMap((order) => [fromSquares(order), fromSquares(order, 0)]),
  },
  firstEntryOnly(layerNorm({})),
  {
    ...knownOfLayers("unbiased-variance"),
    ways: [
      layerNorm({ divisor: (variance, inputs) => rootOfSum(unbiased(variance, inputs), inputs) }),
      layerNorm({
        divisor: (variance, inputs) => map(unbiased(variance, inputs), (value) => Math.sqrt(value) + inputs.eps),
      }),
    ],
  },
  {
    ...knownOfLayers("epsilon-outside-root"),
    ways: [layerNorm({ divisor: (variance, { eps }) => map(variance, (value) => Math.sqrt(value) + eps) })],
  },
  {
    code: "epsilon-ignored",
    title: { en: "The eps argument is not used", zh: "没有使用传入的 eps" },
    explanation: {
      en: "The divisor has no eps, a fixed eps, or uses eps as a lower bound instead of adding it. Without eps, a token whose features are all equal gives 0 / 0; with a fixed one, the result is wrong when the variance is as small as eps or the caller passes another value.",
      zh: "分母里没有 eps、写死了一个值，或者把 eps 当作下限而不是相加。没有 eps 时，特征全部相同的 token 会出现 0 / 0；写死则在方差与 eps 相当或调用方传入其他值时出错。",
    },
    ways: [
      ...[0, 1e-5, 1e-6, 1e-8, 1e-12].map((fixed) =>
        layerNorm({ divisor: (variance) => map(variance, (value) => Math.sqrt(value + fixed)) }),
      ),
      // As a floor that only tiny variances touch.
      layerNorm({ divisor: (variance, { eps }) => map(variance, (value) => Math.sqrt(Math.max(value, eps))) }),
    ],
  },
  {
    ...knownOfLayers("divided-by-variance"),
    ways: [layerNorm({ divisor: (variance, { eps }) => map(variance, (value) => value + eps) })],
  },
  {
    ...knownOfLayers("mean-not-subtracted"),
    ways: [
      ({ x, gamma, beta, eps }) => {
        const meanSquare = mean(multiply(x, x), 2);
        return add(
          multiply(
            divide(
              x,
              map(meanSquare, (value) => Math.sqrt(value + eps)),
            ),
            gamma,
          ),
          beta,
        );
      },
      ({ x, gamma, eps }) => {
        const meanSquare = mean(multiply(x, x), 2);
        return multiply(
          divide(
            x,
            map(meanSquare, (value) => Math.sqrt(value + eps)),
          ),
          gamma,
        );
      },
      layerNorm({ center: (average) => scale(average, 0) }),
    ],
  },
  {
    ...knownOfLayers("missing-affine"),
    ways: [
      layerNorm({ affine: (normalised) => normalised }),
      layerNorm({ affine: (normalised, { gamma }) => multiply(normalised, gamma) }),
      layerNorm({ affine: (normalised, { beta }) => add(normalised, beta) }),
    ],
  },
  {
    code: "gamma-and-beta-swapped",
    title: { en: "Gamma and beta are swapped", zh: "gamma 和 beta 用反了" },
    explanation: {
      en: "The normalised values are multiplied by beta and shifted by gamma. Gamma is the scale, beta the shift.",
      zh: "归一化后的值乘了 beta、加了 gamma。gamma 是缩放系数，beta 是偏移。",
    },
    ways: [layerNorm({ affine: (normalised, { gamma, beta }) => add(multiply(normalised, beta), gamma) })],
  },
  {
    code: "shifted-before-scaled",
    title: { en: "Beta is added before gamma multiplies", zh: "先加 beta 再乘 gamma" },
    explanation: {
      en: "The result is gamma * (normalised + beta): the shift is scaled too. Multiply first, then add.",
      zh: "结果是 gamma * (归一化值 + beta)，偏移也被缩放了。应先乘后加。",
    },
    ways: [layerNorm({ affine: (normalised, { gamma, beta }) => multiply(add(normalised, beta), gamma) })],
  },
  {
    ...knownOfLayers("normalized-over-everything"),
    explanation: {
      en: "One mean and one variance are used for the whole array, or for a whole sequence. Each token needs its own, over its features: take them along the last axis and keep it for broadcasting.",
      zh: "整个数组（或整个序列）只用了一个均值和一个方差。每个 token 要在自己的特征维上单独统计：沿最后一维计算并保留该维以便广播。",
    },
    ways: [
      [0, 1, 2],
      [1, 2],
      [0, 2],
    ].map((axes) => layerNorm({ axes })),
  },
  {
    ...known("missing-keepdims"),
    title: { en: "The mean or the variance has lost its axis", zh: "均值或方差丢了一维" },
    explanation: {
      en: "Mean and variance were taken without keepdims=True. Their shape (B, L) does not fit (B, L, D), so NumPy raises, or, when the sizes happen to agree, normalises with another token's statistics. Keep the axis, with size 1.",
      zh: "求均值和方差时没有加 keepdims=True，形状 (B, L) 与 (B, L, D) 对不齐：NumPy 会报错；如果大小碰巧吻合，用的就是别的 token 的统计量。应保留该维，大小为 1。",
    },
    ways: [
      layerNorm({
        center: (average) => squeeze(average, 2),
        divisor: (variance, inputs) => squeeze(rootOfSum(variance, inputs), 2),
      }),
      layerNorm({ divisor: (variance, inputs) => squeeze(rootOfSum(variance, inputs), 2) }),
    ],
    raises: raised.byBroadcasting,
  },
  { ...knownOfLayers("normalized-over-batch"), ways: [[0], [1], [0, 1]].map((axes) => layerNorm({ axes })) },
];

export default mistakes;
