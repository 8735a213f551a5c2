import {
  divide,
  map,
  mean,
  multiply,
  type Nd,
  reshape,
  softmax,
  squeeze,
  subtract,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import {
  attentionMistakes,
  downToThousand,
  last,
  overKeys,
  unstableOverKeys,
  withShared,
} from "../shared/wrong-attention.js";
import { attendGrouped, type GroupedVariant, groupMistakes, size } from "../shared/wrong-grouped-heads.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";
import { type RmsNormVariant, rmsNorm, rmsNormMistakes } from "../shared/wrong-rms-norm.js";

interface Inputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly gain_q: Nd;
  readonly gain_k: Nd;
  readonly eps: number;
}

/** x [B, n, L, d] and the gain [d] to normalised x. */
type Normalise = (x: Nd, gain: Nd, eps: number) => Nd;

interface NormVariant extends GroupedVariant {
  /** How queries, keys and values are normalised. Default: queries and keys right, values not at all. */
  readonly normalise?: { readonly q?: Normalise; readonly k?: Normalise; readonly v?: Normalise };
  /** What is taken for the inputs. Default: what they are. */
  readonly taken?: (inputs: Inputs) => Inputs;
}

const size4 = ({ shape }: Nd) => shape as readonly [number, number, number, number];

/** Each row of d features as a token, the heads one after the other. */
const byRow =
  (variant: RmsNormVariant = {}): Normalise =>
  (x, gain, eps) => {
    const [B, n, L, d] = size4(x);
    return reshape(rmsNorm(reshape(x, [B, n * L, d]), gain, eps, variant), x.shape);
  };
const right: Normalise = byRow();
const asTheyAre: Normalise = (x) => x;

const way = composed((inputs: Inputs, steps: NormVariant) => {
  const { normalise = {}, taken = (given) => given, ...variant } = steps;
  const { q: ofQueries = right, k: ofKeys = right, v: ofValues = asTheyAre } = normalise;
  const { q, k, v, gain_q, gain_k, eps } = taken(inputs);
  return attendGrouped(ofQueries(q, gain_q, eps), ofKeys(k, gain_k, eps), ofValues(v, gain_k, eps), variant);
});

/** Queries and keys alike, with the maximum subtracted or not. */
const both = (normalise: Normalise) =>
  [{}, { weigh: unstableOverKeys }].map((weighing) => way({ normalise: { q: normalise, k: normalise }, ...weighing }));
/** Queries and keys, or one of the two. */
const someOf = (normalise: Normalise) => [
  way({ normalise: { q: normalise, k: normalise } }),
  way({ normalise: { q: normalise } }),
  way({ normalise: { k: normalise } }),
];

/** The mean square over these axes of [B, n, L, d]. */
const over =
  (...axes: readonly number[]): Normalise =>
  (x, gain, eps) => {
    const square = axes.reduce((total, axis) => mean(total, axis), multiply(x, x));
    return multiply(
      divide(
        x,
        map(square, (value) => Math.sqrt(value + eps)),
      ),
      gain,
    );
  };

/** Rows of scores divided by their own root mean square. */
const byOwnSize = (scores: Nd) =>
  divide(
    scores,
    map(mean(multiply(scores, scores), -1), (value) => Math.sqrt(value + 1e-6)),
  );
const ofOwnDeviation = (scores: Nd) => byOwnSize(subtract(scores, mean(scores, -1)));

const answer = way({});
const onlyFirst = firstEntryOnly(answer);
const byRootOf = (number: (inputs: Inputs) => number) => way((inputs) => ({ scale: 1 / Math.sqrt(number(inputs)) }));

/** H and G of the cases with 1 < G < H. */
const sizes = [
  [6, 3],
  [8, 2],
  [4, 2],
  [10, 5],
] as const;

const rms = rmsNormMistakes<Inputs>((variant) => way({ normalise: { q: byRow(variant), k: byRow(variant) } }));
/** Those that have another code here, or depend on the heads' axis. */
const notHere: readonly string[] = ["missing-affine", "missing-keepdims"];

