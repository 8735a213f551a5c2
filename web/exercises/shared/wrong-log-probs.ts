/** The log-softmax of logits, and the entries of given tokens, as people get them wrong. Mistakes are built of it. */
import { count } from "../../arrays/index.js";
import {
  generate,
  map,
  max,
  mean,
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
import { known, raised } from "./known-mistakes.js";

/** From logits [..., V] to an array of this shape, of which the tokens' entries are taken. */
export type Weighing = (logits: Nd) => Nd;
/** From an array [B, L, V] and ids [B, L] to what is taken of it; the right one gives [B, L]. */
export type Picking = (of: Nd, ids: Nd) => Nd;

const logOf = (x: Nd) => map(x, Math.log);
const powersOf = (x: Nd) => map(x, Math.exp);

/** What is left of the logits when something is subtracted from each, and then the logarithm of the sum of what is left. */
export const lessThan =
  (shift: (logits: Nd) => Nd): Weighing =>
  (logits) => {
    const shifted = subtract(logits, shift(logits));
    return subtract(shifted, logOf(sum(powersOf(shifted), -1)));
  };
const ownMaximum = (logits: Nd) => max(logits, -1);
const nothing: Nd = { shape: [1], data: Float64Array.of(0) };

export const logSoftmax: Weighing = lessThan(ownMaximum);

/** The entry of the token at each position. */
export const ofTokens: Picking = (of, ids) => generate(ids.shape, (index) => read(of, index, idAt(ids, index)));

/** Number `token` of the row of V at a position [b, i]. Throws beyond the ends, as Python does. */
export function read(of: Nd, index: readonly number[], token: number): number {
  const V = of.shape.at(-1) as number;
  if (token < -V || token >= V) throw new RangeError(`index ${token} is out of bounds for axis 2 with size ${V}`);
  return of.data[place(of.shape.slice(0, -1), index) * V + (token < 0 ? token + V : token)] as number;
}
const place = (shape: readonly number[], index: readonly number[]) =>
  shape.reduce((at, size, axis) => at * size + (index[axis] as number), 0);
export const idAt = (ids: Nd, index: readonly number[]): number => ids.data[place(ids.shape, index)] as number;

/** Small numbers that people put into a logarithm, down to the smallest that there is. */
export const smallNumbers: readonly number[] = [
  1e-5, 1e-6, 1.1920929e-7, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-15, 2.220446049250313e-16, 1e-16, 1e-20, 1e-30,
  1.17549435e-38, 1e-40, 1e-45, 1e-100, 1e-300, 2.2250738585072014e-308,
];

/** log(p): of weights as they are, with a small number added, with small weights raised to it. */
export const logarithms: readonly ((x: Nd) => Nd)[] = [
  logOf,
  ...smallNumbers.flatMap((small) => [
    (x: Nd) => map(x, (weight) => Math.log(weight + small)),
    (x: Nd) => map(x, (weight) => Math.log(Math.max(weight, small))),
  ]),
];
const overTokens: Weighing = (logits) => softmax(logits, -1);
const unstableOverTokens: Weighing = (logits) => unstableSoftmax(logits, -1);

/** The same along another axis, or over more of them. */
const elsewhere = (along: (x: Nd, axis: number) => Nd): readonly Weighing[] => [
  (logits) => along(logits, -2),
  (logits) => along(logits, 0),
  (logits) => reshape(along(reshape(logits, [logits.data.length]), 0), logits.shape),
];
const logSoftmaxAlong = (x: Nd, axis: number): Nd => {
  const shifted = subtract(x, max(x, axis));
  return subtract(shifted, logOf(sum(powersOf(shifted), axis)));
};

/** What may be wrong with the logarithms of probabilities, whatever is done with them. */
export const logProbMistakes = <Inputs>(way: (weigh: Weighing) => Way<Inputs>): readonly Mistake<Inputs>[] => [
  {
    code: "log-of-softmax",
    title: { en: "The logarithm is taken of a finished softmax", zh: "先算完 softmax 再取对数" },
    explanation: {
      en: "The softmax of an unlikely token underflows to 0, and its logarithm is -infinity; with a small number added or as a lower limit it stops at the logarithm of that number. The information is lost before the logarithm sees it. Do both in one step: logit - max - log(sum(exp(logits - max))), in which nothing underflows that matters.",
      zh: "概率很小的 token，softmax 会下溢为 0，取对数得到 -inf；加一个很小的数或设下限，结果也只会停在那个数的对数上。信息在取对数之前就已经丢了。应把两步合成一步：logit - max - log(sum(exp(logits - max)))，这样不会丢掉有用的部分。",
    },
    ways: logarithms.flatMap((logarithm) =>
      [overTokens, unstableOverTokens].map((weigh) => way((logits) => logarithm(weigh(logits)))),
    ),
    raises: /math domain error|expected a positive input/,
  },
  {
    ...known("unstable-softmax"),
    explanation: {
      en: "exp of a logit above about 709 is infinity in float64 (above about 88 in float32), and its logarithm too; where all logits lie far below zero, every exponential is 0 and the logarithm of their sum -infinity. Subtract the largest logit of each position first: the log-probabilities do not change, and the sum is at least one.",
      zh: "在 float64 中，logit 超过约 709（float32 约 88）时 exp 会变成无穷大，取对数仍是无穷大；logits 都远小于零时，所有指数都是 0，和的对数是 -inf。先减去每个位置最大的 logit：对数概率不变，而和至少为 1。",
    },
    ways: [
      () => nothing,
      (logits: Nd) => mean(logits, -1),
      (logits: Nd) => reduce(logits, -1, Math.min, Number.POSITIVE_INFINITY),
    ].map((shift) => way(lessThan(shift))),
    raises: raised.byOverflow,
  },
  {
    ...known("global-maximum"),
    explanation: {
      en: "The largest logit of the whole array, or of a whole sequence, is subtracted, not that of each position. Where a position's own logits lie 750 lower, all its exponentials are 0, and the logarithm of their sum is -infinity. Each position is a distribution by itself and needs its own maximum.",
      zh: "减去的是整个数组或整个序列最大的 logit，而不是每个位置自己的。若某个位置的 logits 比它低 750，该位置所有指数都是 0，和的对数是 -inf。每个位置各是一个分布，要减自己的最大值。",
    },
    ways: [
      (logits: Nd) => max(reshape(logits, [logits.data.length]), 0),
      (logits: Nd) => max(max(logits, -1), -2),
      (logits: Nd) => max(logits, -2),
    ].map((shift) => way(lessThan(shift))),
  },
  {
    code: "maximum-not-added-back",
    title: { en: "The maximum is missing from the logarithm of the sum", zh: "log-sum-exp 漏加了最大值" },
    explanation: {
      en: "The maximum was subtracted inside the exponentials, but then log(sum(exp(logits - max))) was subtracted from the logits as they were. The logarithm of the sum is max + log(sum(exp(logits - max))): add the maximum back, or subtract it from the logit too.",
      zh: "指数里减了最大值，却直接从原来的 logits 里减去 log(sum(exp(logits - max)))。完整的 log-sum-exp 是 max + log(sum(exp(logits - max)))：要么把最大值加回来，要么 logit 也减去它。",
    },
    ways: [
      way((logits) => subtract(logits, logOf(sum(powersOf(subtract(logits, ownMaximum(logits))), -1)))),
      way((logits) => {
        const shifted = subtract(logits, ownMaximum(logits));
        return subtract(shifted, logOf(sum(powersOf(logits), -1)));
      }),
    ],
  },
  {
    code: "only-shifted",
    title: { en: "The maximum is subtracted, the logarithm of the sum is not", zh: "只减了最大值，没减对数和" },
    explanation: {
      en: "The result is logit - max: 0 for the likeliest token, whatever its probability. The maximum only keeps the exponentials small; what normalises is the logarithm of their sum, and it must be subtracted as well.",
      zh: "结果是 logit - max：最可能的 token 总是 0，与它的概率无关。减最大值只是防止指数过大；起归一化作用的是指数之和的对数，也要减去。",
    },
    ways: [way((logits) => subtract(logits, ownMaximum(logits)))],
  },
  {
    code: "probabilities-returned",
    title: { en: "Probabilities without their logarithm", zh: "用的是概率，没有取对数" },
    explanation: {
      en: "The numbers lie between 0 and 1: they are the softmax itself. What is asked for is its logarithm, which is never positive and which sums over tokens where probabilities multiply.",
      zh: "这些数在 0 和 1 之间，是 softmax 本身。要的是它的对数：不会为正，而且概率相乘对应对数相加。",
    },
    ways: [overTokens, unstableOverTokens].map(way),
  },
  {
    code: "logits-gathered",
    title: { en: "Logits in place of log-probabilities", zh: "直接用了 logits，没有做 log-softmax" },
    explanation: {
      en: "The token's logit was taken as it is. Logits are log-probabilities up to a constant of each position: the logarithm of the sum of all exponentials must be subtracted, so that the probabilities sum to one.",
      zh: "直接取了该 token 的 logit。logits 与对数概率之间每个位置差一个常数：要减去所有指数之和的对数，概率之和才是 1。",
    },
    ways: [way((logits) => logits)],
  },
  {
    code: "softmax-twice",
    title: { en: "Normalised twice", zh: "做了两次归一化" },
    explanation: {
      en: "The log-softmax was applied to probabilities, not to logits. Numbers between 0 and 1 differ by at most 1, so the second softmax makes all tokens almost equally likely: the loss hardly falls below log(V). The log-softmax wants the raw logits.",
      zh: "log-softmax 作用在了概率而不是 logits 上。0 到 1 之间的数最多相差 1，再做一次 softmax，所有 token 的概率几乎相同，损失很难低于 log(V)。log-softmax 的输入应是原始的 logits。",
    },
    ways: [
      way((logits) => logSoftmax(overTokens(logits))),
      way((logits) => logSoftmax(unstableOverTokens(logits))),
      way((logits) => logOf(softmax(softmax(logits, -1), -1))),
    ],
  },
  {
    code: "softmax-over-positions",
    title: { en: "The softmax runs over another axis", zh: "softmax 的方向错了：不是沿词表维" },
    explanation: {
      en: "The probabilities sum to one over the positions, over the batch or over everything. Each position is a distribution over the V tokens of the vocabulary: maximum and sum run along the last axis. In PyTorch dim=1 is the positions here.",
      zh: "概率沿位置维、batch 维或所有维度求和才为 1。每个位置都是词表中 V 个 token 上的一个分布：求最大值与求和都要沿最后一维。这里 PyTorch 的 dim=1 是位置维。",
    },
    ways: elsewhere(logSoftmaxAlong).map(way),
  },
  {
    ...known("missing-keepdims"),
    ways: [
      (logits: Nd) => subtract(logits, squeeze(logOf(sum(powersOf(logits), -1)), -1)),
      (logits: Nd) => {
        const shifted = subtract(logits, ownMaximum(logits));
        return subtract(shifted, squeeze(logOf(sum(powersOf(shifted), -1)), -1));
      },
      (logits: Nd) => {
        const shifted = subtract(logits, squeeze(ownMaximum(logits), -1));
        return subtract(shifted, squeeze(logOf(sum(powersOf(shifted), -1)), -1));
      },
    ].map(way),
    raises: raised.byBroadcasting,
  },
];

const pairsOf = (of: Nd, ids: Nd) => {
  const [B, L] = ids.shape as [number, number];
  return { of, ids, B, L };
};

/** Each position with the tokens of every other one. */
export const everyPair: readonly Picking[] = [
  (of, ids) => {
    const { B, L } = pairsOf(of, ids);
    return generate([B, L, B, L], ([b, i, ...other]) => read(of, [b as number, i as number], idAt(ids, other)));
  },
  (of, ids) => {
    const { B, L } = pairsOf(of, ids);
    return generate([B, L, B * L], ([b, i, at]) =>
      read(of, [b as number, i as number], ids.data[at as number] as number),
    );
  },
  (of, ids) => {
    const { B, L } = pairsOf(of, ids);
    return generate([B, L, L], ([b, i, j]) =>
      read(of, [b as number, i as number], idAt(ids, [b as number, j as number])),
    );
  },
  (of, ids) => {
    const { B, L } = pairsOf(of, ids);
    return generate([B, L, L], ([b, j, i]) =>
      read(of, [b as number, i as number], idAt(ids, [b as number, j as number])),
    );
  },
];

/** Positions i + rows with the tokens i + tokens, of as many i as both have: [B, L - |rows - tokens|]. */
const sliced =
  (rows: 0 | 1, tokens: 0 | 1): Picking =>
  (of, ids) => {
    const [B, L] = ids.shape as [number, number];
    return generate([B, L - Math.abs(rows - tokens)], ([b, i]) =>
      read(of, [b as number, (i as number) + rows], idAt(ids, [b as number, (i as number) + tokens])),
    );
  };

/** Numbers of another array at the places of [B, L] that it has, `from` positions later, and zeros at the others. */
const padded =
  (picking: Picking, from: 0 | 1): Picking =>
  (of, ids) => {
    const some = picking(of, ids);
    const [, wide] = some.shape as [number, number];
    return generate(ids.shape, ([b, i]) => {
      const at = (i as number) - from;
      return at >= 0 && at < wide ? (some.data[(b as number) * wide + at] as number) : 0;
    });
  };

/** Each position with the token `by` positions later; beyond the ends what `outside` says. */
const moved =
  (by: 1 | -1, outside: (ids: Nd, b: number, i: number) => number): Picking =>
  (of, ids) => {
    const [, L] = ids.shape as [number, number];
    return generate(ids.shape, (index) => {
      const [b, i] = index as [number, number];
      const token = i + by >= 0 && i + by < L ? idAt(ids, [b, i + by]) : outside(ids, b, i);
      return read(of, index, token);
    });
  };
const cyclic = (ids: Nd, b: number, i: number) => idAt(ids, [b, i === 0 ? (ids.shape[1] as number) - 1 : 0]);

/** The entries of the tokens before or after. */
export const shiftedPickings: readonly Picking[] = [
  ...([sliced(0, 1), sliced(1, 0)] as const).flatMap((some) => [some, padded(some, 0), padded(some, 1)]),
  ...([1, -1] as const).flatMap((by) => [
    moved(by, cyclic),
    moved(by, (ids, b, i) => idAt(ids, [b, i])),
    moved(by, () => 0),
    moved(by, () => -1),
  ]),
];

/** The right numbers, [B, L], in another shape. */
export const reshaped: readonly ((x: Nd) => Nd)[] = [
  (x) => reshape(x, [...x.shape, 1]),
  (x) => reshape(x, [count(x.shape)]),
  (x) => reshape(x, [count(x.shape), 1]),
];
export const totals: readonly ((x: Nd) => Nd)[] = [
  (x) => squeeze(sum(x, -1), -1),
  (x) => squeeze(mean(x, -1), -1),
  (x) => reshape(sum(reshape(x, [x.data.length]), 0), []),
  (x) => reshape(mean(reshape(x, [x.data.length]), 0), []),
];

export const scalar = (value: number): Nd => ({ shape: [], data: Float64Array.of(value) });
export const totalOf = (x: Nd): number => x.data.reduce((total, value) => total + value, 0);
/** Numbers where something counts, zeros elsewhere, whatever is there. */
export const counted = (x: Nd, counts: Nd): Nd => zip(x, counts, (value, counts) => (counts ? value : 0));
export const lossesOf = (picked: Nd, counts: Nd): Nd => map(counted(picked, counts), (value) => -value);

/** The mean of the losses that count, of log-probabilities and what counts, both [B, L]. */
export const meanOfCounted = (picked: Nd, counts: Nd): Nd =>
  scalar(totalOf(lossesOf(picked, counts)) / totalOf(counts));

/** Sums and counts of each sequence. */
function bySequence(picked: Nd, counts: Nd): readonly (readonly [total: number, count: number])[] {
  const [B, L] = counts.shape as [number, number];
  const losses = lossesOf(picked, counts);
  return Array.from({ length: B }, (_, b) => [
    losses.data.subarray(b * L, (b + 1) * L).reduce((total, loss) => total + loss, 0),
    counts.data.subarray(b * L, (b + 1) * L).reduce((total, one) => total + one, 0),
  ]);
}
const meanOf = (numbers: readonly number[]) => scalar(numbers.reduce((sum, x) => sum + x, 0) / numbers.length);

/** What is returned in place of a mean: losses of all positions, or of those that count alone. */
export const eachLoss: readonly ((losses: Nd, counts: Nd) => Nd)[] = [
  (losses) => losses,
  (losses) => reshape(losses, [losses.data.length]),
  (losses, counts) => {
    const data = losses.data.filter((_, at) => counts.data[at]);
    return { shape: [data.length], data };
  },
];

/** What may be wrong between log-probabilities and the mean loss of what counts, whatever counts. */
export const lossMistakes = <Inputs>(
  way: (finish: (picked: Nd, counts: Nd) => Nd) => Way<Inputs>,
): readonly Mistake<Inputs>[] => [
  {
    code: "sign-forgotten",
    title: { en: "The minus sign is missing", zh: "漏了负号" },
    explanation: {
      en: "The result is the mean log-probability, which is negative: minimising it makes the right tokens less likely. The loss is its negative, and never below zero.",
      zh: "结果是对数概率的平均值，是负数：最小化它会让正确的 token 越来越不可能。损失应取它的相反数，不会小于零。",
    },
    ways: [way((picked, counts) => map(meanOfCounted(picked, counts), (value) => -value))],
  },
  {
    code: "mean-of-means",
    title: { en: "Averaged within each sequence first", zh: "先在每个序列内取了平均" },
    explanation: {
      en: "Each sequence was averaged by itself, and then the averages. A token of a short sequence then counts more than one of a long sequence, and a sequence without any target gives 0 / 0. Every target that counts has the same weight: sum over the whole batch, then divide once.",
      zh: "先对每个序列取平均，再对这些平均值取平均。这样短序列里的 token 权重更大，没有目标的序列还会得到 0 / 0。每个计入的目标权重相同：先对整个 batch 求和，最后只除一次。",
    },
    ways: [
      way((picked, counts) => meanOf(bySequence(picked, counts).map(([total, count]) => total / count))),
      way((picked, counts) => meanOf(bySequence(picked, counts).map(([total, count]) => total / Math.max(count, 1)))),
      way((picked, counts) =>
        meanOf(bySequence(picked, counts).flatMap(([total, count]) => (count ? [total / count] : []))),
      ),
      way((picked, counts) => {
        const all = bySequence(picked, counts);
        return scalar(all.reduce((sum, [total, count]) => sum + (count ? total / count : 0), 0));
      }),
    ],
  },
  {
    code: "sum-not-mean",
    title: { en: "Summed, not averaged", zh: "求了和，没有取平均" },
    explanation: {
      en: "The losses were added up and not divided, or divided by the number of sequences. The loss and its gradient then grow with the length of the sequences. Divide by the number of targets that count.",
      zh: "损失只求了和，没有除，或除以了序列个数。这样损失和梯度会随序列长度变大。应除以计入的目标个数。",
    },
    ways: [
      way((picked, counts) => scalar(totalOf(lossesOf(picked, counts)))),
      way((picked, counts) => scalar(totalOf(lossesOf(picked, counts)) / (counts.shape[0] as number))),
    ],
  },
];
