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

interface Inputs {
  readonly q: Nd;
  readonly k_new: Nd;
  readonly v_new: Nd;
  readonly past_k: Nd;
  readonly past_v: Nd;
}

/** Whether query i of L new tokens may attend to key j, with S tokens in the cache. */
type Visible = (i: number, j: number, sizes: { readonly L: number; readonly S: number }) => boolean;

interface CacheVariant extends Omit<Variant, "weigh"> {
  readonly masking?: Masking;
  readonly visible?: Visible;
  /** From what is cached and what is new to all keys, and to all values. */
  readonly append?: (past: Nd, fresh: Nd) => Nd;
}

const size = (x: Nd, axis: number) => x.shape[axis] as number;
const newLast = joined(2);
const bottomRight: Visible = (i, j, { S }) => j <= i + S;

const way = composed(
  (
    { q, k_new, v_new, past_k, past_v }: Inputs,
    { masking = rightMasking, visible = bottomRight, append = newLast, ...variant }: CacheVariant,
  ) => {
    const [k, v] = [append(past_k, k_new), append(past_v, v_new)];
    const sizes = { L: size(q, 2), S: size(past_k, 2) };
    const mask = generate([sizes.L, size(k, 2)], ([i, j]) => Number(visible(i as number, j as number, sizes)));
    return { out: attend(q, k, v, { ...variant, weigh: (scores) => masking(scores, mask) }).out };
  },
);

const [, unstable] = eachHiding(unstableOverKeys) as readonly [Masking, Masking, Masking];

const wrongMask = (visible: Visible) => [way({ visible }), way({ visible, masking: unstable })];
/** Some rows may be empty: by -infinity, or by a large number in place of the scores. */
const wrongMaskWithEmptyRow = (visible: Visible) => [
  ...wrongMask(visible),
  ...eachHiding(overKeys)
    .filter((masking) => masking !== rightMasking)
    .map((masking) => way({ visible, masking })),
];

const topLeft: Visible = (i, j) => j <= i;

