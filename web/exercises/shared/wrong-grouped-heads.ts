/** Attention whose query heads share key heads, in float64, with the steps that learners get wrong made exchangeable. Mistakes are built of it. */

import { generate, matmul, mean, type Nd, reshape, softmax, sum, unstableSoftmax } from "../../arrays/nd.js";
import type { Text } from "../../format/locales.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "./known-mistakes.js";
import { type Attended, attend, unstableOverKeys, type Variant } from "./wrong-attention.js";

/** From keys or values [B, G, S, d] to one of them for each of H query heads: [B, H, S, d]. */
export type Repeat = (x: Nd, heads: number) => Nd;

export interface GroupedVariant extends Variant {
  /** How keys, and values, come to the query heads. Default: each key head several times in a row. */
  readonly repeat?: { readonly k?: Repeat; readonly v?: Repeat };
  /** What happens to the queries [B, H, L, d] of G groups. */
  readonly ask?: (q: Nd, groups: number) => Nd;
  /** From scores [B, H, L, S] of G groups to the weights, in place of `weigh`. */
  readonly weighGroups?: (scores: Nd, groups: number) => Nd;
  /** What happens to the weights [B, H, L, S] of G groups. */
  readonly pool?: (weights: Nd, groups: number) => Nd;
  /** What happens to the result [B, H, L, d] of G groups. */
  readonly collect?: (out: Nd, groups: number) => Nd;
}

/** q [B, H, L, d], k and v [B, G, S, d] to out [B, H, L, d] and weights [B, H, L, S]. */
export function attendGrouped(
  q: Nd,
  k: Nd,
  v: Nd,
  { repeat = {}, ask = same, weighGroups, pool = same, collect = same, mix = matmul, ...variant }: GroupedVariant = {},
): Attended {
  const { k: forKeys = repeatHeads, v: forValues = repeatHeads } = repeat;
  const groups = size(k, 1);
  const queries = ask(q, groups);
  const heads = size(queries, 1);
  const { out, weights } = attend(queries, forKeys(k, heads), forValues(v, heads), {
    ...variant,
    ...(weighGroups && { weigh: (scores: Nd) => weighGroups(scores, groups) }),
    mix: (given, values) => mix(pool(given, groups), values),
  });
  return { out: collect(out, groups), weights };
}

const same = (x: Nd) => x;

export const size = (x: Nd, axis: number) => x.shape[axis] as number;

/** Heads [B, n, ...] chosen by their number. Throws where there is no such head. */
export function chosenHeads(x: Nd, heads: number, of: (head: number) => number): Nd {
  const [B, n, ...rest] = x.shape as [number, number, ...number[]];
  const each = rest.reduce((product, length) => product * length, 1);
  const data = new Float64Array(B * heads * each);
  for (let b = 0; b < B; b++)
    for (let head = 0; head < heads; head++) {
      const from = of(head);
      if (from >= n) throw new RangeError(`There are ${n} heads, and no head ${from}.`);
      data.set(x.data.subarray((b * n + from) * each, (b * n + from + 1) * each), (b * heads + head) * each);
    }
  return { shape: [B, heads, ...rest], data };
}

/** The right way: query head h reads key head floor(h · G / H). */
export const repeatHeads: Repeat = (x, heads) =>
  chosenHeads(x, heads, (head) => Math.floor((head * size(x, 1)) / heads));

/** Query head h reads key head h mod G: np.tile, and PyTorch's repeat. */
export const tileHeads: Repeat = (x, heads) => chosenHeads(x, heads, (head) => head % size(x, 1));

/** The copies lie before the batch, and a reshape takes them for heads. */
const tileBatch: Repeat = (x, heads) => {
  const [B, G, ...rest] = x.shape as [number, number, ...number[]];
  const times = heads / G;
  const data = Float64Array.from({ length: x.data.length * times }, (_, at) => x.data[at % x.data.length] as number);
  return { shape: [B, heads, ...rest], data };
};

/** G is taken for the number of query heads in a group. */
const byGroupCount: Repeat = (x, heads) => chosenHeads(x, heads, (head) => Math.floor(head / size(x, 1)));

