import { add, generate, map, max, type Nd, reduce, scale, squeeze, subtract, sum } from "../../arrays/nd.js";
import type { Text } from "../../format/locales.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfGradients } from "../shared/known-of-gradients.js";
import { lessThan, logProbMistakes, logSoftmax, type Weighing } from "../shared/wrong-log-probs.js";
import { clippings, firstRowOnly } from "../shared/wrong-score-rows.js";

interface Inputs {
  readonly x: Nd;
}

interface Variant {
  readonly scores?: (x: Nd) => Nd;
  readonly weigh?: Weighing;
  readonly finish?: (logProbs: Nd) => Nd;
}

const way = composed(
  ({ x }: Inputs, { scores = (same) => same, weigh = logSoftmax, finish = (same) => same }: Variant) =>
    finish(weigh(scores(x))),
);

/** The first score of each row, of which some think that it will do as well as the largest. */
const firstScore = (x: Nd) =>
  generate([x.shape[0] as number, 1], ([i]) => x.data[(i as number) * (x.shape[1] as number)] as number);
const logSumExp = (x: Nd) => {
  const largest = max(x, -1);
  return add(map(sum(map(subtract(x, largest), Math.exp), -1), Math.log), largest);
};

/** The shared texts speak of tokens of a vocabulary; here there are rows. */
const ofRows: Readonly<Record<string, { readonly code?: string; readonly title?: Text; readonly explanation: Text }>> =
  {
    "log-of-softmax": {
      explanation: {
        en: "The softmax of a score far below the others underflows to 0, and its logarithm is -infinity; with a small number added or as a lower limit it stops at the logarithm of that number. The information is lost before the logarithm sees it. Do both in one step: x - max - log(sum(exp(x - max))), in which nothing underflows that matters.",
        zh: "远低于其他分数的那一项，softmax 会下溢为 0，取对数得到 -inf；加一个很小的数或设下限，结果也只会停在那个数的对数上。信息在取对数之前就已经丢了。应把两步合成一步：x - max - log(sum(exp(x - max)))，这样不会丢掉有用的部分。",
      },
    },
    "unstable-softmax": {
      explanation: {
        en: "exp of a score above about 709 is infinity in float64 (above about 88 in float32), and its logarithm too; where all scores of a row lie far below zero, every exponential is 0 and the logarithm of their sum -infinity. Subtract the largest score of each row first, not its first score or the mean: the result does not change, and the sum is at least one.",
        zh: "在 float64 中，分数超过约 709（float32 约 88）时 exp 会变成无穷大，取对数仍是无穷大；一行的分数都远小于零时，所有指数都是 0，和的对数是 -inf。先减去每一行的最大值（减第一个数或平均值都不够）：结果不变，而和至少为 1。",
      },
    },
    "global-maximum": {
      explanation: {
        en: "The largest score of the whole matrix, or of each column, is subtracted, not that of each row. Where the scores of a row lie 750 lower, all its exponentials are 0, and the logarithm of their sum is -infinity. Each row needs its own maximum.",
        zh: "减去的是整个矩阵或每一列的最大值，而不是每一行自己的。若一行的分数比它低 750，该行所有指数都是 0，和的对数是 -inf。每一行都要减自己的最大值。",
      },
    },
    "maximum-not-added-back": {
      explanation: {
        en: "The maximum was subtracted inside the exponentials, but then log(sum(exp(x - max))) was subtracted from the scores as they were. The logarithm of the sum is max + log(sum(exp(x - max))): add the maximum back, or subtract it from the scores too.",
        zh: "指数里减了最大值，却直接从原来的分数里减去 log(sum(exp(x - max)))。完整的 log-sum-exp 是 max + log(sum(exp(x - max)))：要么把最大值加回来，要么分数也减去它。",
      },
    },
    "only-shifted": {
      explanation: {
        en: "The result is x - max: 0 for the largest score of each row, whatever its probability. The maximum only keeps the exponentials small; what normalises is the logarithm of their sum, and it must be subtracted as well.",
        zh: "结果是 x - max：每行最大的分数总是 0，与它的概率无关。减最大值只是防止指数过大；起归一化作用的是指数之和的对数，也要减去。",
      },
    },
    "probabilities-returned": {
      explanation: {
        en: "The numbers lie between 0 and 1: they are the softmax itself. What is asked for is its logarithm, which is never positive.",
        zh: "这些数在 0 和 1 之间，是 softmax 本身。要的是它的对数，不会为正。",
      },
    },
    "logits-gathered": {
      code: "scores-returned",
      title: { en: "The scores are returned as they are", zh: "原样返回了分数" },
      explanation: {
        en: "Nothing was subtracted. Scores are log-probabilities up to a constant of each row: the logarithm of the sum of all exponentials must be subtracted, so that the probabilities sum to one.",
        zh: "什么都没有减。分数与对数概率之间每行差一个常数：要减去所有指数之和的对数，概率之和才是 1。",
      },
    },
    "softmax-twice": {
      explanation: {
        en: "The log-softmax was applied to probabilities, not to scores. Numbers between 0 and 1 differ by at most 1, so the second softmax makes all of them almost equally likely. The log-softmax wants the raw scores.",
        zh: "log-softmax 作用在了概率而不是分数上。0 到 1 之间的数最多相差 1，再做一次 softmax，各项的概率几乎相同。log-softmax 的输入应是原始的分数。",
      },
    },
    "softmax-over-positions": {
      code: "softmax-over-batch",
      title: { en: "The softmax runs over another axis", zh: "softmax 的方向错了" },
      explanation: {
        en: "The probabilities sum to one down each column, or over the whole matrix. Each row is a separate distribution: maximum and sum run along the last axis, and keep it.",
        zh: "概率沿每一列求和为 1，或者整个矩阵加起来才是 1。每一行各是一个分布：求最大值与求和都要沿最后一维，并保留这一维。",
      },
    },
  };

