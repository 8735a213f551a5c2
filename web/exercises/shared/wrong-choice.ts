/** Keeping the largest numbers of each row and normalising them, as people get it wrong. Mistakes are built of it. */
import {
  divide,
  generate,
  map,
  max,
  multiply,
  type Nd,
  softmax,
  squeeze,
  sum,
  transpose,
  zip,
} from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known, raised } from "./known-mistakes.js";
import { knownOfMasks } from "./known-of-masks.js";
import { overflowing } from "./wrong-softmax.js";

/** From numbers [n, m] to 1 where they are kept and 0 elsewhere. */
export type Keeping = (x: Nd, k: number) => Nd;
/** From numbers and what is kept of them, both [n, m], to the probabilities. */
export type Weighing = (x: Nd, kept: Nd) => Nd;

export const rowsOf = (x: Nd): readonly (readonly number[])[] => {
  const [n, m] = x.shape as [number, number];
  return Array.from({ length: n }, (_, row) => Array.from(x.data.subarray(row * m, (row + 1) * m)));
};
export const fromRows = (rows: readonly (readonly number[])[]): Nd => ({
  shape: [rows.length, rows[0]?.length ?? 0],
  data: Float64Array.from(rows.flat()),
});
/** Indices of a row from its largest number to its smallest; of equal ones, the lower index first. */
export const descending = (row: readonly number[]): readonly number[] =>
  row.map((_, at) => at).sort((a, b) => (row[b] as number) - (row[a] as number) || a - b);

const keepAt = (row: readonly number[], indices: readonly number[]) => row.map((_, at) => Number(indices.includes(at)));
const byRow =
  (keep: (row: readonly number[], k: number) => readonly number[]): Keeping =>
  (x, k) =>
    fromRows(rowsOf(x).map((row) => keep(row, k)));
const byRank = (from: number, to: (k: number) => number) =>
  byRow((row, k) => keepAt(row, descending(row).slice(from, to(k))));

export const largestOfRows: Keeping = byRank(0, (k) => k);

const kth = (row: readonly number[], k: number) => row[descending(row)[k - 1] as number] as number;
const above =
  (x: Nd, keep: (value: number, threshold: number) => boolean) =>
  (threshold: (row: number, column: number) => number): Nd => {
    const m = x.shape[1] as number;
    return {
      shape: x.shape,
      data: x.data.map((value, at) => Number(keep(value, threshold(Math.floor(at / m), at % m)))),
    };
  };
const orMore = (x: Nd) => above(x, (value, threshold) => value >= threshold);

/** Everything from the k-th largest on, however many are as large. */
export const byThreshold: Keeping = (x, k) => orMore(x)((row) => kth(rowsOf(x)[row] as readonly number[], k));
/** Of equal numbers the later ones first: what a reversed ascending sort gives. */
const laterFirst = byRow((row, k) =>
  keepAt(row, [...row.keys()].sort((a, b) => (row[b] as number) - (row[a] as number) || b - a).slice(0, k)),
);

/** Masked numbers become -infinity, then a softmax; a row of nothing else is NaN, or zeros. */
const over =
  (axis: number, empty: number): Weighing =>
  (x, kept) =>
    map(softmax(hidden(x, kept, Number.NEGATIVE_INFINITY), axis), (weight) => (Number.isNaN(weight) ? empty : weight));
const hidden = (x: Nd, kept: Nd, value: number) => zip(x, kept, (number, keep) => (keep ? number : value));

export const overKept: Weighing = over(-1, Number.NaN);
/** The same, but a row of which nothing is kept is zeros. */
export const overKeptOrZeros: Weighing = over(-1, 0);

/** The k largest of each column: all that there are, if k is more. */
export const chosenDownColumns: readonly Keeping[] = [
  (x, k) => transpose(largestOfRows(transpose(x), k)),
  (x, k) => {
    const columns = rowsOf(transpose(x));
    return orMore(x)((_, column) => {
      const numbers = columns[column] as readonly number[];
      return kth(numbers, Math.min(k, numbers.length));
    });
  },
];

