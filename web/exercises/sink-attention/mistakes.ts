import {
  add,
  divide,
  generate,
  map,
  matmul,
  max,
  type Nd,
  scale,
  squeeze,
  subtract,
  sum,
  zip,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attend, downToThousand, last, overKeys, withShared } from "../shared/wrong-attention.js";
import { type CausalInputs, type CausalVariant, causalMask, causalMistakes } from "../shared/wrong-causal.js";
import { type Masking, rightMasking } from "../shared/wrong-masking.js";

interface Inputs extends CausalInputs {
  readonly sink: Nd;
}

/** From the sinks [H] and the shape of the scores to one for each row, [B, H, L, 1], or what broadcasts otherwise. */
type Column = (sink: Nd, shape: readonly number[], d: number) => Nd;
/** From scores [B, H, L, L], mask [L, L] and the sinks' column to the weights. */
type Sharing = (scores: Nd, mask: Nd, sinks: Nd) => Nd;

interface SinkVariant extends CausalVariant<Inputs> {
  readonly column?: Column;
  /** In place of `masking`. */
  readonly share?: Sharing;
}

/** Where the sink of a row comes from, by batch entry, head and query. */
const chosen =
  (of: (b: number, h: number, i: number, heads: number) => number): Column =>
  (sink, [B, H, L]) => {
    const heads = sink.data.length;
    return generate([B as number, H as number, L as number, 1], (index) => {
      const [b, h, i] = index as [number, number, number];
      return sink.data[of(b, h, i, heads)] as number;
    });
  };
const ofHead = chosen((_, h) => h);

/** x [..., L] with one more column. */
function joined(x: Nd, column: Nd): Nd {
  const L = last(x);
  const rows = x.data.length / L;
  const data = new Float64Array(rows * (L + 1));
  for (let row = 0; row < rows; row++) {
    data.set(x.data.subarray(row * L, (row + 1) * L), row * (L + 1));
    data[row * (L + 1) + L] = column.data[row % column.data.length] as number;
  }
  return { shape: [...x.shape.slice(0, -1), L + 1], data };
}

/** `count` columns of the last axis, the first of them `from`. */
function columns(x: Nd, from: number, count: number): Nd {
  const all = last(x);
  const kept = x.data.filter((_, at) => at % all >= from && at % all < from + count);
  return { shape: [...x.shape.slice(0, -1), count], data: kept };
}

const visibleSink: Nd = { shape: [1], data: Float64Array.of(1) };

/** Weights with the sink's as the last column, [B, H, L, L + 1]. */
const withColumn =
  (masking: Masking): Sharing =>
  (scores, mask, sinks) =>
    masking(joined(scores, sinks), joined(mask, visibleSink));

const dropped =
  (masking: Masking): Sharing =>
  (scores, mask, sinks) =>
    columns(withColumn(masking)(scores, mask, sinks), 0, last(scores));

const way = composed((inputs: Inputs, steps: SinkVariant) => {
  const { masking = rightMasking, visible, column = ofHead, share = dropped(masking), ...rest } = steps;
  const { taken = (given) => given, ...variant } = rest;
  const { q, k, v, sink } = taken(inputs);
  const mask = causalMask(q.shape[2] as number, visible);
  return attend(q, k, v, { ...variant, weigh: (scores) => share(scores, mask, column(sink, scores.shape, last(q))) });
});

const sharing = (...shares: readonly Sharing[]) => shares.map((share) => way({ share }));
const placing = (...all: readonly Column[]) => all.map((column) => way({ column }));

const hide = (scores: Nd, mask: Nd) => zip(scores, mask, (score, seen) => (seen ? score : Number.NEGATIVE_INFINITY));
const larger = (a: Nd, b: Nd) => zip(a, b, Math.max);
const exp = (x: Nd) => map(x, Math.exp);
const none = (x: Nd) => map(max(x, -1), () => 0);