const shared = logProbMistakes<Inputs>((weigh) => way({ weigh })).map((mistake) => ({
  ...mistake,
  ...ofRows[mistake.code],
  ...(mistake.code === "unstable-softmax" && { ways: [...mistake.ways, way({ weigh: lessThan(firstScore) })] }),
}));

const mistakes: readonly Mistake<Inputs>[] = [
  ...shared,
  {
    ...known("maximum-starts-too-high"),
    explanation: {
      en: "The search for the maximum starts at 0 or at another number that scores may lie below. (JavaScript's Number.MIN_VALUE is such a number: the smallest above 0.) If all scores of a row are much lower, every exponential is 0, and the logarithm of their sum -infinity. Start at -infinity, or at the row's first score.",
      zh: "求最大值时从 0 或另一个可能高于分数的数开始。（JavaScript 的 Number.MIN_VALUE 就是这样的数：它是大于 0 的最小数。）如果一行的分数都比它低得多，所有指数都是 0，和的对数是 -inf。初值应取 -inf，或该行的第一个分数。",
    },
    ways: [way({ weigh: lessThan((x) => reduce(x, -1, Math.max, 0)) })],
  },
  {
    ...known("scores-clipped"),
    explanation: {
      en: "Scores beyond a limit, such as 88 where exp overflows in float32, are cut off. That avoids the overflow, but all scores beyond the limit become equal. Subtract the maximum of each row instead: nothing overflows, and nothing is lost.",
      zh: "超过某个界限（例如 float32 中 exp 溢出的 88）的分数被截断了。这样虽不溢出，但超出界限的分数都变得相等。应改为减去每一行的最大值：既不溢出，也不丢信息。",
    },
    ways: clippings.map((scores) => way({ scores })),
  },
  {
    ...knownOfGradients("sign-reversed"),
    explanation: {
      en: "The numbers are right but for their sign: these are negative log-likelihoods, as a loss wants them. Log-probabilities are never positive.",
      zh: "数值都对，只是正负号相反：这是损失里用的负对数似然。对数概率不会为正。",
    },
    ways: [way({ finish: (logProbs) => scale(logProbs, -1) })],
  },
  {
    code: "log-sum-exp-returned",
    title: { en: "The log-sum-exp is returned", zh: "返回了 log-sum-exp" },
    explanation: {
      en: "There is one number for each row: the logarithm of the sum of its exponentials. It must be subtracted from every score of the row, so the result has the shape of x.",
      zh: "每行只得到一个数，即指数之和的对数。还要从这一行的每个分数里减去它，结果与 x 形状相同。",
    },
    ways: [({ x }) => logSumExp(x), ({ x }) => squeeze(logSumExp(x), -1)],
  },
  firstRowOnly<Inputs>((inputs) => ({ out: way({})(inputs) })),
];

export default mistakes;
