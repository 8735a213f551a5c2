import { add, map, max, mean, type Nd, reduce, reshape, squeeze, subtract, sum } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { smallNumbers } from "../shared/wrong-log-probs.js";
import { lowNumbers } from "../shared/wrong-masking.js";
import { clippings, firstRowOnly } from "../shared/wrong-score-rows.js";

interface Inputs {
  readonly x: Nd;
}

type Step = (x: Nd) => Nd;

/** Arrays of [n, m] become [n, 1], which `finish` makes [n]. */
interface Variant {
  readonly scores?: Step;
  readonly shift?: Step;
  readonly total?: Step;
  readonly logarithm?: Step;
  readonly back?: (logarithms: Nd, shift: Nd) => Nd;
  readonly finish?: Step;
}

const ownMaximum: Step = (x) => max(x, -1);
/** 0 in the place of -infinity, which cannot be subtracted from itself. */
const safeMaximum: Step = (x) => map(ownMaximum(x), (largest) => (largest === Number.NEGATIVE_INFINITY ? 0 : largest));
const nothing: Step = (x) => map(ownMaximum(x), () => 0);
const logOf: Step = (x) => map(x, Math.log);
const powersOf: Step = (x) => map(x, Math.exp);
const sumOf: Step = (x) => sum(x, -1);
const flat: Step = (x) => squeeze(x, -1);
const whole: Step = (x) => reshape(x, [x.data.length]);

const way = composed(
  (
    { x }: Inputs,
    {
      scores = (same) => same,
      shift = safeMaximum,
      total = sumOf,
      logarithm = logOf,
      back = add,
      finish = flat,
    }: Variant,
  ) => {
    const given = scores(x);
    const shifts = shift(given);
    return finish(back(logarithm(total(powersOf(subtract(given, shifts)))), shifts));
  },
);

/** Most who get another step wrong have NaN in a row of -infinity too. */
const withBothMaxima = (variant: Variant) => [way(variant), way({ shift: ownMaximum, ...variant })];

const along =
  (axis: 0 | 1, shift: (x: Nd, axis: number) => Nd): Step =>
  (x) => {
    const shifts = shift(x, axis);
    return add(logOf(sum(powersOf(subtract(x, shifts)), axis)), shifts);
  };
const safely = (x: Nd, axis: number) =>
  map(max(x, axis), (largest) => (largest === Number.NEGATIVE_INFINITY ? 0 : largest));
const unshifted = (x: Nd, axis: number) => map(max(x, axis), () => 0);
const downColumns = [safely, max, unshifted].map((shift) => along(0, shift));
const overAll = [safely, unshifted].map(
  (shift): Step =>
    (x) =>
      squeeze(along(0, shift)(whole(x)), 0),
);

/** What takes the place of -infinity after NaN was cleared away, or the masked scores were replaced. */
const finiteNumbers = [0, ...lowNumbers.filter(Number.isFinite)];

