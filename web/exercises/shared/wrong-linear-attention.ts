/** Linear attention in float64, causal or not, with the steps that learners get wrong made exchangeable. Mistakes are built of it. */
import {
  add,
  divide,
  generate,
  map,
  matmul,
  mean,
  multiply,
  type Nd,
  scale,
  softmax,
  squeeze,
  sum,
  transpose,
} from "../../arrays/nd.js";
import type { Text } from "../../format/locales.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known, raised } from "./known-mistakes.js";
import { last } from "./wrong-attention.js";
import { activated, firstEntryOnly } from "./wrong-outputs.js";
import { choices } from "./wrong-self-attention.js";

/** q [B, H, L, d], k [B, H, S, d], v [B, H, S, dv]. */
export interface LinearInputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
}

/** Whether query i reads key j. */
export type Sees = (i: number, j: number, L: number, S: number) => boolean;

/** What a learner has at hand: the inputs after the feature map, and what a query sees. */
export interface LinearParts extends LinearInputs {
  readonly raw: LinearInputs;
  readonly sees: Sees;
}

type Features = (x: Nd) => Nd;

export interface LinearVariant {
  /** In place of the feature map, or on the values. Default: elu(x) + 1 on queries and keys. */
  readonly features?: Partial<Readonly<Record<"q" | "k" | "v", Features>>>;
  /** What the sums of both kinds run over. Default: right. */
  readonly sees?: Sees;
  /** What is divided, [B, H, L, dv]. */
  readonly mix?: (parts: LinearParts) => Nd;
  /** By what, and how. */
  readonly divide?: (numerator: Nd, parts: LinearParts) => Nd;
}

const phi: Features = (x) => map(x, (value) => (value > 0 ? value + 1 : Math.exp(value)));

/** q · k for each pair, 0 where the query does not see the key: [B, H, L, S]. */
function products(q: Nd, k: Nd, sees: Sees): Nd {
  const all = matmul(q, transpose(k));
  const [L, S] = all.shape.slice(-2) as [number, number];
  return {
    shape: all.shape,
    data: all.data.map((value, at) => (sees(Math.floor(at / S) % L, at % S, L, S) ? value : 0)),
  };
}

export const numerators = ({ q, k, v, sees }: LinearParts): Nd => matmul(products(q, k, sees), v);
/** [B, H, L, 1] */
export const denominators = ({ q, k, sees }: LinearParts): Nd => sum(products(q, k, sees), -1);
const byDenominators = (numerator: Nd, parts: LinearParts) => divide(numerator, denominators(parts));
const undivided = (numerator: Nd) => numerator;

/** As the task asks, where a query sees what `right` says. */
export const attendLinearly =
  (right: Sees) =>
  (raw: LinearInputs, { features, sees = right, mix = numerators, divide: by = byDenominators }: LinearVariant) => {
    const { q = phi, k = phi, v = (x: Nd) => x } = features ?? {};
    const parts: LinearParts = { q: q(raw.q), k: k(raw.k), v: v(raw.v), raw, sees };
    return { out: by(mix(parts), parts) };
  };

/** Whether the state of head [b2, h2] is still there when head [b, h] begins. */
type Carried = (b: number, h: number, b2: number, h2: number) => boolean;

/** Of arrays [B, H, ...], the sum over the heads before. */
function earlier(x: Nd, carried: Carried): Nd {
  const [B, H, rows, size] = x.shape as [number, number, number, number];
  const at = (b: number, h: number, row: number, c: number) => x.data[((b * H + h) * rows + row) * size + c] as number;
  return generate(x.shape, (index) => {
    const [b, h, row, c] = index as [number, number, number, number];
    let total = 0;
    for (let b2 = 0; b2 < B; b2++)
      for (let h2 = 0; h2 < H; h2++) if (carried(b, h, b2, h2)) total += at(b2, h2, row, c);
    return total;
  });
}