/** exp of the scores minus a shift, divided by their sum and what the sink adds to it. */
const inDenominator =
  (shift: (hidden: Nd, sinks: Nd) => Nd, more: (sinks: Nd, shift: Nd) => Nd): Sharing =>
  (scores, mask, sinks) => {
    const hidden = hide(scores, mask);
    const shifted = shift(hidden, sinks);
    const powers = exp(subtract(hidden, shifted));
    return divide(powers, add(sum(powers, -1), more(sinks, shifted)));
  };
const ofScores = (hidden: Nd) => max(hidden, -1);
const ofBoth = (hidden: Nd, sinks: Nd) => larger(max(hidden, -1), sinks);
const shifts = [ofScores, ofBoth, none];

/** The sink's share goes to some keys as well: `part` of it to key j of query i. */
const given =
  (part: (i: number, j: number, L: number) => number): Sharing =>
  (scores, mask, sinks) => {
    const L = last(scores);
    const all = withColumn(rightMasking)(scores, mask, sinks);
    const parts = generate([L, L], ([i, j]) => part(i as number, j as number, L));
    return zip(
      columns(all, 0, L),
      zip(columns(all, L, 1), parts, (share, one) => share * one),
      (a, b) => a + b,
    );
  };

/** Weights that have moved by one key: those of row i from its shares, the sink's last, as key j gets them. */
const moved =
  (from: (i: number, j: number, L: number) => number): Sharing =>
  (scores, mask, sinks) => {
    const L = last(scores);
    const { data } = withColumn(rightMasking)(scores, mask, sinks);
    const at = scores.data.map((_, position) => {
      const row = Math.floor(position / L);
      const column = from(row % L, position % L, L);
      return column < 0 ? 0 : (data[row * (L + 1) + column] as number);
    });
    return { shape: scores.shape, data: at };
  };

/** The sink's column is the last, and the first one is cut off; or it is the first, and the last one is. Of all keys, or of those that are seen. */
const cutWrongly: readonly Sharing[] = [
  moved((_, j) => j + 1),
  moved((_, j, L) => (j === 0 ? L : j - 1)),
  moved((i, j, L) => (j === i ? L : j + 1)),
  moved((i, j, L) => {
    if (j > i) return -1;
    return j === 0 ? L : j - 1;
  }),
];

/** Sinks [H] that nobody gave axes broadcast along the last one of [B, H, L, L]. */
const alongKeys: Sharing = (scores, mask, sinks) => {
  const [, H, L] = scores.shape as [number, number, number];
  const heads = generate([H], ([h]) => sinks.data[(h as number) * L] as number);
  return inDenominator(
    (hidden) => larger(max(hidden, -1), heads),
    (_, shift) => exp(subtract(heads, shift)),
  )(scores, mask, sinks);
};

/** Batch entries or queries that are not as many as heads: the arrays do not fit. */
const fitting =
  (axis: 0 | 2, column: Column): Column =>
  (sink, shape, d) => {
    const [size, heads] = [shape[axis] as number, sink.data.length];
    if (size !== heads) throw new RangeError(`cannot broadcast [${shape}] with [${heads}]`);
    return column(sink, shape, d);
  };

/** All sinks take part in each row. */
const ofAllHeads: Column = (sink, shape, d) => {
  const top = Math.max(...sink.data);
  const total = top + Math.log(sink.data.reduce((all, value) => all + Math.exp(value - top), 0));
  return map(ofHead(sink, shape, d), () => total);
};

const meanOfHeads: Column = (sink, shape, d) => {
  const mean = sink.data.reduce((all, value) => all + value, 0) / sink.data.length;
  return map(ofHead(sink, shape, d), () => mean);
};

/** The sink's term is there so many times. */
const times =
  (count: (i: number, L: number) => number): Column =>
  (sink, shape, d) => {
    const L = shape[2] as number;
    return add(
      ofHead(sink, shape, d),
      generate([L, 1], ([i]) => Math.log(count(i as number, L))),
    );
  };

/** The score of the first key is made of itself and the sink; the rest is as it was. */
const onFirstKey =
  (changed: (score: number, sink: number) => number): Sharing =>
  (scores, mask, sinks) => {
    const isFirst = generate([last(scores)], ([j]) => Number(j === 0));
    const ofFirst = zip(sinks, isFirst, (sink, first) => (first ? sink : Number.NaN));
    const others = zip(scores, ofFirst, (score, sink) => (Number.isNaN(sink) ? score : changed(score, sink)));
    return rightMasking(others, mask);
  };

