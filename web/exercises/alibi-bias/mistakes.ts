import { generate, type Nd, permute } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfMasks } from "../shared/known-of-masks.js";

interface Inputs {
  readonly num_heads: number;
  readonly seq_q: number;
  readonly seq_k: number;
}

type Sizes = { readonly L: number; readonly S: number };

interface Variant {
  /** The slopes of H heads. */
  readonly slopes?: (H: number) => readonly number[];
  /** What a slope is multiplied by, for query i and key j. Default: minus their distance. */
  readonly distance?: (i: number, j: number, sizes: Sizes) => number;
  /** What is written for a key after the query. Default: its bias. */
  readonly future?: number;
  readonly arranged?: (bias: Nd) => Nd;
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Where H is a power of two. Head 0 has exponent `first` · 8 / H. */
const geometric = (H: number, first = 1) => numbers(H).map((h) => 2 ** ((-8 * (h + first)) / H));

const powerBelow = (H: number) => 2 ** Math.floor(Math.log2(H));
const powerAbove = (H: number) => 2 ** Math.ceil(Math.log2(H));

/** The slopes for the largest power of two, and the rest out of those for twice as many heads. */
const completed = (H: number, chosen: (more: readonly number[]) => readonly number[], first = 1) => {
  const n = powerBelow(H);
  return [...geometric(n, first), ...chosen(geometric(2 * n, first)).slice(0, H - n)];
};

const everySecond = (from: 0 | 1) => (all: readonly number[]) => all.filter((_, at) => at % 2 === from);
const right = (H: number) => completed(H, everySecond(0));

const toLastKey = (i: number, j: number, { L, S }: Sizes) => -Math.abs(i + S - L - j);

const way = composed(({ num_heads: H, seq_q: L, seq_k: S }: Inputs, variant: Variant): Nd => {
  const { slopes = right, distance = toLastKey, future, arranged = (bias) => bias } = variant;
  const each = slopes(H);
  const bias = generate([H, L, S], (index) => {
    const [h, i, j] = index as [number, number, number];
    return future !== undefined && j > i + S - L ? future : (each[h] as number) * distance(i, j, { L, S });
  });
  return arranged(bias);
});

const ways = (...variants: readonly Variant[]) => variants.map((variant) => way(variant));

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "bias-positive",
    title: { en: "Distant keys are favoured", zh: "偏向了远处的 key" },
    explanation: {
      en: "The bias is positive and grows with the distance, so the softmax prefers the keys that are furthest away. It is a penalty: minus the slope times the distance, and 0 at the query's own position.",
      zh: "偏置是正的，距离越远越大，softmax 就会偏向最远的 key。它应当是惩罚：负的斜率乘以距离，query 自己的位置上为 0。",
    },
    ways: ways({ distance: (...at) => -toLastKey(...at) }),
  },
  {
    ...knownOfMasks("mask-top-left"),
    title: { en: "The queries are at the wrong keys", zh: "query 的位置对错了 key" },
    explanation: {
      en: "The distance of query i and key j was taken as |i - j|, as if query 0 were at key 0, or query i was put at position i + L - S or i + max(0, S - L). With more keys than queries, as with a key/value cache, the queries are the last positions of the sequence: the last query is at the last key, and query i is at position i + S - L, even where that is below 0.",
      zh: "把 query i 与 key j 的距离取成了 |i - j|，好像第 0 个 query 就在第 0 个 key 的位置；或者把第 i 个 query 的位置算成了 i + L - S 或 i + max(0, S - L)。key 比 query 多时（例如使用 KV 缓存），这些 query 是序列的最后几个位置：最后一个 query 对应最后一个 key，第 i 个 query 的位置是 i + S - L，小于 0 时也不截断。",
    },
    ways: ways(
      { distance: (i, j) => -Math.abs(i - j) },
      { distance: (i, j) => j - i },
      { distance: (i, j) => Math.min(0, j - i) },
      { distance: (i, j, { L, S }) => -Math.abs(i + L - S - j) },
      { distance: (i, j, { L, S }) => -Math.abs(i + Math.max(S - L, 0) - j) },
    ),
  },
  {
    code: "distance-signed",
    title: { en: "The absolute value is missing", zh: "距离没有取绝对值" },
    explanation: {
      en: "The difference of the positions was used with its sign, so keys after the query get a positive bias: the further in the future, the better. With a causal mask nobody would see it, but here those keys have a distance too: use the absolute value.",
      zh: "直接用了带符号的位置差，query 之后的 key 就得到正的偏置：越在未来反而越受偏爱。有因果掩码时看不出来，但本题中这些 key 也有距离，应取绝对值。",
    },
    ways: ways({ distance: (i, j, { L, S }) => j - (i + S - L) }),
  },
  {
    code: "future-cut-off",
    title: { en: "Keys after the query are not penalised by distance", zh: "query 之后的 key 没有按距离计算" },
    explanation: {
      en: "Keys after the query got 0, or -infinity as in a causal mask. The bias says only how far away a key is, on both sides; what a query may see is the business of the mask, which is added apart.",
      zh: "query 之后的 key 被设成了 0，或像因果掩码那样设成了 -inf。偏置只表示 key 有多远，两侧都算；query 能看到什么由掩码决定，另外再加。",
    },
    ways: ways({ future: 0 }, { future: Number.NEGATIVE_INFINITY }, { future: -1e9 }),
  },
  {
    code: "bias-of-key-alone",
    title: { en: "The bias does not depend on the query", zh: "偏置与 query 无关" },
    explanation: {
      en: "Every row is the same: slope times the key's position, or its distance from the last key. Under a causal mask that gives the same weights, because a softmax does not notice a number that is added to a whole row (BLOOM computes it like this). But the bias itself is another one, and without a mask the weights are too. Use the distance of query and key.",
      zh: "每一行都相同：斜率乘以 key 的位置，或 key 到最后一个 key 的距离。在因果掩码下权重不变，因为整行加上同一个数不影响 softmax（BLOOM 就是这样算的）。但偏置本身不同，没有掩码时权重也不同。应使用 query 与 key 的距离。",
    },
    ways: ways({ distance: (_, j) => j }, { distance: (_, j, { S }) => j - (S - 1) }, { distance: (_, j) => -j }),
  },
  {
    code: "distance-off-by-one",
    title: { en: "The distance is off by one", zh: "距离差了一" },
    explanation: {
      en: "The bias is 0 beside the query's own position, not at it, or it is 0 nowhere. Query i is at position i + S - L, and its distance from itself is 0.",
      zh: "偏置为 0 的地方不在 query 自己的位置，而在旁边；或者根本没有 0。第 i 个 query 的位置是 i + S - L，它与自己的距离是 0。",
    },
    ways: ways(
      { distance: (i, j, { L, S }) => -Math.abs(i + S - L - 1 - j) },
      { distance: (i, j, { L, S }) => -Math.abs(i + S - L + 1 - j) },
      { distance: (...at) => toLastKey(...at) - 1 },
    ),
  },
  {
    code: "slopes-from-one",
    title: { en: "The first slope is 1", zh: "第一个斜率是 1" },
    explanation: {
      en: "The heads were counted from 0, so the slopes begin at 2^0 = 1. They begin at the ratio itself: for H = 8 they are 1/2, 1/4, ... 1/256. In code that counts from 0 the exponent is -8 (h + 1) / H.",
      zh: "头从 0 数起，斜率就从 2^0 = 1 开始了。它应从公比本身开始：H = 8 时为 1/2、1/4、……、1/256。代码中 h 从 0 数起时，指数是 -8 (h + 1) / H。",
    },
    ways: ways(
      { slopes: (H) => completed(H, everySecond(0), 0) },
      { slopes: (H) => geometric(H, 0) },
      { slopes: (H) => (H === powerBelow(H) ? geometric(H, 0) : right(H)) },
    ),
  },
  {
    code: "slopes-of-other-head-count",
    title: { en: "Wrong slopes where H is no power of two", zh: "H 不是 2 的幂时斜率不对" },
    explanation: {
      en: "The formula 2^(-8h/H) was used for every H, or the missing slopes were taken otherwise. The paper's rule: let n be the largest power of two below H. First come the n slopes for n heads; then the 1st, 3rd, 5th and so on of the 2n slopes for 2n heads, until there are H. Weights that were trained with these slopes need them in this order.",
      zh: "对所有 H 都用了公式 2^(-8h/H)，或者缺少的斜率取得不对。论文的规则：设 n 是小于 H 的最大的 2 的幂，先取 n 个头的 n 个斜率，再从 2n 个头的 2n 个斜率中取第 1、3、5……个，直到凑够 H 个。按这些斜率训练的权重，用的时候顺序也要一致。",
    },
    ways: ways(
      { slopes: geometric },
      { slopes: (H) => geometric(powerAbove(H)) },
      { slopes: (H) => geometric(powerBelow(H)).concat(Array(H - powerBelow(H)).fill(0)) },
      { slopes: (H) => completed(H, everySecond(1)) },
      { slopes: (H) => completed(H, (more) => more) },
      { slopes: (H) => numbers(H).map((h) => 2 ** ((-8 * (h + 1)) / powerBelow(H))) },
      { slopes: (H) => [...right(H)].sort((a, b) => b - a) },
    ),
  },
  {
    code: "slopes-not-spread",
    title: { en: "The slopes do not end at 1/256", zh: "斜率没有到 1/256 为止" },
    explanation: {
      en: "The exponents do not depend on the number of heads, or the base is another one. Whatever the power of two, the last slope is 2^-8 = 1/256, and the ratio from head to head is 2^(-8/H): the heads share the range of 8 powers of two among them. 2^-h is right for eight heads only.",
      zh: "指数与头数无关，或者底数不对。只要头数是 2 的幂，最后一个斜率总是 2^-8 = 1/256，相邻两头的公比是 2^(-8/H)：所有头一起分摊这 8 个 2 的幂。2^-h 只有在八个头时才对。",
    },
    ways: ways(
      { slopes: (H) => numbers(H).map((h) => 2 ** -(h + 1)) },
      { slopes: (H) => numbers(H).map((h) => 2 ** -h) },
      { slopes: (H) => right(H).map((slope) => Math.exp(Math.log2(slope))) },
      { slopes: (H) => numbers(H).map((h) => 1 / (h + 1)) },
      { slopes: (H) => numbers(H).map((h) => 2 ** (-(h + 1) / H)) },
    ),
  },
  {
    code: "one-slope-for-all",
    title: { en: "All heads have the same slope", zh: "所有头的斜率相同" },
    explanation: {
      en: "Every head got the same slope. Head h = 1 to H has 2^(-8h/H): some heads look at the nearest keys only, others far back.",
      zh: "每个头的斜率都一样。第 h 个头（h = 1 到 H）的斜率是 2^(-8h/H)：有的头只看最近的 key，有的看得很远。",
    },
    ways: ways(
      { slopes: (H) => numbers(H).map(() => 2 ** (-8 / H)) },
      { slopes: (H) => numbers(H).map(() => 1) },
      { slopes: (H) => numbers(H).map(() => 2 ** -8) },
    ),
  },
  {
    code: "slopes-reversed",
    title: { en: "The slopes are in reverse order", zh: "斜率的顺序反了" },
    explanation: {
      en: "The first head has the flattest slope. It must have the steepest: 2^(-8/H) for the first, then smaller ones.",
      zh: "第一个头的斜率最平缓。应当最陡：第一个头是 2^(-8/H)，后面的越来越小。",
    },
    ways: ways({ slopes: (H) => [...right(H)].reverse() }),
  },
  {
    code: "returned-transposed",
    title: { en: "The axes are in another order", zh: "各维的顺序不对" },
    explanation: {
      en: "The result is (H, S, L) or (L, S, H). It is added to scores of shape (H, L, S): heads first, then a row for each query, a column for each key.",
      zh: "结果的形状成了 (H, S, L) 或 (L, S, H)。它要加到形状为 (H, L, S) 的分数上：先是头，每个 query 一行，每个 key 一列。",
    },
    ways: ways({ arranged: (bias) => permute(bias, [0, 2, 1]) }, { arranged: (bias) => permute(bias, [1, 2, 0]) }),
  },
];

export default mistakes;
