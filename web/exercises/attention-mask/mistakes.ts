import { generate, type Nd, reshape } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { lowNumbers } from "../shared/wrong-masking.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";

interface MaskInputs {
  readonly lengths: Nd;
  readonly seq: number;
}

interface Place {
  /** Query and key. */
  readonly i: number;
  readonly j: number;
  /** Real tokens of the entry. */
  readonly length: number;
}

interface MaskVariant {
  readonly past?: (place: Place) => boolean;
  readonly real?: (place: Place) => boolean;
  /** Default: both must hold. */
  readonly join?: (past: boolean, real: boolean) => boolean;
  readonly turned?: boolean;
  /** The length of entry b. */
  readonly lengthOf?: (lengths: ArrayLike<number>, b: number) => number;
  /** What is written for what is visible and what is not. Default: 1 and 0. */
  readonly written?: readonly [number, number];
}

const way = composed(
  (
    { lengths, seq }: MaskInputs,
    {
      past = ({ i, j }) => j <= i,
      real = ({ j, length }) => j < length,
      join = (one, other) => one && other,
      turned = false,
      lengthOf = (all, b) => all[b] as number,
      written = [1, 0],
    }: MaskVariant,
  ) =>
    generate([lengths.data.length, seq, seq], (index) => {
      const [b, row, column] = index as [number, number, number];
      const [i, j] = turned ? [column, row] : [row, column];
      const place = { i, j, length: lengthOf(lengths.data, b) };
      return join(past(place), real(place)) ? written[0] : written[1];
    }),
);

/** Not joined with others: together they would give zeros, which tell nothing. */
const alone = (variant: MaskVariant) => (inputs: MaskInputs) => way(variant)(inputs);

const inAxes = (shape: (B: number, L: number) => readonly number[]) => (inputs: MaskInputs) => {
  const mask = way({})(inputs);
  return reshape(mask, shape(inputs.lengths.data.length, inputs.seq));
};

const onlyFirst = firstEntryOnly((inputs: MaskInputs) => ({ out: way({})(inputs) }));

