import {
  divide,
  map,
  max,
  type Nd,
  reshape,
  softmax,
  squeeze,
  subtract,
  sum,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { known, raised } from "../shared/known-mistakes.js";
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
  readonly x: Nd;
  readonly axis: number;
}

const overEverything =
  (along: Softmax) =>
  ({ x }: Inputs) =>
    reshape(along(reshape(x, [x.data.length]), 0), x.shape);
const alongFixed =
  (along: Softmax, fixed: (axis: number) => number) =>
  ({ x, axis }: Inputs) =>
    along(x, fixed(axis));
const along =
  (softmax: Softmax) =>
  ({ x, axis }: Inputs) =>
    softmax(x, axis);
const powers = (x: Nd, axis: number) => map(subtract(x, max(x, axis)), Math.exp);

const mistakes: readonly Mistake<Inputs>[] = [
  { ...known("maximum-starts-too-high"), ways: startedTooHigh.map(along) },
  {
    ...known("unstable-softmax"),
    ways: [...overflowing, ...shiftedTooLittle].map(along),
    raises: raised.byOverflow,
  },
  { ...known("scores-clipped"), ways: clipped.map(along) },
  {
    ...known("global-maximum"),
    ways: [...afterwards((x) => subtract(x, max(reshape(x, [x.data.length]), 0))).map(along)],
  },
  {
    ...known("softmax-over-everything"),
    ways: [overEverything(softmax), overEverything(unstableSoftmax), along(withSharedSum)],
  },
  {
    code: "negative-axis",
    title: { en: "Axis -1 is treated as the first axis", zh: "把 axis = -1 当成了第一维" },
    explanation: {
      en: "Axes 0 and 1 are right, but -1 is treated like 0. A negative axis counts from the end: for a matrix, -1 is the same as 1.",
      zh: "axis 为 0 和 1 时是对的，但 -1 被当成了 0。负数从末尾数起：对矩阵来说 -1 就是 1。",
    },
    ways: [softmax, unstableSoftmax].map((along) => alongFixed(along, (axis) => (axis === 1 ? 1 : 0))),
  },
  {
    ...known("softmax-other-axis"),
    ways: [softmax, unstableSoftmax].flatMap((along) => [
      alongFixed(along, () => -1),
      alongFixed(along, () => 0),
      alongFixed(along, (axis) => (axis === 0 ? 1 : 0)),
    ]),
  },
  {
    ...known("not-normalized"),
    explanation: {
      en: "exp was taken, but not divided by the sum along the axis, so the weights do not sum to one.",
      zh: "取了 exp，但没有除以沿 axis 的总和，权重之和不是 1。",
    },
    ways: undivided.map(along),
  },
  {
    code: "log-softmax",
    title: { en: "The logarithm of the softmax", zh: "返回了 softmax 的对数" },
    explanation: {
      en: "The result is x - log(sum(exp(x))): log-probabilities, none of them positive. They are used in losses; attention needs the weights themselves.",
      zh: "结果是 x - log(sum(exp(x)))，即对数概率，没有正数。它用于损失函数；注意力需要的是权重本身。",
    },
    ways: [
      ({ x, axis }) => {
        const shifted = subtract(x, max(x, axis));
        return subtract(shifted, map(sum(map(shifted, Math.exp), axis), Math.log));
      },
      ({ x, axis }) => subtract(x, map(sum(map(x, Math.exp), axis), Math.log)),
    ],
  },
  {
    ...known("hard-max"),
    explanation: {
      en: "The largest number along the axis gets everything, the others nothing. That is an argmax; a softmax gives every number a share, and a larger number a larger share.",
      zh: "沿该维最大的数拿走了全部权重，其余为 0。这是 argmax；softmax 会给每个数一份权重，数越大份额越大。",
    },
    ways: hardMaxima.map(along),
  },
  {
    ...known("missing-keepdims"),
    ways: [
      ({ x, axis }) => divide(powers(x, axis), squeeze(sum(powers(x, axis), axis), axis)),
      ({ x, axis }) => divide(map(x, Math.exp), squeeze(sum(map(x, Math.exp), axis), axis)),
    ],
    raises: raised.byBroadcasting,
  },
  { ...known("normalized-by-sum"), ways: [({ x, axis }) => divide(x, sum(x, axis))] },
];

export default mistakes;