const mistakes: readonly Mistake<Inputs>[] = [
  {
    ...known("unstable-softmax"),
    explanation: {
      en: "exp of a score above about 709 is infinity in float64 (above about 88 in float32), and so is its logarithm. Where all scores of a row lie far below zero, every exponential is 0 and the logarithm of their sum -infinity. Subtract the largest score of each row before exp and add it to the logarithm.",
      zh: "在 float64 中，分数超过约 709（float32 约 88）时 exp 会变成无穷大，取对数仍是无穷大；一行的分数都远小于零时，所有指数都是 0，和的对数是 -inf。取 exp 之前先减去每行的最大值，取对数之后再加回来。",
    },
    ways: [
      way({ shift: nothing }),
      ...smallNumbers.map((small) =>
        way({ shift: nothing, logarithm: (x) => map(x, (total) => Math.log(total + small)) }),
      ),
      way({ shift: (x) => mean(x, -1) }),
      way({ shift: (x) => reduce(x, -1, Math.min, Number.POSITIVE_INFINITY) }),
    ],
    raises: raised.byOverflow,
  },
  {
    code: "empty-row-nan",
    title: { en: "A row of -infinity gives NaN", zh: "全是 -inf 的一行得到 NaN" },
    explanation: {
      en: "The maximum of such a row is -infinity, and -infinity minus -infinity is NaN. (Python's math.log raises for the sum of 0 instead.) The sum of the exponentials is 0 and its logarithm -infinity. Subtract 0 where the maximum is -infinity.",
      zh: "这一行的最大值是 -inf，而 -inf 减 -inf 得 NaN。（Python 的 math.log 遇到和为 0 则会报错。）指数之和是 0，它的对数是 -inf。最大值为 -inf 时应改为减 0。",
    },
    ways: [way({ shift: ownMaximum })],
    raises: /math domain error|expected a positive input/,
  },
  {
    code: "empty-row-finite",
    title: { en: "A row of -infinity gives a finite number", zh: "全是 -inf 的一行得到有限的数" },
    explanation: {
      en: "A row of nothing but -infinity has no probability at all: exponentials of sum 0, whose logarithm is -infinity. Here it is 0, a large negative number, or the logarithm of a small number that was added to the sum. When such results are merged later, as in attention computed in parts, the empty part then counts.",
      zh: "全是 -inf 的一行没有任何概率：指数之和为 0，对数是 -inf。这里却得到 0、一个很大的负数，或给和加上的那个很小的数的对数。之后再合并这些结果时（例如分块计算注意力），空的部分就会被算进去。",
    },
    ways: [
      ...finiteNumbers.map((number) =>
        way({ finish: (x) => map(flat(x), (value) => (value === Number.NEGATIVE_INFINITY ? number : value)) }),
      ),
      ...smallNumbers.map((small) => way({ logarithm: (x) => map(x, (total) => Math.log(total + small)) })),
    ],
  },
  {
    code: "maximum-not-added-back",
    title: { en: "The maximum is not added back", zh: "没有把最大值加回来" },
    explanation: {
      en: "The result is log(sum(exp(x - max))), between 0 and log(m) whatever the scores are; or the maximum was subtracted once more. Taking the maximum out of the sum divides it by exp(max), so the logarithm needs + max.",
      zh: "结果是 log(sum(exp(x - max)))，无论分数多大都在 0 和 log(m) 之间；或者又减了一次最大值。从和里提出最大值相当于除以 exp(max)，所以取对数之后要加上 max。",
    },
    ways: [...withBothMaxima({ back: (logarithms) => logarithms }), ...withBothMaxima({ back: subtract })],
  },
  {
    ...known("global-maximum"),
    explanation: {
      en: "The largest score of the whole array is subtracted, not that of each row. In a row whose scores are about 750 lower every exponential is 0, and the logarithm of their sum -infinity. Each row needs its own maximum.",
      zh: "减去的是整个数组的最大值，而不是每一行自己的最大值。若某一行的分数比它低 750 左右，该行所有指数都是 0，和的对数是 -inf。每一行都要减自己的最大值。",
    },
    ways: [way({ shift: (x) => max(whole(x), 0) })],
  },
  {
    ...known("maximum-starts-too-high"),
    explanation: {
      en: "The search for the maximum starts at 0 or at another number that scores may lie below. (JavaScript's Number.MIN_VALUE is such a number: the smallest above 0.) If all scores of a row are much lower, every exponential is 0, and the logarithm of their sum -infinity. Start at -infinity, or at the row's first score.",
      zh: "求最大值时从 0 或另一个可能高于分数的数开始。（JavaScript 的 Number.MIN_VALUE 就是这样的数：它是大于 0 的最小数。）如果一行的分数都比它低得多，所有指数都是 0，和的对数是 -inf。初值应取 -inf，或该行的第一个分数。",
    },
    ways: [0, -1e4].map((start) => way({ shift: (x) => reduce(x, -1, Math.max, start) })),
  },
  {
    ...known("scores-clipped"),
    explanation: {
      en: "Scores beyond a limit, such as 88 where exp overflows in float32, are cut off. That avoids the overflow, but the result can then never lie beyond the limit. Subtract the maximum of each row instead, and add it back: nothing is lost.",
      zh: "超过某个界限（例如 float32 中 exp 溢出的 88）的分数被截断了。这样虽不溢出，但结果也无法超出这个界限。应改为减去每行的最大值，最后再加回来：什么都不会丢。",
    },
    ways: clippings.map((scores) => way({ scores, shift: nothing })),
  },
  {
    code: "log-of-mean",
    title: { en: "The mean of the exponentials, not their sum", zh: "对指数取了平均，而不是求和" },
    explanation: {
      en: "The exponentials were averaged, so the result is smaller by log(m). Log-sum-exp has no division: with m equal scores c it gives c + log(m).",
      zh: "对指数取了平均，结果少了 log(m)。log-sum-exp 里没有除法：m 个相同的分数 c，结果是 c + log(m)。",
    },
    ways: [...withBothMaxima({ total: (x) => mean(x, -1) }), way({ shift: nothing, total: (x) => mean(x, -1) })],
  },
  {
    code: "logarithm-missing",
    title: { en: "The logarithm is missing", zh: "漏了对数" },
    explanation: {
      en: "The result is the sum of the exponentials itself, or of what is left after the maximum was subtracted. Take its logarithm, and then add the maximum.",
      zh: "结果是指数之和本身，或减去最大值之后的指数之和。应先取对数，再加上最大值。",
    },
    ways: [
      way({ shift: nothing, logarithm: (total) => total }),
      ...withBothMaxima({ logarithm: (total) => total }),
      ...withBothMaxima({ logarithm: (total) => total, back: (total) => total }),
    ],
  },
  {
    code: "maximum-returned",
    title: { en: "Only the maximum is returned", zh: "只返回了最大值" },
    explanation: {
      en: "The result is the largest score of each row. Log-sum-exp is a smooth maximum: larger than the maximum by the logarithm of the sum of the shifted exponentials, which lies between 0 and log(m).",
      zh: "结果是每行最大的分数。log-sum-exp 是平滑的最大值：比最大值还多出平移后指数之和的对数，这部分在 0 和 log(m) 之间。",
    },
    // Not joined with others: together they would give the same.
    ways: [({ x }) => flat(ownMaximum(x)), ({ x }) => flat(safeMaximum(x))],
  },
  {
    code: "log-softmax-returned",
    title: { en: "The log-softmax is returned", zh: "返回了 log-softmax" },
    explanation: {
      en: "The result has the shape of x: it is x minus the log-sum-exp of its row. Here the log-sum-exp itself is asked for, one number for each row.",
      zh: "结果与 x 形状相同：它是 x 减去所在行的 log-sum-exp。本题要的是 log-sum-exp 本身，每行一个数。",
    },
    ways: [safeMaximum, ownMaximum, nothing].map(
      (shift) =>
        ({ x }: Inputs) =>
          subtract(x, way({ shift, finish: (kept) => kept })({ x })),
    ),
  },
  {
    code: "summed-over-other-axis",
    title: { en: "The sum runs over another axis", zh: "求和的方向错了" },
    explanation: {
      en: "There is one number for each column, or one for the whole matrix. Each row has its own log-sum-exp: maximum and sum run along the last axis, and n numbers are left.",
      zh: "每列得到一个数，或者整个矩阵只得到一个数。每一行各有自己的 log-sum-exp：求最大值与求和都沿最后一维，最后剩下 n 个数。",
    },
    ways: [
      ...downColumns.flatMap((columns) => [({ x }: Inputs) => squeeze(columns(x), 0), ({ x }: Inputs) => columns(x)]),
      ...overAll.map(
        (all) =>
          ({ x }: Inputs) =>
            all(x),
      ),
    ],
  },
  {
    code: "axis-kept",
    title: { en: "The result keeps an axis of size 1", zh: "结果多了一个大小为 1 的维" },
    explanation: {
      en: "The numbers are right, but their shape is (n, 1): keepdims keeps the axis so that the subtraction broadcasts. The result has the shape (n): drop the axis at the end.",
      zh: "数值是对的，但形状是 (n, 1)：keepdims 为了让减法能广播，保留了这一维。结果的形状应为 (n)，最后要去掉它。",
    },
    ways: withBothMaxima({ finish: (x) => x }),
  },
  {
    ...known("missing-keepdims"),
    title: { en: "Shapes (n, 1) and (n) do not fit", zh: "形状 (n, 1) 与 (n) 对不齐" },
    explanation: {
      en: "One of maximum and sum keeps its axis, the other has lost it. (n, 1) + (n) broadcasts to a matrix (n, n), and x - max without the axis raises, or subtracts along columns where n = m. Keep the axis for the subtraction, drop it everywhere else.",
      zh: "最大值与总和之中，一个保留了维，另一个丢了。(n, 1) + (n) 会广播成 (n, n) 的矩阵；x - max 若缺了这一维则会报错，n = m 时则按列相减。做减法时要保留该维，其他地方都去掉。",
    },
    ways: [
      ...withBothMaxima({ back: (logarithms, shift) => add(flat(logarithms), shift), finish: (x) => x }),
      ...withBothMaxima({ back: (logarithms, shift) => add(logarithms, flat(shift)), finish: (x) => x }),
      ({ x }) => {
        const largest = flat(ownMaximum(x));
        return add(flat(logOf(sumOf(powersOf(subtract(x, largest))))), largest);
      },
    ],
    raises: raised.byBroadcasting,
  },
  firstRowOnly<Inputs>((inputs) => ({ out: way({})(inputs) })),
];

export default mistakes;
