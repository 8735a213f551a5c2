import { generate, type Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { overKeys, withShared } from "../shared/wrong-attention.js";
import {
  type Counts,
  emptyLast,
  firstLength,
  fromTheEnd,
  ifAny,
  longest,
  oneTooFew,
  oneTooMany,
  shortest,
} from "../shared/wrong-lengths.js";
import {
  attentionMistakesBehindMask,
  eachHiding,
  type Masking,
  maskMistakes,
  rightMasking,
  withEmptyRows,
} from "../shared/wrong-masking.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly scores: Nd;
  readonly lengths: Nd;
}

/** From the inputs to a mask [B, L, S] of ones and zeros. Throws where a learner's would not broadcast. */
type MaskOf = (inputs: Inputs) => Nd;

interface Variant {
  readonly mask?: MaskOf;
  readonly masking?: Masking;
}

const masked =
  (visible: (place: { i: number; j: number; length: number }, inputs: Inputs) => boolean): MaskOf =>
  (inputs) =>
    generate(inputs.scores.shape, (index) => {
      const [b, i, j] = index as [number, number, number];
      return visible({ i, j, length: inputs.lengths.data[b] as number }, inputs) ? 1 : 0;
    });
const counted = (counts: Counts): MaskOf =>
  masked(({ j, length }, { scores, lengths }) => counts(j, length, scores.shape[2] as number, [...lengths.data]));
const valid = masked(({ j, length }) => j < length);

const attention = composed((inputs: Inputs, { mask = valid, masking = rightMasking }: Variant) =>
  masking(inputs.scores, mask(inputs)),
);
/** What is right is left out, so that it may be exchanged for a second mistake. */
const way = (masking: Masking, variant: Variant = {}) =>
  attention(masking === rightMasking ? variant : { ...variant, masking });

const hidings = eachHiding(overKeys);
/** A wrong mask with each way to hide keys, and with zeros for rows without any. */
const hiddenBy = (...masks: readonly MaskOf[]) =>
  masks.flatMap((mask) => hidings.map((masking) => way(masking, { mask })));

const rowsHidden = masked(({ i, length }) => i < length);
const rowsAndColumnsHidden = masked(({ i, j, length }) => i < length && j < length);
/** A mask of (B, S, 1), or of (B, S), against scores of (B, L, S). */
const broadcast =
  (axis: "query" | "entry", mask: MaskOf): MaskOf =>
  (inputs) => {
    const [B, L, S] = inputs.scores.shape as [number, number, number];
    const [theirs, wanted] = axis === "query" ? [S, L] : [B, L];
    if (theirs !== wanted && theirs !== 1) throw new RangeError(`cannot broadcast ${theirs} to ${wanted}`);
    return mask(inputs);
  };
/** Row i has the length of entry i: (B, S) broadcasts against the queries. */
const ofQuery: MaskOf = ({ scores, lengths }) =>
  generate(scores.shape, (index) => {
    const [, i, j] = index as [number, number, number];
    return j < (lengths.data[lengths.data.length === 1 ? 0 : i] as number) ? 1 : 0;
  });

/** Queries in the order of the batch have the lengths of entries 0, 1, ..., and again. */
const tiled: MaskOf = ({ scores, lengths }) => {
  const [B, L] = scores.shape as [number, number];
  return generate(scores.shape, (index) => {
    const [b, i, j] = index as [number, number, number];
    return Number(j < (lengths.data[(b * L + i) % B] as number));
  });
};

/** In place of scores near -1,000,000 one of -1,000,000 is not low enough either. */
const tooHigh = { inPlace: [-10, -100, -1000, -1e4, -1e6], added: [-10, -100, -1000, -1e4] };

/** What does not come from the softmax or the mask: there are no queries and keys here, and no values. */
const ofAttentionAlone: readonly string[] = [
  "missing-scale",
  "scale-by-dimension",
  "multiplied-by-root",
  "scaled-after-softmax",
  "keys-not-transposed",
  "weights-transposed",
];
/** What is said of lengths instead. */
const ofMasksAlone: readonly string[] = ["mask-ignored", "one-mask-for-all"];