/** Both sums, or one of them. */
const carriedStates = (carried: Carried): readonly LinearVariant[] => {
  const mix = (parts: LinearParts) =>
    add(numerators(parts), matmul(parts.q, earlier(matmul(transpose(parts.k), parts.v), carried)));
  const by = (numerator: Nd, parts: LinearParts) =>
    divide(numerator, add(denominators(parts), matmul(parts.q, earlier(transpose(sum(parts.k, -2)), carried))));
  return [{ mix, divide: by }, { mix }, { divide: by }];
};

/**
 * States that are set to zero once, for each entry or for each head only, in loops over the batch and then the heads or the
 * other way round.
 */
export const notReset: readonly LinearVariant[] = [
  ...carriedStates((b, h, b2, h2) => b2 < b || (b2 === b && h2 < h)),
  ...carriedStates((b, h, b2, h2) => b2 === b && h2 < h),
  ...carriedStates((b, h, b2, h2) => h2 === h && b2 < b),
  ...carriedStates((b, h, b2, h2) => h2 < h || (h2 === h && b2 < b)),
];

/** By the entry of the batch and the head that it is of, for each: the keys and values of another one. */
function rolled(x: Nd, [entries, heads]: readonly [number, number]): Nd {
  const [B, H, rows, size] = x.shape as [number, number, number, number];
  return generate(x.shape, (index) => {
    const [b, h, row, c] = index as [number, number, number, number];
    return x.data[((((b + entries) % B) * H + ((h + heads) % H)) * rows + row) * size + c] as number;
  });
}

/** Sums that also run over the batch, over the heads, or over both. */
const pooled = (of: (parts: LinearParts) => Nd, over: { readonly batch: boolean; readonly heads: boolean }) => {
  return (parts: LinearParts): Nd => {
    const [B, H] = parts.q.shape as [number, number];
    const shifts = Array.from({ length: over.batch ? B : 1 }, (_, b) =>
      Array.from({ length: over.heads ? H : 1 }, (__, h) => [b, h] as const),
    ).flat();
    return shifts
      .map((shift) => of({ ...parts, k: rolled(parts.k, shift), v: rolled(parts.v, shift) }))
      .reduce((total, one) => add(total, one));
  };
};

const each = (f: (value: number) => number): Features => {
  return (x) => map(x, f);
};
const both = (features: Features): LinearVariant => ({ features: { q: features, k: features } });
/** On queries, on keys, and on both. */
const onEither = (features: Features): readonly LinearVariant[] =>
  choices(["q", "k"] as const).map((names) => ({
    features: Object.fromEntries(names.map((name) => [name, features])),
  }));

const overFeatures: Features = (x) => softmax(x, -1);
const overPositions: Features = (x) => softmax(x, -2);

/** Softmax weights of what the query sees. */
const softmaxOf = (q: Nd, k: Nd, sees: Sees, factor: number): Nd => {
  const scores = scale(matmul(q, transpose(k)), factor);
  const [L, S] = scores.shape.slice(-2) as [number, number];
  const masked = scores.data.map((score, at) =>
    sees(Math.floor(at / S) % L, at % S, L, S) ? score : Number.NEGATIVE_INFINITY,
  );
  return softmax({ shape: scores.shape, data: masked }, -1);
};

/** All keys' features that a query sees, added up: [B, H, L, d]. */
const featureSums = ({ q, k, sees }: LinearParts): Nd =>
  matmul(
    products(
      map(q, () => 1 / last(q)),
      map(k, () => 1),
      sees,
    ),
    k,
  );
const ones = (x: Nd) => map(x, () => 1);
const counts = ({ q, k, sees }: LinearParts): Nd => scale(sum(products(ones(q), ones(k), sees), -1), 1 / last(q));

/** A key's features divided by their sums, those of the query left as they are or divided too. */
const byFeature = (divideQuery: boolean): LinearVariant => ({
  mix: (parts) => {
    const { q, v, k, sees } = parts;
    const shares = divide(q, featureSums(parts));
    const queries = divideQuery ? divide(shares, sum(q, -1)) : shares;
    return matmul(products(queries, k, sees), v);
  },
  divide: undivided,
});