const mistakes: readonly Mistake<MaskInputs>[] = [
  {
    code: "masks-joined-by-or",
    title: { en: "The two masks are joined by or", zh: "两个掩码用“或”合并了" },
    explanation: {
      en: "A key is visible if it is real or not after the query. Both must hold: a padding key in the past is still padding, and a real key in the future is still the future. Combine true = visible masks with and. (Masks in which true means masked are combined with or; inverting such a pair joined by and gives this mistake too.)",
      zh: "key 只要是真实 token，或者不在 query 之后，就成了可见。两个条件必须同时成立：过去的填充仍是填充，未来的真实 token 仍是未来。true 表示可见的掩码要用“与”合并。（true 表示屏蔽的掩码才用“或”；先用“与”合并这样两个掩码再取反，也会得到这个错误。）",
    },
    ways: [way({ join: (past, real) => past || real })],
  },
  {
    code: "padding-on-queries",
    title: { en: "Padding is masked as a query, not as a key", zh: "填充屏蔽在了 query 上，而不是 key 上" },
    explanation: {
      en: "The rows of padding are false. The lengths must hide columns: no query may attend to a padding key. The rows of padding queries keep the same rule as all others; nobody reads their result, and a row that is all false makes NaN in a softmax.",
      zh: "填充所在的行被置成了 false。lengths 要屏蔽的是列：任何 query 都不能关注填充 key。填充 query 的行与其他行规则相同；它们的结果没有人用，而全为 false 的行会让 softmax 得到 NaN。",
    },
    // Rows alone, or rows and columns: behind the causal mask that is the same.
    ways: [way({ real: ({ i, length }) => i < length })],
  },
  {
    code: "length-off-by-one",
    title: { en: "The length is off by one", zh: "长度差了一个" },
    explanation: {
      en: "One padding key too many is visible, or the last real key is not. With n real tokens the real positions are 0 to n - 1: key j counts if j < n.",
      zh: "多露出了一个填充 key，或漏掉了最后一个真实 key。有 n 个真实 token 时，真实位置是 0 到 n - 1：满足 j < n 的 key 才算数。",
    },
    ways: [way({ real: ({ j, length }) => j <= length }), way({ real: ({ j, length }) => j < length - 1 })],
  },
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [way({ past: ({ i, j }) => j < i }), way({ past: ({ i, j }) => j <= i + 1 })],
  },
  { ...knownOfMasks("mask-looks-ahead"), ways: [way({ past: ({ i, j }) => j >= i })] },
  {
    ...knownOfMasks("mask-swapped-axes"),
    explanation: {
      en: "The mask is the right one, transposed: rows are keys and columns are queries. The shape is square, so nothing raises. Rows must be queries: column j is false for padding, and row i is true up to i.",
      zh: "掩码本身是对的，但转置了：行对应 key，列对应 query。形状是方的，所以不会报错。行应对应 query：填充所在的列为 false，第 i 行到 i 为止为 true。",
    },
    ways: [way({ turned: true })],
  },
  {
    ...knownOfLayers("padding-attended"),
    title: { en: "The lengths are not used", zh: "没有使用 lengths" },
    explanation: {
      en: "The mask is causal, but padding keys are visible. The padding comes last, so causality alone protects the real queries, but not the padding queries, and it would not protect anything with padding on the left. Key j counts only if j < lengths[b].",
      zh: "掩码是因果的，但填充 key 仍然可见。填充在末尾时，因果性只保护了真实的 query，保护不了填充 query；如果填充在左侧，则什么也保护不了。满足 j < lengths[b] 的 key 才算数。",
    },
    ways: [way({ real: () => true })],
  },
  {
    code: "causality-missing",
    title: { en: "The future is visible", zh: "未来是可见的" },
    explanation: {
      en: "Padding is masked, but every query sees all real keys, those after it too. Query i may attend to key j only if j <= i.",
      zh: "填充被屏蔽了，但每个 query 都能看到所有真实 key，包括它之后的。只有 j <= i 时，query i 才能关注 key j。",
    },
    ways: [way({ past: () => true })],
  },
  {
    ...knownOfMasks("mask-ignored"),
    title: { en: "Nothing is masked", zh: "没有屏蔽任何位置" },
    explanation: {
      en: "Every element is true: neither the future nor padding is masked. A query may attend only to real keys that are not after it.",
      zh: "所有元素都为 true：未来和填充都没有屏蔽。query 只能关注不在它之后的真实 key。",
    },
    ways: [alone({ past: () => true, real: () => true })],
  },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "True and false are swapped, in the whole mask or in one of its two parts. Here true means visible. (PyTorch's nn.MultiheadAttention marks what is masked, in attn_mask and in key_padding_mask. Both conventions are common, so check which one the task asks for.)",
      zh: "true 和 false 颠倒了，可能是整个掩码，也可能是其中一部分。这里 true 表示可见。（PyTorch 的 nn.MultiheadAttention 在 attn_mask 和 key_padding_mask 里标的都是被屏蔽的位置。两种约定都常见，要看清题目要哪一种。）",
    },
    ways: [
      alone({ join: (past, real) => !(past && real) }),
      alone({ join: (past, real) => !(past || real) }),
      way({ real: ({ j, length }) => j >= length }),
      way({ past: ({ i, j }) => j > i }),
    ],
  },
  {
    ...knownOfMasks("mask-additive"),
    ways: lowNumbers.map((hidden) => way({ written: [0, hidden] })),
  },
  {
    code: "one-length-for-all",
    title: { en: "One length serves for the whole batch", zh: "整个 batch 共用了同一个长度" },
    explanation: {
      en: "The longest, the shortest or the first length is used for every entry. Each entry has its own: compare with lengths[b], or give lengths two axes of size 1 behind the batch so that it broadcasts over queries and keys.",
      zh: "所有项都用了最长、最短或第一项的长度。每一项有自己的长度：应与 lengths[b] 比较，或在 batch 之后给 lengths 加两个大小为 1 的维，让它对 query 和 key 广播。",
    },
    ways: [
      way({ lengthOf: (all) => Math.max(...Array.from(all)) }),
      way({ lengthOf: (all) => Math.min(...Array.from(all)) }),
      way({ lengthOf: (all) => all[0] as number }),
    ],
  },
  {
    code: "extra-axis",
    title: { en: "An axis too many", zh: "多了一维" },
    explanation: {
      en: "The mask has an axis of size 1 for the heads, (B, 1, L, L). That is how it is handed to multi-head attention, but this task asks for (B, L, L).",
      zh: "掩码多了大小为 1 的头这一维：(B, 1, L, L)。传给多头注意力时要这样写，但本题要求的是 (B, L, L)。",
    },
    ways: [inAxes((B, L) => [B, 1, L, L])],
  },
  // Copies of the first entry are one length for all.
  { ...onlyFirst, ways: onlyFirst.ways.slice(0, -1) },
];

export default mistakes;
