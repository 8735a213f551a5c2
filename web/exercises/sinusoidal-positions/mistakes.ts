import { generate, type Nd, reshape, transpose } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";

interface Inputs {
  readonly length: number;
  readonly dim: number;
}

type Wave = (angle: number) => number;

/** What a column shows: a wave of a pair's angle. */
interface Column {
  readonly pair: number;
  readonly wave: Wave;
}

interface Variant {
  /** The position that a row has, from its index. */
  readonly position?: (row: number, length: number) => number;
  /** The angle of a pair, or of a feature, for each step of the position. */
  readonly frequency?: (pair: number, dim: number, feature: number) => number;
  readonly column?: (feature: number, dim: number) => Column;
  readonly arranged?: (table: Nd) => Nd;
}

const { sin, cos } = Math;
const zero: Wave = () => 0;
const ordinary = (pair: number, dim: number) => 1e4 ** ((-2 * pair) / dim);
const pairOf = (feature: number) => Math.floor(feature / 2);
const inTurn = (feature: number): Column => ({ pair: pairOf(feature), wave: feature % 2 === 0 ? sin : cos });

const way = composed(
  (
    { length, dim }: Inputs,
    { position = (row) => row, frequency = ordinary, column = inTurn, arranged = (table) => table }: Variant,
  ): Nd =>
    arranged(
      generate([length, dim], (index) => {
        const [row, feature] = index as [number, number];
        const { pair, wave } = column(feature, dim);
        return wave(position(row, length) * frequency(pair, dim, feature));
      }),
    ),
);

const ways = (...variants: readonly Variant[]) => variants.map((variant) => way(variant));

/** The first half of the features shows one wave, the second another; an odd dim gives the first one more. */
const inHalves =
  (first: Wave, second: Wave): NonNullable<Variant["column"]> =>
  (feature, dim) => {
    const half = Math.ceil(dim / 2);
    return feature < half ? { pair: feature, wave: first } : { pair: feature - half, wave: second };
  };

const withoutLast: NonNullable<Variant["column"]> = (feature, dim) =>
  dim % 2 === 1 && feature === dim - 1 ? { pair: 0, wave: zero } : inTurn(feature);

