import { add, generate, matmul, type Nd, permute, reshape, softmax, transpose, zip } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import {
  type Attended,
  attend,
  last,
  overKeys,
  unstableOverKeys,
  type Variant,
  withShared,
} from "../shared/wrong-attention.js";
import { type HeadVariant, headMistakes, splitByReshape, splitUntransposed } from "../shared/wrong-heads.js";
import {
  attentionMistakesInFullRows,
  eachHiding,
  type Masking,
  maskMistakes,
  rightMasking,
} from "../shared/wrong-masking.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { activatedSomewhere, asMerged, choices, mergeHeads, splitHeads } from "../shared/wrong-self-attention.js";

interface FusedInputs {
  readonly x: Nd;
  readonly w_qkv: Nd;
  readonly b_qkv: Nd;
  readonly w_o: Nd;
  readonly b_o: Nd;
  readonly num_heads: number;
}

/** Queries, keys and values, each (B, L, D). */
type Three = readonly [Nd, Nd, Nd];

interface FusedVariant extends Omit<Variant, "weigh">, HeadVariant {
  readonly masking?: Masking;
  /** Whether query i may attend to key j. */
  readonly visible?: (i: number, j: number) => boolean;
  /** From (B, L, 3 D) to queries, keys and values. */
  readonly cut?: (qkv: Nd, numHeads: number) => Three;
  /** Default: as many as asked for. */
  readonly heads?: number;
  readonly unbiased?: readonly ("qkv" | "o")[];
  /** What the weights average. Default: the values. */
  readonly average?: "k" | "q" | "x";
  readonly swapped?: boolean;
  /** What becomes of the weights (out, in) before the product with x. Default: transposed. */
  readonly applied?: { readonly qkv?: (weight: Nd) => Nd; readonly o?: (weight: Nd) => Nd };
}

const way = composed((inputs: FusedInputs, variant: FusedVariant): Attended => {
  const { x, w_qkv, b_qkv, w_o, b_o, num_heads } = inputs;
  const {
    masking = rightMasking,
    visible = (i, j) => j <= i,
    cut = alongFeatures,
    heads = num_heads,
    unbiased = [],
    average,
    swapped = false,
    applied: { qkv: applied = transpose, o: appliedOut = transpose } = {},
    split = splitHeads,
    merge = mergeHeads,
    finish = (merged: Nd) => {
      const product = matmul(merged, appliedOut(w_o));
      return unbiased.includes("o") ? product : add(product, b_o);
    },
    ...attention
  } = variant;
  const product = matmul(x, applied(w_qkv));
  const qkv = unbiased.includes("qkv") ? product : add(product, b_qkv);
  const [q, k, v] = cut(qkv, heads);
  const averaged = average === undefined ? v : { k, q, x }[average];
  const L = x.shape[1] as number;
  const mask = generate([L, L], ([i, j]) => Number(visible(i as number, j as number)));
  const [first, second, third] = [swapped ? k : q, swapped ? q : k, averaged].map((it) => split(it, heads)) as [
    Nd,
    Nd,
    Nd,
  ];
  const { out, weights } = attend(first, second, third, { ...attention, weigh: (scores) => masking(scores, mask) });
  return { out: finish(merge(out), { wo: w_o, bo: b_o }), weights };
});

/** What is right is left out, so that it may be exchanged for a second mistake. */
const masked = (masking: Masking, variant: FusedVariant = {}) =>
  way(masking === rightMasking ? variant : { ...variant, masking });

/** A third of the last axis, by the index of the feature in it. */
const third =
  (featureOf: (which: number, feature: number, D: number, H: number) => number) =>
  (qkv: Nd, H: number): Three => {
    const [B, L, all] = qkv.shape as [number, number, number];
    const D = all / 3;
    const one = (which: number) =>
      generate([B, L, D], (index) => {
        const [b, i, feature] = index as [number, number, number];
        return qkv.data[(b * L + i) * all + featureOf(which, feature, D, H)] as number;
      });
    return [one(0), one(1), one(2)];
  };

/** The right way: queries first, then keys, then values. */
const alongFeatures = third((which, feature, D) => which * D + feature);

/** Each head has its queries, keys and values side by side: (H, 3, d). */
const byHead = third((which, feature, D, H) => {
  const d = D / H;
  return Math.floor(feature / d) * 3 * d + which * d + (feature % d);
});

/** Each feature has its query, key and value side by side: (D, 3), which is (H, d, 3) too. */
const byFeature = third((which, feature) => feature * 3 + which);

/** The features of a head count slowest, then the three, then the heads: (d, 3, H). */
const byFeatureOfHead = third((which, feature, D, H) => {
  const d = D / H;
  return ((feature % d) * 3 + which) * H + Math.floor(feature / d);
});

/** The right thirds in another order. */
const inOrder = (...order: readonly [number, number, number]) =>
  third((which, feature, D) => (order[which] as number) * D + feature);

