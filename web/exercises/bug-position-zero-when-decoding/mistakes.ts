import { generate, type Nd, softmax } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { joined } from "../shared/joined.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attend, overKeys, unstableOverKeys, type Variant, withShared } from "../shared/wrong-attention.js";
import {
  attentionMistakesInFullRows,
  eachHiding,
  type Masking,
  maskMistakes,
  rightMasking,
} from "../shared/wrong-masking.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { type RotaryVariant, rotaryMistakes, rotated } from "../shared/wrong-rotary.js";

interface Inputs {
  readonly q: Nd;
  readonly k_new: Nd;
  readonly v_new: Nd;
  readonly past_k: Nd;
  readonly past_v: Nd;
  readonly base: number;
}

interface Counts {
  /** New tokens. */
  readonly L: number;
  /** Cached tokens. */
  readonly S: number;
}

/** The position that a token is turned by, from its index among the new tokens, or among those of the cache. */
type Place = (index: number, counts: Counts) => number;
/** Whether query i may attend to key j. */
type Visible = (i: number, j: number, counts: Counts) => boolean;

interface CacheVariant extends Omit<Variant, "weigh"> {
  readonly rotary?: RotaryVariant;
  readonly queries?: Place;
  readonly keys?: Place;
  /** By how much cached keys turn once more. */
  readonly cached?: Place;
  /** By how much the new values turn. */
  readonly values?: Place;
  readonly visible?: Visible;
  readonly masking?: Masking;
}

const size = (x: Nd, axis: number) => x.shape[axis] as number;
const append = joined(2);

const behindCache: Place = (index, { S }) => S + index;
const fromZero: Place = (index) => index;
const zero: Place = () => 0;
const bottomRight: Visible = (i, j, { S }) => j <= i + S;

const way = composed((inputs: Inputs, variant: CacheVariant) => {
  const {
    rotary = {},
    queries = behindCache,
    keys = behindCache,
    cached,
    values,
    visible = bottomRight,
    masking = rightMasking,
    ...attention
  } = variant;
  const { q, k_new, v_new, past_k, past_v, base } = inputs;
  const counts = { L: size(q, 2), S: size(past_k, 2) };
  const turned = (x: Nd, place: Place) => rotated(x, base, ({ at }) => place(at, counts), rotary);
  const k = append(cached ? turned(past_k, cached) : past_k, turned(k_new, keys));
  const v = append(past_v, values ? turned(v_new, values) : v_new);
  const mask = generate([counts.L, size(k, 2)], ([i, j]) => Number(visible(i as number, j as number, counts)));
  return { out: attend(turned(q, queries), k, v, { ...attention, weigh: (scores) => masking(scores, mask) }).out };
});

const [, unstable] = eachHiding(unstableOverKeys) as readonly [Masking, Masking, Masking];
const wrongMask = (visible: Visible) => [way({ visible }), way({ visible, masking: unstable })];
const wrongMaskWithEmptyRow = (visible: Visible) => [
  ...wrongMask(visible),
  ...eachHiding(overKeys)
    .filter((masking) => masking !== rightMasking)
    .map((masking) => way({ visible, masking })),
];
const bothAt = (place: Place) => way({ queries: place, keys: place });