const waves =
  (ofEven: Wave, ofOdd: Wave): NonNullable<Variant["column"]> =>
  (feature) => ({ pair: pairOf(feature), wave: feature % 2 === 0 ? ofEven : ofOdd });

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "sines-then-cosines",
    title: { en: "Sines in one half, cosines in the other", zh: "前一半是正弦，后一半是余弦" },
    explanation: {
      en: "The two waves of a pair are dim / 2 columns apart: all sines come first, then all cosines. Here they are neighbours: column 2i is the sine of angle i, column 2i + 1 its cosine. The layout in halves carries the same numbers in another order, so a model can be trained with either, but weights of one do not fit the other.",
      zh: "同一对的两个波相隔 dim / 2 列：先是所有正弦，再是所有余弦。本题中两者相邻：第 2i 列是第 i 个角的正弦，第 2i + 1 列是它的余弦。前后两半的布局数值相同、顺序不同，用哪种都能训练模型，但一种布局的权重不能放到另一种里用。",
    },
    ways: ways({ column: inHalves(sin, cos) }, { column: inHalves(cos, sin) }),
  },
  {
    code: "sine-and-cosine-exchanged",
    title: { en: "Sine and cosine are exchanged", zh: "正弦和余弦弄反了" },
    explanation: {
      en: "The even columns hold cosines and the odd ones sines. Position 0 shows it at once: its row must be 0, 1, 0, 1, ... because sin 0 = 0 and cos 0 = 1.",
      zh: "偶数列放了余弦，奇数列放了正弦。看位置 0 就知道：sin 0 = 0，cos 0 = 1，这一行应为 0, 1, 0, 1, ……",
    },
    ways: ways({ column: waves(cos, sin) }),
  },
  {
    code: "exponent-of-feature",
    title: { en: "The exponent is not 2i / dim", zh: "指数不是 2i / dim" },
    explanation: {
      en: "Angle i is p · 10000^(-2i / dim), where i counts the pairs from 0 on. The exponent here is another one: i / dim, or one that counts the columns, so that sine and cosine of a pair have different angles, or one that is not divided by dim. Columns 2i and 2i + 1 share one angle, and their squares sum to 1.",
      zh: "第 i 个角是 p · 10000^(-2i / dim)，i 数的是特征对，从 0 开始。这里的指数不对：用了 i / dim，或者按列编号（于是同一对的正弦和余弦角度不同），或者没有除以 dim。第 2i 列和第 2i + 1 列的角度相同，两者的平方和为 1。",
    },
    ways: ways(
      { frequency: (pair, dim) => 1e4 ** (-pair / dim) },
      { frequency: (_, dim, feature) => 1e4 ** (-feature / dim) },
      { frequency: (_, dim, feature) => 1e4 ** ((-2 * feature) / dim) },
      { frequency: (pair, dim) => 1e4 ** ((-4 * pair) / dim) },
      { frequency: (pair) => 1e4 ** (-2 * pair) },
      { frequency: (pair) => 1e4 ** -pair },
      { frequency: (pair, dim) => 1e4 ** ((-2 * (pair + 1)) / dim) },
      // From 1 down to exactly 1 / 10000, as tensor2tensor spaces them.
      { frequency: (pair, dim) => 1e4 ** (-pair / Math.max(1, Math.ceil(dim / 2) - 1)) },
      { frequency: (pair, dim) => 1e4 ** (-pair / Math.max(1, Math.floor(dim / 2))) },
    ),
  },
  {
    code: "frequency-inverted",
    title: { en: "The exponent has the wrong sign", zh: "指数的符号错了" },
    explanation: {
      en: "The angles grow with i: 10000^(2i / dim) instead of 10000^(-2i / dim). Pair 0 is the fastest, with 1 for each position, and later pairs get slower and slower. Divide the position by 10000^(2i / dim), do not multiply.",
      zh: "角度随 i 变大了：用了 10000^(2i / dim)，而不是 10000^(-2i / dim)。第 0 对最快，每个位置加 1，后面的对越来越慢。应当用位置除以 10000^(2i / dim)，而不是相乘。",
    },
    ways: ways({ frequency: (pair, dim) => 1 / ordinary(pair, dim) }),
  },
  {
    code: "positions-from-one",
    title: { en: "Positions start at 1", zh: "位置从 1 开始数" },
    explanation: {
      en: "The first row is that of position 1. The first position is 0, and its row is 0, 1, 0, 1, ... Weights that were trained with one way of counting meet other numbers with the other.",
      zh: "第一行是位置 1 的编码。第一个位置是 0，它的一行为 0, 1, 0, 1, ……。用一种数法训练的权重，换一种数法就会读到别的数。",
    },
    ways: ways({ position: (row) => row + 1 }),
  },
  {
    code: "positions-divided-by-length",
    title: { en: "Positions are divided by the length", zh: "位置除以了长度" },
    explanation: {
      en: "The positions run from 0 to 1. Then the code of a position depends on how long the text is, and a step to the next position means another angle in every text. Use the positions as they are: 0, 1, 2, ...",
      zh: "位置被缩放到了 0 到 1 之间。这样同一个位置的编码会随文本长度变化，相邻两个位置之间的角度在不同文本中也不一样。应直接使用位置 0, 1, 2, ……",
    },
    ways: ways(
      { position: (row, length) => row / length },
      { position: (row, length) => row / Math.max(1, length - 1) },
    ),
  },
  {
    code: "only-one-wave",
    title: { en: "One of the two waves is missing", zh: "两种波只用了一种" },
    explanation: {
      en: "All columns hold sines (or all cosines), or the columns of one wave were left at 0. A pair needs both: with sine and cosine, the pair at position p + k is a rotation of the pair at p by an angle that depends on k alone.",
      zh: "所有列都是正弦（或都是余弦），或者其中一种波的列仍是 0。一对特征两者都需要：有了正弦和余弦，位置 p + k 的那一对就是位置 p 的那一对旋转一个只与 k 有关的角度。",
    },
    ways: ways(
      { column: waves(sin, sin) },
      { column: waves(cos, cos) },
      { column: waves(sin, zero) },
      { column: waves(zero, cos) },
      { column: (feature) => ({ pair: feature, wave: sin }) },
    ),
  },
  {
    code: "odd-dim-not-handled",
    title: { en: "An odd dim does not work", zh: "没有处理奇数的 dim" },
    explanation: {
      en: "With an odd dim there is one sine more than there are cosines: ceil(dim / 2) angles for the even columns, floor(dim / 2) for the odd ones. With as many of both, the assignment raises, or the last column stays 0. Cut the angles for the cosines to dim // 2.",
      zh: "dim 为奇数时，正弦比余弦多一个：偶数列有 ceil(dim / 2) 个角，奇数列有 floor(dim / 2) 个。如果两者取得一样多，赋值会报错，或者最后一列仍是 0。给余弦用的角应截到 dim // 2 个。",
    },
    ways: ways({ column: withoutLast }),
    raises:
      /could not broadcast input array from shape \(\d+,\d+\) into shape \(\d+,\d+\)|expanded size of the tensor \(\d+\) must match the existing size \(\d+\) at non-singleton dimension 1/,
  },
  {
    code: "returned-transposed",
    title: { en: "Positions are columns", zh: "位置成了列" },
    explanation: {
      en: "Rows and columns are exchanged: the result has the shape (dim, length). Each position is a row, so that the table can be added to embeddings of shape (length, dim).",
      zh: "行和列弄反了：结果的形状是 (dim, length)。每个位置应是一行，这样才能加到形状为 (length, dim) 的 embedding 上。",
    },
    ways: ways({ arranged: transpose }, { arranged: (table) => reshape(transpose(table), table.shape) }),
  },
];

export default mistakes;
