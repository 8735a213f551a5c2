import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attentionMistakes, last, withShared } from "../shared/wrong-attention.js";
import { knownOfBlocks } from "../shared/wrong-blocks.js";
import { activated, firstEntryOnly } from "../shared/wrong-outputs.js";
import {
  guarded,
  highest,
  type Inputs,
  mixed,
  plus,
  type State,
  type Step,
  type TileVariant,
  times,
  total,
  way,
} from "./wrong-tiles.js";

const infinite = Number.NEGATIVE_INFINITY;
const right = way({});
const ways = (...variants: readonly TileVariant[]): readonly Way<Inputs>[] => variants.map(way);

const undivided = ({ acc }: State) => acc;
const divided = ({ acc, sum }: State) => times(acc, 1 / sum);
const factor = (step: Step) => Math.exp(step.maximum - guarded(step));
const newSum = (step: Step) => step.sum * factor(step) + total(step.scores, guarded(step));

/** Exponentials and factors without care for a maximum of -infinity. */
const careless: TileVariant = {
  below: ({ next }) => next,
  sum: (step) => step.sum * Math.exp(step.maximum - step.next) + total(step.scores, step.next),
  acc: (step) => plus(times(step.acc, Math.exp(step.maximum - step.next)), mixed(step, step.next)),
};

/** Rescaled by exp(new - old), but for the first block. */
const inverse = (step: Step) => (step.first ? 0 : Math.exp(guarded(step) - step.maximum));

/** A block of hidden keys alone gives NaN, or zeros. */
const ownShares = (step: Step) => times(mixed(step, step.top), 1 / total(step.scores, step.top));
const sharesOrZeros = (step: Step) => (step.top === infinite ? step.acc.map(() => 0) : ownShares(step));

/** Other masks. Queries that see nothing are zeros, NaN, or a mean of all. */
const seeing = (...all: readonly NonNullable<TileVariant["visible"]>[]): readonly Way<Inputs>[] =>
  all.flatMap((visible) => ways({ visible }, { visible, ...careless }, { visible, hidden: () => -1e9 }));

const ofUnmasked = (_: readonly number[], unmasked: readonly number[]) => highest(unmasked);

const aboveZero = ({ next }: Step) => Math.max(0, next);

const notNumbers = (state: State) => state.acc.map(() => Number.NaN);

/** exp without a maximum, in float64 and in float32, where it overflows at 89. */
const exponentials = (rounded: (x: number) => number): TileVariant => ({
  maximum: () => 0,
  sum: ({ sum, scores }) => rounded(sum + scores.reduce((all, x) => all + rounded(Math.exp(x)), 0)),
  acc: ({ acc, scores, values }) =>
    acc.map((a, c) => a + scores.reduce((all, x, j) => all + rounded(Math.exp(x)) * (values[j]?.[c] ?? 0), 0)),
  lse: ({ sum }) => Math.log(sum),
});

const emptyRowIs = (value: number): TileVariant => ({
  lse: ({ maximum, sum }) => (sum === 0 ? value : maximum + Math.log(sum)),
});

