/** What goes wrong in causal attention with soft-capped scores. */
import { map, multiply, type Nd, scale, zip } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "./composed.js";
import { known } from "./known-mistakes.js";
import { knownOfMasks } from "./known-of-masks.js";
import { attend, last, overKeys, unstableOverKeys, withShared } from "./wrong-attention.js";
import { byRootOf, type CausalInputs, type CausalVariant, causalMask, causalMistakes } from "./wrong-causal.js";
import { rightMasking } from "./wrong-masking.js";

interface Inputs extends CausalInputs {
  readonly cap: number;
}

/** From scores and the cap to scores within ±cap; `d` is the number of features. */
type Squash = (scores: Nd, cap: number, d: number) => Nd;
/** How capped scores and a mask become weights. */
type CappedMasking = (scores: Nd, mask: Nd, cap: number) => Nd;

interface CapVariant extends Omit<CausalVariant<Inputs>, "masking"> {
  readonly squash?: Squash;
  readonly masking?: CappedMasking;
}

const byTanh: Squash = (scores, cap) => map(scores, (score) => cap * Math.tanh(score / cap));

const way = composed((inputs: Inputs, steps: CapVariant) => {
  const { squash = byTanh, masking = rightMasking, visible, taken = (given) => given, ...variant } = steps;
  const { q, k, v, cap } = taken(inputs);
  const mask = causalMask(q.shape[2] as number, visible);
  return attend(q, k, v, { ...variant, weigh: (scores) => masking(squash(scores, cap, last(q)), mask, cap) });
});

const squashed = (...squashes: readonly Squash[]) => squashes.map((squash) => way({ squash }));

/** The score of a masked key, where the cap turns -infinity into this. */
const leaking =
  (hidden: (cap: number) => number, weigh = overKeys): CappedMasking =>
  (scores, mask, cap) =>
    weigh(zip(scores, mask, (score, shown) => (shown ? score : hidden(cap))));
const atMinusCap = leaking((cap) => -cap);

const own: readonly Mistake<Inputs>[] = [
  {
    code: "mask-before-cap",
    title: { en: "The cap is applied after the mask", zh: "先加了掩码，后做截断" },
    explanation: {
      en: "The masked scores are -infinity, and then they go through the cap with all others: tanh(-infinity) is -1, so each becomes -cap, an ordinary score. Its weight is small where cap is large, but not 0, and where the visible scores are near -cap too, a masked key counts as much as a visible one: tokens see what comes after them. Cap the scores first, then mask, then the softmax.",
      zh: "被屏蔽的分数先成了 -inf，随后又和其他分数一起做了截断：tanh(-inf) 是 -1，于是都变成 -cap，一个普通的分数。cap 大时它的权重很小，但不是 0；如果可见的分数也在 -cap 附近，被屏蔽的 key 就和可见的一样重要：token 看到了它之后的内容。应先截断分数，再加掩码，最后做 softmax。",
    },
    ways: [
      way({ masking: atMinusCap }),
      way({ masking: leaking((cap) => -cap, unstableOverKeys) }),
      // A finite number in place of -infinity.
      way({ masking: leaking((cap) => cap * Math.tanh(-100 / cap)) }),
      // Set to zero after the softmax: the rest does not sum to one.
      way({ masking: (scores, mask, cap) => multiply(atMinusCap(scores, mask, cap), mask) }),
    ],
  },
  {
    code: "cap-before-scale",
    title: { en: "The scores are capped before they are scaled", zh: "先截断，后缩放" },
    explanation: {
      en: "The cap is applied to the dot products, and the division by √d comes after it, so the scores are bounded by cap / √d. Divide by √d first; what is capped is the scaled score.",
      zh: "截断作用在点积上，之后才除以 √d，分数的界就成了 cap / √d。应先除以 √d，截断的是缩放后的分数。",
    },
    ways: squashed((scores, cap, d) => scale(byTanh(scale(scores, Math.sqrt(d)), cap, d), 1 / Math.sqrt(d))),
  },
  {
    code: "clipped-instead-of-tanh",
    title: { en: "Clipped instead of capped by tanh", zh: "用的是 clip 而不是 tanh" },
    explanation: {
      en: "The scores are cut off at ±cap. A soft cap bends all of them: cap · tanh(score / cap) comes close to ±cap and never has a corner, so that large scores still have a gradient.",
      zh: "分数在 ±cap 处被直接截掉。软截断（soft cap）会让所有分数平滑地弯曲：cap · tanh(score / cap) 逐渐接近 ±cap，没有拐角，大的分数仍有梯度。",
    },
    ways: squashed((scores, cap) => map(scores, (score) => Math.min(Math.max(score, -cap), cap))),
  },
  {
    code: "cap-not-multiplied-back",
    title: { en: "tanh is not multiplied by the cap", zh: "tanh 之后没有乘回 cap" },
    explanation: {
      en: "The scores are tanh(score / cap), which lies between -1 and 1, so that all weights are nearly equal. Multiply by cap: for small scores cap · tanh(score / cap) is about the score itself.",
      zh: "分数成了 tanh(score / cap)，只在 -1 到 1 之间，权重几乎相等。应再乘 cap：分数较小时，cap · tanh(score / cap) 约等于分数本身。",
    },
    ways: squashed((scores, cap) => map(scores, (score) => Math.tanh(score / cap))),
  },
  {
    code: "cap-not-divided",
    title: { en: "The score is not divided by the cap", zh: "tanh 里没有除以 cap" },
    explanation: {
      en: "The score goes into tanh as it is, so every score beyond 2 or 3 comes out as nearly ±cap. It is divided by cap inside tanh, and multiplied by it outside.",
      zh: "分数没有除以 cap 就进了 tanh，超过 2、3 的分数出来几乎都是 ±cap。tanh 里面应除以 cap，外面再乘回来。",
    },
    ways: squashed((scores, cap) => map(scores, (score) => cap * Math.tanh(score))),
  },
  {
    code: "cap-left-out",
    title: { en: "The argument cap makes no difference", zh: "参数 cap 没有起作用" },
    explanation: {
      en: "The scores are not capped, or by a number that is written into the program, such as the 50 of Gemma 2. Each scaled score becomes cap · tanh(score / cap), before the mask.",
      zh: "分数没有截断，或者截断用的是写死在程序里的数，例如 Gemma 2 的 50。每个缩放后的分数在加掩码之前都应变为 cap · tanh(score / cap)。",
    },
    ways: squashed(
      (scores) => scores,
      ...[50, 30, 20].map(
        (fixed): Squash =>
          (scores) =>
            byTanh(scores, fixed, 1),
      ),
    ),
  },
  {
    ...knownOfMasks("mask-ignored"),
    explanation: {
      en: "Every position attends to all others, also to those after it. The attention is causal: mask the keys after the query, between the cap and the softmax.",
      zh: "每个位置都能关注所有位置，包括它之后的。这里的注意力是因果的：在截断之后、softmax 之前，屏蔽 query 之后的 key。",
    },
    ways: [],
  },
  { ...known("scale-by-other-size"), ways: [byRootOf(way, ({ cap }) => cap)] },
];

/** Capped scores do not overflow: these would be right. */
const without = [
  "unstable-softmax",
  "maximum-of-hidden",
  "global-maximum",
  "maximum-starts-too-high",
  "scores-clipped",
];

/** Masked scores lie at most 100 above those that are seen. */
const tooHigh = { inPlace: [-10], added: [-10, -100] };

export const softcappedMistakes: readonly Mistake<Inputs>[] = withShared(
  own,
  causalMistakes<Inputs>(way, { tooHigh, without }),
);