/** The numbers of (B, L, 3 D) as they lie, read with the three in front of the batch, or behind it. */
const flat =
  (three: "before-batch" | "behind-batch") =>
  (qkv: Nd): Three => {
    const [B, L, all] = qkv.shape as [number, number, number];
    const D = all / 3;
    const read =
      three === "before-batch" ? reshape(qkv, [3, B, L, D]) : permute(reshape(qkv, [B, 3, L, D]), [1, 0, 2, 3]);
    const size = B * L * D;
    const one = (which: number): Nd => ({ shape: [B, L, D], data: read.data.slice(which * size, (which + 1) * size) });
    return [one(0), one(1), one(2)];
  };

const [, unstable] = eachHiding(unstableOverKeys) as readonly [Masking, Masking, Masking];

const size = (x: Nd, axis: number) => x.shape[axis] as number;

/** With the maximum subtracted, and without. */
const each = (variant: (inputs: FusedInputs) => FusedVariant) => [
  way(variant),
  way((inputs) => ({ ...variant(inputs), masking: unstable })),
];
const scaledBy = (factor: (inputs: FusedInputs) => number) => each((inputs) => ({ scale: factor(inputs) }));

/** A mask without empty rows: however the keys are hidden, the result is the same. */
const wrongMask = (visible: (i: number, j: number) => boolean) => [
  way({ visible }),
  way({ visible, masking: unstable }),
];

/** A mask with an empty row: by -infinity, by a large number in place of the scores, or added to them. */
const wrongMaskWithEmptyRow = (visible: (i: number, j: number) => boolean) => [
  ...wrongMask(visible),
  ...eachHiding(overKeys)
    .filter((masking) => masking !== rightMasking)
    .map((masking) => way({ visible, masking })),
  way({
    visible,
    masking: (scores, mask) => overKeys(zip(scores, mask, (score, shown) => score + (shown ? 0 : -1e9))),
  }),
];

const heads = headMistakes<FusedInputs>(way);

