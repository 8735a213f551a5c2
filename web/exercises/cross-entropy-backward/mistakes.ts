import {
  divide,
  expand,
  generate,
  map,
  max,
  multiply,
  type Nd,
  reshape,
  scale,
  softmax,
  squeeze,
  subtract,
  sum,
  unstableSoftmax,
  zip,
} from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfGradients } from "../shared/known-of-gradients.js";
import { logSoftmax, type Weighing } from "../shared/wrong-log-probs.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import {
  afterwards,
  clipped,
  overflowing,
  shiftedTooLittle,
  startedTooHigh,
  undivided,
} from "../shared/wrong-softmax.js";
import { rightBackward, type SoftmaxBackward } from "../shared/wrong-softmax-backward.js";

/** logits [B, L, V], targets [B, L]. */
interface Inputs {
  readonly logits: Nd;
  readonly targets: Nd;
}

type Combining = (p: Nd, hot: Nd, logits: Nd) => Nd;

interface Variant {
  readonly inputs?: (inputs: Inputs) => Inputs;
  /** From the logits to the probabilities. */
  readonly weigh?: Weighing;
  /** From the targets to what is subtracted, [B, L, V]. */
  readonly hot?: (targets: Nd, V: number) => Nd;
  readonly combine?: Combining;
  /** 1 where the gradient stays, 0 where it is cleared. */
  readonly counts?: (targets: Nd) => Nd;
  /** Clears it. Default: whatever is there. */
  readonly clear?: (gradient: Nd, counts: Nd) => Nd;
  /** One number, or an array that broadcasts. */
  readonly divisor?: (targets: Nd, V: number) => Nd;
  readonly finish?: (gradient: Nd) => Nd;
}

const overTokens: Weighing = (logits) => softmax(logits, -1);
const real = (targets: Nd) => map(targets, (target) => Number(target >= 0));
const everyone = (targets: Nd) => map(targets, () => 1);
const one = (value: number): Nd => ({ shape: [], data: Float64Array.of(value) });
const totalOf = (x: Nd) => x.data.reduce((total, value) => total + value, 0);
const byChoice = (gradient: Nd, counts: Nd) => zip(gradient, counts, (value, keep) => (keep ? value : 0));
const realOnes = (targets: Nd) => one(totalOf(real(targets)));
const allOnes = (targets: Nd) => one(targets.data.length);

const oneHot = (targets: Nd, V: number, tokenOf = (target: number) => target): Nd =>
  generate([...targets.shape, V], ([b, i, v]) => Number(tokenOf(at(targets, b, i)) === v));
const at = ({ shape, data }: Nd, b: number | undefined, i: number | undefined) =>
  data[(b as number) * (shape[1] as number) + (i as number)] as number;

const way = composed((given: Inputs, variant: Variant): Answer => {
  const {
    inputs = (same) => same,
    weigh = overTokens,
    hot = oneHot,
    combine = subtract,
    counts = real,
    clear = byChoice,
    divisor = realOnes,
    finish = (gradient) => gradient,
  } = variant;
  const { logits, targets } = inputs(given);
  const V = logits.shape[2] as number;
  const gradient = combine(weigh(logits), hot(targets, V), logits);
  return { dlogits: finish(divide(clear(gradient, expand(counts(targets), -1)), divisor(targets, V))) };
});

/** Where rows that do not count hold NaN, it is cleared, or multiplied by 0, which leaves it. */
const either = (variant: Variant) => [way(variant), way({ ...variant, clear: multiply })];
const weighed = (...weighs: readonly Weighing[]) => weighs.flatMap((weigh) => either({ weigh }));
const alongTokens = (...softmaxes: typeof overflowing) =>
  weighed(
    ...softmaxes.map(
      (along): Weighing =>
        (logits) =>
          along(logits, -1),
    ),
  );

/** -100 as Python reads it: from the end, if there are as many. */
const literally = (targets: Nd, V: number): Nd => {
  const missing = targets.data.find((target) => target < -V);
  if (missing !== undefined) throw new RangeError(`index ${missing} is out of bounds for axis 2 with size ${V}`);
  return oneHot(targets, V, (target) => (target < 0 ? target + V : target));
};
/** -100 as an offset in one long array. */
const inFlatArray = (targets: Nd, V: number): Nd => {
  const hot = oneHot(targets, V);
  targets.data.forEach((target, row) => {
    if (target < 0 && row * V + target >= 0) hot.data[row * V + target] = (hot.data[row * V + target] as number) + 1;
  });
  return hot;
};

