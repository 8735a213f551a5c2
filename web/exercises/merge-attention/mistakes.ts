import {
  divide,
  expand,
  map,
  max,
  multiply,
  type Nd,
  reduce,
  reshape,
  softmax,
  squeeze,
  subtract,
  sum,
  unstableSoftmax,
  zip,
} from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { clipped, hardMaxima, overflowing, startedTooHigh, undivided } from "../shared/wrong-softmax.js";

interface Inputs {
  readonly outs: Nd;
  readonly lses: Nd;
}

/** From lses [P, B, H, L] to the weights of the parts, of the same shape. */
type Weighing = (lses: Nd, outs: Nd) => Nd;

interface Variant {
  readonly weigh?: Weighing;
  /** What is taken for the log-sum-exps. Default: what they are. */
  readonly taken?: (lses: Nd) => Nd;
  /** What becomes of the weights of a query without any key. Default: zeros. */
  readonly clear?: (weights: Nd, lses: Nd) => Nd;
}

const isEmpty = (lse: number) => lse === Number.NEGATIVE_INFINITY;
const withoutNan = (x: Nd) => map(x, (value) => (Number.isNaN(value) ? 0 : value));
const asTheyAre = (weights: Nd) => weights;
/** Zeros where no part has a key: a test of the log-sum-exps, apart from the weights. */
const withEmptyQueries = (weights: Nd, lses: Nd) =>
  zip(weights, max(lses, 0), (weight, largest) => (isEmpty(largest) ? 0 : weight));

const way = composed(
  (
    { outs, lses }: Inputs,
    { weigh = (x) => softmax(x, 0), taken = (given) => given, clear = withEmptyQueries }: Variant,
  ): Nd => {
    const weights = clear(weigh(taken(lses), outs), lses);
    return squeeze(sum(multiply(outs, expand(weights, -1)), 0), 0);
  },
);

/** With queries that have no key looked for, NaN cleared, and neither. */
const each = (...all: readonly Weighing[]): readonly Way<Inputs>[] =>
  all.flatMap((weigh) => [way({ weigh }), way({ weigh, clear: withoutNan }), way({ weigh, clear: asTheyAre })]);
const along = (softmaxes: typeof overflowing) =>
  each(
    ...softmaxes.map(
      (it): Weighing =>
        (lses) =>
          it(lses, 0),
    ),
  );

const ones = (x: Nd) => map(x, () => 1);
const total = (x: Nd) => sum(x, 0);
/** As learners clear them beforehand. */
const withoutEmpty = (lses: Nd) => map(lses, (lse) => (isEmpty(lse) ? 0 : lse));
const finiteOnly = (x: Nd) => map(x, (value) => (Number.isFinite(value) ? value : 0));
const full = (lses: Nd) => map(lses, (lse) => (isEmpty(lse) ? 0 : 1));

/** Of all parts of a query, [1, B, H, L]. */
function logSumExp(lses: Nd): Nd {
  const largest = max(lses, 0);
  const sums = total(map(subtract(lses, largest), Math.exp));
  return zip(largest, sums, (top, all) => (isEmpty(top) ? top : top + Math.log(all)));
}

const flat = (lses: Nd) => reshape(lses, [lses.data.length]);
const overEverything =
  (by: typeof softmax): Weighing =>
  (lses) =>
    reshape(by(flat(lses), 0), lses.shape);

/** exp(lse - log(sum of exp(lse))), which is right where exp does not overflow. */
const byLogarithm =
  (rounded: (x: number) => number): Weighing =>
  (lses) => {
    const all = map(
      sum(
        map(lses, (lse) => rounded(Math.exp(lse))),
        0,
      ),
      (whole) => Math.log(rounded(whole)),
    );
    return map(subtract(lses, all), Math.exp);
  };