const own: readonly Mistake<Inputs>[] = [
  {
    code: "norm-left-out",
    title: { en: "Queries and keys are not normalised", zh: "query 和 key 没有归一化" },
    explanation: {
      en: "This is plain attention: queries and keys go into the product with the size that they have, perhaps multiplied by the gains. Divide each query and each key by the root of the mean of its squares first. Then their size makes no difference, and the scores cannot grow without bound.",
      zh: "这只是普通的注意力：query 和 key 保持原来的大小（也许乘了增益）就做了点积。应先把每个 query、每个 key 除以自己均方的平方根。这样它们原来多大都没有影响，分数也不会无限增大。",
    },
    ways: [...both(asTheyAre), ...both((x, gain) => multiply(x, gain))],
  },
  {
    code: "one-side-normalized",
    title: { en: "Only queries or only keys are normalised", zh: "query 和 key 只归一化了一个" },
    explanation: {
      en: "One of the two goes into the product as it is. A large key then still makes large scores (or a large query sharp weights). Both are normalised, each with its own gain.",
      zh: "query 和 key 中有一个没有归一化就做了点积。大的 key 仍会产生大的分数，大的 query 仍会让权重变尖锐。两者都要归一化，各用自己的增益。",
    },
    ways: [asTheyAre, (x: Nd, gain: Nd) => multiply(x, gain)].flatMap((left) => [
      way({ normalise: { q: left } }),
      way({ normalise: { k: left } }),
    ]),
  },
  {
    code: "normalized-over-all-heads",
    title: { en: "One mean square for all heads of a token", zh: "一个 token 的所有头共用了一个均方" },
    explanation: {
      en: "The mean runs over the heads too: over H · d numbers of a query token, G · d of a key token. (OLMo 2 normalises so, before the heads are split.) Here each head has its own statistics, over its d features: the last axis alone. Otherwise a head with large queries makes those of the others small.",
      zh: "求均方时把头的维也算了进去：query 对 H · d 个数、key 对 G · d 个数求平均。（OLMo 2 就是在拆头之前这样归一化的。）本题每个头单独统计，只对自己的 d 个特征，即最后一维。否则一个头的 query 很大，就会把其他头的压小。",
    },
    ways: [...both(over(1, 3)), ...someOf(over(1, 3)).slice(1)],
  },
  {
    code: "values-normalized",
    title: { en: "The values are normalised too", zh: "value 也归一化了" },
    explanation: {
      en: "Queries, keys and values all went through the norm. Only queries and keys are normalised, because their product must not grow. The values are averaged as they are: their size is part of what a token passes on.",
      zh: "query、key、value 都做了归一化。只有 query 和 key 需要，因为要防止它们的乘积变大。value 原样加权平均：它的大小也是 token 所传递信息的一部分。",
    },
    ways: [
      right,
      ((x, gain, eps) =>
        right(
          x,
          map(gain, () => 1),
          eps,
        )) as Normalise,
    ].map((normalise) => way({ normalise: { v: normalise } })),
  },
  {
    code: "gain-left-out",
    title: { en: "A gain is not applied", zh: "没有使用增益" },
    explanation: {
      en: "The normalised queries or keys are not multiplied by their gain, feature by feature. Without it every score lies between -√d and √d, and no head can attend sharply.",
      zh: "归一化后的 query 或 key 没有逐特征乘以增益。缺了它，所有分数都在 -√d 到 √d 之间，任何头都无法形成尖锐的权重。",
    },
    ways: [...someOf(byRow({ affine: (normalised) => normalised }))],
  },
  {
    code: "one-gain-for-both",
    title: { en: "One gain for queries and keys", zh: "query 和 key 用了同一个增益" },
    explanation: {
      en: "gain_q (or gain_k) was used for both. Queries and keys have a gain each. (To exchange the two would make no difference: a score holds their product, feature by feature.)",
      zh: "query 和 key 都用了 gain_q（或都用了 gain_k）。两者各有自己的增益。（把两个对调反而没有影响：分数里出现的是它们逐特征的乘积。）",
    },
    ways: [way({ taken: (x) => ({ ...x, gain_k: x.gain_q }) }), way({ taken: (x) => ({ ...x, gain_q: x.gain_k }) })],
  },
  {
    code: "gain-before-norm",
    title: { en: "The gain is applied before the norm", zh: "先乘增益，后做归一化" },
    explanation: {
      en: "The features were multiplied by the gain first and normalised afterwards, so the norm takes the gain's overall size away again. Normalise first, then multiply by the gain.",
      zh: "先乘了增益再归一化，增益的整体大小又被归一化抹掉了。应先归一化，再乘增益。",
    },
    ways: someOf((x, gain, eps) =>
      right(
        multiply(x, gain),
        map(gain, () => 1),
        eps,
      ),
    ),
  },
  {
    code: "scores-normalized",
    title: { en: "The scores are normalised instead of queries and keys", zh: "归一化的是分数，而不是 query 和 key" },
    explanation: {
      en: "Each row of scores was divided by its own root mean square (or standardised). All rows are then equally sharp, however well their keys fit, and a row depends on how many keys there are. Normalise the queries and the keys; the scores of normalised vectors are what the softmax gets.",
      zh: "每一行分数除以了自己的均方根（或做了标准化）。这样无论 key 是否匹配，每一行都一样尖锐，而且结果还取决于 key 的个数。应归一化 query 和 key，再把归一化向量的分数送进 softmax。",
    },
    ways: [asTheyAre, ((x, gain) => multiply(x, gain)) as Normalise].flatMap((normalise) =>
      [byOwnSize, ofOwnDeviation].map((change) =>
        way({ normalise: { q: normalise, k: normalise }, weigh: (scores) => overKeys(change(scores)) }),
      ),
    ),
  },
  {
    code: "gain-plus-one",
    title: { en: "Multiplied by 1 + gain", zh: "乘的是 1 + 增益" },
    explanation: {
      en: "Queries and keys are multiplied by 1 + gain. Gemma stores its weights that way, so that zero means no change; here the gain itself is the factor.",
      zh: "query 和 key 乘的是 1 + 增益。Gemma 就是这样存权重的，权重为 0 表示不变；本题的系数就是增益本身。",
    },
    ways: [],
  },
  {
    code: "gain-added",
    title: { en: "The gain is added", zh: "把增益加上去了" },
    explanation: {
      en: "The gain is added to the normalised values. It is a factor: multiply, feature by feature.",
      zh: "增益被加到了归一化后的值上。它是系数，应逐特征相乘。",
    },
    ways: [],
  },
  {
    ...knownOfLayers("normalized-over-everything"),
    explanation: {
      en: "One mean square is used for a whole head or for the whole array. Each query and each key has its own, over its d features: take the mean along the last axis and keep it for broadcasting.",
      zh: "一整个头或整个数组只用了一个均方。每个 query、每个 key 都有自己的均方，只对它的 d 个特征：沿最后一维求平均并保留该维以便广播。",
    },
    ways: [...both(over(2, 3)), ...both(over(1, 2, 3)), ...both(over(0, 1, 2, 3))],
  },
  {
    ...knownOfLayers("normalized-over-batch"),
    title: { en: "The mean runs over the wrong axis", zh: "均方沿错误的维度计算" },
    explanation: {
      en: "The mean of the squares was taken over the batch, the heads or the positions. It belongs to one query (or key) of one head alone: take it over the last axis, the d features.",
      zh: "均方是沿 batch、头或位置计算的。它只属于某个头的某一个 query（或 key）：应沿最后一维，即 d 个特征计算。",
    },
    ways: [over(0), over(1), over(2)].flatMap(both),
  },
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "A mean, a maximum or a sum of each row has lost its axis: its shape (B, H, L) no longer fits (B, H, L, d). So NumPy raises, or, when the sizes happen to agree, divides by another row's number. Keep the axis, with size 1.",
      zh: "每行的均方、最大值或总和丢了一维：形状 (B, H, L) 与 (B, H, L, d) 对不齐，NumPy 会报错；如果大小碰巧吻合，除的就是别的行的数。应保留该维，大小为 1。",
    },
    ways: both((x, gain, eps) => {
      const root = map(mean(multiply(x, x), 3), (value) => Math.sqrt(value + eps));
      return multiply(divide(x, squeeze(root, 3)), gain);
    }),
    raises: raised.byBroadcastingHeads,
  },
  {
    ...known("scale-by-other-size"),
    ways: [
      byRootOf(({ q }) => size(q, 1) * last(q)),
      byRootOf(({ q }) => size(q, 1)),
      byRootOf(({ k }) => size(k, 1)),
      byRootOf(({ q }) => size(q, 2)),
      byRootOf(({ k }) => size(k, 2)),
    ],
  },
  {
    ...known("missing-scale"),
    explanation: {
      en: "The scores go into the softmax without the division by √d. The norm does not replace it: a normalised vector has d features of size about 1, so a dot product of two of them is still as large as d. (Where vectors are normalised to norm 1 instead, there is nothing to divide by.)",
      zh: "分数没有除以 √d 就送进了 softmax。归一化不能代替它：归一化后的向量有 d 个大小约为 1 的特征，两个这样的向量点积仍可大到 d。（如果归一化成模长为 1 的向量，才不需要再除。）",
    },
    ways: [],
  },
  {
    ...known("softmax-over-batch"),
    ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 0) })),
  },
  { ...known("values-from-keys"), ways: [way({ taken: (x) => ({ ...x, v: x.k }) })] },
  { ...known("returned-weights-instead"), ways: [(inputs) => answer(inputs).weights] },
  activated(answer),
  {
    ...onlyFirst,
    ways: [...onlyFirst.ways, way({ taken: (x) => ({ ...x, k: ofFirstEntry(x.k), v: ofFirstEntry(x.v) }) })],
  },
];

const mistakes: readonly Mistake<Inputs>[] = [
  rms.filter(({ code }) => !notHere.includes(code)),
  groupMistakes<Inputs>(way, sizes),
  downToThousand(attentionMistakes<Inputs>(way, 4)),
].reduce(withShared, own);

export default mistakes;