/** As `p[:, :, targets] -= 1` subtracts: at each position the tokens of all, or of its sequence. Ignored ones as token 0, or not. */
const ofAllTargets = [false, true].flatMap((own) =>
  [false, true].map((clamped) => (targets: Nd, V: number): Nd => {
    const L = targets.shape[1] as number;
    const tokens = targets.data.map((target) => (clamped ? Math.max(target, 0) : target));
    const inAll = new Set(tokens);
    return generate([...targets.shape, V], ([b, _, v]) => {
      const first = (b as number) * L;
      return Number((own ? new Set(tokens.slice(first, first + L)) : inAll).has(v as number));
    });
  }),
);

/** What is added to the probability before it divides. */
const smallNumbers = [0, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6];
/** The gradient by the probabilities: of the target's alone, or with 0 / p at the others. */
const byProbability = smallNumbers.flatMap((small): readonly ((p: Nd, hot: Nd) => Nd)[] => [
  (p, hot) => zip(p, hot, (weight, isTarget) => (isTarget ? -1 / (weight + small) : 0)),
  (p, hot) => zip(p, hot, (weight, isTarget) => -isTarget / (weight + small)),
]);
/** Row by row without what a 0 makes NaN elsewhere. */
const alongTarget: SoftmaxBackward = (p, dp) => {
  const s = sum(
    zip(p, dp, (weight, gradient) => (gradient === 0 ? 0 : weight * gradient)),
    -1,
  );
  return multiply(p, subtract(dp, s));
};

const dividedBy = (by: (B: number, L: number, V: number, count: number) => number) =>
  way({
    divisor: (targets, V) => {
      const [B, L] = targets.shape as [number, number];
      return one(by(B, L, V, totalOf(real(targets))));
    },
  });

const withoutAxis = (powers: Nd) => divide(powers, squeeze(sum(powers, -1), -1));