/** The key heads as they are; query heads beyond them have nothing to read. */
const asTheyAre: Repeat = (x, heads) => chosenHeads(x, heads, (head) => head);

/** The same, where what the heads beyond read is of no matter. */
const firstOnes: Repeat = (x, heads) => chosenHeads(x, heads, (head) => Math.min(head, size(x, 1) - 1));

/** As np.repeat does it along this axis, and then the shape of repeated heads by a reshape. */
const repeatedAlong =
  (axis: number): Repeat =>
  (x, heads) => {
    const [B, G, ...rest] = x.shape as [number, number, ...number[]];
    const times = heads / G;
    const inner = x.shape.slice(axis + 1).reduce((product, length) => product * length, 1);
    const data = Float64Array.from({ length: x.data.length * times }, (_, at) => {
      const block = Math.floor(at / (inner * times));
      return x.data[block * inner + (at % inner)] as number;
    });
    return { shape: [B, heads, ...rest], data };
  };

/** Which of keys and values go that way. */
const either = (repeat: Repeat): readonly GroupedVariant[] => [
  { repeat: { k: repeat, v: repeat } },
  { repeat: { k: repeat } },
  { repeat: { v: repeat } },
];

/** [B, H, ...] as [B, G, H / G, ...]. */
const inGroups = (x: Nd, groups: number): Nd => {
  const [B, H, ...rest] = x.shape as [number, number, ...number[]];
  return reshape(x, [B, groups, H / groups, ...rest]);
};
const withoutAxis = (x: Nd, axis: number) =>
  reshape(
    x,
    x.shape.filter((_, at) => at !== axis),
  );

/** From the heads [B, H, ...] of G groups to one for each group, [B, G, ...]. */
type OneOfGroup = (x: Nd, groups: number) => Nd;
const meanOfGroup: OneOfGroup = (x, groups) => withoutAxis(mean(inGroups(x, groups), 2), 2);
const sumOfGroup: OneOfGroup = (x, groups) => withoutAxis(sum(inGroups(x, groups), 2), 2);
/** Heads h, h + G, h + 2G, ... are taken for a group. */
const meanOfTiled: OneOfGroup = (x, groups) => {
  const [B, H, ...rest] = x.shape as [number, number, ...number[]];
  return withoutAxis(mean(reshape(x, [B, H / groups, groups, ...rest]), 1), 1);
};
const firstOfGroup: OneOfGroup = (x, groups) => chosenHeads(x, groups, (group) => (group * size(x, 1)) / groups);
const lastOfGroup: OneOfGroup = (x, groups) =>
  chosenHeads(x, groups, (group) => ((group + 1) * size(x, 1)) / groups - 1);

/** For each head of a group the same. */
const backToHeads =
  (one: OneOfGroup): OneOfGroup =>
  (x, groups) =>
    repeatHeads(one(x, groups), size(x, 1));
const tiledBack =
  (one: OneOfGroup): OneOfGroup =>
  (x, groups) =>
    tileHeads(one(x, groups), size(x, 1));

/** Heads as (H / G, G) and these two exchanged: those that tiling gives one key head become neighbours, and stay so. */
const regrouped: OneOfGroup = (x, groups) => {
  const times = size(x, 1) / groups;
  return chosenHeads(x, size(x, 1), (head) => (head % times) * groups + Math.floor(head / times));
};

/** Only as many heads as there are key heads; zeros for the others. */
const firstHeads: OneOfGroup = (x, groups) => chosenHeads(x, groups, (head) => head);
const onlyFirstHeads: OneOfGroup = (x, groups) =>
  generate(x.shape, (index) => {
    const [, head] = index as [number, number];
    return head < groups ? (x.data[index.reduce((at, i, axis) => at * size(x, axis) + i, 0)] as number) : 0;
  });

/** Over the heads of a group, or over the groups: scores are [B, G, H / G, L, S] there. */
const withinGroups =
  (along: typeof softmax, axis: 1 | 2) =>
  (scores: Nd, groups: number): Nd =>
    reshape(along(inGroups(scores, groups), axis), scores.shape);

