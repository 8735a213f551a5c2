import { type Nd, reshape, scale } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import {
  byFlatThreshold,
  byThreshold,
  choiceMistakes,
  chosenDownColumns,
  chosenForAll,
  type Keeping,
  largestOfRows,
  normalizedWithoutAxis,
  notAgain,
  notScattered,
  overFirstAxis,
  overKept,
  overKeptOrZeros,
  type Weighing,
  weighingMistakes,
} from "../shared/wrong-choice.js";

interface Inputs {
  readonly logits: Nd;
  readonly temperature: number;
  readonly k: number;
}

interface Variant {
  /** What the logits are multiplied by. */
  readonly factor?: (temperature: number) => number;
  readonly keep?: Keeping;
  readonly weigh?: Weighing;
  readonly finish?: (probabilities: Nd, temperature: number) => Nd;
}

const way = composed(
  (
    { logits, temperature, k }: Inputs,
    { factor = (t) => 1 / t, keep = largestOfRows, weigh = overKept, finish = (same) => same }: Variant,
  ): Nd => {
    const scaled = scale(logits, factor(temperature));
    return finish(weigh(scaled, keep(scaled, k)), temperature);
  },
);

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "multiplied-by-temperature",
    title: { en: "Multiplied by the temperature", zh: "乘了温度，而不是除以温度" },
    explanation: {
      en: "The logits were multiplied by the temperature. They are divided by it: a low temperature makes large differences of small ones and the choice almost certain, a high one makes all tokens nearly equal.",
      zh: "logits 乘了温度。应当除以温度：温度低会放大差异，选择几乎确定；温度高会让各 token 的概率趋于相同。",
    },
    ways: [way({ factor: (t) => t })],
  },
  {
    code: "temperature-ignored",
    title: { en: "The temperature has no effect", zh: "温度没有起作用" },
    explanation: {
      en: "The result is that of temperature 1. Divide the logits before the softmax. A division of the probabilities cancels when they are normalised, or leaves rows that do not sum to one.",
      zh: "结果相当于温度为 1。应在 softmax 之前除 logits；若去除概率，归一化后会抵消，不归一化则每行之和不是 1。",
    },
    ways: [
      way({ factor: () => 1 }),
      way({ factor: () => 1, finish: (probabilities, temperature) => scale(probabilities, 1 / temperature) }),
    ],
  },
  {
    code: "not-normalized-again",
    title: { en: "Not normalised after the cut", zh: "截断之后没有重新归一化" },
    explanation: {
      en: "The softmax ran over all tokens, and what is cut was set to 0 afterwards: a row sums to less than one. Divide by the sum of what is left, or let the cut logits be -infinity before the softmax.",
      zh: "softmax 是对所有 token 做的，之后才把去掉的置 0：每行之和小于 1。应除以剩下的总和，或在 softmax 之前把去掉的 logits 置为 -inf。",
    },
    ways: notAgain.map((weigh) => way({ weigh })),
  },
  {
    code: "cut-by-probability-not-rank",
    title: { en: "A threshold keeps more than k", zh: "用阈值截断，留下的超过 k 个" },
    explanation: {
      en: "Everything as large as the k-th largest was kept. Where several logits are equal at the border, that is more than k. Keep by rank: the indices of the k largest, of equal ones the lower index.",
      zh: "凡不小于第 k 大的都留下了。边界上有几个相等的 logits 时，留下的就超过 k 个。应按名次保留：取最大的 k 个下标，相等时下标小的优先。",
    },
    ways: [way({ keep: byThreshold })],
  },
  {
    code: "chosen-over-the-batch",
    title: { en: "Chosen across the rows of the batch", zh: "跨了 batch 的各行来选" },
    explanation: {
      en: "The largest were chosen along the batch or in the whole array, or the choice of one row was used for all rows. Each row is a distribution by itself: choose k in every row, along the last axis.",
      zh: "最大的数是沿 batch 维选的、在整个数组里选的，或所有行都用了同一行的选择。每一行是一个独立的分布：应沿最后一维，在每一行里各选 k 个。",
    },
    ways: [
      ...[...chosenDownColumns, ...chosenForAll].flatMap((keep) => [
        way({ keep }),
        way({ keep, weigh: overKeptOrZeros }),
      ]),
    ],
    raises: /selected index k out of range/,
  },
  {
    code: "softmax-over-batch",
    title: { en: "The softmax runs over the batch", zh: "softmax 的方向错了：沿 batch 维" },
    explanation: {
      en: "The probabilities of each token sum to one over the rows, so the rows influence one another. Each row is a distribution over the tokens: normalise along the last axis.",
      zh: "每个 token 的概率沿各行求和为 1，各行会互相影响。每一行都是 token 上的一个分布：应沿最后一维归一化。",
    },
    ways: [
      ...overFirstAxis.map((weigh) => way({ weigh })),
      way({
        weigh: (x, kept) => {
          const flat = reshape(x, [1, x.data.length]);
          return reshape(overKept(flat, reshape(kept, flat.shape)), x.shape);
        },
      }),
    ],
  },
  {
    code: "hard-choice",
    title: { en: "Only the most likely token is left", zh: "只留下了概率最大的 token" },
    explanation: {
      en: "The likeliest token gets everything, as with k = 1. All k tokens keep a share, in proportion to their exponentials.",
      zh: "概率最大的 token 拿走了全部，相当于 k = 1。k 个 token 都应按各自指数的比例保留一份。",
    },
    ways: [way({ keep: (x) => largestOfRows(x, 1) })],
  },
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "The k-th largest (or the maximum) of each row has lost its axis and is compared with columns: it raises, or, with as many rows as tokens, cuts each column by another row's threshold. Keep the axis, with size 1.",
      zh: "每行第 k 大的数（或最大值）丢了一维，被拿去与列比较：要么报错，要么在行数与 token 数相等时，用别的行的阈值去截断每一列。应保留该维，大小为 1。",
    },
    ways: [
      way({ keep: byFlatThreshold }),
      way({ keep: byFlatThreshold, weigh: overKeptOrZeros }),
      way({ weigh: normalizedWithoutAxis }),
    ],
    raises: raised.byBroadcasting,
  },
  { ...notScattered.mistake, ways: notScattered.weighs.map((weigh) => way({ weigh })) },
  ...choiceMistakes<Inputs>((keep) => way({ keep })),
  ...weighingMistakes<Inputs>((weigh) => way({ weigh })),
];

export default mistakes;