const own: readonly Mistake<Inputs>[] = [
  {
    code: "new-tokens-at-position-zero",
    title: { en: "The new tokens are counted from position 0", zh: "新 token 的位置从 0 数起" },
    explanation: {
      en: "The queries and keys of the new tokens were rotated by 0, 1, 2 and so on, as if no token came before them, or not at all. Counting from 0 is right only with an empty cache. Behind S cached tokens the first new one has position S: counted from 0, the distances among the new tokens are right, but those to all cached keys are wrong by S. Rotate both, queries and keys, by S, S + 1 and so on.",
      zh: "新 token 的 query 和 key 按 0、1、2…… 旋转了，好像前面没有任何 token，或者根本没有旋转。只有缓存为空时，从 0 数起才是对的。前面有 S 个缓存的 token 时，第一个新 token 的位置是 S：从 0 数起，新 token 之间的距离没有错，但到所有缓存 key 的距离都差了 S。query 和 key 都应按 S、S + 1…… 旋转。",
    },
    ways: [bothAt(fromZero), bothAt(zero)],
  },
  {
    code: "query-at-position-zero",
    title: { en: "The queries are still counted from position 0", zh: "query 的位置仍从 0 数起" },
    explanation: {
      en: "The new keys turn by their positions behind the cache, but the queries still by 0, 1, 2 and so on, or not at all. Counted from 0, every key seems to lie S places further on than it is, the token's own key too. A query has the position of its token: S, S + 1 and so on.",
      zh: "新 key 已按缓存之后的位置旋转，但 query 仍按 0、1、2…… 旋转，或者没有旋转。从 0 数起，每个 key 看起来都往后偏了 S，包括 token 自己的 key。query 的位置就是它的 token 的位置：S、S + 1……",
    },
    ways: [way({ queries: fromZero }), way({ queries: zero })],
  },
  {
    code: "new-keys-at-position-zero",
    title: { en: "The new keys are still counted from position 0", zh: "新 key 的位置仍从 0 数起" },
    explanation: {
      en: "The queries turn by their positions behind the cache, but the new keys still by 0, 1, 2 and so on, or not at all. The scores with the cache are right, those with the new tokens are not; and a key that goes into the cache like this stays wrong for all later steps.",
      zh: "query 已按缓存之后的位置旋转，但新 key 仍按 0、1、2…… 旋转，或者没有旋转。与缓存的分数是对的，与新 token 的分数不对；这样存进缓存的 key，之后每一步都是错的。",
    },
    ways: [way({ keys: fromZero }), way({ keys: zero })],
  },
  {
    code: "keys-rotated-twice",
    title: { en: "The cached keys are rotated twice", zh: "缓存中的 key 旋转了两次" },
    explanation: {
      en: "All keys, cached and new, were rotated together by 0, 1, 2 and so on. The cached ones have been rotated already, when they were new, so they turn by twice their angle. Rotate the new keys only, before they are appended.",
      zh: "把缓存的和新的 key 拼在一起，按 0、1、2…… 全部旋转了一遍。缓存中的 key 当初作为新 key 时已经旋转过，现在转了两倍的角度。只应旋转新 key，然后再追加。",
    },
    ways: [way({ cached: fromZero }), way({ cached: fromZero, queries: fromZero })],
  },
  {
    code: "positions-off-by-one",
    title: { en: "The positions are off by one", zh: "位置差了一" },
    explanation: {
      en: "The new tokens begin at S + 1, or at S - 1. The cache holds positions 0 to S - 1, so the first new token has position S. Distances among the new tokens are right all the same; those to the cache are not.",
      zh: "新 token 从 S + 1 或 S - 1 开始数了。缓存占了位置 0 到 S - 1，所以第一个新 token 的位置是 S。新 token 之间的距离仍然正确，到缓存的距离不对。",
    },
    ways: [
      bothAt((index, { S }) => S + index + 1),
      bothAt((index, { S }) => Math.max(S - 1, 0) + index),
      bothAt((index, { S }) => S - 1 + index),
    ],
  },
  {
    code: "one-position-for-all",
    title: { en: "All new tokens have one position", zh: "所有新 token 用了同一个位置" },
    explanation: {
      en: "Every new token turns by the same angle, that of position S or of the last position. For a single token that is right. Several new tokens follow one another: S, S + 1, S + 2 and so on.",
      zh: "所有新 token 转了同样的角度，用的都是位置 S 或最后一个位置。只有一个 token 时没错；几个新 token 的位置应当依次是 S、S + 1、S + 2……",
    },
    ways: [bothAt((_, { S }) => S), bothAt((_, { S, L }) => S + L - 1), way({ queries: (_, { S }) => S })],
  },
  {
    code: "values-rotated",
    title: { en: "The values are rotated too", zh: "value 也被旋转了" },
    explanation: {
      en: "The new values were rotated like the keys. Positions belong in the scores, so only queries and keys turn.",
      zh: "新 token 的 value 也像 key 一样旋转了。位置只应影响分数，所以只旋转 query 和 key。",
    },
    ways: [way({ values: behindCache }), way({ values: fromZero })],
  },
  { ...knownOfMasks("mask-top-left"), ways: wrongMask((i, j) => j <= i) },
  {
    ...knownOfMasks("mask-ignored"),
    explanation: {
      en: "Every new token sees all keys. In a prompt, or with several new tokens at once, a token then sees those after it. Keep the mask: key j is visible to query i if j <= S + i.",
      zh: "每个新 token 都能看到所有 key。处理 prompt 或一次输入几个新 token 时，前面的就看到了后面的。应保留掩码：j <= S + i 时，第 i 个 query 可以看到第 j 个 key。",
    },
    ways: [],
  },
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [...wrongMaskWithEmptyRow((i, j, { S }) => j < i + S), ...wrongMask((i, j, { S }) => j <= i + S + 1)],
  },
  { ...knownOfMasks("mask-looks-ahead"), ways: wrongMask((i, j, { S }) => j >= i + S) },
  { ...knownOfMasks("mask-inverted"), ways: wrongMaskWithEmptyRow((i, j, { S }) => j > i + S) },
  firstEntryOnly<Inputs>(way({})),
];

/** No row is empty, there is one mask, it is causal, and scores are ordinary: these would be right, or have no meaning. */
const notHere: readonly string[] = [
  ...["masked-row-nan", "masked-row-mean", "one-mask-for-all", "unasked-causal-mask", "mask-value-too-high"],
  ...["unstable-softmax", "maximum-of-hidden", "global-maximum", "maximum-starts-too-high", "scores-clipped"],
];
const masked = (masking: Masking, variant: CacheVariant = {}) =>
  way(masking === rightMasking ? variant : { ...variant, masking });

const mistakes: readonly Mistake<Inputs>[] = [
  rotaryMistakes<Inputs>((rotary) => way({ rotary })),
  maskMistakes<Inputs>(masked).filter(({ code }) => !notHere.includes(code)),
  [
    {
      ...known("softmax-over-heads"),
      ways: eachHiding((scores) => softmax(scores, 1)).map((masking) => way({ masking })),
    },
  ],
  attentionMistakesInFullRows<Inputs>(masked).filter(({ code }) => !notHere.includes(code)),
].reduce(withShared, own);

export default mistakes;