const texts = {
  "groups-tiled-not-repeated": {
    title: { en: "The key heads are tiled instead of repeated", zh: "key 头是整体平铺的，而不是逐个重复" },
    explanation: {
      en: "Query head h reads key head h mod G. The heads of a group are neighbours: head h reads key head floor(h · G / H). np.tile, PyTorch's repeat and a reshape of the queries to (H / G, G) count the other way; np.repeat and repeat_interleave repeat each head in place. With G = 1 and G = H both are the same, so only a case between them shows it.",
      zh: "第 h 个 query 头读的是第 h mod G 个 key 头。同一组的 query 头是相邻的：第 h 个头应读第 floor(h · G / H) 个 key 头。np.tile、PyTorch 的 repeat，以及把 query reshape 成 (H / G, G)，顺序都是反的；np.repeat 和 repeat_interleave 才是逐个原地重复。G = 1 和 G = H 时两者相同，只有介于两者之间才会暴露。",
    },
  },
  "repeated-along-sequence": {
    title: { en: "Repeated along the wrong axis", zh: "重复时弄错了维" },
    explanation: {
      en: "The copies lie along the sequence (or the features), and a reshape gave them the shape of heads. No shape tells, but the positions of one key head are now spread over several query heads, and some are read twice. Insert or repeat along axis 1, the heads, of k and v; the whole sequence of a head stays together.",
      zh: "副本是沿序列维（或特征维）产生的，再用 reshape 凑成了多个头的形状。形状看不出问题，但一个 key 头的各个位置被摊到了几个 query 头上，有的还被重复读取。k 和 v 都应沿第 1 维（头）重复，让每个头的整个序列保持在一起。",
    },
  },
  "group-count-as-size": {
    title: { en: "G is used as the size of a group", zh: "把 G 当成了每组的大小" },
    explanation: {
      en: "Query head h reads key head floor(h / G). G is the number of groups; a group has H / G query heads, so divide h by H / G. The two agree only where H = G²; elsewhere some key heads are never read, or the index runs past the last one.",
      zh: "第 h 个 query 头读的是第 floor(h / G) 个 key 头。G 是组数，每组有 H / G 个 query 头，所以 h 应除以 H / G。只有 H = G² 时两者相同；否则要么有的 key 头从未被读取，要么下标越界。",
    },
  },
  "groups-not-repeated": {
    title: { en: "Query heads and key heads are not matched", zh: "query 头与 key 头没有对应起来" },
    explanation: {
      en: "There are H query heads and only G key heads, and query head h was paired with key head h. Where arrays are multiplied, their sizes on the axis of heads do not fit; where a loop runs over the heads, it ends after G or leaves the others empty. Repeat each key head and each value head H / G times along the axis of heads (axis 1), or reshape the queries to (B, G, H / G, L, d).",
      zh: "query 有 H 个头，key 只有 G 个头，而第 h 个 query 头直接与第 h 个 key 头配对。数组相乘时，头这一维的大小对不上；用循环时，只算了 G 个头，其余是空的。应把每个 key 头和 value 头沿头的维（第 1 维）各重复 H / G 次，或把 query reshape 成 (B, G, H / G, L, d)。",
    },
  },
  "queries-averaged": {
    title: { en: "The query heads of a group are averaged", zh: "同一组的 query 头被合并了" },
    explanation: {
      en: "The queries (or the scores) of a group are averaged or added up before the softmax, so that only G results differ. Only keys and values are shared in a group. Each of the H query heads keeps its own queries, its own weights and its own result.",
      zh: "同一组的 query（或分数）在 softmax 之前就取了平均或求了和，于是只有 G 个不同的结果。组内共享的只有 key 和 value，H 个 query 头各有自己的 query、权重和结果。",
    },
  },
  "weights-shared": {
    title: { en: "One set of weights for a whole group", zh: "整组共用了一份权重" },
    explanation: {
      en: "All heads of a group give the same result: the weights of one of them serve for all, or their weights or results were averaged or added up. In a loop over G, a line that assigns instead of storing by query head keeps the last one only. A group shares keys and values, not weights: compute a row of weights for each of the H query heads.",
      zh: "同一组的头得到相同的结果：用了其中一个头的权重，或把各头的权重或结果取了平均、求了和。按 G 循环时，如果直接赋值而没有按 query 头存放，就只剩最后一个。组内共享的是 key 和 value，不是权重：H 个 query 头要各算一份权重。",
    },
  },
} as const satisfies Readonly<Record<string, { readonly title: Text; readonly explanation: Text }>>;

