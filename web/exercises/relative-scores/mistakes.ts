import { generate, type Nd, reshape, transpose } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";

/** q [B, H, L, d], r [2 L - 1, d]. */
interface Inputs {
  readonly q: Nd;
  readonly r: Nd;
}

/** Which vector is taken for query i and key j of L. */
type Offset = (i: number, j: number, L: number) => number;

/** What becomes of an offset that is not there: as Python counts, as a remainder, the nearest one, a score of 0, or an error. */
type Outside = "python" | "wrapped" | "clamped" | "zero" | "raises";

interface Variant {
  readonly offset?: Offset;
  readonly outside?: Outside;
  /** The row of q that meets key j. Default: i. */
  readonly query?: (i: number, j: number) => number;
  readonly factor?: (d: number) => number;
  /** What is written for keys after the query. Default: their score. */
  readonly future?: number;
  /** From the scores of all vectors [B, H, L, 2 L - 1], in place of the offsets. */
  readonly arranged?: (all: Nd) => Nd;
}

const size = (x: Nd, axis: number) => x.shape[axis] as number;

/** [B, H, L, 2 L - 1]: each query with each vector. */
function withAll({ q, r }: Inputs, factor: number): Nd {
  const [B, H, L, d] = q.shape as [number, number, number, number];
  return generate([B, H, L, size(r, 0)], (index) => {
    const [b, h, i, at] = index as [number, number, number, number];
    let sum = 0;
    for (let f = 0; f < d; f++)
      sum += (q.data[((b * H + h) * L + i) * d + f] as number) * (r.data[at * d + f] as number);
    return factor * sum;
  });
}

/** The place of an offset among R vectors; undefined where its score is 0. */
function placeOf(offset: number, R: number, outside: Outside): number | undefined {
  if (offset >= 0 && offset < R) return offset;
  switch (outside) {
    case "wrapped":
      return ((offset % R) + R) % R;
    case "clamped":
      return Math.min(Math.max(offset, 0), R - 1);
    case "zero":
      return undefined;
    case "python":
      if (offset < 0 && offset >= -R) return offset + R;
      throw new RangeError(`There is no vector ${offset}.`);
    case "raises":
      throw new RangeError(`There is no vector ${offset}.`);
    default:
      return outside satisfies never;
  }
}

const right: Offset = (i, j, L) => j - i + L - 1;

const way = composed((inputs: Inputs, variant: Variant): Nd => {
  const { offset = right, outside = "raises", query = (i) => i, factor = () => 1, future, arranged } = variant;
  const [B, H, L, d] = inputs.q.shape as [number, number, number, number];
  const R = size(inputs.r, 0);
  const all = withAll(inputs, factor(d));
  if (arranged) return arranged(all);
  return generate([B, H, L, L], (index) => {
    const [b, h, i, j] = index as [number, number, number, number];
    if (future !== undefined && j > i) return future;
    const place = placeOf(offset(i, j, L), R, outside);
    return place === undefined ? 0 : (all.data[((b * H + h) * L + query(i, j)) * R + place] as number);
  });
});

const ways = (...variants: readonly Variant[]) => variants.map((variant) => way(variant));

/**
 * The numbers of a head as they lie, with a column of zeros in front or without it, read in rows of another width; of the
 * first vectors only, where `used` says how many.
 */
