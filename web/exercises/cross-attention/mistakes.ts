import {
  add,
  expand,
  full,
  generate,
  matmul,
  max,
  multiply,
  type Nd,
  softmax,
  transpose,
  zip,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import {
  type Attended,
  attend,
  firstRows,
  last,
  overKeys,
  unstableOverKeys,
  type Variant,
  withShared,
} from "../shared/wrong-attention.js";
import { type HeadVariant, headMistakes } from "../shared/wrong-heads.js";
import {
  attentionMistakesHiddenBy,
  eachHiding,
  type Masking,
  maskMistakes,
  nanInEmptyRows,
  rightMasking,
} from "../shared/wrong-masking.js";
import { firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";
import { activatedSomewhere, asMerged, choices, mergeHeads, splitHeads } from "../shared/wrong-self-attention.js";

export interface CrossInputs {
  readonly x: Nd;
  readonly memory: Nd;
  /** 1 for a real position, 0 for padding. */
  readonly memory_mask: Nd;
  readonly params: Readonly<Record<string, Nd>>;
  readonly num_heads: number;
}

/** The memory may have zeros in the place of its padding. */
type Source = "x" | "memory" | "cleared";
type Projection = "q" | "k" | "v" | "o";

interface CrossVariant extends Omit<Variant, "weigh">, HeadVariant {
  readonly masking?: Masking;
  /** What queries, keys and values are made of. */
  readonly from?: { readonly q?: Source; readonly k?: Source; readonly v?: Source };
  /** From rows and a weight (out, in) to their product, x @ W.T. */
  readonly product?: (rows: Nd, weight: Nd) => Nd;
  /** From (B, S) to what may be attended, (B, 1, L or 1, S or 1). */
  readonly visible?: (mask: Nd, sizes: { readonly L: number; readonly S: number }) => Nd;
  /** Scores are k qᵀ. */
  readonly swapped?: boolean;
  readonly unbiased?: readonly Projection[];
  /** Projections that are applied as x @ W. */
  readonly untransposed?: readonly Projection[];
  /** What the weights average. Default: the values. */
  readonly average?: "k" | "memory";
  /** Default: as many as asked for. */
  readonly heads?: number;
}

const byTranspose = (rows: Nd, weight: Nd) => matmul(rows, transpose(weight));
const overKeysOnly = (mask: Nd) => expand(expand(mask, 1), 1);
const everything = (mask: Nd) => full([mask.shape[0] as number, 1, 1, 1], 1);

export const way = composed(
  ({ x, memory, memory_mask, params, num_heads }: CrossInputs, variant: CrossVariant): Attended => {
    const {
      masking = rightMasking,
      from: { q: queries = "x", k: keys = "memory", v: values = "memory" } = {},
      product = byTranspose,
      visible = overKeysOnly,
      swapped = false,
      unbiased = [],
      untransposed = [],
      average = "v",
      heads = num_heads,
      split = splitHeads,
      merge = mergeHeads,
      ...attention
    } = variant;
    const parameter = (name: string) => params[name] as Nd;
    const project = (rows: Nd, name: Projection) => {
      const weight = parameter(`w${name}`);
      const projected = untransposed.includes(name) ? matmul(rows, weight) : product(rows, weight);
      return unbiased.includes(name) ? projected : add(projected, parameter(`b${name}`));
    };
    const finish = variant.finish ?? ((merged: Nd) => project(merged, "o"));
    const sources = { x, memory, cleared: multiply(memory, expand(memory_mask, 2)) };
    const made = (name: "q" | "k" | "v", source: Source) => split(project(sources[source], name), heads);
    const [q, k] = [made("q", queries), made("k", keys)];
    const averaged = { v: () => made("v", values), k: () => k, memory: () => split(memory, heads) }[average]();
    const mask = visible(memory_mask, { L: x.shape[1] as number, S: memory.shape[1] as number });
    const { out, weights } = attend(swapped ? k : q, swapped ? q : k, averaged, {
      ...attention,
      weigh: (scores) => masking(scores, mask),
    });
    return { out: finish(merge(out), { wo: parameter("wo"), bo: parameter("bo") }), weights };
  },
);

/** What is right is left out, so that it may be exchanged for a second mistake. */
const masked = (masking: Masking, variant: CrossVariant = {}) =>
  way(masking === rightMasking ? variant : { ...variant, masking });

const size = (x: Nd, axis: number) => x.shape[axis] as number;

/** As loops in JavaScript multiply rows and weights of other widths: along the weight, or along the row. */
const looped =
  (along: "weight" | "row") =>
  (rows: Nd, weight: Nd): Nd => {
    const [B, L, width] = rows.shape as [number, number, number];
    const [out, wide] = weight.shape as [number, number];
    const short = Math.min(width, wide);
    const missing = along === "weight" ? width < wide : wide < width;
    return generate([B, L, out], (index) => {
      const [b, i, o] = index as [number, number, number];
      if (missing) return Number.NaN;
      let sum = 0;
      for (let c = 0; c < short; c++)
        sum += (rows.data[(b * L + i) * width + c] as number) * (weight.data[o * wide + c] as number);
      return sum;
    });
  };

/** The mask of as many positions as there are keys: undefined is not true. */
const fitted =
  (keys: (sizes: { readonly L: number; readonly S: number }) => number) =>
  (mask: Nd, sizes: { readonly L: number; readonly S: number }): Nd =>
    generate([size(mask, 0), 1, 1, keys(sizes)], (index) => {
      const [b, , , j] = index as [number, number, number, number];
      return j < sizes.S ? (mask.data[b * sizes.S + j] as number) : 0;
    });

/** Values as a loop over the weights of a row reads them. */
const asFarAsRead = (weights: Nd, v: Nd) => matmul(weights, firstRows(v, last(weights)));

/** Weights as a loop over the values reads them: of too many values some meet undefined. */
const asFarAsThere = (weights: Nd, v: Nd) => {
  const [rows, keys] = [size(v, 2), last(weights)];
  if (rows > keys) return generate([...weights.shape.slice(0, -1), last(v)], () => Number.NaN);
  const kept = generate([...weights.shape.slice(0, -1), rows], (index) => {
    const at = index.slice(0, -1).reduce((sum, i, axis) => sum * size(weights, axis) + i, 0);
    return weights.data[at * keys + (index.at(-1) as number)] as number;
  });
  return matmul(kept, v);
};

/** In JavaScript, where loops read what they find. Not joined with other mistakes: NaN hides them all. */
const inJavaScript = (from: NonNullable<CrossVariant["from"]>, visible: NonNullable<CrossVariant["visible"]>) =>
  (["weight", "row"] as const).flatMap((along) =>
    (
      [
        [nanInEmptyRows, asFarAsRead],
        ...(visible === everything ? [] : ([[rightMasking, asFarAsRead]] as const)),
        ...(from.v === from.k ? [] : ([[rightMasking, asFarAsThere]] as const)),
      ] as const
    ).map(
      ([masking, mix]) =>
        (inputs: CrossInputs) =>
          way({ from, product: looped(along), visible, masking, mix })(inputs),
    ),
  );

/** In NumPy and PyTorch, where it runs only if sizes agree, and in JavaScript. */
const fromElsewhere = (from: NonNullable<CrossVariant["from"]>) => [
  way({ from }),
  ...inJavaScript(
    from,
    fitted(({ L, S }) => (from.k === "x" ? L : S)),
  ),
];

/** The same without the mask. */
const unmasked = (from: NonNullable<CrossVariant["from"]>) => [
  way({ from, visible: everything }),
  ...inJavaScript(from, everything),
];

/** A mask that may leave nothing to attend: by -infinity with NaN cleared, by -infinity, and by a large number. */
const hiding = (visible: NonNullable<CrossVariant["visible"]>) =>
  eachHiding(overKeys).map((masking) => masked(masking, { visible }));

/** Rows of the mask, (B, 1, L, 1): raises unless there are as many queries, or is not true beyond the memory. */
const onQueries =
  (strict: boolean): NonNullable<CrossVariant["visible"]> =>
  (mask, { L, S }) => {
    if (strict && L !== S) throw new RangeError(`A mask of ${S} positions does not fit ${L} queries.`);
    return generate([size(mask, 0), 1, L, 1], (index) => {
      const [b, , i] = index as [number, number, number, number];
      return i < S ? (mask.data[b * S + i] as number) : 0;
    });
  };

/** Keys up to the query's own position, where query 0 is at position `first` of the memory. */
const causal =
  (first: (L: number, S: number) => number, padding: boolean): NonNullable<CrossVariant["visible"]> =>
  (mask, { L, S }) => {
    const past = generate([1, 1, L, S], (index) => {
      const [, , i, j] = index as [number, number, number, number];
      return Number(j <= i + first(L, S));
    });
    return padding ? multiply(overKeysOnly(mask), past) : zip(everything(mask), past, (one, other) => one * other);
  };

const [, unstable] = eachHiding(unstableOverKeys) as readonly [Masking, Masking, Masking];

/** With the maximum subtracted, and without. */
const each = (variant: (inputs: CrossInputs) => CrossVariant) => [
  way(variant),
  way((inputs) => ({ ...variant(inputs), masking: unstable })),
];
const scaledBy = (factor: (inputs: CrossInputs) => number) => each((inputs) => ({ scale: factor(inputs) }));

const heads = headMistakes<CrossInputs>(way);
const onlyFirst = firstEntryOnly<CrossInputs>(way({}));

const own: readonly Mistake<CrossInputs>[] = [
  {
    ...known("queries-and-keys-swapped"),
    explanation: {
      en: "The memory asks and x is read, or the scores are k · qᵀ. In cross-attention x asks: queries come from x, keys and values from memory, and the result has one row for each position of x. (If the shapes agree nothing raises, and the result is wrong all the same.)",
      zh: "变成了由 memory 产生 query、读取 x，或者分数算成了 k · qᵀ。交叉注意力中 query 来自 x，key 和 value 来自 memory，结果中每一行对应 x 的一个位置。（形状碰巧相同时不会报错，但结果同样不对。）",
    },
    ways: [
      ...fromElsewhere({ q: "memory" }),
      ...unmasked({ q: "memory" }),
      way({ from: { q: "memory", k: "x" } }),
      ...fromElsewhere({ q: "memory", k: "x", v: "x" }),
      ...unmasked({ q: "memory", k: "x", v: "x" }),
      ...each(() => ({ swapped: true })),
      way({ swapped: true, visible: everything }),
    ],
  },
  {
    code: "keys-from-target",
    title: { en: "The keys come from x", zh: "key 来自 x" },
    explanation: {
      en: "The keys, or the keys and the values, are projected from x. That is self-attention: x looks for something in itself, and the memory is not read. Keys and values come from memory. (It only runs where both sequences have the same width; then the mask and the values fit only if the lengths agree too.)",
      zh: "key（或 key 和 value）是由 x 投影得到的。这就成了自注意力：x 在自己里面找，没有读取 memory。key 和 value 应来自 memory。（两个序列宽度相同时才能运行；长度也相同时，掩码和 value 才对得上。）",
    },
    ways: [
      ...fromElsewhere({ k: "x" }),
      ...fromElsewhere({ k: "x", v: "x" }),
      ...unmasked({ k: "x", v: "x" }),
      ...unmasked({ k: "x" }),
    ],
  },
  {
    code: "values-from-target",
    title: { en: "The values come from x", zh: "value 来自 x" },
    explanation: {
      en: "The weights are right, but they average projections of x. The weights have one column for each position of memory, so the values must come from memory too: what is found there is what is passed on.",
      zh: "权重是对的，但加权平均的是 x 的投影。权重的每一列对应 memory 的一个位置，所以 value 也必须来自 memory：在那里找到什么，就传回什么。",
    },
    ways: fromElsewhere({ v: "x" }),
  },
  {
    code: "causal-where-not-wanted",
    title: { en: "A causal mask over the memory", zh: "对 memory 用了因果掩码" },
    explanation: {
      en: "Positions of memory after the query's own index are masked. The memory is complete before the first query asks: in translation the whole source sentence is known, and position 5 of it has nothing to do with position 5 of the target. Only padding is masked here.",
      zh: "memory 中下标大于 query 下标的位置被屏蔽了。memory 在第一个 query 之前就已完整：翻译时整个源句子都是已知的，源句的第 5 个位置与目标句的第 5 个位置没有对应关系。这里只屏蔽填充。",
    },
    ways: [(_: number, __: number) => 0, (L: number, S: number) => S - L].flatMap((first) => [
      ...hiding(causal(first, true)),
      ...hiding(causal(first, false)).slice(1),
    ]),
  },
  {
    code: "mask-on-queries",
    title: { en: "The memory's mask hides queries", zh: "memory 的掩码屏蔽了 query" },
    explanation: {
      en: "The mask of the memory was applied to the rows of the scores. Rows are positions of x; columns are positions of memory, and those are what it describes. Give it the shape (B, 1, 1, S), so that it broadcasts over heads and queries. (Along the rows it only runs where both lengths agree.)",
      zh: "memory 的掩码作用在了分数的行上。行是 x 的位置；列才是 memory 的位置，掩码描述的正是它们。应把掩码变成 (B, 1, 1, S)，让它对头和 query 广播。（作用在行上只有两个长度相同时才能运行。）",
    },
    ways: [...hiding(onQueries(true)), ...hiding(onQueries(false))],
  },
  heads.reshaped,
  {
    ...knownOfLayers("padding-attended"),
    explanation: {
      en: "Padding of the memory takes part in the softmax, so the result depends on how much padding an entry has. Mask its scores before the softmax, in every head and for every query.",
      zh: "memory 的填充参与了 softmax，结果会随填充多少而变化。应在 softmax 之前屏蔽它们的分数，对每个头、每个 query 都如此。",
    },
    ways: [
      way({ from: { k: "cleared", v: "cleared" }, visible: everything }),
      way({ from: { v: "cleared" }, visible: everything }),
    ],
  },
  {
    ...knownOfMasks("one-mask-for-all"),
    explanation: {
      en: "The mask of the first batch entry is used for all. Each entry has its own padding: keep the batch axis of the mask, (B, 1, 1, S).",
      zh: "到处都用了 batch 第一项的掩码。每一项的填充各不相同：要保留掩码的 batch 维，即 (B, 1, 1, S)。",
    },
    ways: hiding((mask) => overKeysOnly(ofFirstEntry(mask))),
  },
  {
    ...knownOfMasks("masked-row-nan"),
    title: { en: "An entry without memory gives NaN", zh: "memory 全是填充时得到 NaN" },
    explanation: {
      en: "If all of an entry's memory is padding, every score is -infinity, and the softmax gives NaN (-infinity minus -infinity, or 0 / 0). The weights must be 0 then, so that the output is the bias of the last projection.",
      zh: "某一项的 memory 全是填充时，所有分数都是 -inf，softmax 得到 NaN（-inf 减 -inf，或 0 / 0）。这时权重应为 0，输出就是最后一次投影的偏置。",
    },
    ways: [],
  },
  {
    ...knownOfMasks("masked-row-mean"),
    title: { en: "An entry without memory reads its padding", zh: "memory 全是填充时读到了填充的内容" },
    explanation: {
      en: "Padding got a large negative score such as -1e9 instead of -infinity. Where all of an entry's memory is padding, that padding is read. Put in place of the scores, the number makes them equal, and the output comes from the mean of the padding; added to the scores, it cancels, and the padding counts as if it were real. The weights must be 0 then, so that the output is the bias of the last projection.",
      zh: "填充的分数用了 -1e9 这样很大的负数，而不是 -inf。某一项的 memory 全是填充时，读到的就是填充：用这个数替换分数，得到填充的平均；把它加到分数上，它会被约掉，填充就像真实位置一样参与。这时权重应为 0，输出就是最后一次投影的偏置。",
    },
    ways: [],
  },
  {
    code: "empty-entry-without-bias",
    title: { en: "An entry without memory gives 0, not the bias", zh: "memory 全是填充时输出了 0，而不是偏置" },
    explanation: {
      en: "The output of an entry whose memory is all padding was set to 0 at the end, perhaps by clearing NaN. What is 0 there are the weights and the heads; the output projection still adds its bias bo. Clear the weights right after the softmax instead: NaN in the result also makes the gradients of all entries NaN.",
      zh: "memory 全是填充的那一项，最后把输出置成了 0，也许是在清除 NaN。这里为 0 的应是权重和各个头；输出投影仍会加上偏置 bo。应在 softmax 之后立即清理权重：结果中的 NaN 还会让所有项的梯度变成 NaN。",
    },
    ways: [
      (inputs) => {
        const { out } = way({})(inputs);
        return zip(out, expand(max(inputs.memory_mask, 1), 2), (value, some) => value * some);
      },
    ],
  },
  activatedSomewhere<CrossInputs>(({ merge }) => way(merge ? { merge } : {})),
  {
    ...onlyFirst,
    ways: [
      ...onlyFirst.ways,
      (inputs) => way({})({ ...inputs, memory: ofFirstEntry(inputs.memory) }),
      (inputs) =>
        way({})({ ...inputs, memory: ofFirstEntry(inputs.memory), memory_mask: ofFirstEntry(inputs.memory_mask) }),
    ],
  },
  heads.interleaved,
  heads.averaged,
  {
    ...known("missing-output-projection"),
    ways: [...each(() => ({ finish: asMerged })), way({ finish: (merged, { bo }) => add(merged, bo) })],
  },
  { ...known("scale-by-model-dimension"), ways: scaledBy(({ x }) => 1 / Math.sqrt(last(x))) },
  {
    ...known("scale-by-other-size"),
    ways: [
      ...scaledBy(({ num_heads }) => 1 / Math.sqrt(num_heads)),
      ...scaledBy(({ memory }) => 1 / Math.sqrt(size(memory, 1))),
      ...scaledBy(({ x }) => 1 / Math.sqrt(size(x, 1))),
      ...scaledBy(({ memory }) => 1 / Math.sqrt(last(memory))),
    ],
  },
  { ...known("scale-by-dimension"), ways: scaledBy(({ x }) => 1 / last(x)) },
  {
    ...known("softmax-over-heads"),
    ways: eachHiding((scores) => softmax(scores, 1)).map((masking) => way({ masking })),
  },
  {
    ...known("heads-not-split"),
    ways: [way({ heads: 1 }), way(({ x, num_heads }) => ({ heads: 1, scale: Math.sqrt(num_heads / last(x)) }))],
  },
  { ...known("head-count-as-size"), ways: [way(({ x, num_heads }) => ({ heads: last(x) / num_heads }))] },
  { ...known("values-from-keys"), ways: each(() => ({ average: "k" })) },
  {
    ...known("values-not-projected"),
    explanation: {
      en: "The weights average the memory itself. The values have their own projection: v = memory @ wv.T + bv. (Without it the heads only fit where D and M agree.)",
      zh: "加权平均的是 memory 本身。value 有自己的投影：v = memory @ wv.T + bv。（不做投影时，只有 D 与 M 相同才能拆成各头。）",
    },
    ways: each(() => ({ average: "memory" })),
  },
  { ...known("returned-weights-instead"), ways: [(inputs) => way({})(inputs).weights] },
  {
    ...known("weights-not-transposed"),
    ways: [
      ...choices(["q", "o"] as const),
      // Where the memory is as wide as x.
      ...choices(["k", "v"] as const),
      ["q", "k", "v", "o"] as const,
      ["q", "k", "v"] as const,
    ].map((untransposed) => way({ untransposed })),
  },
  // The bias of the keys makes no difference, so these are all the choices there are.
  { ...known("missing-bias"), ways: choices(["q", "v", "o"] as const).map((unbiased) => way({ unbiased })) },
];

/** Zeros, where NaN is cleared, which tell nothing. */
const nanAlone: readonly string[] = ["normalized-by-sum", "maximum-starts-too-high"];
const dependent: readonly string[] = ["no-softmax", "missing-keepdims", "softmax-over-queries"];
const overflowing: readonly string[] = ["unstable-softmax", "global-maximum"];

/** Of the exercise's own the first has other words, the second other ways. */
const ofMask = maskMistakes<CrossInputs>(masked)
  .filter(({ code }) => code !== "one-mask-for-all")
  .map((mistake) => (mistake.code === "mask-ignored" ? { ...mistake, code: "padding-attended" } : mistake));

const mistakes: readonly Mistake<CrossInputs>[] = [
  ofMask,
  // What the weights of an empty entry are depends on how keys are hidden; so do a few wrong weights of the others.
  attentionMistakesHiddenBy<CrossInputs>(masked, 0, (code) => !nanAlone.includes(code)),
  attentionMistakesHiddenBy<CrossInputs>(masked, 1, (code) =>
    [...nanAlone, ...dependent, ...overflowing].includes(code),
  ),
  attentionMistakesHiddenBy<CrossInputs>(masked, 2, (code) => code === "normalized-by-sum" || dependent.includes(code)),
].reduce(withShared, own);

export default mistakes;