/** Code, title and explanation of a mistake with groups. */
export const knownOfGroups = <Code extends keyof typeof texts>(code: Code) => ({ code, ...texts[code] });

/**
 * What Python says where H query heads meet G key heads: of arrays with different heads and the same batch, or of an index of a
 * head that is not there. `sizes` are H and G of the cases that have 1 < G < H: PyTorch names nothing else.
 */
function headsApart(sizes: readonly (readonly [heads: number, groups: number])[]): RegExp {
  const named = sizes.map(([H, G]) => `a \\(${H}\\) must match the size of tensor b \\(${G}\\)`).join("|");
  const seen = sizes.map(([H, G]) => `size ${G} for operand 1 which does not broadcast with previously seen size ${H}`);
  return new RegExp(
    [
      `(?:${named}) at non-singleton dimension 1`,
      `subscript h has (?:${seen.join("|")})`,
      String.raw`remapped shapes \[original->remapped\]: \((\d+),(\d+),\d+(?:,\d+)?\)->\S+ \(\1,(?!\2,)\d+,`,
      String.raw`index (\d+) is out of bounds for (?:axis|dimension) [01] with size \3`,
    ].join("|"),
  );
}

/** What goes wrong where query heads share key heads. */
export function groupMistakes<Inputs>(
  way: (variant: GroupedVariant) => Way<Inputs>,
  sizes: readonly (readonly [heads: number, groups: number])[],
): readonly Mistake<Inputs>[] {
  const ways = (...variants: readonly GroupedVariant[]) => variants.map(way);
  return [
    {
      ...knownOfGroups("groups-tiled-not-repeated"),
      ways: ways(
        ...either(tileHeads),
        { repeat: { k: tileHeads, v: tileHeads }, weigh: unstableOverKeys },
        { repeat: { k: tileBatch, v: tileBatch } },
        { ask: regrouped },
      ),
    },
    {
      ...knownOfGroups("repeated-along-sequence"),
      ways: ways(
        ...either(repeatedAlong(2)),
        { repeat: { k: repeatedAlong(2), v: repeatedAlong(2) }, weigh: unstableOverKeys },
        { repeat: { k: repeatedAlong(3), v: repeatedAlong(3) } },
      ),
    },
    { ...knownOfGroups("group-count-as-size"), ways: ways(...either(byGroupCount)) },
    {
      ...knownOfGroups("queries-averaged"),
      ways: ways(
        { ask: backToHeads(meanOfGroup) },
        { ask: meanOfGroup },
        { ask: backToHeads(sumOfGroup) },
        { ask: sumOfGroup },
        { ask: meanOfGroup, weigh: unstableOverKeys },
        { ask: meanOfTiled },
        { ask: tiledBack(meanOfTiled) },
        { ask: tiledBack(meanOfGroup) },
      ),
    },
    {
      ...knownOfGroups("weights-shared"),
      ways: ways(
        ...[firstOfGroup, lastOfGroup, meanOfGroup, sumOfGroup].flatMap((one): readonly GroupedVariant[] => [
          { collect: backToHeads(one) },
          { collect: one },
        ]),
        { pool: backToHeads(firstOfGroup), weigh: unstableOverKeys },
      ),
    },
    {
      ...knownOfGroups("groups-not-repeated"),
      ways: ways(
        { ask: firstHeads, repeat: { k: asTheyAre, v: asTheyAre } },
        { collect: onlyFirstHeads, repeat: { k: firstOnes, v: firstOnes } },
      ),
      raises: headsApart(sizes),
    },
    {
      ...known("softmax-over-heads"),
      ways: [softmax, unstableSoftmax].flatMap((along) => [
        way({ weigh: (scores) => along(scores, 1) }),
        ...([1, 2] as const).map((axis) => way({ weighGroups: withinGroups(along, axis) })),
      ]),
    },
  ];
}