/** exp of a large sink is infinite: its share is infinity / infinity, and that times a value of zeros is NaN. */
const overflowingSink: Sharing = (scores, mask, sinks) => {
  const top = max(hide(scores, mask), -1);
  const right = dropped(rightMasking)(scores, mask, sinks);
  return zip(right, subtract(sinks, top), (weight, above) => (Math.exp(above) === Infinity ? Number.NaN : weight));
};
const overflowingInFloat32: Sharing = (scores, mask, sinks) => {
  const top = max(hide(scores, mask), -1);
  const right = dropped(rightMasking)(scores, mask, sinks);
  return zip(right, subtract(sinks, top), (weight, above) => (above > 88.7 ? Number.NaN : weight));
};

const own: readonly Mistake<Inputs>[] = [
  {
    code: "sink-left-out",
    title: { en: "The sink makes no difference", zh: "sink 没有起作用" },
    explanation: {
      en: "The weights of each row sum to one: this is ordinary causal attention. Perhaps the rows were normalised again after the sink's column was dropped, the causal mask covered that column, or the sink was added to all scores of a row, where it cancels. The sink is one more term of the denominator, exp(sink[h]), and nothing else: what it takes is lost, and a row sums to less than one.",
      zh: "每行权重之和为 1：这只是普通的因果注意力。可能是去掉 sink 那一列之后又重新归一化了，或者因果掩码把那一列也屏蔽了，或者把 sink 加到了一行的所有分数上，结果约掉了。sink 只是分母里多出来的一项 exp(sink[h])：它拿走的份额就此消失，每行之和小于 1。",
    },
    ways: sharing((scores, mask) => rightMasking(scores, mask)),
  },
  {
    code: "sink-as-value",
    title: { en: "The sink's share goes to a value", zh: "sink 的份额给了某个 value" },
    explanation: {
      en: "What the sink takes of a row ends up at some value: at the first key or the query's own, spread over the visible keys, or because the wrong column was cut off, so that the weights have moved by one key. The sink has no value (or a value of zeros): drop exactly its column, and leave the other weights as they are.",
      zh: "sink 在一行中占的份额落到了某个 value 上：第一个 key、query 自己的 key，或平摊给了可见的 key；也可能是切掉的列不对，权重整体错开了一个 key。sink 没有 value（或者说 value 为 0）：只去掉它自己那一列，其余权重保持不变。",
    },
    ways: [
      ...sharing(
        given((_, j) => Number(j === 0)),
        given((i, j) => Number(i === j)),
        given((_, j, L) => Number(j === L - 1)),
        given((i, j) => (j <= i ? 1 / (i + 1) : 0)),
        given((_, __, L) => 1 / L),
        ...cutWrongly,
      ),
      way({
        mix: (weights, v) =>
          add(
            matmul(weights, v),
            map(sum(weights, -1), (total) => 1 - total),
          ),
      }),
    ],
  },
  {
    code: "sink-counted-per-key",
    title: { en: "The sink is counted once for each key", zh: "每个 key 都算了一次 sink" },
    explanation: {
      en: "exp(sink) is inside the sum over the keys, so it is added once for each key: the longer the row, the larger the sink's share. It is one term of the denominator: Σ exp(score) + exp(sink). Sum first, and add it afterwards.",
      zh: "exp(sink) 写在了对 key 的求和里面，每个 key 都加了一次：行越长，sink 的份额越大。它在分母里只有一项：Σ exp(分数) + exp(sink)。应先求和，再加上它。",
    },
    ways: placing(
      times((_, L) => L),
      times((i) => i + 1),
    ),
  },
  {
    code: "sink-on-first-key",
    title: { en: "The sink changes the score of the first key", zh: "sink 改动了第一个 key 的分数" },
    explanation: {
      en: "The sink was added to the score of the first key, or put in its place, or the larger of the two was taken, so every row still sums to one. Trained models do use their first tokens as sinks. The sink of this task is no token: it is one more score beside the others, has no value, and leaves them as they are.",
      zh: "sink 加到了第一个 key 的分数上，或者替换了它，或者取了两者中较大的，于是每行权重之和仍为 1。训练好的模型确实会把最前面的 token 当作 sink，但本题的 sink 不是 token：它是所有分数之外多出来的一个分数，没有 value，也不改动其他分数。",
    },
    ways: sharing(
      ...[(score: number, sink: number) => score + sink, (_: number, sink: number) => sink, Math.max].map(onFirstKey),
    ),
  },
  {
    code: "sink-scaled",
    title: { en: "The sink is divided by √d", zh: "sink 也除以了 √d" },
    explanation: {
      en: "The sink went through the scale together with the scores. It is a score already, learned as it is: divide the dot products by √d first, and put the sink beside them afterwards.",
      zh: "sink 和分数一起做了缩放。它本身就是学出来的分数：应先把点积除以 √d，再把 sink 放到旁边。",
    },
    ways: [
      ...placing((sink, shape, d) => scale(ofHead(sink, shape, d), 1 / Math.sqrt(d))),
      way({ column: (sink, shape, d) => scale(ofHead(sink, shape, d), 1 / d) }),
    ],
  },
  {
    code: "sink-not-exponentiated",
    title: { en: "The sink itself is added to the sum", zh: "直接把 sink 加到了分母上" },
    explanation: {
      en: "The denominator is Σ exp(score) + sink. The sink is a score like the others, on a logarithmic scale, and may be negative: what is added is exp(sink), with the same maximum subtracted.",
      zh: "分母写成了 Σ exp(分数) + sink。sink 和其他分数一样处在对数尺度上，可以为负：应加的是 exp(sink)，并且同样减去最大值。",
    },
    ways: [
      ...sharing(...shifts.map((shift) => inDenominator(shift, (sinks) => sinks))),
      ...sharing(...[ofScores, ofBoth].map((shift) => inDenominator(shift, subtract))),
    ],
  },
  {
    code: "sink-not-shifted",
    title: { en: "The maximum is not subtracted from the sink", zh: "sink 没有减去最大值" },
    explanation: {
      en: "The scores have their maximum subtracted, but exp(sink) is added as it is. Subtracting the maximum changes nothing only if every term of numerator and denominator has it subtracted: add exp(sink - maximum).",
      zh: "分数减了最大值，加到分母上的 exp(sink) 却没有减。只有分子分母的每一项都减去同一个最大值，结果才不变：应加 exp(sink - 最大值)。",
    },
    ways: sharing(...[ofScores, ofBoth].map((shift) => inDenominator(shift, exp))),
  },
  {
    code: "sink-not-in-maximum",
    title: { en: "The maximum is taken over the scores alone", zh: "求最大值时漏掉了 sink" },
    explanation: {
      en: "The maximum of a row leaves the sink out, so exp(sink - maximum) overflows where the sink lies far above the scores: Python's math.exp raises, and infinity / infinity or infinity · 0 is NaN. The right result of such a row is zeros. Take the maximum over the scores and the sink.",
      zh: "一行的最大值没有把 sink 算进去，sink 远高于分数时 exp(sink - 最大值) 会溢出：Python 的 math.exp 会报错，而无穷除以无穷、无穷乘以 0 都是 NaN。这样的行正确结果是 0。最大值应在分数和 sink 之中取。",
    },
    ways: sharing(overflowingSink, overflowingInFloat32),
    raises: raised.byOverflow,
  },
  {
    code: "sink-by-batch",
    title: { en: "The sink is not that of the head", zh: "sink 与头没有对应起来" },
    explanation: {
      en: "Each head has one number, sink[h], for all batch entries and all queries. Here it went along another axis (the batch, the queries or the keys), or one number serves for all heads. Next to scores of shape (B, H, L, L) the sinks need the shape (1, H, 1, 1), then broadcast to (B, H, L, 1).",
      zh: "每个头只有一个数 sink[h]，对 batch 的每一项、每个 query 都相同。这里它沿着别的维（batch、query 或 key）排列了，或者所有头共用了一个数。分数的形状是 (B, H, L, L)，sink 应 reshape 成 (1, H, 1, 1)，再广播到 (B, H, L, 1)。",
    },
    ways: [
      ...placing(
        fitting(
          0,
          chosen((b) => b),
        ),
        fitting(
          2,
          chosen((_, __, i) => i),
        ),
        chosen(() => 0),
        chosen((_, __, ___, heads) => heads - 1),
        meanOfHeads,
        ofAllHeads,
      ),
      ...sharing(alongKeys),
    ],
    raises:
      /must match exactly, but along dimension [02]|Sizes of tensors must match except in dimension 3|(?:broadcast together with shapes|cannot broadcast) [([](\d+,\d+,\d+),\d+[)\]] (?:with )?[([]\1,\d+[)\]]/,
  },
  {
    code: "sink-fixed-at-one",
    title: { en: "The denominator has 1 in place of the learned sink", zh: "分母里加的是 1，而不是学到的 sink" },
    explanation: {
      en: "The sum is 1 + Σ exp(score), as in the softmax that is called off by one. That is a sink fixed at 0, since exp(0) = 1. Here each head has learned its own: the term is exp(sink[h]).",
      zh: "分母成了 1 + Σ exp(分数)，即所谓 off-by-one 的 softmax。那相当于 sink 固定为 0，因为 exp(0) = 1。本题每个头学到了自己的 sink：这一项应是 exp(sink[h])。",
    },
    ways: [
      ...placing((sink, shape, d) => map(ofHead(sink, shape, d), () => 0)),
      ...sharing(...shifts.map((shift) => inDenominator(shift, (sinks) => map(sinks, () => 1)))),
    ],
  },
  {
    ...knownOfMasks("mask-added"),
    // Added to the scores before the sink comes beside them.
    ways: sharing(
      (scores, mask, sinks) => dropped(overKeys)(add(scores, mask), mask, sinks),
      (scores, mask, sinks) => dropped(overKeys)(subtract(scores, mask), mask, sinks),
    ),
  },
  {
    ...known("missing-keepdims"),
    ways: sharing((scores, mask, sinks) => {
      const hidden = hide(scores, mask);
      const top = ofBoth(hidden, sinks);
      const powers = exp(subtract(hidden, top));
      return divide(powers, squeeze(add(sum(powers, -1), exp(subtract(sinks, top))), -1));
    }),
  },
  {
    ...known("unstable-softmax"),
    ways: sharing(
      inDenominator(none, exp),
      // The sink alone, or the maximum of all heads and rows.
      inDenominator(
        (_, sinks) => sinks,
        (sinks) => map(sinks, () => 1),
      ),
    ),
  },
  {
    code: "weights-normalized-before-sink",
    title: { en: "The softmax is finished before the sink comes in", zh: "softmax 做完之后才考虑 sink" },
    explanation: {
      en: "The scores went through their own softmax, and the sink was brought in afterwards: the weights, which sum to one, were divided by 1 + exp(sink), or multiplied by one minus a sigmoid of the sink. So every row loses the same share, however large its scores are. The sink competes with the scores themselves: it belongs in the sum of their exponentials.",
      zh: "分数先单独做了 softmax，之后才引入 sink：和为 1 的权重又除以了 1 + exp(sink)，或乘以 1 减 sigmoid(sink)。这样无论分数多大，每行失去的份额都一样。sink 是与分数本身竞争的：应加到它们的指数之和里。",
    },
    ways: sharing((scores, mask, sinks) => zip(overKeys(hide(scores, mask)), sinks, (w, s) => w / (1 + Math.exp(s)))),
  },
];

/** Masked scores lie at most 2000 above those that are seen. */
const tooHigh = { inPlace: [-10, -100, -1000], added: [-10, -100, -1000] };

const mistakes: readonly Mistake<Inputs>[] = withShared(own, downToThousand(causalMistakes<Inputs>(way, { tooHigh })));

export default mistakes;
