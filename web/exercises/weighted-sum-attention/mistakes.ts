import {
  divide,
  expand,
  full,
  matmul,
  mean,
  multiply,
  type Nd,
  reshape,
  scale,
  softmax,
  squeeze,
  sum,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { rowTimes } from "../shared/item-products.js";
import { known, raised } from "../shared/known-mistakes.js";
import { activated } from "../shared/wrong-outputs.js";
import {
  clipped,
  hardMaxima,
  overflowing,
  type Softmax,
  shiftedTooLittle,
  startedTooHigh,
  undivided,
} from "../shared/wrong-softmax.js";

interface Inputs {
  readonly x: Nd;
  readonly w: Nd;
}

/** The softmax along an axis, with or without the maximum subtracted. */
const softmaxes: readonly Softmax[] = [softmax, unstableSoftmax];

const scores = ({ x, w }: Inputs) => squeeze(matmul(x, expand(w, 1)), 1);

/** The right sum with wrong weights. */
const weighing =
  (weigh: (scores: Nd, inputs: Inputs) => Nd) =>
  (inputs: Inputs): Answer => {
    const weights = weigh(scores(inputs), inputs);
    return { out: squeeze(matmul(expand(weights, 0), inputs.x), 0), weights };
  };

/** The right weights, followed by something else than their sum with the items. */
const finishing = (finish: (weights: Nd, inputs: Inputs) => Nd) =>
  softmaxes.map((along) => (inputs: Inputs) => finish(along(scores(inputs), 0), inputs));

const weighted = (weights: Nd, { x }: Inputs) => multiply(expand(weights, 1), x);

/** A softmax over the products of item and vector, feature by feature. */
const productsKept = (along: (products: Nd) => Nd) => (inputs: Inputs) =>
  squeeze(sum(multiply(along(multiply(inputs.x, inputs.w)), inputs.x), 0), 0);

const overEverything = (x: Nd) => reshape(softmax(reshape(x, [x.data.length]), 0), x.shape);

const mistakes: readonly Mistake<Inputs>[] = [
  { ...known("maximum-starts-too-high"), ways: startedTooHigh.map((along) => weighing((s) => along(s, 0))) },
  {
    ...known("unstable-softmax"),
    ways: [...overflowing, ...shiftedTooLittle].map((along) => weighing((s) => along(s, 0))),
    raises: raised.byOverflow,
  },
  {
    ...known("weighted-not-summed"),
    explanation: {
      en: "The weights are there, but they are not used to add up the items: n vectors are left, the sum ran over the features, or each weight multiplied a feature instead of an item. Attention multiplies every item by its weight and adds the items up to one vector of d numbers. (As an array of n numbers the weights line up with the features of x; they need a second axis to multiply its rows. A matrix product does both steps.)",
      zh: "权重算出来了，却没有用它把元素加起来：结果仍是 n 个向量，或者沿特征维求了和，或者权重乘到了特征上而不是元素上。注意力要让每个元素乘自己的权重，再加成一个 d 维向量。（权重只有一维、共 n 个数时，会与 x 的特征维对齐；要先加一维才能逐行相乘。用矩阵乘法则一步完成。）",
    },
    raises:
      /could not be broadcast together with shapes (\(\d+,\) \(\d+,\d+\)|\(\d+,\d+\) \(\d+,\))|at non-singleton dimension 1/,
    ways: [
      ...finishing(weighted),
      ...finishing((weights, inputs) => squeeze(sum(weighted(weights, inputs), 1), 1)),
      // Without a second axis the weights meet the features: it raises, or runs where the sizes agree.
      ...finishing((weights, { x }) => squeeze(sum(multiply(weights, x), 0), 0)),
    ],
  },
  {
    code: "averaged-instead-of-summed",
    title: { en: "The weighted items are averaged", zh: "加权之后又取了平均" },
    explanation: {
      en: "The weights already sum to one, so the weighted sum is an average. A mean over the items divides by n again: the longer the input, the smaller the output.",
      zh: "权重之和已经是 1，加权和本身就是平均。再对元素求 mean 又多除了一次 n，输入越长，输出越小。",
    },
    ways: finishing((weights, inputs) => squeeze(mean(weighted(weights, inputs), 0), 0)),
  },
  { ...known("returned-weights-instead"), ways: finishing((weights) => weights) },
  {
    ...known("elementwise-scores"),
    ways: [
      productsKept((products) => softmax(products, 0)),
      productsKept((products) => unstableSoftmax(products, 0)),
      productsKept((products) => softmax(products, 1)),
      productsKept((products) => unstableSoftmax(products, 1)),
      productsKept(overEverything),
    ],
  },
  {
    ...known("unwanted-scale"),
    explanation: {
      en: "The scores are divided by √d, as in scaled dot-product attention, or by another size, d or √n. The definition in this exercise has no such factor: the score is the plain dot product.",
      zh: "分数像缩放点积注意力那样除以了 √d，或者除以了别的大小（d 或 √n）。本题的定义没有这个系数，分数就是点积本身。",
    },
    ways: softmaxes.flatMap((along) => [
      weighing((s, { w }) => along(scale(s, 1 / Math.sqrt(w.data.length)), 0)),
      weighing((s, { w }) => along(scale(s, 1 / w.data.length), 0)),
      weighing((s) => along(scale(s, 1 / Math.sqrt(s.data.length)), 0)),
    ]),
  },
  activated(weighing((s) => softmax(s, 0))),
  { ...known("scores-clipped"), ways: clipped.map((along) => weighing((s) => along(s, 0))) },
  {
    ...known("vector-as-weights"),
    ways: [
      ({ x, w }) => squeeze(sum(divide(rowTimes(x, w), sum(w, 0)), 0), 0),
      ({ x, w }) => squeeze(sum(rowTimes(x, w), 0), 0),
      ({ x, w }) => divide(rowTimes(x, w), sum(w, 0)),
      ({ x, w }) => rowTimes(x, w),
    ],
    raises: raised.byIndex,
  },
  { ...known("hard-max"), ways: hardMaxima.map((along) => weighing((s) => along(s, 0))) },
  {
    ...known("uniform-weights"),
    explanation: {
      en: "The result is the plain mean of the items, or their plain sum: the scores make no difference. Look for a softmax over an axis of size one, scores that are never used, or a mean or a sum instead of the weighted sum.",
      zh: "结果就是各元素的简单平均或简单求和，分数没有起作用。检查是否沿大小为 1 的维做了 softmax、算出的分数没有用上，或在该加权求和的地方直接求了均值或和。",
    },
    ways: [weighing((s) => full(s.shape, 1 / s.data.length)), weighing((s) => full(s.shape, 1))],
  },
  { ...known("normalized-by-sum"), ways: [weighing((s) => divide(s, sum(s, 0)))] },
  {
    ...known("not-normalized"),
    explanation: {
      en: "exp was taken, but not divided by the sum over all items, so the weights do not sum to one and the output grows with the number of items.",
      zh: "取了 exp，但没有除以对所有元素的总和，权重之和不是 1，输出会随元素个数变大。",
    },
    ways: undivided.map((along) => weighing((s) => along(s, 0))),
  },
  {
    ...known("no-softmax"),
    explanation: {
      en: "There is no softmax: scores can be negative and do not sum to one, so the output is not an average of the items and grows with their number.",
      zh: "没有做 softmax：分数可以为负，和也不为 1，所以输出不是各元素的加权平均，还会随元素个数变大。",
    },
    ways: [weighing((s) => s)],
  },
];

export default mistakes;