const skewed =
  (column: 0 | 1, at: (i: number, j: number, L: number) => number, used?: (L: number) => number) =>
  (all: Nd): Nd => {
    const [B, H, L, R] = all.shape as [number, number, number, number];
    const width = (used?.(L) ?? R) + column;
    return generate([B, H, L, L], (index) => {
      const [b, h, i, j] = index as [number, number, number, number];
      const flat = at(i, j, L);
      const [row, feature] = [Math.floor(flat / width), (flat % width) - column];
      return feature < 0 ? 0 : (all.data[((b * H + h) * L + row) * R + feature] as number);
    });
  };

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "offset-reversed",
    title: { en: "The offset has the wrong sign", zh: "偏移的符号反了" },
    explanation: {
      en: "The vector for i - j was used where that for j - i belongs. So each query takes what is to its left for what is to its right. The offset is where the key is, seen from the query: j - i. The first row of r belongs to the key that is furthest to the left.",
      zh: "应取 j - i 的向量，却取了 i - j 的，于是 query 把左边当成了右边。偏移是从 query 看 key 的位置：j - i。r 的第一行对应最左边的 key。",
    },
    ways: ways({ offset: (i, j, L) => i - j + L - 1 }, { offset: (i, j) => i - j, outside: "python" }),
  },
  {
    code: "offset-without-sign",
    title: { en: "Left and right are the same", zh: "不分左右" },
    explanation: {
      en: "The vector was chosen by the distance |i - j|, so a key 2 positions to the left gets the same score as one 2 to the right. The layer can no longer tell what came before from what comes after. Use j - i, shifted by L - 1.",
      zh: "按距离 |i - j| 选了向量，左边两个位置的 key 与右边两个位置的 key 分数相同，这一层就分不清前后了。应使用 j - i，再加上 L - 1。",
    },
    ways: ways(
      { offset: (i, j) => Math.abs(i - j) },
      { offset: (i, j, L) => L - 1 + Math.abs(i - j) },
      { offset: (i, j, L) => L - 1 - Math.abs(i - j) },
    ),
  },
  {
    code: "offset-off-by-one",
    title: { en: "The offset is off by one", zh: "偏移差了一" },
    explanation: {
      en: "The offset 0, a key at the query's own position, must meet row L - 1 of r, the middle one. Here it meets the row before or after it, so the index also leaves r at one end: j - i + L - 1 runs from 0 to 2L - 2. With the skewing trick, check which number the first row begins with.",
      zh: "偏移 0（key 就在 query 自己的位置）应对应 r 的第 L - 1 行，也就是正中间的一行。这里对应到了它的前一行或后一行，下标还会在一端越界：j - i + L - 1 的范围是 0 到 2L - 2。用 skew 技巧时，请检查第一行从哪个数开始。",
    },
    ways: ways(
      { offset: (i, j, L) => j - i + L - 2, outside: "python" },
      { offset: (i, j, L) => j - i + L - 2, outside: "clamped" },
      { offset: (i, j, L) => j - i + L - 2, outside: "zero" },
      { offset: (i, j, L) => j - i + L, outside: "wrapped" },
      { offset: (i, j, L) => j - i + L, outside: "clamped" },
      { offset: (i, j, L) => j - i + L, outside: "zero" },
    ),
    // An index that is as large as the number of vectors.
    raises: /index (\d+) is out of bounds for (?:axis|dimension) \d with size \1\b/,
  },
  {
    code: "offset-not-shifted",
    title: { en: "L - 1 is not added", zh: "没有加上 L - 1" },
    explanation: {
      en: "j - i was used as an index as it is. For keys to the left it is negative, and Python counts a negative index from the end, without an error; offset 0 reads row 0, which belongs to the key furthest to the left. Add L - 1: the smallest offset, -(L - 1), then has index 0.",
      zh: "直接用 j - i 作为下标。key 在左边时它是负数，Python 会从末尾数起而不报错；偏移 0 读到的是第 0 行，那一行属于最左边的 key。应加上 L - 1：最小的偏移 -(L - 1) 对应下标 0。",
    },
    ways: ways({ offset: (i, j) => j - i, outside: "python" }, { offset: (i, j) => j - i, outside: "clamped" }),
  },
  {
    code: "gather-by-row",
    title: { en: "The vector depends on one position only", zh: "向量只取决于一个位置" },
    explanation: {
      en: "All keys of a row got the same vector, or all queries of a column did: the vector was chosen by i or by j alone. What counts is how far apart they are: r[j - i + L - 1]. After the product of q with all vectors, each row must be read from another column on: row i from column L - 1 - i.",
      zh: "一行中所有 key 用了同一个向量，或一列中所有 query 用了同一个向量：只按 i 或只按 j 选了向量。起作用的是两者的间隔：r[j - i + L - 1]。q 与所有向量相乘之后，每一行要从不同的列开始读：第 i 行从第 L - 1 - i 列开始。",
    },
    ways: ways(
      { offset: (i) => i },
      { offset: (i, _, L) => i + L - 1 },
      { offset: (i, _, L) => L - 1 - i },
      { offset: (_, j) => j },
      { offset: (_, j, L) => j + L - 1 },
    ),
  },
  {
    code: "all-offsets-returned",
    title: { en: "The scores of all 2L - 1 vectors are returned", zh: "返回了全部 2L - 1 个向量的分数" },
    explanation: {
      en: "The product of q with all vectors has 2L - 1 columns for each query, one for each offset. Each query needs only the L offsets of its keys, and each row begins at another one: row i at column L - 1 - i.",
      zh: "q 与所有向量的乘积，每个 query 有 2L - 1 列，每个偏移一列。每个 query 只需要自己那 L 个 key 的偏移，而且每一行的起点不同：第 i 行从第 L - 1 - i 列开始。",
    },
    ways: ways({ arranged: (all) => all }),
  },
  {
    code: "skew-misaligned",
    title: { en: "The skewed rows are read from the wrong place", zh: "skew 之后读错了位置" },
    explanation: {
      en: "The array was reshaped so that each row moves by one against the row before it, but the padding is missing, or the wrong numbers are cut off. From (L, 2L - 1): a column of zeros in front gives (L, 2L); reshape to (2L, L) and drop the first row; reshape to (L, 2L - 1) and keep the first L columns.",
      zh: "用 reshape 让每一行相对前一行错开一位，但漏了填充，或截掉的部分不对。从 (L, 2L - 1) 开始：在最前面加一列 0，得到 (L, 2L)；reshape 成 (2L, L) 并去掉第一行；再 reshape 成 (L, 2L - 1)，取前 L 列。",
    },
    ways: ways(
      { arranged: skewed(0, (i, j, L) => i * L + j) },
      { arranged: skewed(1, (i, j, L) => i * (2 * L - 1) + j) },
      { arranged: skewed(1, (i, j, L) => i * (2 * L - 1) + j + 2 * L - 1) },
      { arranged: skewed(1, (i, j, L) => (i + 1) * L + j) },
    ),
  },
  {
    code: "future-left-out",
    title: { en: "Only keys up to the query have their scores", zh: "只有到 query 为止的 key 才有正确的分数" },
    explanation: {
      en: "Only keys up to the query's own position have their scores. The others are 0 or -infinity, or numbers of other rows, which the skewing of the Music Transformer leaves above the diagonal. r has vectors for both directions here. A causal mask, if there is one, is applied afterwards.",
      zh: "只有 query 自己及之前的 key 分数正确，其余是 0 或 -inf，或者是别的行的数：Music Transformer 的 skew 在对角线以上留下的就是这些。本题的 r 对两个方向都有向量；如果需要因果掩码，应在之后再加。",
    },
    ways: ways(
      { future: 0 },
      { future: Number.NEGATIVE_INFINITY },
      {
        arranged: skewed(
          1,
          (i, j, L) => (i + 1) * L + j,
          (L) => L,
        ),
      },
    ),
  },
  {
    code: "offset-clipped",
    title: { en: "Offsets are clipped at a maximal distance", zh: "偏移被截断到了最大距离" },
    explanation: {
      en: "All keys further away than some distance got the vector of that distance, as in the paper by Shaw et al. (2018), where r has vectors for near offsets only. Here r has one for each offset from -(L - 1) to L - 1: use j - i as it is.",
      zh: "超过某个距离的 key 都用了该距离的向量。Shaw 等（2018）的论文是这样做的，因为那里的 r 只有近处偏移的向量。本题的 r 对 -(L - 1) 到 L - 1 的每个偏移都有一个向量，直接用 j - i，不要截断。",
    },
    ways: [1, 2, 3, 4, 5, 6, 8, 10, 16, 20, 32].flatMap((most) =>
      ways({ offset: (i, j, L) => Math.min(Math.max(j - i, -most), most) + L - 1 }),
    ),
  },
  {
    code: "query-of-the-column",
    title: { en: "The vector meets the key's row of q", zh: "用了第 j 行的 query" },
    explanation: {
      en: "score[i, j] was computed with q[j], or rows and columns of the result are exchanged. Row i belongs to query i: its vector is q[i], whatever j is.",
      zh: "score[i, j] 用的是 q[j]，或者结果的行列弄反了。第 i 行属于第 i 个 query，无论 j 是几，都用 q[i]。",
    },
    ways: [way({ query: (_, j) => j }), (inputs) => transpose(way({})(inputs))],
  },
  {
    ...known("unwanted-scale"),
    ways: ways({ factor: (d) => 1 / Math.sqrt(d) }, { factor: (d) => 1 / d }),
  },
  firstEntryOnly((inputs) => ({ out: way({})(inputs) })),
  {
    code: "heads-left-out",
    title: { en: "Batch and heads are merged or summed", zh: "batch 和头被合并或求和" },
    explanation: {
      en: "The result has lost the axis of the heads: it was summed over, or only head 0 was computed. r is the same for all heads, but each head has its own queries and its own scores: (B, H, L, L).",
      zh: "结果少了头这一维：对它求了和，或者只算了第 0 个头。r 由所有头共用，但每个头有自己的 query，也有自己的分数：(B, H, L, L)。",
    },
    ways: [
      (inputs) => ofHeads(way({})(inputs), (heads) => heads.reduce((sum, value) => sum + value, 0)),
      (inputs) => ofHeads(way({})(inputs), ([first]) => first as number),
      (inputs) => {
        const scores = way({})(inputs);
        const [B, H, L] = scores.shape as [number, number, number];
        return reshape(scores, [B * H, L, L]);
      },
    ],
  },
];

/** One number for all heads, from theirs: [B, L, L]. */
function ofHeads(scores: Nd, one: (heads: readonly number[]) => number): Nd {
  const [B, H, L] = scores.shape as [number, number, number];
  return generate([B, L, L], (index) => {
    const [b, i, j] = index as [number, number, number];
    return one(Array.from({ length: H }, (_, h) => scores.data[((b * H + h) * L + i) * L + j] as number));
  });
}

export default mistakes;