const own: readonly Mistake<Inputs>[] = [
  {
    code: "accumulator-not-rescaled",
    title: { en: "The output is not rescaled", zh: "累加的输出没有重新缩放" },
    explanation: {
      en: "When the maximum rises, the running sum is rescaled, but the accumulated output is not: its old terms were computed with the old maximum and count too much. Multiply both by exp(old maximum - new maximum) before the new block is added. The log-sum-exp is right all the same.",
      zh: "最大值变大时，总和重新缩放了，累加的输出却没有：它的旧项是用旧的最大值算的，份额偏大。在加上新一块之前，两者都要乘以 exp(旧最大值 - 新最大值)。log-sum-exp 倒是对的。",
    },
    ways: ways({ acc: (step) => plus(step.acc, mixed(step, guarded(step))) }),
  },
  {
    code: "normalized-in-each-block",
    title: { en: "Divided by the sum inside the loop", zh: "在循环里就除以了总和" },
    explanation: {
      en: "The output is divided by the running sum (or by the sum of the block) in each step, and what was divided before is not multiplied back. The sum is complete only after the last block: keep the output undivided, rescale it together with the sum, and divide once at the end.",
      zh: "每一步都把输出除以了当时的总和（或这一块的总和），而之前除过的部分没有乘回来。总和到最后一块之后才完整：循环中输出先不除，与总和一起重新缩放，最后除一次。",
    },
    ways: [
      ...[undivided, divided].flatMap((out) =>
        ways(
          {
            acc: (step) => times(plus(times(step.acc, factor(step)), mixed(step, guarded(step))), 1 / newSum(step)),
            out,
          },
          {
            acc: (step) => plus(times(step.acc, factor(step)), times(mixed(step, guarded(step)), 1 / newSum(step))),
            out,
          },
        ),
      ),
      ...ways({ acc: (step) => times(plus(step.acc, mixed(step, guarded(step))), 1 / newSum(step)), out: undivided }),
      ...[ownShares, sharesOrZeros].flatMap((shares) =>
        ways(
          { acc: (step) => plus(times(step.acc, factor(step)), shares(step)), out: undivided },
          { acc: (step) => plus(step.acc, shares(step)), out: undivided },
          { acc: (step) => plus(step.acc, shares(step)), out: ({ acc }, blocks) => times(acc, 1 / blocks) },
        ),
      ),
    ],
  },
  {
    code: "mask-by-local-index",
    title: { en: "Causality is compared within the block", zh: "因果掩码用的是块内的下标" },
    explanation: {
      en: "The mask compares the query with the index of a key inside its block, which starts at 0 in every block, so later blocks show the future. The position of a key is start of the block + index in the block. With a single block the mistake does not show.",
      zh: "掩码拿 query 与 key 在块内的下标比较，而每一块的下标都从 0 开始，于是后面的块露出了未来。key 的位置是块的起点 + 块内下标。只有一块时，这个错误不会显现。",
    },
    ways: seeing(
      (i, j, { L, S, block, causal }) => !causal || j % block <= i + S - L,
      (i, j, { block, causal }) => !causal || j % block <= i,
      (i, j, { block, causal }) => !causal || j % block <= i % block,
      (i, j, { L, S, block, causal }) => {
        const b = Math.min(block, S - Math.floor(j / block) * block);
        return !causal || j % block <= i + b - L;
      },
    ),
  },
  {
    code: "lse-without-maximum",
    title: { en: "The log-sum-exp lacks the maximum", zh: "log-sum-exp 没有加回最大值" },
    explanation: {
      en: "The logarithm of the running sum is returned. But the sum is that of exp(score - maximum): the log-sum-exp of the scores is maximum + log(sum).",
      zh: "返回的是总和的对数。但总和是 exp(分数 - 最大值) 之和，分数的 log-sum-exp 应为 最大值 + log(总和)。",
    },
    ways: ways(
      { lse: ({ sum }) => Math.log(sum) },
      { lse: ({ maximum, sum }) => Math.log(sum) - maximum },
      { lse: ({ maximum }) => maximum },
    ),
  },
  {
    code: "lse-without-logarithm",
    title: { en: "The log-sum-exp lacks the logarithm", zh: "log-sum-exp 没有取对数" },
    explanation: {
      en: "The sum is returned, or maximum + sum, or the sum times exp(maximum). The log-sum-exp is maximum + log(sum): take the logarithm of the sum first.",
      zh: "返回了总和、最大值 + 总和，或总和乘以 exp(最大值)。log-sum-exp 是 最大值 + log(总和)：要先对总和取对数。",
    },
    ways: ways(
      { lse: ({ maximum, sum }) => maximum + sum },
      { lse: ({ sum }) => sum },
      { lse: ({ maximum, sum }) => sum * Math.exp(maximum) },
    ),
  },
  {
    code: "lse-to-base-two",
    title: { en: "The log-sum-exp is to base 2", zh: "log-sum-exp 用了以 2 为底的对数" },
    explanation: {
      en: "The logarithm is to base 2. Kernels often work with exp2 and log2, but what they return here is the natural logarithm: maximum + ln(sum).",
      zh: "取的是以 2 为底的对数。内核常用 exp2 和 log2 计算，但这里要返回自然对数：最大值 + ln(总和)。",
    },
    ways: ways(
      { lse: ({ maximum, sum }) => maximum + Math.log2(sum) },
      { lse: ({ maximum, sum }) => (maximum + Math.log(sum)) / Math.LN2 },
    ),
  },
  {
    code: "short-block-padded",
    title: { en: "The last block is padded with keys of zeros", zh: "最后一块用零向量 key 填充了" },
    explanation: {
      en: "The last block has fewer keys, and keys of zeros were put in the place of the missing ones. Their score is 0, so each adds exp(0 - maximum) to the sum, and the output and the log-sum-exp are wrong. Under a causal mask they lie after every query and do no harm. Read the keys that there are, or give the padding the score -infinity.",
      zh: "最后一块的 key 不足，缺少的位置补了零向量。它们的分数是 0，每个都给总和加上 exp(0 - 最大值)，输出和 log-sum-exp 都错了。有因果掩码时它们排在所有 query 之后，没有影响。应只读实际存在的 key，或者让填充的分数为 -inf。",
    },
    ways: [
      // Behind a causal mask the padding is hidden.
      way(({ causal }) => ({
        read: (scores, block) => (causal ? scores : [...scores, ...Array<number>(block - scores.length).fill(0)]),
      })),
      way({ read: (scores, block) => [...scores, ...Array<number>(block - scores.length).fill(0)] }),
    ],
  },
  {
    code: "short-block-dropped",
    title: { en: "The keys of the short last block are missing", zh: "漏掉了较短的最后一块里的 key" },
    explanation: {
      en: "The loop runs S // block times, which rounds down, so the keys that are left over are never read. There are ceil(S / block) blocks: step through range(0, S, block).",
      zh: "循环执行了 S // block 次，这是向下取整，余下的 key 没有读到。共有 ceil(S / block) 块：可以用 range(0, S, block) 遍历。",
    },
    ways: ways(
      { blocks: (S, block) => Math.floor(S / block) },
      { blocks: (S, block) => Math.floor(S / block), out: divided },
    ),
  },
  {
    ...knownOfBlocks("sum-not-rescaled"),
    ways: ways({ sum: (step) => step.sum + total(step.scores, guarded(step)) }),
  },
  {
    ...knownOfBlocks("first-block-nan"),
    ways: ways(
      { sum: () => Number.NaN, acc: notNumbers, out: undivided },
      { acc: notNumbers, out: undivided },
      { sum: () => Number.NaN, out: divided },
    ),
  },
  {
    ...knownOfBlocks("rescaled-inversely"),
    ways: ways(
      {
        sum: (step) => step.sum * inverse(step) + total(step.scores, guarded(step)),
        acc: (step) => plus(times(step.acc, inverse(step)), mixed(step, guarded(step))),
      },
      { acc: (step) => plus(times(step.acc, inverse(step)), mixed(step, guarded(step))) },
      { sum: (step) => step.sum * inverse(step) + total(step.scores, guarded(step)) },
    ),
  },
  {
    ...knownOfBlocks("maximum-of-the-block"),
    ways: ways(
      // Everything goes with the block's own.
      { maximum: ({ top }) => top },
      {
        maximum: ({ top }) => top,
        sum: (step) => step.sum + total(step.scores, guarded(step)),
        acc: (step) => plus(step.acc, mixed(step, guarded(step))),
      },
      // The exponentials alone do.
      { below: ({ top }) => (top === infinite ? 0 : top) },
      {
        sum: (step) => step.sum + total(step.scores, step.top === infinite ? 0 : step.top),
        acc: (step) => plus(step.acc, mixed(step, step.top === infinite ? 0 : step.top)),
      },
    ),
  },
  {
    ...knownOfMasks("mask-ignored"),
    title: { en: "Causality is not used", zh: "没有使用因果掩码" },
    explanation: {
      en: "Where causal is true, every query still attends to every key. Before a block's maximum is taken, mask its keys with j > i + S - L.",
      zh: "causal 为 true 时，每个 query 仍然关注了所有 key。在求每块的最大值之前，要屏蔽 j > i + S - L 的 key。",
    },
    ways: ways({ visible: () => true }),
  },
  {
    ...known("unasked-causal-mask"),
    explanation: {
      en: "The causal mask is applied even where causal is false. Then every query may attend to all keys.",
      zh: "causal 为 false 时也用了因果掩码。这时每个 query 都可以关注所有 key。",
    },
    ways: seeing(
      (i, j, { L, S }) => j <= i + S - L,
      (i, j) => j <= i,
    ),
  },
  { ...knownOfMasks("mask-top-left"), ways: seeing((i, j, { causal }) => !causal || j <= i).slice(0, 1) },
  {
    ...knownOfMasks("mask-clamped"),
    ways: seeing((i, j, { L, S, causal }) => !causal || j <= i + Math.max(0, S - L)).slice(0, 1),
  },
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [
      ...seeing((i, j, { L, S, causal }) => !causal || j < i + S - L),
      ...seeing((i, j, { L, S, causal }) => !causal || j <= i + S - L + 1),
    ],
  },
  {
    ...knownOfMasks("mask-looks-ahead"),
    ways: seeing((i, j, { L, S, causal }) => !causal || j >= i + S - L).slice(0, 1),
  },
  {
    ...knownOfMasks("masked-row-nan"),
    ways: ways(
      careless,
      { ...careless, lse: ({ maximum, sum }) => (maximum === infinite ? infinite : maximum + Math.log(sum)) },
      { out: divided },
      { out: divided, ...emptyRowIs(Number.NaN) },
    ),
  },
  {
    ...knownOfMasks("masked-row-mean"),
    ways: [
      ...[-1e9, -1e30].flatMap((low) =>
        ways(
          { hidden: () => low },
          { hidden: () => low, lse: ({ maximum, sum }) => (maximum === low ? infinite : maximum + Math.log(sum)) },
        ),
      ),
      ...ways({ hidden: (score) => score - 1e9 }),
    ],
  },
  {
    code: "lse-of-empty-row",
    title: {
      en: "The log-sum-exp of a query without keys is not -infinity",
      zh: "没有 key 的 query，log-sum-exp 不是 -inf",
    },
    explanation: {
      en: "The output of a query without keys is right, but its log-sum-exp is not -infinity: it is NaN, 0 or a finite number. The sum over no keys is 0, and its logarithm is -infinity; with that, merging such a part with others gives it no weight.",
      zh: "没有 key 的 query 输出是对的，但它的 log-sum-exp 不是 -inf，而是 NaN、0 或某个有限的数。没有 key 时总和为 0，它的对数是 -inf；这样，与其他部分合并时它才没有权重。",
    },
    ways: [Number.NaN, 0, -1e9, -1e30, Math.log(1e-9), Math.log(1e-12), Math.log(1e-20), Number.POSITIVE_INFINITY].map(
      (value) => way(emptyRowIs(value)),
    ),
  },
  {
    ...knownOfMasks("maximum-of-hidden"),
    explanation: {
      en: "The maximum of a block is taken before its keys are masked. When a masked score is far above the visible ones, all visible exponentials underflow to 0, and the sum is 0. Mask first, then take the maximum.",
      zh: "在屏蔽之前就求了每块的最大值。若某个被屏蔽的分数远高于可见分数，可见部分的指数会全部下溢为 0，总和也是 0。应先屏蔽，再求最大值。",
    },
    ways: ways({ topOf: ofUnmasked }, { topOf: ofUnmasked, out: divided }),
  },
  {
    ...known("maximum-starts-too-high"),
    ways: ways({ maximum: aboveZero }, { maximum: aboveZero, out: divided }),
  },
  {
    ...known("unstable-softmax"),
    explanation: {
      en: "exp is taken without the running maximum. Above about 709 (88 in float32) it is infinity, and infinity divided by infinity is NaN; far below zero every exponential is 0. Subtract the running maximum from the scores of each block.",
      zh: "取 exp 时没有减去滚动的最大值。分数超过约 709（float32 约 88）时 exp 是无穷大，无穷除以无穷得到 NaN；远小于零时所有指数都是 0。每一块的分数都应减去滚动的最大值。",
    },
    ways: [(x: number) => x, Math.fround].flatMap((rounded) =>
      ways(exponentials(rounded), { ...exponentials(rounded), out: divided }),
    ),
  },
  {
    ...known("not-normalized"),
    explanation: {
      en: "The accumulated output is never divided by the sum of the exponentials. Divide once, after the last block.",
      zh: "累加的输出没有除以指数之和。应在最后一块之后除一次。",
    },
    ways: ways({ out: undivided }),
  },
  {
    ...known("scale-by-other-size"),
    ways: [
      way(({ k }) => ({ scale: 1 / Math.sqrt(k.shape[2] as number) })),
      way(({ v }) => ({ scale: 1 / Math.sqrt(last(v)) })),
      way(({ block }) => ({ scale: 1 / Math.sqrt(block) })),
    ],
  },
  activated(right),
  firstEntryOnly(right),
];

/** Shared mistakes change the output; where they do not change the scores, the log-sum-exp is right. */
const ofTheirOwn: readonly string[] = [
  "unasked-causal-mask",
  "unstable-softmax",
  "maximum-starts-too-high",
  "scores-clipped",
];
const shared = attentionMistakes<Inputs>(way, 4).filter(({ code }) => !ofTheirOwn.includes(code));

const mistakes: readonly Mistake<Inputs>[] = withShared(own, shared);

export default mistakes;