const own: readonly Mistake<Inputs>[] = [
  {
    ...knownOfMasks("mask-top-left"),
    explanation: {
      en: "The triangle starts at the first key: query i sees keys 0 to i, as if the new tokens were the first of the sequence. That is right for a prompt, with an empty cache. Behind S cached tokens, query i is token S + i and sees keys 0 to S + i, so the diagonal must move right by S. With one new token the mask of one row shows the first key only, and to let just that case through without a mask leaves several new tokens as wrong as before.",
      zh: "三角从第一个 key 开始：第 i 个 query 只看到 key 0 到 i，好像新 token 就是序列的开头。缓存为空（处理 prompt）时这是对的。前面有 S 个缓存的 token 时，第 i 个 query 是第 S + i 个 token，应看到 key 0 到 S + i，所以对角线要右移 S。只有一个新 token 时，一行的掩码只露出第一个 key；而如果只在这种情况下不加掩码，一次输入几个新 token 时仍然是错的。",
    },
    ways: [...wrongMask(topLeft), ...wrongMask((i, j, { L }) => L === 1 || j <= i)],
  },
  {
    ...knownOfMasks("mask-ignored"),
    explanation: {
      en: "Every new token sees all keys. For a single new token that is right: nothing comes after it. But in a prompt, or with several new tokens at once, a token then sees those after it. The mask is needed, with its diagonal moved right by the number of cached tokens.",
      zh: "每个新 token 都能看到所有 key。只有一个新 token 时没错，因为它后面没有别的。但处理 prompt 或一次输入几个新 token 时，前面的就看到了后面的。掩码仍然需要，只是对角线要右移缓存的 token 数。",
    },
    ways: [],
  },
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [...wrongMaskWithEmptyRow((i, j, { S }) => j < i + S), ...wrongMask((i, j, { S }) => j <= i + S + 1)],
  },
  {
    code: "mask-shifted-by-queries",
    title: { en: "The diagonal is moved by the wrong number", zh: "对角线平移的量不对" },
    explanation: {
      en: "The diagonal is moved right by the number of new tokens, not by the number of cached ones. Query i is token S + i of the sequence, with S tokens in the cache: that is the number of all keys minus the number of queries.",
      zh: "对角线右移的是新 token 的个数，而不是缓存中 token 的个数。缓存中有 S 个 token 时，第 i 个 query 是序列的第 S + i 个 token：平移量是全部 key 数减去 query 数。",
    },
    ways: wrongMask((i, j, { L }) => j <= i + L),
  },
  {
    code: "mask-parts-exchanged",
    title: { en: "The two parts of the mask are exchanged", zh: "掩码的两部分放反了" },
    explanation: {
      en: "The mask has a triangle for the first L keys, and the S keys behind them are open. But the cached keys come first: their S columns are the open ones, and the triangle belongs to the last L columns.",
      zh: "掩码的前 L 列是三角，后 S 列全部可见。但缓存的 key 排在前面：它们的 S 列才是全部可见的，三角应放在最后 L 列。",
    },
    ways: wrongMask((i, j, { L }) => j <= i || j >= L),
  },
  {
    code: "past-masked",
    title: { en: "The cached tokens are not seen", zh: "看不到缓存中的 token" },
    explanation: {
      en: "The new tokens see one another, causally, but not the cached ones: the columns of the cache are masked, or only the new keys are attended to, or the new keys were put in front under the old triangle. Every new token sees all S cached tokens, and the new ones up to itself.",
      zh: "新 token 之间按因果关系可见，却看不到缓存中的 token：缓存的列被屏蔽了，或者只关注了新的 key，或者把新的 key 放到了前面而三角没有变。每个新 token 都应看到全部 S 个缓存的 token，以及到自己为止的新 token。",
    },
    ways: wrongMask((i, j, { S }) => j >= S && j <= i + S),
  },
  { ...knownOfMasks("mask-looks-ahead"), ways: wrongMask((i, j, { S }) => j >= i + S) },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "The code masks what the query may see: the past and the query itself. With np.where the scores belong where the mask is true; with masked_fill the condition must be true for what is masked.",
      zh: "代码屏蔽的恰恰是 query 可以看到的部分：过去和它自己。用 np.where 时，掩码为 true 的位置取分数；用 masked_fill 时，条件应在要屏蔽的位置为 true。",
    },
    ways: wrongMaskWithEmptyRow((i, j, { S }) => j > i + S),
  },
  {
    code: "appended-in-front",
    title: { en: "The new tokens are put in front of the cache", zh: "新 token 放到了缓存之前" },
    explanation: {
      en: "Keys and values begin with the new tokens and end with the cache. The mask goes by order: the cache comes first, the new tokens last.",
      zh: "key 和 value 以新 token 开头，缓存在后。掩码是按顺序算的：缓存在前，新 token 在后。",
    },
    ways: [way({ append: (past, fresh) => newLast(fresh, past) })],
  },
  firstEntryOnly<Inputs>(way({})),
];

/** No row is empty here, there is one mask, and it is causal: these would be right, or have no meaning. */
const notHere: readonly string[] = ["masked-row-nan", "masked-row-mean", "one-mask-for-all", "unasked-causal-mask"];
const masked = (masking: Masking, variant: CacheVariant = {}) =>
  way(masking === rightMasking ? variant : { ...variant, masking });

/** Masked scores lie at most 2000 above those that are seen. */
const tooHigh = { inPlace: [-10, -100, -1000, -1e4], added: [-10, -100, -1000] };

const mistakes: readonly Mistake<Inputs>[] = [
  maskMistakes<Inputs>(masked, tooHigh).filter(({ code }) => !notHere.includes(code)),
  [
    {
      ...known("softmax-over-heads"),
      ways: eachHiding((scores) => softmax(scores, 1)).map((masking) => way({ masking })),
    },
  ],
  attentionMistakesInFullRows<Inputs>(masked),
].reduce(withShared, own);

export default mistakes;
