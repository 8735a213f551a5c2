import {
  divide,
  expand,
  full,
  map,
  max,
  mean,
  multiply,
  type Nd,
  reshape,
  scale,
  softmax,
  squeeze,
  subtract,
  sum,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { known, raised } from "../shared/known-mistakes.js";
import { activated, firstEntryOnly } from "../shared/wrong-outputs.js";
import {
  afterwards,
  clipped,
  hardMaxima,
  overflowing,
  type Softmax,
  shiftedTooLittle,
  startedTooHigh,
  undivided,
  withSharedSum,
} from "../shared/wrong-softmax.js";

interface Inputs {
  readonly features: Nd;
  readonly position: Nd;
}

/** From scores (B, h, w) to weights of the same shape. */
type Weighing = (scores: Nd, inputs: Inputs) => Nd;

/** The softmax along an axis, with or without the maximum subtracted. */
const softmaxes: readonly Softmax[] = [softmax, unstableSoftmax];

const channels = ({ features }: Inputs) => features.shape[3] as number;
const scores = ({ features, position }: Inputs) => squeeze(sum(multiply(features, position), 3), 3);
const weighted = (weights: Nd, { features }: Inputs) => multiply(expand(weights, 3), features);
const overPositions = (x: Nd) => squeeze(squeeze(sum(sum(x, 1), 2), 2), 1);

/** The right sum with wrong weights. */
const weighing =
  (weigh: Weighing) =>
  (inputs: Inputs): Answer => {
    const weights = weigh(scores(inputs), inputs);
    return { out: overPositions(weighted(weights, inputs)), weights };
  };

/** What is right for (B, h·w), used on scores (B, h, w). */
const onFlat = (along: (flat: Nd) => Nd) => (x: Nd) => {
  const [images, h, w] = x.shape as [number, number, number];
  return reshape(along(reshape(x, [images, h * w])), x.shape);
};
const share = (flat: Nd) => divide(flat, sum(flat, 1));
const ofOwnMaximum = (flat: Nd) => map(subtract(flat, max(flat, 1)), Math.exp);
const right = softmaxes.map((along) => onFlat((flat) => along(flat, 1)));

/** The right weights, followed by something else than their sum with the features. */
const finishing = (finish: (weights: Nd, inputs: Inputs) => Nd) =>
  right.map((weigh) => (inputs: Inputs) => finish(weigh(scores(inputs)), inputs));

const overWholeBatch = (along: Softmax) => (x: Nd) => reshape(along(reshape(x, [x.data.length]), 0), x.shape);

/** A softmax over the positions in each channel: the products are never summed to one score. */
const productsKept = (along: Softmax) => (inputs: Inputs) => {
  const products = multiply(inputs.features, inputs.position);
  const [images, h, w, c] = products.shape as [number, number, number, number];
  const weights = reshape(along(reshape(products, [images, h * w, c]), 1), products.shape);
  return overPositions(multiply(weights, inputs.features));
};

const mistakes: readonly Mistake<Inputs>[] = [
  {
    ...known("maximum-starts-too-high"),
    ways: startedTooHigh.map((along) => weighing(onFlat((flat) => along(flat, 1)))),
  },
  {
    ...known("unstable-softmax"),
    ways: [...overflowing, ...shiftedTooLittle].map((along) => weighing(onFlat((flat) => along(flat, 1)))),
    raises: raised.byOverflow,
  },
  {
    ...known("global-maximum"),
    explanation: {
      en: "The largest score of the whole batch is subtracted, not that of each image. An image whose scores are about 750 lower underflows: all its exponentials are 0, and 0 / 0 is NaN. Each image needs its own maximum.",
      zh: "减去的是整个 batch 的最大分数，而不是每张图自己的最大值。若某张图的分数比它低 750 左右，该图所有指数都会下溢为 0，0 / 0 得到 NaN。每张图都要减自己的最大值。",
    },
    ways: [
      ...afterwards((flat) => subtract(flat, max(reshape(flat, [flat.data.length]), 0))).map((along) =>
        weighing(onFlat((flat) => along(flat, 1))),
      ),
    ],
  },
  {
    ...known("softmax-over-everything"),
    explanation: {
      en: "One softmax was taken over the whole array, including the batch, so the images compete with one another. Each image needs its own distribution over its h × w positions.",
      zh: "对包含 batch 在内的整个数组做了一次 softmax，不同图片互相竞争。每张图应在自己的 h × w 个位置上各自归一化。",
    },
    ways: [
      ...softmaxes.map((along) => weighing(overWholeBatch(along))),
      weighing(onFlat((flat) => withSharedSum(flat, 1))),
    ],
  },
  {
    ...known("softmax-over-width-only"),
    title: { en: "The softmax runs along only one axis of the map", zh: "softmax 的范围不对：只沿特征图的一维" },
    explanation: {
      en: "Every row of the map sums to one (or every column, if the axis was the height), so the weights of an image sum to more than one. All positions of the map compete in a single distribution: flatten height and width to one axis before the softmax, or take maximum and sum over both.",
      zh: "特征图的每一行（若沿高度则是每一列）的权重之和都是 1，整张图的权重之和就超过了 1。所有位置应在同一个分布里竞争：softmax 之前把高和宽展平成一维，或同时沿两维求最大值与总和。",
    },
    ways: [
      ...softmaxes.flatMap((along) => [weighing((s) => along(s, 2)), weighing((s) => along(s, 1))]),
      // Only the maximum is each row's own, or only the sum.
      weighing((s) => onFlat(share)(map(subtract(s, max(s, 2)), Math.exp))),
      weighing((s) => {
        const powers = onFlat(ofOwnMaximum)(s);
        return divide(powers, sum(powers, 2));
      }),
    ],
  },
  {
    ...known("softmax-over-batch"),
    explanation: {
      en: "The weights sum to one over the images of the batch, so the images influence one another, and with a single image every weight is 1. The softmax must run over the positions of each image.",
      zh: "权重沿 batch 维求和为 1，不同图片互相影响；只有一张图时所有权重都是 1。softmax 应在每张图的各个位置之间做。",
    },
    ways: softmaxes.map((along) => weighing((s) => along(s, 0))),
  },
  {
    ...known("elementwise-scores"),
    explanation: {
      en: "The softmax ran over the positions in every channel separately: features × position was never summed over the channels. A position has one score, the dot product over its channels, and one weight, shared by all channels.",
      zh: "softmax 是在每个通道里分别做的：features × position 没有沿通道求和。每个位置只有一个分数（沿通道的点积），也只有一个权重，所有通道共用。",
    },
    ways: [
      ...softmaxes.map(productsKept),
      (inputs) => overPositions(multiply(softmax(multiply(inputs.features, inputs.position), 3), inputs.features)),
    ],
  },
  {
    ...known("weighted-not-summed"),
    explanation: {
      en: "Every position is multiplied by its weight, but height, width or both are still there. Attention sums the weighted positions, which leaves one vector of C numbers for each image. (In NumPy, weights of shape (B, h, w) need a fourth axis to multiply (B, h, w, C).)",
      zh: "每个位置都乘了自己的权重，但高、宽（或其中之一）仍然保留着。注意力要把加权后的所有位置加起来，每张图只剩一个 C 维向量。（在 NumPy 里，形状 (B, h, w) 的权重要先加一维才能与 (B, h, w, C) 相乘。）",
    },
    raises:
      /could not be broadcast together with shapes (\(\d+,\d+,\d+\) \(\d+,\d+,\d+,\d+\)|\(\d+,\d+,\d+,\d+\) \(\d+,\d+,\d+\))|at non-singleton dimension 3/,
    ways: [
      ...finishing(weighted),
      ...finishing((weights, inputs) => squeeze(sum(weighted(weights, inputs), 1), 1)),
      ...finishing((weights, inputs) => squeeze(sum(weighted(weights, inputs), 2), 2)),
      ...finishing((weights, inputs) => squeeze(sum(weighted(weights, inputs), 3), 3)),
      ...softmaxes.map((along) => (inputs: Inputs) => weighted(along(scores(inputs), 2), inputs)),
    ],
  },
  {
    code: "averaged-instead-of-summed",
    title: { en: "The weighted positions are averaged", zh: "加权之后又取了平均" },
    explanation: {
      en: "The weights already sum to one, so the weighted sum is an average. A mean over the positions divides by h × w again: the larger the map, the smaller the output.",
      zh: "权重之和已经是 1，加权和本身就是平均。再对位置求 mean 又多除了一次 h × w，特征图越大，输出越小。",
    },
    ways: finishing((weights, inputs) => {
      const all = weighted(weights, inputs);
      return squeeze(squeeze(mean(mean(all, 1), 2), 2), 1);
    }),
  },
  activated(weighing(right[0] as Weighing)),
  firstEntryOnly(weighing(right[0] as Weighing)),
  { ...known("scores-clipped"), ways: clipped.map((along) => weighing(onFlat((flat) => along(flat, 1)))) },
  { ...known("returned-weights-instead"), ways: finishing((weights) => weights) },
  {
    ...known("unwanted-scale"),
    ways: [Math.sqrt, (size: number) => size].flatMap((divisor) =>
      right.map((weigh) => weighing((s, inputs) => weigh(scale(s, 1 / divisor(channels(inputs)))))),
    ),
  },
  {
    ...known("missing-keepdims"),
    ways: [
      weighing(onFlat((flat) => divide(ofOwnMaximum(flat), squeeze(sum(ofOwnMaximum(flat), 1), 1)))),
      weighing(onFlat((flat) => share(map(subtract(flat, squeeze(max(flat, 1), 1)), Math.exp)))),
    ],
    raises: raised.byBroadcasting,
  },
  { ...known("hard-max"), ways: hardMaxima.map((along) => weighing(onFlat((flat) => along(flat, 1)))) },
  {
    ...known("uniform-weights"),
    explanation: {
      en: "The result is the plain average (or the plain sum) over the positions: the scores make no difference. That is global average pooling; attention weights the positions by their scores.",
      zh: "结果只是各位置的简单平均（或直接求和），分数没有起作用。这是全局平均池化；注意力要按分数给各位置加权。",
    },
    ways: [weighing((s) => full(s.shape, (s.shape[0] as number) / s.data.length)), weighing((s) => full(s.shape, 1))],
  },
  { ...known("normalized-by-sum"), ways: [weighing(onFlat(share))] },
  {
    ...known("not-normalized"),
    explanation: {
      en: "exp was taken, but not divided by its sum, so the weights of an image do not sum to one and the output grows with the number of positions.",
      zh: "取了 exp 但没有除以总和，一张图的权重之和不是 1，输出会随位置的数量变大。",
    },
    ways: undivided.map((along) => weighing(onFlat((flat) => along(flat, 1)))),
  },
  {
    ...known("no-softmax"),
    explanation: {
      en: "There is no softmax: scores can be negative and do not sum to one, so the output is not an average over the positions and grows with their number.",
      zh: "没有做 softmax：分数可以为负，和也不为 1，所以输出不是各位置的加权平均，还会随位置的数量变大。",
    },
    ways: [weighing((s) => s)],
  },
];

export default mistakes;
