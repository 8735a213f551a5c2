import {
  add,
  expand,
  map,
  matmul,
  mean,
  multiply,
  type Nd,
  nd,
  reshape,
  scale,
  squeeze,
  subtract,
  sum,
  transpose,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { firstRowOnly } from "../shared/wrong-score-rows.js";

interface Inputs {
  readonly x: Nd;
  readonly y: Nd;
}

interface Variant {
  /** From differences [n, m, d] to what is summed. */
  readonly each?: (differences: Nd) => Nd;
  /** From these to [n, m]. */
  readonly total?: (numbers: Nd) => Nd;
  readonly finish?: (distances: Nd) => Nd;
}

const squared = (x: Nd) => multiply(x, x);

const way = composed(
  (
    { x, y }: Inputs,
    { each = squared, total = (numbers) => squeeze(sum(numbers, -1), -1), finish = (same) => same }: Variant,
  ): Nd => finish(total(each(subtract(expand(x, 1), expand(y, 0))))),
);

/** [n, 1] */
const normsOf = (points: Nd) => sum(squared(points), -1);
const productsOf = ({ x, y }: Inputs) => matmul(x, transpose(y));

/** |x|² + factor · xy + |y|². The right factor is -2, on paper. */
const expanded =
  (factor: number, finish: (distances: Nd) => Nd = (same) => same) =>
  (inputs: Inputs): Nd =>
    finish(add(add(normsOf(inputs.x), scale(productsOf(inputs), factor)), transpose(normsOf(inputs.y))));

const rooted = (x: Nd) => map(x, (value) => Math.sqrt(Math.max(value, 0)));
const paired = ({ x, y }: Inputs) => sum(squared(subtract(x, y)), -1);
const firstPoints = ({ x, y }: Inputs): Inputs => {
  const [n, d] = x.shape as [number, number];
  if (n > (y.shape[0] as number)) throw new RangeError(`There are ${y.shape[0]} points, not ${n}.`);
  return { x, y: nd([n, d], y.data.slice(0, n * d)) };
};
const row = (column: Nd) => reshape(column, [column.data.length]);

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "digits-cancelled",
    title: { en: "The expanded square has lost its digits", zh: "展开的平方丢失了有效数字" },
    explanation: {
      en: "|x|² - 2xy + |y|² is right on paper. For points that lie close to each other and far from zero it subtracts huge numbers that are almost equal, and little or nothing is left of their difference; it may even be negative. float64 keeps about 16 digits: beside 2⁶⁰, a distance of 1 is lost. Subtract first, then square.",
      zh: "|x|² - 2xy + |y|² 在纸面上是对的。但点之间很近、离零点很远时，它是把几个几乎相等的巨大的数相减，差值的有效数字所剩无几，甚至可能为负。float64 大约保留 16 位：与 2⁶⁰ 相比，大小为 1 的距离就丢了。应先相减，再平方。",
    },
    ways: [expanded(-2)],
  },
  {
    code: "paired-not-crossed",
    title: { en: "Points are paired, not crossed", zh: "点是一一配对的，没有两两组合" },
    explanation: {
      en: "Point i of x was compared with point i of y alone. (n, d) and (m, d) do not broadcast: NumPy and PyTorch raise, or, where n = m, pair the rows. Each point of x meets each of y: (n, 1, d) against (1, m, d).",
      zh: "x 的第 i 个点只与 y 的第 i 个点作了比较。(n, d) 与 (m, d) 不能广播：NumPy 和 PyTorch 会报错，或在 n = m 时按行配对。x 的每个点要与 y 的每个点相遇：(n, 1, d) 对 (1, m, d)。",
    },
    ways: [
      (inputs) => row(paired(inputs)),
      (inputs) => paired(inputs),
      (inputs) => row(paired(firstPoints(inputs))),
      ({ x, y }) => squared(subtract(x, y)),
    ],
  },
  {
    code: "cross-term-once",
    title: { en: "The cross term is wrong", zh: "交叉项写错了" },
    explanation: {
      en: "|x - y|² is |x|² - 2xy + |y|². The product of x and y was subtracted only once, or it was added: that is the square of the sum. A check: the distance of a point from itself must be 0.",
      zh: "|x - y|² 等于 |x|² - 2xy + |y|²。这里 x 与 y 的乘积只减了一次，或者写成了加，那是和的平方。可以这样检查：一个点到自己的距离必须为 0。",
    },
    ways: [expanded(-1), expanded(2), expanded(1)],
  },
  {
    code: "root-taken",
    title: { en: "The distance, not its square", zh: "求的是距离，而不是平方" },
    explanation: {
      en: "The square root was taken. Here the square itself is asked for: it orders points the same way, costs less, and has a gradient at 0, where that of the root is infinite.",
      zh: "多开了平方根。本题要的是平方本身：它给出的远近次序相同，计算更省，而且在 0 处有梯度，而平方根在那里的梯度是无穷大。",
    },
    ways: [way({ finish: rooted }), expanded(-2, rooted)],
  },
  {
    code: "axes-swapped",
    title: { en: "Rows and columns are swapped", zh: "行和列颠倒了" },
    explanation: {
      en: "The result has a row for each point of y. Rows belong to x and columns to y: the shape is (n, m).",
      zh: "结果中每一行对应 y 的一个点。行应对应 x，列对应 y，形状为 (n, m)。",
    },
    ways: [way({ finish: transpose }), expanded(-2, transpose)],
  },
  {
    code: "absolute-differences",
    title: { en: "The differences are not squared", zh: "差没有平方" },
    explanation: {
      en: "The differences of the features were summed as they are, by absolute value, or were squared only after the sum. Square each difference first, then sum over the features.",
      zh: "各特征之差直接求了和、取绝对值求和，或者求和之后才平方。应先对每个差平方，再沿特征维求和。",
    },
    ways: [way({ each: (x) => map(x, Math.abs) }), way({ each: (x) => x }), way({ each: (x) => x, finish: squared })],
  },
  {
    code: "mean-over-features",
    title: { en: "Averaged over the features", zh: "沿特征维取了平均" },
    explanation: {
      en: "The squared differences were averaged, as in a mean squared error. A distance sums them: the result is smaller by a factor of d.",
      zh: "对平方差取了平均，那是均方误差的做法。距离应求和：这里的结果小了 d 倍。",
    },
    ways: [way({ total: (numbers) => squeeze(mean(numbers, -1), -1) })],
  },
  {
    code: "not-summed",
    title: { en: "The features are not summed", zh: "没有沿特征维求和" },
    explanation: {
      en: "Each pair of points still has d numbers, (n, m, d). A distance is one number for each pair: sum over the last axis.",
      zh: "每一对点还留着 d 个数，形状为 (n, m, d)。每一对点的距离是一个数：要沿最后一维求和。",
    },
    ways: [way({ total: (numbers) => numbers })],
  },
  {
    code: "summed-over-points",
    title: { en: "The sum runs over points, not features", zh: "求和沿了点的维，而不是特征维" },
    explanation: {
      en: "The squared differences, (n, m, d), were summed over the points of x or of y. The sum runs over the features, the last axis, and leaves (n, m).",
      zh: "形状为 (n, m, d) 的平方差沿 x 或 y 的点求了和。求和应沿特征维，即最后一维，剩下 (n, m)。",
    },
    ways: [way({ total: (numbers) => squeeze(sum(numbers, 0), 0) }), way({ total: (x) => squeeze(sum(x, 1), 1) })],
  },
  {
    code: "dot-products-returned",
    title: { en: "Dot products in place of distances", zh: "返回的是点积，而不是距离" },
    explanation: {
      en: "The result is x @ y.T. A dot product is large where points lie in the same direction, a distance is small where they lie close. The two are linked by the squared norms: |x|² - 2xy + |y|².",
      zh: "结果是 x @ y.T。方向相同时点积大，位置相近时距离小。两者通过范数的平方相联系：|x|² - 2xy + |y|²。",
    },
    ways: [productsOf, (inputs) => scale(productsOf(inputs), -2)],
  },
  {
    ...known("missing-keepdims"),
    title: { en: "The norms of x have lost their axis", zh: "x 的范数丢了一维" },
    explanation: {
      en: "The squared norms of x were added as a row, (n), and not as a column, (n, 1). They broadcast along the wrong axis: NumPy raises, or, where n = m, column j gets the norm of point j. Keep the axis (keepdims) or index with [:, None].",
      zh: "x 的平方范数是作为一行 (n) 加上去的，而不是一列 (n, 1)。它沿错误的维广播：NumPy 会报错；n = m 时，第 j 列加的是第 j 个点的范数。应保留该维（keepdims），或用 [:, None]。",
    },
    ways: [
      (inputs) => add(add(row(normsOf(inputs.x)), scale(productsOf(inputs), -2)), row(normsOf(inputs.y))),
      (inputs) => add(add(normsOf(inputs.x), scale(productsOf(inputs), -2)), normsOf(inputs.y)),
    ],
  },
  firstRowOnly<Inputs>((inputs) => ({ out: way({})(inputs) })),
];

export default mistakes;