/** Chosen of the whole array, or in one row for all. */
export const chosenForAll: readonly Keeping[] = [
  // Of the whole array: k, or k for each row.
  ...[(_: number, k: number) => k, (rows: number, k: number) => rows * k].flatMap((count): readonly Keeping[] => [
    (x, k) => {
      const flat: Nd = { shape: [1, x.data.length], data: x.data };
      const kept = largestOfRows(flat, count(x.shape[0] as number, k));
      return { shape: x.shape, data: kept.data };
    },
    (x, k) => {
      const wanted = Math.min(count(x.shape[0] as number, k), x.data.length);
      return orMore(x)(() => kth(Array.from(x.data), wanted));
    },
  ]),
  // What the first row chooses, or its threshold.
  (x, k) => {
    const first = largestOfRows(x, k);
    return generate(x.shape, ([, column]) => first.data[column as number] as number);
  },
  (x, k) => orMore(x)(() => kth(rowsOf(x)[0] as readonly number[], k)),
  // What has the largest sum over all rows.
  (x, k) => {
    const chosen = largestOfRows(sum(x, 0), k);
    return generate(x.shape, ([, column]) => chosen.data[column as number] as number);
  },
  // Whatever any row chooses is kept in all: an index array without its rows.
  (x, k) => {
    const any = max(largestOfRows(x, k), 0);
    return generate(x.shape, ([, column]) => any.data[column as number] as number);
  },
];

/** What may be wrong with the choice of the k largest, whatever they are. Other texts and codes are the exercises' own. */
export const choiceMistakes = <Inputs>(way: (keep: Keeping) => Way<Inputs>): readonly Mistake<Inputs>[] => [
  {
    code: "smallest-kept",
    title: { en: "The smallest are kept", zh: "留下的是最小的" },
    explanation: {
      en: "The k smallest numbers of each row are kept: a sort is ascending unless told otherwise, so its first k places are the wrong end; or the condition is the wrong way round. Take the last k, or sort in descending order.",
      zh: "每一行留下的是最小的 k 个：排序默认是升序，前 k 个正好是错的一端；也可能是条件写反了。应取最后 k 个，或按降序排序。",
    },
    ways: [
      way((x, k) =>
        largestOfRows(
          map(x, (value) => -value),
          k,
        ),
      ),
      way((x, k) => map(largestOfRows(x, k), (keep) => 1 - keep)),
      way((x, k) => map(byThreshold(x, k), (keep) => 1 - keep)),
      way((x, k) => above(x, (value, threshold) => value <= threshold)((row) => kth(rowsOf(x)[row] ?? [], k))),
    ],
  },
  {
    code: "off-by-one-in-k",
    title: { en: "One too few or too many is kept", zh: "多留或少留了一个" },
    explanation: {
      en: "k - 1 or k + 1 numbers of each row are kept. With a threshold: the k-th largest is at place k - 1 of the descending order, or at -k of the ascending one, and it belongs to those that are kept.",
      zh: "每一行留下了 k - 1 或 k + 1 个。用阈值时：第 k 大的数在降序的第 k - 1 位（从 0 数），或升序的 -k 位，而且它自己也要留下。",
    },
    ways: [
      way(byRank(0, (k) => k - 1)),
      way(byRank(0, (k) => k + 1)),
      way((x, k) => above(x, (value, threshold) => value > threshold)((row) => kth(rowsOf(x)[row] ?? [], k))),
      way((x, k) => orMore(x)((row) => kth(rowsOf(x)[row] ?? [], Math.min(k + 1, x.shape[1] as number)))),
      way(byRank(1, (k) => k + 1)),
    ],
  },
  {
    code: "later-of-equals-kept",
    title: { en: "Of equal numbers the later one is kept", zh: "相等时留下了下标较大的" },
    explanation: {
      en: "Where several numbers are equal at the border, the one with the higher index was kept. The lower index wins here. A reversed ascending sort has equal numbers in reversed order; a stable descending sort, or a stable sort of the negated numbers, keeps their order.",
      zh: "边界上有几个数相等时，留下了下标较大的。本题规定下标小的优先。把升序结果倒过来，相等的数顺序也会颠倒；用稳定的降序排序，或对取负后的数做稳定排序，才能保持原来的顺序。",
    },
    ways: [way(laterFirst)],
  },
  {
    code: "nothing-cut",
    title: { en: "Everything is kept", zh: "什么都没有去掉" },
    explanation: {
      en: "The result is the softmax over the whole row: k makes no difference. Perhaps the masked copy was not used, or the masking did not happen in place.",
      zh: "结果是对整行做的 softmax，k 没有起作用。可能没有用上屏蔽后的副本，或者屏蔽没有原地生效。",
    },
    ways: [way((x) => map(x, () => 1))],
  },
];