/** Of the first or last L - 1 positions. */
const part = ({ shape, data }: Nd, from: 0 | 1): Nd => {
  const [B, L, width = 1] = shape as [number, number, number?];
  const kept = generate([B, L - 1, width], ([b, i, v]) => {
    return data[((b as number) * L + (i as number) + from) * width + (v as number)] as number;
  });
  return reshape(kept, [B, L - 1, ...shape.slice(2)]);
};
const shift = ({ logits, targets }: Inputs): Inputs => ({ logits: part(logits, 0), targets: part(targets, 1) });
const withLastRow = ({ shape, data }: Nd): Nd => {
  const [B, L, V] = shape as [number, number, number];
  return generate([B, L + 1, V], ([b, i, v]) =>
    (i as number) < L ? (data[((b as number) * L + (i as number)) * V + (v as number)] as number) : 0,
  );
};

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "minus-100-read",
    title: { en: "-100 is used as an index", zh: "把 -100 当成了下标" },
    explanation: {
      en: "A target of -100 says that the position does not count; it is no token. As an index it raises, or, in a vocabulary of 100 tokens or more, NumPy and PyTorch count it from the end and change another token's gradient. Replace -100 by a valid id before it is used as an index, and set these rows to zero.",
      zh: "目标 -100 表示该位置不计入，并不是一个 token。拿它当下标会报错；词表有 100 个以上 token 时，NumPy 和 PyTorch 会从末尾倒数，改动别的 token 的梯度。当下标之前先把 -100 换成合法的 id，并把这些行置零。",
    },
    ways: [
      ...[everyone, real].flatMap((counts) =>
        [realOnes, allOnes].map((divisor) => way({ hot: literally, counts, divisor })),
      ),
      ...[realOnes, allOnes].map((divisor) => way({ hot: inFlatArray, counts: everyone, divisor })),
    ],
    raises:
      /index -100 is out of bounds|IndexError: list (assignment )?index out of range|Class values must be non-negative|index out of range in self|index -100/,
  },
  {
    code: "ignored-tokens-learn",
    title: { en: "Ignored positions get a gradient", zh: "被忽略的位置得到了梯度" },
    explanation: {
      en: "Rows whose target is -100 are not zero: they hold the softmax, or the softmax minus the one-hot of some token. They are not in the loss, so their logits cannot change it. Set these rows to zero, and count only the other targets in the divisor.",
      zh: "目标为 -100 的行不是零，而是 softmax，或 softmax 减去某个 token 的 one-hot。这些位置不在损失里，它们的 logits 不会影响损失。应把这些行置零，分母也只数其余的目标。",
    },
    ways: [(target: number) => target, (target: number) => Math.max(target, 0)].flatMap((tokenOf) =>
      [realOnes, allOnes].map((divisor) =>
        way({ counts: everyone, hot: (targets, V) => oneHot(targets, V, tokenOf), divisor }),
      ),
    ),
  },
  {
    code: "divided-by-all-tokens",
    title: { en: "Divided by all positions", zh: "除以了全部位置的个数" },
    explanation: {
      en: "The gradient is divided by B · L. The loss is the mean over the targets that are not -100, so the divisor is their number. Otherwise the more padding a batch has, the smaller its gradient.",
      zh: "梯度除以了 B · L。损失是对目标不为 -100 的位置取平均，所以分母应是这些目标的个数；否则 batch 里填充越多，梯度就越小。",
    },
    ways: [way({ divisor: allOnes })],
  },
  {
    code: "sum-not-mean",
    title: { en: "Not divided by the number of targets", zh: "没有除以目标个数" },
    explanation: {
      en: "The result is the gradient of the sum of the losses, or it was divided by the number of sequences or of positions in one. The loss is a mean over the targets that count, and its 1/N is part of the gradient.",
      zh: "结果是损失之和的梯度，或者只除以了序列个数或每个序列的位置数。损失是对计入的目标取平均，1/N 也是梯度的一部分。",
    },
    ways: [dividedBy(() => 1), dividedBy((B) => B), dividedBy((_, L) => L)],
  },
  {
    code: "divided-by-vocabulary",
    title: { en: "Divided by the size of the vocabulary too", zh: "多除了词表大小" },
    explanation: {
      en: "The gradient was divided by the number of all logits. The loss is a mean over targets, one for each position; the vocabulary is not averaged.",
      zh: "梯度除以了 logits 的总个数。损失是对目标取平均，每个位置只有一个目标；词表这一维没有取平均。",
    },
    ways: [dividedBy((_, __, V, count) => V * count), dividedBy((B, L, V) => B * L * V), dividedBy((_, __, V) => V)],
  },
  {
    code: "mean-of-means",
    title: { en: "Each sequence has its own divisor", zh: "每个序列各除各的" },
    explanation: {
      en: "Each row was divided by the number of targets in its own sequence, which is the gradient of a mean of means. Every target has the same weight: one divisor for the whole batch, the number of all targets that count.",
      zh: "每一行除以了自己序列里的目标个数，这是“先对每个序列取平均、再取平均”的梯度。每个目标的权重应相同：整个 batch 用一个分母，即所有计入的目标个数。",
    },
    ways: [
      (counts: Nd) => counts.shape[0] as number,
      (counts: Nd) => totalOf(map(sum(counts, 1), Math.sign)),
      () => 1,
    ].map((sequences) =>
      way({
        divisor: (targets) => {
          const counts = real(targets);
          const own = map(sum(counts, 1), (count) => Math.max(count, 1));
          return expand(scale(own, sequences(counts)), -1);
        },
      }),
    ),
  },
  {
    ...knownOfGradients("sign-reversed"),
    explanation: {
      en: "One-hot minus softmax is the gradient with its sign reversed: with it the probability of the target falls. The logit of the target must get a negative gradient, all others a positive one: softmax minus one-hot.",
      zh: "one-hot 减 softmax 是符号相反的梯度，用它更新会让目标的概率越来越小。目标的 logit 应得到负梯度，其余应得到正梯度：softmax 减 one-hot。",
    },
    ways: [way({ combine: (p, hot) => subtract(hot, p) })],
  },
  {
    code: "one-hot-of-logits",
    title: { en: "The one-hot is subtracted from the logits", zh: "one-hot 是从 logits 里减的" },
    explanation: {
      en: "The one-hot was subtracted from the logits, or from their log-softmax, instead of from the probabilities. The gradient is softmax minus one-hot: each row of it sums to zero, which is a quick check.",
      zh: "logits 或 log-softmax 占了概率的位置。梯度是 softmax 减 one-hot：每行之和为零，可以用来快速检查。",
    },
    ways: [way({ weigh: (logits) => logits }), way({ weigh: logSoftmax })],
  },
  {
    code: "one-hot-missing",
    title: { en: "The one-hot is not subtracted", zh: "没有减去 one-hot" },
    explanation: {
      en: "The result is the softmax alone, so the targets make no difference. Subtract 1 at the target of each position.",
      zh: "结果只有 softmax，与目标无关。应在每个位置的目标处减 1。",
    },
    ways: [way({ combine: (p) => p })],
  },
  {
    code: "one-hot-of-all-targets",
    title: { en: "1 is subtracted at the targets of other positions", zh: "在其他位置的目标处也减了 1" },
    explanation: {
      en: "p[:, :, targets] -= 1 picks, at every position, the tokens of all positions. Each position has one target: give an index for batch and position too, or use put_along_axis, scatter or a one-hot array.",
      zh: "p[:, :, targets] -= 1 会在每个位置上选出所有位置的目标。每个位置只有一个目标：batch 和位置也要给出下标，或者用 put_along_axis、scatter 或 one-hot 数组。",
    },
    ways: ofAllTargets.map((hot) => way({ hot })),
  },
  {
    code: "softmax-backward-missing",
    title: { en: "The derivative of the softmax is missing", zh: "漏了 softmax 的导数" },
    explanation: {
      en: "The result is -1/p at the target, the gradient with respect to the probabilities, or -1, the gradient with respect to their logarithms, and 0 elsewhere. The logits come before the softmax, and each of them changes all probabilities of its row: together it is softmax minus one-hot.",
      zh: "结果在目标处是 -1/p（对概率的梯度）或 -1（对对数概率的梯度），其余为 0。logits 在 softmax 之前，每个 logit 都会影响本行所有概率：合起来就是 softmax 减 one-hot。",
    },
    ways: [
      way({ combine: (_, hot) => scale(hot, -1) }),
      ...byProbability.slice(0, 2).map((combine) => way({ combine })),
    ],
  },
  {
    code: "softmax-backward-again",
    title: { en: "The derivative of the softmax is applied twice", zh: "softmax 的导数用了两次" },
    explanation: {
      en: "Softmax minus one-hot is the gradient with respect to the logits already: the derivative of the softmax is in it. Here it went through the softmax's backward pass once more.",
      zh: "softmax 减 one-hot 已经是对 logits 的梯度，其中包含了 softmax 的导数。这里又让它经过了一次 softmax 的反向传播。",
    },
    ways: [
      way({ combine: (p, hot) => rightBackward(p, subtract(p, hot)) }),
      way({
        combine: (p, hot) =>
          multiply(
            map(p, (weight) => weight * (1 - weight)),
            subtract(p, hot),
          ),
      }),
    ],
  },
  {
    code: "divided-by-probability",
    title: { en: "The gradient goes through 1/p", zh: "梯度经过了 1/p" },
    explanation: {
      en: "The gradient was computed in two steps: -1/p at the target, then the softmax's backward pass. Where the target's probability underflows to 0, that is infinity times 0, NaN; with a small number added to p the gradient vanishes just where the prediction is most wrong. The two factors p cancel: softmax minus one-hot does not divide by p.",
      zh: "梯度分两步算了：先在目标处取 -1/p，再经过 softmax 的反向。目标的概率下溢为 0 时，得到无穷乘 0，即 NaN；给 p 加一个很小的数，梯度又恰恰在预测错得最厉害的地方消失。两个 p 可以约掉：softmax 减 one-hot 不用除以 p。",
    },
    ways: byProbability.flatMap((gradient) =>
      [rightBackward, alongTarget].flatMap((through) => either({ combine: (p, hot) => through(p, gradient(p, hot)) })),
    ),
    raises: /ZeroDivisionError/,
  },
  {
    code: "shifted",
    title: { en: "The targets are shifted", zh: "对目标做了移位" },
    explanation: {
      en: "Position i was compared with the target of position i + 1. Language models shift the ids against the logits to make targets; here that is done already: targets[b, i] belongs to logits[b, i].",
      zh: "第 i 个位置与第 i + 1 个位置的目标作了比较。语言模型把 ids 与 logits 错开一位得到目标；本题已经做好：targets[b, i] 对应 logits[b, i]。",
    },
    ways: [way({ inputs: shift }), way({ inputs: shift, finish: withLastRow })],
  },
  firstEntryOnly<Inputs>(way({})),
  {
    ...known("unstable-softmax"),
    ways: alongTokens(...overflowing, ...shiftedTooLittle),
    raises: raised.byOverflow,
  },
  {
    ...known("global-maximum"),
    ways: [
      (logits: Nd) => max(reshape(logits, [logits.data.length]), 0),
      (logits: Nd) => max(max(logits, -1), -2),
      (logits: Nd) => max(logits, -2),
    ].flatMap((maximum) => alongTokens(...afterwards((logits) => subtract(logits, maximum(logits))))),
  },
  // At 0: nothing lies below -1e4, where others start.
  { ...known("maximum-starts-too-high"), ways: alongTokens(...startedTooHigh.slice(0, 2)) },
  { ...known("scores-clipped"), ways: alongTokens(...clipped) },
  {
    ...known("not-normalized"),
    explanation: {
      en: "exp was taken, but not divided by its sum, so the probabilities of a row do not sum to one. Each row of the gradient must sum to zero.",
      zh: "取了 exp 但没有除以总和，一行的概率之和不是 1。梯度每行之和应为零。",
    },
    ways: alongTokens(...undivided),
  },
  {
    code: "softmax-twice",
    title: { en: "Normalised twice", zh: "做了两次归一化" },
    explanation: {
      en: "The softmax was applied to probabilities, not to logits. Numbers between 0 and 1 differ by at most 1, so the second softmax makes all tokens almost equally likely.",
      zh: "softmax 作用在了概率而不是 logits 上。0 到 1 之间的数最多相差 1，再做一次 softmax，所有 token 的概率几乎相同。",
    },
    ways: weighed((logits) => softmax(overTokens(logits), -1)),
  },
  {
    code: "sigmoid-for-softmax",
    title: { en: "A sigmoid in place of the softmax", zh: "用的是 sigmoid 而不是 softmax" },
    explanation: {
      en: "Each logit went through a sigmoid by itself: that is the gradient of the binary cross-entropy, where tokens do not exclude each other. Here the probabilities of a position sum to one.",
      zh: "每个 logit 各自经过了 sigmoid：那是二元交叉熵的梯度，各 token 互不排斥。本题中一个位置的概率之和为 1。",
    },
    ways: weighed((logits) => map(logits, (logit) => 1 / (1 + Math.exp(-logit)))),
  },
  {
    code: "softmax-over-positions",
    title: { en: "The softmax runs over another axis", zh: "softmax 的方向错了：不是沿词表维" },
    explanation: {
      en: "The probabilities sum to one over the positions, over the batch or over everything. Each position is a distribution over the V tokens of the vocabulary: maximum and sum run along the last axis. In PyTorch dim=1 is the positions here.",
      zh: "概率沿位置维、batch 维或所有维度求和才为 1。每个位置都是词表中 V 个 token 上的一个分布：求最大值与求和都要沿最后一维。这里 PyTorch 的 dim=1 是位置维。",
    },
    ways: [softmax, unstableSoftmax].flatMap((along) =>
      weighed(
        (logits) => along(logits, -2),
        (logits) => along(logits, 0),
        (logits) => reshape(along(reshape(logits, [logits.data.length]), 0), logits.shape),
      ),
    ),
  },
  {
    ...known("missing-keepdims"),
    ways: weighed(
      (logits) => withoutAxis(map(logits, Math.exp)),
      (logits) => withoutAxis(map(subtract(logits, max(logits, -1)), Math.exp)),
      (logits) => withoutAxis(map(subtract(logits, squeeze(max(logits, -1), -1)), Math.exp)),
    ),
    raises: raised.byBroadcasting,
  },
];

export default mistakes;