const own: readonly Mistake<FusedInputs>[] = [
  {
    code: "fused-split-order",
    title: { en: "The fused projection is cut in the wrong order", zh: "融合投影的切分顺序错了" },
    explanation: {
      en: "The 3D outputs are queries, keys and values, in this order, and within each the heads: (3, H, d). The code reads them as (H, 3, d), with a query, a key and a value for each head, or as (D, 3), or takes the thirds in another order. Every reading has the right shape, but the weights were trained for one of them. (GPT-NeoX and BLOOM do store (H, 3, d).) Cut D from D first, then split each into heads.",
      zh: "3D 个输出依次是 query、key、value，各自内部再按头排列：(3, H, d)。代码却按 (H, 3, d)（每个头各有一段 query、key、value）或 (D, 3) 来读，或者三段的次序不同。每种读法形状都对，但权重只按其中一种训练。（GPT-NeoX 和 BLOOM 存的确实是 (H, 3, d)。）应先按 D 切成三段，再把每一段拆成多头。",
    },
    ways: [
      byHead,
      byFeature,
      byFeatureOfHead,
      inOrder(0, 2, 1),
      inOrder(2, 1, 0),
      inOrder(1, 2, 0),
      inOrder(2, 0, 1),
    ].map((cut) => way({ cut })),
  },
  {
    code: "fused-split-axis",
    title: { en: "The fused projection is cut along positions or the batch", zh: "融合投影沿位置维或 batch 维切分了" },
    explanation: {
      en: "The array (B, L, 3D) was cut along another axis than the last: by a split without its axis, or by a reshape to (3, B, L, D) or (B, 3, L, D), which reads the numbers as they lie. Then queries, keys and values are not the three projections of a token but parts of the sequence. Cut the last axis: split along the features, or reshape to (B, L, 3, D).",
      zh: "(B, L, 3D) 没有沿最后一维切分：split 时没写维度，或 reshape 成了 (3, B, L, D) 或 (B, 3, L, D)，那只是按存放顺序重新读数。这样得到的 query、key、value 不是同一个 token 的三个投影，而是序列的不同部分。应切最后一维：沿特征维 split，或 reshape 成 (B, L, 3, D)。",
    },
    ways: (["before-batch", "behind-batch"] as const).flatMap((three) =>
      [splitHeads, splitByReshape, splitUntransposed].map((split) =>
        way(split === splitHeads ? { cut: flat(three) } : { cut: flat(three), split }),
      ),
    ),
    // A literal split along positions or the batch gives another number of parts than three.
    raises: /not enough values to unpack \(expected 3|array split does not result in an equal division/,
  },
  heads.reshaped,
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [...wrongMaskWithEmptyRow((i, j) => j < i), ...wrongMask((i, j) => j <= i + 1)],
  },
  { ...knownOfMasks("mask-looks-ahead"), ways: wrongMask((i, j) => j >= i) },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "The code masks what the query may see: the past and the query itself. With masked_fill, the condition must be true for what is masked: the future, where the lower triangle is 0.",
      zh: "代码屏蔽的恰恰是 query 可以看到的部分：过去和它自己。用 masked_fill 时，条件应在要屏蔽的位置为 true，即下三角为 0 的未来。",
    },
    ways: wrongMaskWithEmptyRow((i, j) => j > i),
  },
  {
    ...knownOfMasks("mask-ignored"),
    explanation: {
      en: "Every position attends to all others, also to those after it. This layer is causal: before the softmax, mask the keys after the query. Without the mask a language model reads the token that it should predict.",
      zh: "每个位置都能关注所有位置，包括它之后的。这一层是因果的：在 softmax 之前屏蔽 query 之后的 key。没有掩码，语言模型就能直接读到要预测的 token。",
    },
    ways: [],
  },
  activatedSomewhere<FusedInputs>(({ merge, ...rest }) => way({ ...rest, ...(merge && { merge }) } as FusedVariant)),
  firstEntryOnly<FusedInputs>(way({})),
  heads.interleaved,
  {
    ...heads.averaged,
    // What NumPy and PyTorch say of (B, L, d) @ (D, D), by the sizes of the cases.
    raises: /size (6|8|12) is different from [234]\b|cannot be multiplied \((4x2|6x4|18x3|4x3|16x4) and (\d+)x\3\)/,
  },
  {
    ...known("missing-output-projection"),
    explanation: {
      en: "The merged heads are returned directly. The output projection (w_o, b_o) still has to be applied: it mixes the results of the heads and maps them back to the model's space.",
      zh: "合并后的各头被直接返回了。还要经过输出投影（w_o、b_o）：它把各个头的结果混合起来，映射回模型空间。",
    },
    ways: [...each(() => ({ finish: asMerged })), way({ finish: (merged, { bo }) => add(merged, bo) })],
  },
  { ...known("scale-by-model-dimension"), ways: scaledBy(({ x }) => 1 / Math.sqrt(last(x))) },
  { ...known("scale-by-dimension"), ways: scaledBy(({ x }) => 1 / last(x)) },
  {
    ...known("scale-by-other-size"),
    ways: [
      ...scaledBy(({ num_heads }) => 1 / Math.sqrt(num_heads)),
      ...scaledBy(({ x }) => 1 / Math.sqrt(size(x, 1))),
      ...scaledBy(({ x }) => 1 / Math.sqrt(3 * last(x))),
    ],
  },
  {
    ...known("softmax-over-heads"),
    ways: eachHiding((scores) => softmax(scores, 1)).map((masking) => way({ masking })),
  },
  {
    ...known("heads-not-split"),
    ways: [way({ heads: 1 }), way(({ x, num_heads }) => ({ heads: 1, scale: Math.sqrt(num_heads / last(x)) }))],
  },
  { ...known("head-count-as-size"), ways: [way(({ x, num_heads }) => ({ heads: last(x) / num_heads }))] },
  { ...known("queries-and-keys-swapped"), ways: each(() => ({ swapped: true })) },
  {
    ...known("values-from-keys"),
    explanation: {
      en: "The weights are right, but they average the keys. The last third of the fused projection holds the values: what a token is found by and what it passes on are two different things.",
      zh: "权重是对的，但加权平均的是 key。融合投影的最后一段才是 value：一个 token 用来被检索的内容和它提供的内容是两回事。",
    },
    ways: each(() => ({ average: "k" })),
  },
  {
    ...known("values-not-projected"),
    explanation: {
      en: "The weights average the input itself. The values are the last third of the fused projection.",
      zh: "加权平均的是输入本身。value 是融合投影的最后一段。",
    },
    ways: each(() => ({ average: "x" })),
  },
  { ...known("returned-weights-instead"), ways: [(inputs) => way({})(inputs).weights] },
  {
    ...known("weights-not-transposed"),
    ways: [
      way({ applied: { o: (weight) => weight } }),
      // (3 D, D) reshaped to (D, 3 D).
      ...[transpose, (weight: Nd) => weight].map((o) =>
        way({ applied: { qkv: (weight) => reshape(weight, transpose(weight).shape), o } }),
      ),
    ],
  },
  {
    ...known("missing-bias"),
    explanation: {
      en: "At least one projection is applied without its bias: x @ W.T instead of x @ W.T + b. There are two: b_qkv for the fused projection and b_o for the output.",
      zh: "至少有一个投影没有加偏置：写成了 x @ W.T，而不是 x @ W.T + b。偏置有两个：融合投影的 b_qkv 和输出投影的 b_o。",
    },
    ways: choices(["qkv", "o"] as const).map((unbiased) => way({ unbiased })),
  },
];

/** No row is empty here, and there is one mask: these would be right, or have no meaning. */
const notHere: readonly string[] = ["masked-row-nan", "masked-row-mean", "one-mask-for-all"];

const mistakes: readonly Mistake<FusedInputs>[] = [
  maskMistakes<FusedInputs>(masked).filter(({ code }) => !notHere.includes(code)),
  attentionMistakesInFullRows<FusedInputs>(masked),
].reduce(withShared, own);

export default mistakes;