const texts = {
  "feature-map-without-one": {
    title: { en: "The feature map lacks the + 1", zh: "特征映射漏了 + 1" },
    explanation: {
      en: "The features are elu(x), or the 1 is missing on one side of zero. elu goes down to -1, so a weight φ(q) · φ(k) may be negative and a denominator may be near 0: the output explodes. With φ(x) = elu(x) + 1 every feature is positive: x + 1 for x > 0, and exp(x) otherwise.",
      zh: "特征用的是 elu(x)，或者只在 x 为正（或为负）时漏加了 1。elu 最低到 -1，于是权重 φ(q) · φ(k) 可能为负，分母可能接近 0，输出就会爆炸。φ(x) = elu(x) + 1 让每个特征都为正：x > 0 时是 x + 1，否则是 exp(x)。",
    },
  },
  "feature-map-missing": {
    title: { en: "There is no feature map on queries or keys", zh: "query 或 key 没有经过特征映射" },
    explanation: {
      en: "Queries, keys or both are used as they are, everywhere or in the normaliser only. Their products can be negative, and so can the sum that you divide by. The feature map φ is applied to both, in both sums.",
      zh: "query、key 或两者没有经过特征映射就参与了计算，可能处处如此，也可能只在归一化项里。它们的乘积可能为负，作为分母的总和也可能为负。两者都要先经过 φ，分子和分母都一样。",
    },
  },
  "other-feature-map": {
    title: { en: "Another feature map than elu + 1", zh: "特征映射不是 elu + 1" },
    explanation: {
      en: "The features are a ReLU, an exponential, a sigmoid, a softplus or a square. Other models use such maps, and with the ReLU a query may have no positive feature at all. This task asks for φ(x) = elu(x) + 1.",
      zh: "特征用的是 ReLU、指数、sigmoid、softplus 或平方。别的模型里有这样的映射；用 ReLU 时，一个 query 的特征可能全为 0。本题要求 φ(x) = elu(x) + 1。",
    },
  },
  "feature-map-on-values": {
    title: { en: "The values went through the feature map", zh: "value 也经过了特征映射" },
    explanation: {
      en: "φ was applied to the values too. It makes the weights positive, so it belongs to queries and keys only. The values are averaged as they are.",
      zh: "φ 也作用到了 value 上。它的作用是让权重为正，所以只用于 query 和 key。value 原样参与加权平均。",
    },
  },
  "softmax-features": {
    title: { en: "A softmax in the place of the feature map", zh: "用 softmax 代替了特征映射" },
    explanation: {
      en: "Queries or keys went through a softmax, over their features or over the positions. There are models that do so, but their weights are different. Here φ acts on each number alone: elu(x) + 1.",
      zh: "query 或 key 沿特征维或位置做了 softmax。确实有这样的模型，但权重不同。这里 φ 只作用于单个数：elu(x) + 1。",
    },
  },
  "softmax-regrouped": {
    title: { en: "This is softmax attention", zh: "算成了 softmax 注意力" },
    explanation: {
      en: "The weights are a softmax of the products. That is another function, and its sums cannot be regrouped, because the exponential of a sum over features is no sum over features. Here a weight is φ(q) · φ(k) divided by the sum of these.",
      zh: "权重是乘积的 softmax，这是另一个函数，而且无法改变求和的次序，因为对特征求和之后再取指数，不能写成对特征的和。这里的权重是 φ(q) · φ(k) 除以它们的总和。",
    },
  },
  "normalizer-missing": {
    title: { en: "The output is not divided by the normaliser", zh: "输出没有除以归一化项" },
    explanation: {
      en: "The products of features are used as weights without division by their sum, so the weights do not sum to one and the output grows with the number of keys. Divide by φ(q) · Σφ(k).",
      zh: "直接把特征的乘积当作权重，没有除以它们的总和。权重之和不是 1，输出会随 key 的数量变大。应除以 φ(q) · Σφ(k)。",
    },
  },
  "divided-by-count": {
    title: { en: "Divided by the number of keys", zh: "除以了 key 的个数" },
    explanation: {
      en: "The sum over the keys is divided by their number. That is a mean, but the weights still do not sum to one. The divisor is the sum of the weights, φ(q) · Σφ(k), another one for each query.",
      zh: "对 key 的求和除以了 key 的个数。这是取平均，但权重之和仍不是 1。分母应是权重之和 φ(q) · Σφ(k)，每个 query 各不相同。",
    },
  },
  "features-clipped": {
    title: { en: "Queries and keys are clipped", zh: "query 和 key 被截断了" },
    explanation: {
      en: "Queries and keys beyond a limit were cut off so that exp cannot overflow. But φ(x) = x + 1 for positive x, so all features beyond the limit become equal and the weights are wrong. Only exp needs care, and only negative numbers go there: exp(min(x, 0)) never overflows.",
      zh: "为了避免 exp 溢出，把 query 和 key 超过某个界限的部分截断了。但 x 为正时 φ(x) = x + 1，截断后超出界限的特征都变得相等，权重就错了。只有 exp 会溢出，而它只用于负数：写成 exp(min(x, 0)) 就不会溢出。",
    },
  },
  "normalizer-of-other-sums": {
    title: { en: "The normaliser is not φ(q) · Σφ(k)", zh: "归一化项不是 φ(q) · Σφ(k)" },
    explanation: {
      en: "The normaliser took the mean of the keys' features instead of their sum, or it multiplied the sum of all features of the query by that of the keys. So the weights do not sum to one. Add up the keys' features, and take the dot product of the query's features with that vector.",
      zh: "归一化项用了 key 特征的平均而不是和，或者把 query 的所有特征之和与 key 的所有特征之和相乘了，于是权重之和不是 1。应先把各个 key 的特征加起来得到一个向量，再与 query 的特征做点积。",
    },
  },
  "normalizer-over-queries": {
    title: { en: "The normaliser sums over the queries", zh: "归一化项对 query 求了和" },
    explanation: {
      en: "The divisor was summed over the queries, or made of the sum of the queries' features. A query divides its attention among the keys, so the sum runs over the keys: φ(q) · Σφ(k).",
      zh: "分母对 query 求了和，或者用了 query 特征之和。一个 query 把注意力分给各个 key，所以应对 key 求和：φ(q) · Σφ(k)。",
    },
  },
  "normalizer-by-feature": {
    title: { en: "Each feature is normalised by itself", zh: "每个特征各自做了归一化" },
    explanation: {
      en: "Features were divided by the sum of the keys' features, feature by feature. That makes other weights. The normaliser is one number for each query: the product φ(q) · Σφ(k) is summed over the features, and then the whole output of the query is divided by it.",
      zh: "按特征逐个除以了 key 的特征之和，这样得到的是另一种权重。归一化项对每个 query 只有一个数：φ(q) · Σφ(k) 要对特征求和，再用它去除该 query 的整个输出。",
    },
  },
  "read-before-write": {
    title: { en: "A position does not see itself", zh: "一个位置看不到它自己" },
    explanation: {
      en: "The query reads the state before the key and value of its own position are written, in the output, in the normaliser, or in both. Position 0 then reads an empty state, zeros or 0 / 0, unless it is treated apart. Write first, then read: position i sees the keys 0 to i.",
      zh: "query 读取状态时，自己位置的 key 和 value 还没有写入；可能是输出、归一化项，或两者都如此。除非单独处理，位置 0 读到的是空状态：得到 0，或者 0 / 0。应先写后读：位置 i 可以看到第 0 到第 i 个 key。",
    },
  },
  "state-not-reset": {
    title: { en: "The state is carried into the next head or sequence", zh: "状态被带到了下一个头或下一个序列" },
    explanation: {
      en: "The first head of the first sequence is right, and the later ones still hold what was summed for those before: the state, or the sum of the keys, was set to zero only once. Each head of each sequence starts with zeros.",
      zh: "第一个序列的第一个头是对的，后面的却还带着前面累加的内容：状态或 key 之和只清零了一次。每个序列的每个头都应从 0 开始。",
    },
  },
  "mask-looks-ahead": {
    title: { en: "The recurrence runs backwards", zh: "递推的方向反了" },
    explanation: {
      en: "Each position sees itself and everything after it: the loop starts at the last position, or the sums run from the end. Start at position 0, so that the state holds the past.",
      zh: "每个位置看到的是自己和后面的所有位置：循环从最后一个位置开始，或者累加是从末尾算起的。应从位置 0 开始，让状态保存过去。",
    },
  },
  "state-transposed": {
    title: { en: "The state is transposed", zh: "状态转置了" },
    explanation: {
      en: "The state was written in one order and read in the other: it meets the query with the axis of the values. The query is multiplied with the side of the state that came from the keys; what is left has the width of the values. When queries and values have the same width, the wrong one runs too.",
      zh: "写入状态和读取状态时，两维的次序不一致：query 与状态中属于 value 的一维相乘了。query 应当与来自 key 的一维相乘，剩下的是 value 的维度。query 与 value 一样宽时，写反了也能运行。",
    },
  },
  "one-state-for-all": {
    title: { en: "Heads or sequences share one state", zh: "多个头或序列共用了一个状态" },
    explanation: {
      en: "The sum over the keys also runs over the heads, over the batch, or over both. Every head of every sequence has its own state. In einsum, keep the letters of batch and head after the arrow.",
      zh: "对 key 求和时，把头、batch 或两者也加到了一起。每个序列的每个头都有自己的状态。用 einsum 时，箭头后面要保留 batch 和头的字母。",
    },
  },
} as const satisfies Readonly<Record<string, { readonly title: Text; readonly explanation: Text }>>;