/** Logits that were put in place of minus infinity, and that the exponential does not make 0. */
const nearZero = [0, 1e-10, 1e-9, 1e-8, 1e-6];
const notLowEnough = [-1, -10, -100, -1000];

/** What may be wrong with the probabilities of what is kept. */
export const weighingMistakes = <Inputs>(way: (weigh: Weighing) => Way<Inputs>): readonly Mistake<Inputs>[] => [
  {
    code: "filtered-logits-as-zero",
    title: { en: "Logits that are cut become 0", zh: "去掉的 logits 被置成了 0" },
    explanation: {
      en: "What is cut was set to 0 (or multiplied by 0) before the softmax. A logit of 0 is an ordinary one: its exponential is 1, often more than those that are kept. Put -infinity there, whose exponential is 0, or set the probabilities to 0 and normalise again.",
      zh: "softmax 之前把去掉的位置置成了 0（或乘了 0）。logit 为 0 是普通的分数：它的指数是 1，往往比留下的还大。应填 -inf，其指数才是 0；或者把概率置 0 后重新归一化。",
    },
    ways: nearZero.map((value) => way((x, kept) => softmax(hidden(x, kept, value), -1))),
  },
  {
    ...knownOfMasks("mask-value-too-high"),
    explanation: {
      en: "What is cut was given a negative logit that is not low enough. The logits that are kept may lie near -1000 themselves, and then what is cut wins. Only -infinity is below every logit.",
      zh: "去掉的位置填了一个不够小的负数。留下的 logits 自己也可能在 -1000 附近，这时去掉的反而占了上风。只有 -inf 低于一切 logit。",
    },
    ways: notLowEnough.map((value) => way((x, kept) => softmax(hidden(x, kept, value), -1))),
  },
  {
    ...known("no-softmax"),
    explanation: {
      en: "The result holds the logits that are kept, not their probabilities. A softmax over them is missing: exponentials, divided by their sum.",
      zh: "结果是留下的 logits，而不是概率。还要对它们做 softmax：取指数，再除以总和。",
    },
    ways: [0, Number.NEGATIVE_INFINITY].map((value) => way((x, kept) => hidden(x, kept, value))),
  },
  {
    ...known("not-normalized"),
    explanation: {
      en: "exp was taken of what is kept, but not divided by the sum: the probabilities of a row do not sum to one.",
      zh: "对留下的数取了 exp，但没有除以总和：一行概率之和不是 1。",
    },
    ways: [
      way((x, kept) =>
        multiply(
          map(
            zip(x, max(x, -1), (a, b) => a - b),
            Math.exp,
          ),
          kept,
        ),
      ),
      way((x, kept) => zip(x, kept, (value, keep) => (keep ? Math.exp(value) : 0))),
    ],
  },
  {
    ...known("unstable-softmax"),
    explanation: {
      en: "exp of a logit above about 709 is infinity in float64 (above about 88 in float32), and infinity divided by infinity is NaN; far below zero all exponentials are 0. Subtract the largest logit of each row first: the probabilities do not change.",
      zh: "在 float64 中，logit 超过约 709（float32 约 88）时 exp 会变成无穷大，无穷除以无穷得到 NaN；远小于零时所有指数都是 0。先减去每行最大的 logit：概率不变。",
    },
    ways: overflowing.flatMap((unstable) => [
      way((x, kept) => unstable(hidden(x, kept, Number.NEGATIVE_INFINITY), -1)),
      // Of what is kept alone, and zeros elsewhere.
      way((x, kept) => hidden(unstable(hidden(x, kept, Number.NEGATIVE_INFINITY), -1), kept, 0)),
      way((x, kept) => {
        const share = multiply(unstable(x, -1), kept);
        return divide(share, sum(share, -1));
      }),
    ]),
    raises: raised.byOverflow,
  },
];

