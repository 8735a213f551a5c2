import {
  divide,
  expand,
  full,
  map,
  matmul,
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
import type { Mistake } from "../../format/mistake.js";
import { rowTimes } from "../shared/item-products.js";
import { known, raised } from "../shared/known-mistakes.js";
import {
  clipped,
  hardMaxima,
  overflowing,
  shiftedTooLittle,
  startedTooHigh,
  undivided,
} from "../shared/wrong-softmax.js";

interface Inputs {
  readonly x: Nd;
  readonly w: Nd;
}

const scores = ({ x, w }: Inputs) => squeeze(matmul(x, expand(w, 1)), 1);
const items = (x: Nd) => x.shape[0] as number;
const features = (w: Nd) => w.shape[0] as number;
const overEverything = (x: Nd) => reshape(softmax(reshape(x, [x.data.length]), 0), x.shape);

/** The products stay apart, feature by feature; `finish` is what becomes of them. */
const productsKept =
  (finish: (products: Nd) => Nd) =>
  ({ x, w }: Inputs) =>
    finish(multiply(x, w));

const mistakes: readonly Mistake<Inputs>[] = [
  { ...known("maximum-starts-too-high"), ways: startedTooHigh.map((along) => (inputs) => along(scores(inputs), 0)) },
  {
    ...known("unstable-softmax"),
    ways: [...overflowing, ...shiftedTooLittle].map((along) => (inputs) => along(scores(inputs), 0)),
    raises: raised.byOverflow,
  },
  {
    ...known("elementwise-scores"),
    ways: [
      productsKept((products) => softmax(products, 0)),
      productsKept((products) => unstableSoftmax(products, 0)),
      productsKept((products) => softmax(products, 1)),
      productsKept((products) => unstableSoftmax(products, 1)),
      productsKept(overEverything),
      productsKept((products) => squeeze(sum(overEverything(products), 1), 1)),
      productsKept((products) => squeeze(sum(softmax(products, 0), 1), 1)),
      productsKept((products) => squeeze(mean(softmax(products, 0), 1), 1)),
      productsKept((products) => map(products, Math.exp)),
      productsKept((products) => products),
    ],
  },
  {
    ...known("uniform-weights"),
    explanation: {
      en: "Every item gets the same weight, 1/n or 1: the scores make no difference. Look for a softmax over an axis of size one or over the features, or for scores that are never used.",
      zh: "每个元素的权重都一样（1/n 或 1），分数没有起作用。检查是否沿大小为 1 的维（或特征维）做了 softmax，或算出的分数没有用上。",
    },
    ways: [
      ({ x }) => full([items(x)], 1 / items(x)),
      ({ x }) => full([items(x)], 1),
      ({ x }) => full([items(x), 1], 1),
    ],
  },
  {
    ...known("returned-output-instead"),
    explanation: {
      en: "The result is the items multiplied by their weights, or the sum of these. This exercise asks for the weights themselves: one number for each item.",
      zh: "返回的是乘了权重的各元素，或它们的加权和。本题要的是权重本身：每个元素一个数。",
    },
    ways: [
      (inputs) => squeeze(matmul(expand(softmax(scores(inputs), 0), 0), inputs.x), 0),
      (inputs) => squeeze(matmul(expand(unstableSoftmax(scores(inputs), 0), 0), inputs.x), 0),
      (inputs) => multiply(expand(softmax(scores(inputs), 0), 1), inputs.x),
    ],
  },
  { ...known("scores-clipped"), ways: clipped.map((along) => (inputs) => along(scores(inputs), 0)) },
  {
    ...known("vector-as-weights"),
    ways: [
      ({ w }) => divide(w, sum(w, 0)),
      ({ x, w }) => divide(rowTimes(x, w), sum(w, 0)),
      ({ x, w }) => rowTimes(x, w),
    ],
    raises: raised.byIndex,
  },
  {
    ...known("unwanted-scale"),
    ways: [softmax, unstableSoftmax].flatMap((along) => [
      (inputs: Inputs) => along(scale(scores(inputs), 1 / Math.sqrt(features(inputs.w))), 0),
      (inputs: Inputs) => along(scale(scores(inputs), 1 / features(inputs.w)), 0),
      (inputs: Inputs) => along(scale(scores(inputs), 1 / Math.sqrt(items(inputs.x))), 0),
    ]),
  },
  {
    ...known("not-normalized"),
    explanation: {
      en: "exp was taken, but the results were not divided by their sum, so the weights do not sum to one.",
      zh: "取了 exp，但没有除以它们的总和，所以权重之和不是 1。",
    },
    ways: undivided.map((along) => (inputs) => along(scores(inputs), 0)),
  },
  { ...known("hard-max"), ways: hardMaxima.map((along) => (inputs) => along(scores(inputs), 0)) },
  { ...known("normalized-by-sum"), ways: [(inputs) => divide(scores(inputs), sum(scores(inputs), 0))] },
  {
    ...known("no-softmax"),
    explanation: {
      en: "The scores themselves are returned. Weights are positive and sum to one: the scores still have to go through a softmax.",
      zh: "直接返回了分数。权重应为正且总和为 1：分数还要经过 softmax。",
    },
    ways: [scores, (inputs) => subtract(scores(inputs), max(scores(inputs), 0))],
  },
];

export default mistakes;
