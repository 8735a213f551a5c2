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
      en: "Every item is multiplied by its weight, but the items are not summed: n vectors are left, or the sum ran over the features. Attention adds up the weighted items into one vector of d numbers. (In NumPy the weights need a second axis to multiply the rows of x; a matrix product does both steps.)",
      zh: "每个元素都乘了自己的权重，但到此为止：结果仍是 n 个向量，或者求和沿了特征维。注意力要把加权后的元素加成一个 d 维向量。（在 NumPy 里，权重要先加一维才能逐行乘 x；用矩阵乘法则一步完成。）",
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
    ways: [weighing((s) => full(s.shape, 1 / s.data.length)), weighing((s) => full(s.shape, 1))],
  },
  { ...known("normalized-by-sum"), ways: [weighing((s) => divide(s, sum(s, 0)))] },
  {
    ...known("not-normalized"),
    ways: undivided.map((along) => weighing((s) => along(s, 0))),
  },
  { ...known("no-softmax"), ways: [weighing((s) => s)] },
];

export default mistakes;