/** A softmax over all numbers of a row, of which some are then set to 0. */
export const notAgain: readonly Weighing[] = [(x, kept) => multiply(softmax(x, -1), kept)];
/** The k-th largest of each row without its axis: compared with columns, where there are as many. */
export const byFlatThreshold: Keeping = (x, k) => {
  const [n, m] = x.shape as [number, number];
  if (n !== m && n !== 1) throw new RangeError(`cannot broadcast [${x.shape}] with [${n}]`);
  const kth = Array.from({ length: n }, (_, row) => {
    const kept = largestOfRows(x, k);
    const numbers = Array.from(x.data.subarray(row * m, (row + 1) * m));
    return Math.min(...numbers.filter((_, at) => kept.data[row * m + at]));
  });
  return { shape: x.shape, data: x.data.map((value, at) => Number(value >= (kth[n === 1 ? 0 : at % m] as number))) };
};

/** The sums of what is kept have lost their axis: they divide columns, where there are as many. */
export const normalizedWithoutAxis: Weighing = (x, kept) => {
  const share = multiply(softmax(x, -1), kept);
  return divide(share, squeeze(sum(share, -1), -1));
};
/** The numbers that come first in their rows share one softmax, those that come second another: that of [n, k] along n. */
const overEachPlace: Weighing = (x, kept) => {
  const orders = rowsOf(x).map((row, at) => descending(row).filter((column) => kept.data[at * width(x) + column]));
  const most = Math.max(...orders.map((order) => order.length));
  const ranked = generate([orders.length, most], ([row, place]) => {
    const column = orders[row as number]?.[place as number];
    return column === undefined ? Number.NEGATIVE_INFINITY : (x.data[(row as number) * width(x) + column] as number);
  });
  const shares = softmax(ranked, 0);
  return generate(x.shape, ([row, column]) => {
    const place = orders[row as number]?.indexOf(column as number) ?? -1;
    return place < 0 ? 0 : (shares.data[(row as number) * most + place] as number);
  });
};
const width = ({ shape }: Nd) => shape[1] as number;

/** Normalised along the first axis, whatever is kept. */
export const overFirstAxis: readonly Weighing[] = [
  overEachPlace,
  over(0, Number.NaN),
  over(0, 0),
  (x, kept) => multiply(softmax(x, 0), kept),
  (x, kept) => {
    const share = multiply(softmax(x, 0), kept);
    return divide(share, sum(share, -1));
  },
];

/** Probabilities of what is kept in the order of its size, [n, k], or filled with zeros behind. */
const inOrder =
  (filled: boolean): Weighing =>
  (x, kept) => {
    const share = overKept(x, kept);
    const m = x.shape[1] as number;
    const k = kept.data.subarray(0, m).reduce((sum, one) => sum + one, 0);
    const rows = rowsOf(x).map((row, at) => {
      const order = descending(row).filter((column) => kept.data[at * m + column]);
      const some = order.map((column) => share.data[at * m + column] as number);
      return filled ? [...some, ...Array<number>(m - k).fill(0)] : some;
    });
    return fromRows(rows);
  };
/** With their places lost. */
export const notScattered = {
  mistake: {
    code: "not-scattered",
    title: { en: "The probabilities are not put back at their places", zh: "概率没有放回原来的位置" },
    explanation: {
      en: "The result holds the probabilities of the k largest, in the order of their size, and no longer says whose they are. Start with zeros of the full shape and scatter each to the index that it came from.",
      zh: "结果是最大的 k 个的概率，按大小排列，已经看不出各属于谁。应从完整形状的全零数组开始，按原来的下标用 scatter 放回去。",
    },
  },
  weighs: [inOrder(false), inOrder(true)],
} as const;