const ofLengths: readonly Mistake<Inputs>[] = [
  {
    code: "lengths-ignored",
    title: { en: "The lengths are not used", zh: "没有使用 lengths" },
    explanation: {
      en: "The softmax runs over all S keys, padding included, so the weights of the valid keys depend on how much padding there is. Key j of entry b counts only if j < lengths[b]; mask the others before the softmax.",
      zh: "softmax 对全部 S 个 key 做了，填充也算在内，于是有效 key 的权重随填充的多少而变。只有 j < lengths[b] 时，第 b 项的第 j 个 key 才算数；其余的应在 softmax 之前屏蔽。",
    },
    ways: (maskMistakes<Inputs>(way).find(({ code }) => code === "mask-ignored") as Mistake<Inputs>).ways,
  },
  {
    code: "length-off-by-one",
    title: { en: "The length is off by one", zh: "长度差了一" },
    explanation: {
      en: "One key too many is visible, or the last valid one is not. With a length of n the valid keys are 0 to n - 1, so the condition is j < n. A sign of j <= n: an entry of length 0 has a weight.",
      zh: "多露出了一个 key，或漏掉了最后一个有效的 key。长度为 n 时，有效的 key 是第 0 到 n - 1 个，条件应为 j < n。写成 j <= n 的迹象是：长度为 0 的项也有权重。",
    },
    ways: [
      ...hiddenBy(counted(oneTooFew)),
      ...hiddenBy(counted(ifAny(oneTooMany))),
      attention({ mask: counted(oneTooMany) }),
      ...hiddenBy(counted(emptyLast)).slice(0, 1),
    ],
  },
  {
    code: "lengths-hide-queries",
    title: { en: "The lengths hide queries, not keys", zh: "lengths 屏蔽的是 query，而不是 key" },
    explanation: {
      en: "Rows are masked instead of columns, or both are. A length says how many keys are valid: the condition belongs to the last axis, and holds for every query alike. The mask has the shape (B, 1, S), not (B, S, 1).",
      zh: "屏蔽的是行而不是列，或者行和列都屏蔽了。长度说明有多少个有效的 key：条件作用在最后一维上，对每个 query 都相同。掩码的形状是 (B, 1, S)，而不是 (B, S, 1)。",
    },
    ways: [
      ...hiddenBy(rowsHidden, rowsAndColumnsHidden),
      ...hiddenBy(broadcast("query", rowsHidden)),
      attention({ masking: (scores, mask) => withEmptyRows(overKeys(scores), mask), mask: rowsHidden }),
    ],
  },
  {
    code: "lengths-by-query",
    title: { en: "The mask lacks the axis of the queries", zh: "掩码缺少 query 那一维" },
    explanation: {
      en: "A mask of shape (B, S) does not fit scores of shape (B, L, S). NumPy and PyTorch align shapes from the right, so B meets L: they raise, or, where B = L, query i gets the length of entry i. Insert an axis of size 1 for the queries: (B, 1, S).",
      zh: "形状为 (B, S) 的掩码与形状为 (B, L, S) 的分数对不上。NumPy 和 PyTorch 从右边对齐形状，B 对上的是 L：要么报错，要么在 B = L 时，第 i 个 query 用了第 i 项的长度。应为 query 插入大小为 1 的一维：(B, 1, S)。",
    },
    ways: hiddenBy(broadcast("entry", ofQuery)),
  },
  { ...knownOfMasks("mask-tiled"), ways: hiddenBy(tiled) },
  {
    code: "one-length-for-all",
    title: { en: "One length serves for the whole batch", zh: "整个 batch 共用了一个长度" },
    explanation: {
      en: "The longest, the shortest or the first length is used for every entry. Each entry has its own: compare the positions with lengths[b], or with lengths of shape (B, 1, 1), which broadcasts over queries and keys.",
      zh: "所有项都用了最长、最短或第一项的长度。每一项有自己的长度：位置应与 lengths[b] 比较，或与形状为 (B, 1, 1) 的 lengths 比较，它会对 query 和 key 广播。",
    },
    ways: hiddenBy(counted(longest), counted(ifAny(longest)), counted(shortest), counted(firstLength)),
  },
  {
    code: "left-padding-assumed",
    title: { en: "The last keys are taken instead of the first", zh: "取了末尾的 key，而不是开头的" },
    explanation: {
      en: "The last lengths[b] keys are visible, as if entries were padded on the left. Here the valid keys are the first ones, 0 to lengths[b] - 1.",
      zh: "可见的是最后 lengths[b] 个 key，好像填充在左侧。这里有效的 key 在开头：第 0 到 lengths[b] - 1 个。",
    },
    ways: hiddenBy(counted(fromTheEnd)),
  },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "The valid keys are hidden, and the padding is visible: the condition is the wrong way round, j >= lengths[b] where j < lengths[b] belongs. masked_fill hides where its mask is true, where() keeps.",
      zh: "有效的 key 被屏蔽，填充反而可见：条件写反了，该写 j < lengths[b] 的地方写成了 j >= lengths[b]。masked_fill 屏蔽的是掩码为 true 处，where() 则是保留。",
    },
    ways: [],
  },
  {
    ...knownOfMasks("masked-row-mean"),
    explanation: {
      en: "An entry of length 0 has weights: with every score at the same large negative number, each key gets 1 / S; with the number added, the row attends as if nothing were masked. Such a row must give zeros. Set the weights of masked keys to 0 after the softmax as well.",
      zh: "长度为 0 的项有了权重：所有分数都换成同一个很大的负数时，每个 key 都得到 1 / S；若是加上这个数，这一行就像什么都没屏蔽一样。这样的行应为 0：softmax 之后还要把被屏蔽 key 的权重置零。",
    },
    ways: [],
  },
  firstEntryOnly((inputs) => ({ out: attention({})(inputs) })),
];

const mistakes: readonly Mistake<Inputs>[] = withShared(
  withShared(
    ofLengths,
    maskMistakes<Inputs>(way, tooHigh).filter(({ code }) => !ofMasksAlone.includes(code)),
  ),
  attentionMistakesBehindMask<Inputs>((masking) => way(masking)).filter(({ code }) => !ofAttentionAlone.includes(code)),
);

export default mistakes;