/** Code, title and explanation, to be spread into an exercise's own mistake. */
export const knownOfStates = (code: keyof typeof texts) => ({ code, ...texts[code] });

/** φ(q) · φ(k) of all pairs divided by the sums of its columns; by the sums of queries for a key; by queries alone. */
const overQueries: readonly NonNullable<LinearVariant["divide"]>[] = [
  (_, { q, k, v, sees }) => {
    const weights = products(q, k, sees);
    return matmul(divide(weights, sum(weights, -2)), v);
  },
  (numerator, { q, k }) => {
    if (q.shape[2] !== k.shape[2]) throw new RangeError("There are not as many keys as queries.");
    return divide(numerator, sum(multiply(k, sum(q, -2)), -1));
  },
  (numerator, { q }) => divide(numerator, sum(multiply(q, sum(q, -2)), -1)),
];

const axesOfState = [
  { batch: false, heads: true },
  { batch: true, heads: false },
  { batch: true, heads: true },
] as const;

/** Keys (S, d) and values (S, dv): PyTorch names both shapes where batch and heads have size 1. */
const notMultiplied = new RegExp(`${raised.byMatmulOfHeads.source}|mat1 and mat2 shapes cannot be multiplied`);

/** What goes wrong in any linear attention. */
export function linearMistakes(
  way: (variant: LinearVariant) => Way<LinearInputs>,
  right: (inputs: LinearInputs) => { readonly out: Nd },
): readonly Mistake<LinearInputs>[] {
  const ways = (...variants: readonly LinearVariant[]) => variants.map(way);
  return [
    {
      ...knownOfStates("feature-map-without-one"),
      ways: [
        (x: number) => (x > 0 ? x : Math.expm1(x)),
        (x: number) => (x > 0 ? x : Math.exp(x)),
        (x: number) => (x > 0 ? x + 1 : Math.expm1(x)),
      ].flatMap((f) => ways(...onEither(each(f)))),
    },
    {
      ...knownOfStates("feature-map-missing"),
      ways: ways(
        ...onEither((x) => x),
        ...choices(["q", "k"] as const).map(
          (names): LinearVariant => ({
            divide: (numerator, parts) => {
              const raw = Object.fromEntries(names.map((name) => [name, parts.raw[name]]));
              return divide(numerator, denominators({ ...parts, ...raw }));
            },
          }),
        ),
      ),
    },
    {
      ...knownOfStates("features-clipped"),
      ways: [10, 20, 30, 50, 60, 80].flatMap((limit) =>
        ways(both((x) => phi(map(x, (value) => Math.min(value, limit))))),
      ),
    },
    { ...knownOfStates("other-feature-map"), ways: otherMaps.flatMap((f) => ways(...f)) },
    { ...knownOfStates("feature-map-on-values"), ways: ways({ features: { v: phi } }) },
    {
      ...knownOfStates("softmax-features"),
      ways: [byDenominators, undivided].flatMap((by) =>
        ways(
          ...onEither(overFeatures).map((variant) => ({ ...variant, divide: by })),
          ...onEither(overPositions).map((variant) => ({ ...variant, divide: by })),
          { features: { q: overFeatures, k: overPositions }, divide: by },
        ),
      ),
    },
    {
      ...knownOfStates("softmax-regrouped"),
      ways: ways(
        ...[1, undefined].flatMap((factor): readonly LinearVariant[] => [
          {
            mix: ({ raw: { q, k, v }, sees }) => matmul(softmaxOf(q, k, sees, factor ?? 1 / Math.sqrt(last(q))), v),
            divide: undivided,
          },
          {
            mix: ({ q, k, v, sees }) => matmul(softmaxOf(q, k, sees, factor ?? 1 / Math.sqrt(last(q))), v),
            divide: undivided,
          },
        ]),
      ),
    },
    { ...knownOfStates("normalizer-missing"), ways: ways({ divide: undivided }) },
    {
      ...knownOfStates("divided-by-count"),
      ways: ways({ divide: (numerator, parts) => divide(numerator, counts(parts)) }),
    },
    {
      ...knownOfStates("normalizer-of-other-sums"),
      ways: ways(
        { divide: (numerator, parts) => divide(numerator, divide(denominators(parts), counts(parts))) },
        { divide: (numerator, parts) => divide(numerator, multiply(sum(parts.q, -1), sum(featureSums(parts), -1))) },
      ),
    },
    { ...knownOfStates("normalizer-over-queries"), ways: overQueries.map((by) => way({ divide: by })) },
    {
      ...knownOfStates("normalizer-by-feature"),
      ways: ways(byFeature(false), byFeature(true), {
        divide: (numerator, parts) => divide(numerator, multiply(parts.q, featureSums(parts))),
      }),
    },
    {
      ...known("missing-keepdims"),
      title: { en: "The normaliser has lost its axis", zh: "归一化项丢了一维" },
      explanation: {
        en: "The output (B, H, L, dv) was divided by a normaliser of the shape (B, H, L). The last axes do not belong together: NumPy and PyTorch raise an error, or divide by the normaliser of another query where the sizes happen to agree. Add an axis of size 1 at the end.",
        zh: "输出 (B, H, L, dv) 除以了形状为 (B, H, L) 的归一化项。最后一维对不上：NumPy 和 PyTorch 会报错；大小碰巧相等时，除的是别的 query 的归一化项。应在末尾加一个大小为 1 的维。",
      },
      ways: ways({ divide: (numerator, parts) => divide(numerator, squeeze(denominators(parts), -1)) }),
      raises: raised.byBroadcastingHeads,
    },
    {
      ...known("keys-not-transposed"),
      explanation: {
        en: "φ(k) and v do not fit for a matrix product: both have the keys as their rows. The sum runs over the keys, so the last two axes of φ(k) are swapped, and only these: φ(k)ᵀ v has the shape (d, dv).",
        zh: "φ(k) 与 v 的矩阵乘法对不上：两者的行都是 key。求和沿 key 进行，所以要交换 φ(k) 的最后两维，且只交换这两维：φ(k)ᵀ v 的形状是 (d, dv)。",
      },
      ways: ways({ mix: ({ q, k, v }) => matmul(q, matmul(k, v)) }),
      raises: notMultiplied,
    },
    {
      ...known("unwanted-scale"),
      explanation: {
        en: "Queries, keys or outputs were scaled by √d, as in softmax attention. There is no scale here. A factor on φ(q) would cancel, because it is in the numerator and in the denominator, but before φ, or in one of the two, it does not.",
        zh: "query、key 或输出像 softmax 注意力那样用 √d 缩放了。这里没有缩放。乘在 φ(q) 上的系数会约掉，因为分子和分母里都有；但放在 φ 之前，或只出现在其中一处，就约不掉。",
      },
      ways: ways(
        ...onEither((x) => phi(scale(x, 1 / Math.sqrt(last(x))))),
        both((x) => phi(scale(x, last(x) ** -0.25))),
        { mix: (parts) => scale(numerators(parts), 1 / Math.sqrt(last(parts.q))) },
      ),
    },
    {
      ...known("queries-and-keys-swapped"),
      explanation: {
        en: "Queries and keys have changed places: the state is made of the queries, and the keys read it. It runs when both sequences have the same length. The state is made of keys and values, and the queries read it.",
        zh: "query 与 key 互换了：状态由 query 构成，读取它的却是 key。两个序列一样长时也能运行。状态应由 key 和 value 构成，由 query 读取。",
      },
      ways: [({ q, k, v }) => right({ q: k, k: q, v })],
    },
    {
      ...known("uniform-weights"),
      explanation: {
        en: "The result is the plain mean of the values: queries and keys make no difference. Keys and values were summed apart, or a sum over the keys came too early. Each key must meet its own value before the sum.",
        zh: "结果就是 value 的简单平均，query 和 key 没有起作用。可能是 key 与 value 分别求了和，或者对 key 求和太早。每个 key 要先与自己的 value 相乘，再求和。",
      },
      ways: ways(
        {
          mix: (parts) => matmul(products(ones(parts.q), scale(ones(parts.k), 1 / last(parts.k)), parts.sees), parts.v),
          divide: (numerator, parts) => divide(numerator, counts(parts)),
        },
        {
          mix: ({ v, q }) =>
            matmul(
              generate([...q.shape.slice(0, 3), 1], () => 1),
              mean(v, -2),
            ),
          divide: undivided,
        },
      ),
    },
    {
      ...knownOfStates("state-transposed"),
      ways: ways({ mix: ({ q, k, v, sees }) => matmul(products(q, v, sees), k) }),
    },
    {
      ...knownOfStates("one-state-for-all"),
      ways: axesOfState.flatMap((over) =>
        ways(
          { mix: pooled(numerators, over) },
          {
            mix: pooled(numerators, over),
            divide: (numerator, parts) => divide(numerator, pooled(denominators, over)(parts)),
          },
        ),
      ),
    },
    activated(right),
    firstEntryOnly(right),
  ];
}

const relu = each((x) => Math.max(x, 0));
const otherMaps: readonly (readonly LinearVariant[])[] = [
  // A query without a positive feature gives 0 / 0, or 0 / 1e-6.
  [
    both(relu),
    {
      ...both(relu),
      divide: (numerator, parts) =>
        divide(
          numerator,
          map(denominators(parts), (x) => x + 1e-6),
        ),
    },
  ],
  [both(each((x) => Math.max(x, 0) + 1))],
  [both(each(Math.exp))],
  [both(each((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))))],
  [both(each((x) => 1 / (1 + Math.exp(-x))))],
  [both(each((x) => x * x))],
];