/** NaN where the first parts up to some part with a key are empty, `fewest` or more of them, or where all are. */
const spoiled =
  (fewest: number): Weighing =>
  (lses) => {
    const parts = lses.shape[0] as number;
    const queries = lses.data.length / parts;
    const weights = softmax(lses, 0);
    const emptyBefore = (query: number) => {
      for (let part = 0; part < parts; part++) if (!isEmpty(lses.data[part * queries + query] as number)) return part;
      return parts;
    };
    return {
      shape: lses.shape,
      data: weights.data.map((weight, at) => (emptyBefore(at % queries) >= fewest ? Number.NaN : weight)),
    };
  };

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "parts-averaged",
    title: { en: "The parts are averaged", zh: "直接对各部分取了平均" },
    explanation: {
      en: "Every part counts the same (or the parts are summed as they are). But a part with large scores had a large share of the softmax, and a part with small ones almost none. The share of a part is exp(lse of the part - lse of all), so the log-sum-exps must decide.",
      zh: "各部分的份额相同（或者直接相加了）。但分数大的部分在 softmax 中占了大头，分数小的几乎没有份额。每部分的份额是 exp(该部分的 lse - 全部的 lse)，应由 log-sum-exp 决定。",
    },
    ways: [
      way({ weigh: (lses) => map(lses, () => 1 / (lses.shape[0] as number)), clear: asTheyAre }),
      way({ weigh: ones, clear: asTheyAre }),
      way({ weigh: (lses) => divide(full(lses), total(full(lses))), clear: asTheyAre }),
      way({ weigh: (lses) => divide(full(lses), total(full(lses))), clear: withoutNan }),
    ],
  },
  {
    code: "lse-as-weight",
    title: { en: "The log-sum-exp itself is the weight", zh: "把 log-sum-exp 本身当作权重" },
    explanation: {
      en: "The parts are weighted by their log-sum-exps, by these divided by their sum, or by their difference from the log-sum-exp of all. A logarithm may be negative, and that of an empty part is -infinity. The sum of the exponentials is exp(lse): take the exponential first, with the largest subtracted, and divide by the sum.",
      zh: "直接用 log-sum-exp（或它除以总和，或它与总体 log-sum-exp 之差）给各部分加权。对数可能为负，空的部分更是 -inf。指数之和是 exp(lse)：应先减去最大值再取指数，然后除以总和。",
    },
    ways: [
      ...[asTheyAre, withoutEmpty].flatMap((cleared) =>
        [(lses: Nd) => cleared(lses), (lses: Nd) => divide(cleared(lses), total(cleared(lses)))].flatMap((weigh) => [
          way({ weigh, clear: asTheyAre }),
          way({ weigh, clear: withoutNan }),
        ]),
      ),
      // The log-sum-exp of all is at hand, and the exponential of the difference is missing; or it is what they are divided by.
      ...[subtract, divide].flatMap((by) =>
        [asTheyAre, finiteOnly].map((cleared) =>
          way({ weigh: (lses) => cleared(by(lses, logSumExp(lses))), clear: asTheyAre }),
        ),
      ),
    ],
  },
  {
    ...known("not-normalized"),
    explanation: {
      en: "The outputs are multiplied by exp(lse - maximum), or by exp(lse), but not divided by the sum of these factors over the parts. Each part's output is normalised by its own sum already; the merged one must be normalised by the sum of all.",
      zh: "输出乘了 exp(lse - 最大值) 或 exp(lse)，但没有除以这些系数对各部分的总和。每部分的输出已按自己的总和归一化；合并后的输出要按全部的总和归一化。",
    },
    ways: along(undivided),
  },
  {
    ...known("unstable-softmax"),
    explanation: {
      en: "exp(lse) is infinity for a log-sum-exp above about 709 in float64 (88 in float32), and infinity divided by infinity is NaN. Far below zero all of them are 0, and 0 / 0 is NaN. Subtract the largest log-sum-exp of each query first: the weights stay the same.",
      zh: "log-sum-exp 超过约 709（float32 约 88）时 exp(lse) 是无穷大，无穷除以无穷得到 NaN；远小于零时它们全是 0，0 / 0 也是 NaN。先减去每个 query 最大的 log-sum-exp：权重不变。",
    },
    ways: [...along(overflowing), ...each(...[(x: number) => x, Math.fround].map(byLogarithm))],
    raises: raised.byOverflow,
  },
  {
    code: "empty-part-nan",
    title: { en: "A query without any key gives NaN", zh: "没有任何 key 的 query 得到 NaN" },
    explanation: {
      en: "Where all parts are empty, all log-sum-exps are -infinity, and so is their maximum: -infinity - (-infinity) is NaN. A loop that merges one part after another meets this already when the parts so far are empty, and the NaN remains. Subtract 0 where the maximum is -infinity, and divide by 1 where the sum is 0: such a query must give zeros.",
      zh: "所有部分都为空时，log-sum-exp 全是 -inf，最大值也是 -inf：-inf - (-inf) 是 NaN。逐个合并的循环在前面各部分都为空时就会遇到它，之后 NaN 一直存在。最大值为 -inf 时改为减去 0，总和为 0 时改为除以 1：这样的 query 应得到 0。",
    },
    ways: [
      way({ clear: asTheyAre }),
      // Merged one after another, from the first part or from nothing.
      way({ weigh: spoiled(2), clear: asTheyAre }),
      way({ weigh: spoiled(1), clear: asTheyAre }),
      way({ weigh: spoiled(2) }),
      way({ weigh: spoiled(1) }),
      // Any empty part, as -infinity times 0.
      way({
        weigh: (lses) =>
          zip(softmax(lses, 0), reduce(lses, 0, Math.min, 0), (weight, least) =>
            isEmpty(least) ? Number.NaN : weight,
          ),
        clear: asTheyAre,
      }),
      way({
        weigh: (lses) => zip(softmax(lses, 0), lses, (weight, lse) => (isEmpty(lse) ? Number.NaN : weight)),
        clear: asTheyAre,
      }),
    ],
  },
  {
    code: "empty-part-counted",
    title: { en: "An empty part gets a share", zh: "空的部分也分到了份额" },
    explanation: {
      en: "The -infinity of a part without keys was replaced by 0, and exp(0) = 1 counts in the sum: the output is too small. An empty part must have the weight 0, which exp(-infinity) gives by itself.",
      zh: "没有 key 的部分，-inf 被换成了 0，而 exp(0) = 1 计入了总和，输出就偏小了。空的部分权重必须为 0，exp(-inf) 自然就是 0。",
    },
    ways: [way({ taken: withoutEmpty }), way({ taken: withoutEmpty, weigh: (lses) => unstableSoftmax(lses, 0) })],
  },
  {
    code: "weights-over-other-axis",
    title: { en: "The weights do not sum to one over the parts", zh: "权重没有沿各部分归一化" },
    explanation: {
      en: "The softmax of the log-sum-exps runs over the batch, the heads, the queries, or over all of them. The parts share the attention of one query between them: take maximum and sum over the parts, axis 0, for each query.",
      zh: "对 log-sum-exp 的 softmax 沿 batch、头、query 或整个数组做了。是各部分分享同一个 query 的注意力：应对每个 query 沿各部分（第 0 维）求最大值和总和。",
    },
    ways: each(
      ...[1, 2, 3].flatMap((axis) =>
        [softmax, unstableSoftmax].map(
          (by): Weighing =>
            (lses) =>
              by(lses, axis),
        ),
      ),
      overEverything(softmax),
      overEverything(unstableSoftmax),
    ),
  },
  {
    ...known("global-maximum"),
    explanation: {
      en: "The largest log-sum-exp of the whole array is subtracted, not that of each query. For a query far below it all exponentials are 0, and 0 / 0 is NaN. Take the maximum over the parts only.",
      zh: "减去的是整个数组最大的 log-sum-exp，而不是每个 query 自己的。比它低很多的 query，指数全是 0，0 / 0 得到 NaN。应只沿各部分求最大值。",
    },
    ways: each((lses) => unstableSoftmax(subtract(lses, max(flat(lses), 0)), 0)),
  },
  {
    ...known("hard-max"),
    explanation: {
      en: "Only the part with the largest log-sum-exp counts. Every part with a key has a share: exp(lse of the part - lse of all).",
      zh: "只取了 log-sum-exp 最大的部分。凡是有 key 的部分都有份额：exp(该部分的 lse - 全部的 lse)。",
    },
    ways: along(hardMaxima),
  },
  {
    code: "base-two",
    title: { en: "The log-sum-exp is taken for a logarithm to base 2", zh: "把 log-sum-exp 当成了以 2 为底的对数" },
    explanation: {
      en: "The weights are powers of 2. Some kernels return logarithms to base 2, since their exp2 is faster; here they are natural logarithms, so the weights are powers of e.",
      zh: "权重用了 2 的幂。有些内核为了使用更快的 exp2，返回以 2 为底的对数；这里是自然对数，权重应为 e 的幂。",
    },
    ways: each((lses) =>
      softmax(
        map(lses, (lse) => lse * Math.LN2),
        0,
      ),
    ),
  },
  { ...known("scores-clipped"), ways: along(clipped.slice(0, 6)) },
  {
    ...known("maximum-starts-too-high"),
    explanation: {
      en: "The search for the largest log-sum-exp starts at 0, or at another number that all of them may lie below. Then every exponential is 0, and 0 / 0 is NaN. Start at -infinity or at the first part.",
      zh: "求最大的 log-sum-exp 时从 0 或另一个可能偏高的数开始。如果它们都比这个数低得多，所有指数都是 0，0 / 0 得到 NaN。初值应取 -inf 或第一个部分。",
    },
    // From 0; lower numbers are too high only for a log-sum-exp that is lower still.
    ways: along(startedTooHigh.slice(0, 2)),
  },
  {
    code: "weights-not-expanded",
    title: { en: "The weights lack the axis of the features", zh: "权重少了特征维" },
    explanation: {
      en: "The weights (P, B, H, L) meet the outputs (P, B, H, L, d), and broadcasting compares axes from the end: L with d, H with L. That raises, or multiplies the wrong numbers where the sizes agree. Give the weights an axis of size 1 at the end.",
      zh: "权重 (P, B, H, L) 与输出 (P, B, H, L, d) 相乘，而广播从最后一维开始对齐：L 对 d，H 对 L。结果要么报错，要么在大小碰巧一致时乘错了数。应在权重末尾加上大小为 1 的一维。",
    },
    ways: [({ outs, lses }) => squeeze(sum(multiply(outs, softmax(lses, 0)), 0), 0)],
    raises:
      /broadcast together with shapes \((\d+(?:,\d+){3})\) \(\1,\d+\)|broadcast together with shapes \((\d+(?:,\d+){3}),\d+\) \(\2\)|at non-singleton dimension 4/,
  },
  firstEntryOnly((inputs) => ({ out: way({})(inputs) })),
];

export default mistakes;
