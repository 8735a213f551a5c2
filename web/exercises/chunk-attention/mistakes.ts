import { add, full, generate, map, multiply, type Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { joined } from "../shared/joined.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { last, overKeys, type Weighing, withShared } from "../shared/wrong-attention.js";
import { attendGrouped, type GroupedVariant, groupMistakes, size } from "../shared/wrong-grouped-heads.js";
import {
  attentionMistakesInFullRows,
  eachHiding,
  type Masking,
  maskMistakes,
  rightMasking,
} from "../shared/wrong-masking.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";

interface Chunk {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly past_k: Nd;
  readonly past_v: Nd;
}

/** From the cache [B, G, P, d] and the chunk [B, G, L, d] to all that there is to attend to. */
type Append = (past: Nd, chunk: Nd) => Nd;

/** Whether query i sees key j of S, where P tokens are cached. */
type Visible = (i: number, j: number, sizes: { readonly L: number; readonly S: number; readonly P: number }) => boolean;

type KeysAndValues = { readonly k: Nd; readonly v: Nd };

interface ChunkVariant extends Omit<GroupedVariant, "weigh" | "weighGroups"> {
  /** How cache and chunk become one. Default: the chunk last. */
  readonly append?: { readonly k?: Append; readonly v?: Append };
  readonly visible?: Visible;
  /** From scores [B, H, L, S] and mask [L, S] to the weights. Default: right. */
  readonly masking?: Masking;
  /** What takes the place of keys and values. */
  readonly taken?: (all: KeysAndValues) => KeysAndValues;
}

const chunkLast = joined(2);
const chunkFirst: Append = (past, chunk) => chunkLast(chunk, past);
const pastOnly: Append = (past) => past;
/** An empty cache raises: NumPy's maximum of nothing, JavaScript's first row of nothing. */
const pastThatIsThere: Append = (past) => {
  if (size(past, 2) === 0) throw new RangeError("There is no key.");
  return past;
};
const chunkOnly: Append = (_, chunk) => chunk;
const zerosFirst: Append = (past, chunk) =>
  chunkLast(
    map(past, () => 0),
    chunk,
  );

const upToItself: Visible = (i, j, { L, S }) => j <= i + S - L;

const way = composed((inputs: Chunk, variant: ChunkVariant) => {
  const { append = {}, visible = upToItself, masking = rightMasking, taken = (all) => all, ...grouped } = variant;
  const { k: appendKeys = chunkLast, v: appendValues = chunkLast } = append;
  const { q, past_k, past_v } = inputs;
  const { k, v } = taken({ k: appendKeys(past_k, inputs.k), v: appendValues(past_v, inputs.v) });
  const sizes = { L: size(q, 2), S: size(k, 2), P: size(past_k, 2) };
  const mask = generate([sizes.L, sizes.S], ([i, j]) => Number(visible(i as number, j as number, sizes)));
  return attendGrouped(q, k, v, { ...grouped, weigh: (scores) => masking(scores, mask) });
});

const both = (append: Append): ChunkVariant => ({ append: { k: append, v: append } });

/** What is right is left out, so that it may be exchanged for a second mistake. */
const masked = (masking: Masking, variant: ChunkVariant = {}) =>
  way(masking === rightMasking ? variant : { ...variant, masking });

/** Steps of attention behind the mask. */
const behind = ({ weigh, weighGroups, ...variant }: GroupedVariant) => {
  const hidden = (along: Weighing) => eachHiding(along)[1] as Masking;
  if (weighGroups)
    return way(({ k }) => ({ ...variant, masking: hidden((scores) => weighGroups(scores, size(k, 1))) }));
  return way(weigh && weigh !== overKeys ? { ...variant, masking: hidden(weigh) } : variant);
};

/** A mask with an empty row: zeros, NaN, or a mean of what is masked. */
const withEmptyRow = (visible: Visible) => eachHiding(overKeys).map((masking) => masked(masking, { visible }));

/** What the results of past and chunk, each with a softmax of its own, are multiplied by. */
type Shares = (i: number, P: number) => readonly [past: number, chunk: number];

const apart =
  (shares: Shares): Masking =>
  (scores, mask) => {
    const [L, S] = mask.shape as [number, number];
    const P = S - L;
    const seen = (past: boolean): Nd => ({
      ...mask,
      data: mask.data.map((one, at) => (at % S < P === past ? one : 0)),
    });
    const part = (past: boolean) => {
      const share = generate([L, 1], ([i]) => shares(i as number, P)[past ? 0 : 1]);
      return multiply(rightMasking(scores, seen(past)), share);
    };
    return add(part(true), part(false));
  };

const sharesOfParts: readonly Shares[] = [
  (i, P) => [P / (P + i + 1), (i + 1) / (P + i + 1)],
  (_, P) => (P > 0 ? [1 / 2, 1 / 2] : [0, 1]),
  () => [1 / 2, 1 / 2],
  () => [1, 1],
];

const right = way({});
const onlyFirst = firstEntryOnly(right);
const byRootOf = (number: (inputs: Chunk) => number) => way((inputs) => ({ scale: 1 / Math.sqrt(number(inputs)) }));

/** H and G of the cases in which neither is one, nor are they equal. */
const sizes = [
  [4, 2],
  [6, 3],
  [8, 2],
  [6, 2],
] as const;

/** A masked score lies at most 1000 above the visible ones, or visible ones near -1,000,000. */
const tooHigh = { inPlace: [-10, -100, -1000, -1e4], added: [-10, -100, -1000] };

/** No row is empty and there is one mask: these would be right, or have no meaning. The first has a name of its own here. */
const notHere: readonly string[] = ["mask-ignored", "masked-row-nan", "masked-row-mean", "one-mask-for-all"];

const own: readonly Mistake<Chunk>[] = [
  {
    ...knownOfMasks("mask-top-left"),
    explanation: {
      en: "The triangle starts at the first cached key: query i sees the keys 0 to i. But query i is token P + i of the prompt, so it may see the whole past and its own chunk up to itself: the keys 0 to P + i. Shift the diagonal by P. With an empty cache both are the same, so the first chunk does not show it.",
      zh: "三角形从缓存的第一个 key 开始：第 i 个 query 只看到第 0 到 i 个 key。但第 i 个 query 是 prompt 的第 P + i 个 token，可以看到全部过去，以及本块中到自己为止的部分，即第 0 到 P + i 个 key。对角线要平移 P。缓存为空时两者相同，所以第一块看不出问题。",
    },
    ways: [way({ visible: (i, j) => j <= i })],
  },
  {
    code: "chunk-not-causal",
    title: { en: "The chunk sees its own future", zh: "块内看到了自己的未来" },
    explanation: {
      en: "Every query sees all P + L keys, so the tokens of the chunk also see those that come after them. In a decode step that is right, because nothing comes after the newest token. In a chunk of L tokens it is not: query i may see the keys 0 to P + i. The keys and values of the next layer would then differ from those of a prefill in one piece.",
      zh: "每个 query 都看到了全部 P + L 个 key，块内的 token 也就看到了它之后的 token。单步解码时这样是对的，因为最新的 token 之后什么也没有；一块有 L 个 token 时就不对了：第 i 个 query 只能看到第 0 到 P + i 个 key。否则下一层的 key 和 value 会与一次性 prefill 的结果不同。",
    },
    ways: [way({ visible: () => true })],
  },
  {
    code: "past-hidden",
    title: { en: "The past is masked, or never read", zh: "过去被屏蔽了，或没有读取" },
    explanation: {
      en: "The chunk sees little or nothing of the past: the cache was not joined to the keys, the triangle was laid over the past as well, or keys or values of the past are zeros that were never filled in. Every query of the chunk comes after all P cached tokens and sees each of them; the triangle is for the last L columns only.",
      zh: "这一块几乎看不到过去，或完全看不到：缓存没有拼到 key 上，过去的部分也套用了三角形，或者过去的 key 或 value 一直是 0，没有填进去。块内每个 query 都在全部 P 个缓存 token 之后，每一个都能看到；三角形只用于最后 L 列。",
    },
    ways: [
      way(both(chunkOnly)),
      way({ visible: (i, j, { P }) => (j < P ? j <= i : j - P <= i) }),
      way({ visible: (i, j, { P }) => j < P && j <= i }),
      way(both(zerosFirst)),
      way({ append: { k: zerosFirst } }),
      way({ append: { v: zerosFirst } }),
    ],
  },
  {
    code: "chunk-not-seen",
    title: { en: "The chunk does not see itself", zh: "块内的 token 看不到彼此" },
    explanation: {
      en: "Only the cached tokens are attended to: the attention is computed before the chunk is appended. Each token also attends to itself and to the tokens before it in the chunk. For the first chunk nothing would be left to attend to.",
      zh: "只关注了缓存中的 token：在追加这一块之前就算了注意力。每个 token 还要关注自己，以及块内在它之前的 token。对第一块来说，这样就没有可关注的 key 了。",
    },
    ways: [
      way({ ...both(pastOnly), visible: () => true }),
      way(both(pastOnly)),
      way({ ...both(pastThatIsThere), visible: () => true }),
      // An empty cache: weights of nothing, and a result of NaN.
      way((inputs) =>
        size(inputs.past_k, 2) > 0
          ? { ...both(pastOnly), visible: () => true }
          : { mix: () => full(inputs.q.shape, Number.NaN) },
      ),
    ],
  },
  {
    code: "parts-averaged",
    title: { en: "Past and chunk have a softmax each", zh: "过去和这一块各做了一次 softmax" },
    explanation: {
      en: "The past and the chunk were attended to apart, and the two results were added, averaged, or weighted by how many tokens each has. But how much of a query belongs to the past depends on its scores: join the keys, and take one softmax over all that the query sees. (Results that are computed apart can be merged by their log-sum-exps only.)",
      zh: "对过去和对这一块分别算了注意力，再把两个结果相加、取平均，或按 token 数加权。但一个 query 该给过去多大份额，取决于分数：应把 key 拼在一起，对它看到的全部 key 做一次 softmax。（分开算的结果只能用各自的 log-sum-exp 合并。）",
    },
    ways: sharesOfParts.map((shares) => masked(apart(shares))),
  },
  {
    code: "mask-shifted-by-chunk",
    title: { en: "The diagonal is shifted by L instead of P", zh: "对角线平移了 L 而不是 P" },
    explanation: {
      en: "Query i sees the keys 0 to L + i, or to L + i - 1. The shift is the number of tokens before the chunk, P, which is the number of keys minus the number of queries. L and P are equal only where the past is as long as the chunk.",
      zh: "第 i 个 query 看到了第 0 到 L + i（或 L + i - 1）个 key。平移量应是这一块之前的 token 数 P，也就是 key 数减去 query 数。只有过去恰好与这一块一样长时，L 与 P 才相等。",
    },
    ways: [way({ visible: (i, j, { L }) => j <= i + L }), way({ visible: (i, j, { L }) => j < i + L })],
  },
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [
      ...withEmptyRow((i, j, { L, S }) => j < i + S - L),
      way({ visible: (i, j, { L, S }) => j <= i + S - L + 1 }),
    ],
  },
  {
    ...knownOfMasks("mask-looks-ahead"),
    explanation: {
      en: "The triangle is on the wrong side: a token sees itself and those that come after it in the chunk, and nothing of the past. Query i may see the keys 0 to P + i.",
      zh: "三角形在错误的一侧：token 看到的是自己和块内在它之后的 token，过去一个也看不到。第 i 个 query 应看到第 0 到 P + i 个 key。",
    },
    ways: [way({ visible: (i, j, { L, S }) => j >= i + S - L })],
  },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "The code masks what the query may see, the past and the chunk up to itself, and shows what comes after it. With masked_fill, the condition must be true for what is masked: j > i + P.",
      zh: "代码屏蔽的恰恰是 query 可以看到的部分（过去，以及块内到自己为止），露出的是它之后的 key。用 masked_fill 时，条件应在要屏蔽的位置为 true，即 j > i + P。",
    },
    ways: withEmptyRow((i, j, { L, S }) => j > i + S - L),
  },
  {
    code: "chunk-before-past",
    title: { en: "The chunk is put in front of the past", zh: "这一块拼到了过去的前面" },
    explanation: {
      en: "Keys or values were joined in the wrong order. The mask goes by the place in the joined array: its first P columns belong to the past. With the chunk in front, the mask hides the wrong keys; with keys and values in different orders, weights meet the values of other tokens.",
      zh: "key 或 value 的拼接顺序反了。掩码按拼接后的下标起作用：前 P 列属于过去。把这一块放在前面，屏蔽的就是错误的 key；key 和 value 的顺序不一致时，权重还会乘到别的 token 的 value 上。",
    },
    ways: [way(both(chunkFirst)), way({ append: { k: chunkFirst } }), way({ append: { v: chunkFirst } })],
  },
  {
    code: "appended-on-the-wrong-axis",
    title: { en: "Appended along the wrong axis", zh: "追加时弄错了维" },
    explanation: {
      en: "The chunk was joined to the cache along another axis than the sequence, so that the batch or the heads grow. That raises, unless the chunk is as long as the past. (torch.cat and np.concatenate join along axis 0 if you do not say otherwise; stack adds a new axis.) The sequence is axis 2 of (B, G, P, d).",
      zh: "这一块没有沿序列维拼到缓存上，变多的成了 batch 或头数。这通常会报错，除非这一块恰好与过去一样长。（torch.cat 和 np.concatenate 默认沿第 0 维拼接，stack 则会新增一维。）在 (B, G, P, d) 中，序列是第 2 维。",
    },
    ways: [way(both(joined(1))), way(both(joined(0)))],
    raises:
      /along dimension 2, the array at index 0 has size \d+ and the array at index 1 has size|Sizes of tensors must match except in dimension (?!2)\d|stack expects each tensor to be equal size|all input arrays must have the same shape|cannot join /,
  },
  ...groupMistakes<Chunk>(behind, sizes),
  {
    ...known("scale-by-other-size"),
    ways: [
      byRootOf(({ q }) => size(q, 1) * last(q)),
      byRootOf(({ q }) => size(q, 1)),
      byRootOf(({ k }) => size(k, 1)),
      byRootOf(({ q, past_k }) => size(q, 2) + size(past_k, 2)),
      byRootOf(({ q }) => size(q, 2)),
    ],
  },
  { ...known("values-from-keys"), ways: [way({ taken: ({ k }) => ({ k, v: k }) })] },
  { ...known("returned-weights-instead"), ways: [(inputs): Nd => right(inputs).weights] },
  activated((inputs) => ({ out: right(inputs).out })),
  {
    ...onlyFirst,
    ways: [
      ...onlyFirst.ways,
      way({ taken: ({ k, v }) => ({ k: ofFirstEntry(k), v: ofFirstEntry(v) }) }),
      way({ taken: ({ k, v }) => ({ k: ofFirstEntry(k), v }) }),
      way({ taken: ({ k, v }) => ({ k, v: ofFirstEntry(v) }) }),
    ],
  },
];

const mistakes: readonly Mistake<Chunk>[] = [
  maskMistakes<Chunk>(masked, tooHigh).filter(({ code }) => !notHere.includes(code)),
  attentionMistakesInFullRows<Chunk>(masked),
].reduce(withShared, own);

export default mistakes;
