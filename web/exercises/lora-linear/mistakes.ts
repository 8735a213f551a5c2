import { add, generate, map, matmul, type Nd, scale } from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { linear } from "../shared/wrong-layers.js";

interface Inputs {
  readonly x: Nd;
  readonly w: Nd;
  readonly a: Nd;
  readonly b: Nd;
  readonly alpha: number;
}

interface Variant {
  /** What the update is multiplied by. Default: alpha / r. */
  readonly factor?: (alpha: number, r: number) => number;
  /** Default: x wᵀ. */
  readonly base?: (x: Nd, w: Nd) => Nd;
  /** What stands between a and b. */
  readonly between?: (hidden: Nd) => Nd;
  /** Default: x aᵀ bᵀ. */
  readonly update?: (inputs: Inputs, between: (hidden: Nd) => Nd) => Nd;
  /** From base and scaled update to the result. Default: their sum. */
  readonly combine?: (base: () => Nd, update: () => Nd, inputs: Inputs, factor: number) => Nd;
}

const throughBoth = ({ x, a, b }: Inputs, between: (hidden: Nd) => Nd) => linear(between(linear(x, a)), b);

const way = composed(
  (
    inputs: Inputs,
    {
      factor = (alpha, r) => alpha / r,
      base = linear,
      between = (hidden) => hidden,
      update = throughBoth,
      combine = (one, other) => add(one(), other()),
    }: Variant,
  ): Answer => {
    const by = factor(inputs.alpha, inputs.a.shape[0] as number);
    const out = combine(
      () => base(inputs.x, inputs.w),
      () => scale(update(inputs, between), by),
      inputs,
      by,
    );
    return { out };
  },
);

/** x · matrix as loops in JavaScript compute it: rows beyond the matrix raise, columns beyond it are NaN. */
function looped(x: Nd, matrix: Nd, columns: number): Nd {
  const [n, m] = x.shape as [number, number];
  const [rows, width] = matrix.shape as [number, number];
  if (m > rows) throw new RangeError(`There are ${rows} rows, not ${m}.`);
  return generate([n, columns], (index) => {
    const [row, column] = index as [number, number];
    if (column >= width) return Number.NaN;
    let total = 0;
    for (let i = 0; i < m; i++) total += (x.data[row * m + i] as number) * (matrix.data[i * width + column] as number);
    return total;
  });
}

/** x and another array of other width added as JavaScript's map over the rows of x adds them. */
function addedByRow(x: Nd, other: Nd): Nd {
  const [, D] = x.shape as [number, number];
  const [, F] = other.shape as [number, number];
  return generate(x.shape, (index) => {
    const [row, column] = index as [number, number];
    const second = column < F ? (other.data[row * F + column] as number) : Number.NaN;
    return (x.data[row * D + column] as number) + second;
  });
}

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "alpha-without-rank",
    title: { en: "Scaled by alpha, not by alpha / r", zh: "乘的是 alpha 而不是 alpha / r" },
    explanation: {
      en: "The update is multiplied by alpha alone. Divide by the rank r, the number of rows of a: then the size of the update hardly changes with the rank, and the learning rate need not be tuned again for each.",
      zh: "更新量只乘了 alpha。还要除以秩 r，即 a 的行数：这样换一个秩时更新量的大小几乎不变，不必重新调学习率。",
    },
    ways: [way({ factor: (alpha) => alpha })],
  },
  {
    code: "alpha-ignored",
    title: { en: "Alpha is not used", zh: "没有使用 alpha" },
    explanation: {
      en: "The update is added without the factor alpha / r, or with 1 / r alone. Trained matrices a and b belong to one factor: with another one the layer gives too much or too little of the update.",
      zh: "加上更新量时没有乘 alpha / r，或者只乘了 1 / r。训练好的 a 和 b 对应确定的系数，换了系数，更新量就会过大或过小。",
    },
    ways: [way({ factor: () => 1 }), way({ factor: (_, r) => 1 / r })],
  },
  {
    code: "scale-inverted",
    title: { en: "Scaled by r / alpha", zh: "系数写成了 r / alpha" },
    explanation: {
      en: "The factor is upside down: it is alpha / r. A larger alpha must make the update count for more.",
      zh: "系数颠倒了，应为 alpha / r。alpha 越大，更新量的作用应当越大。",
    },
    ways: [way({ factor: (alpha, r) => r / alpha })],
  },
  {
    code: "scale-by-root-of-rank",
    title: { en: "Divided by the root of the rank", zh: "除以了秩的平方根" },
    explanation: {
      en: "The factor is alpha / √r. That is rank-stabilised LoRA, a later variant that keeps large ranks from learning too slowly. The original, which is asked for here, divides by r itself.",
      zh: "系数是 alpha / √r。这是后来的变体 rsLoRA（rank-stabilised LoRA），避免秩较大时学得太慢。本题要的是最初的版本，除以 r 本身。",
    },
    ways: [way({ factor: (alpha, r) => alpha / Math.sqrt(r) })],
  },
  {
    code: "scaled-twice",
    title: { en: "The factor is applied twice", zh: "系数乘了两次" },
    explanation: {
      en: "The update is multiplied by alpha / r twice, for example once after a and once after b. It belongs there once.",
      zh: "更新量乘了两次 alpha / r，例如在 a 之后和 b 之后各乘了一次。只应乘一次。",
    },
    ways: [way({ factor: (alpha, r) => (alpha / r) ** 2 })],
  },
  {
    code: "base-scaled",
    title: { en: "The frozen part is scaled too", zh: "冻结的部分也被缩放了" },
    explanation: {
      en: "The whole sum is multiplied by alpha / r. Only the update is: the frozen layer must give exactly what it gave before. With b = 0 the result has to be x wᵀ.",
      zh: "整个和都乘了 alpha / r。只有更新量要乘，冻结层的输出必须与原来完全相同。b = 0 时，结果应当就是 x wᵀ。",
    },
    ways: [way({ combine: (base, update, _, factor) => add(scale(base(), factor), update()) })],
  },
  {
    code: "a-and-b-exchanged",
    title: { en: "a and b are exchanged", zh: "a 和 b 颠倒了" },
    explanation: {
      en: "x was multiplied by b first and by a afterwards, or the product was not transposed. It runs when there are as many outputs as inputs, but it is another matrix. a has the shape (r, D) and comes first: x aᵀ has r columns. Then bᵀ leads from r to F.",
      zh: "x 先乘了 b 再乘 a，或者乘积没有转置。输出与输入一样宽时也能运行，但已是另一个矩阵。a 的形状是 (r, D)，应先用它：x aᵀ 有 r 列；再由 bᵀ 从 r 升到 F。",
    },
    ways: [
      way({ update: ({ x, a, b }, between) => matmul(between(matmul(x, b)), a) }),
      way({
        update: ({ x, w, a, b }, between) =>
          looped(between(looped(x, b, a.shape[0] as number)), a, w.shape[0] as number),
      }),
    ],
  },
  {
    code: "added-to-the-input",
    title: { en: "The update is added to the input", zh: "更新量加到了输入上" },
    explanation: {
      en: "The update was added to x, and the sum went through w. The update is a change of the weight: (w + alpha / r · b a) x, so both parts see the same x and their results are added.",
      zh: "更新量加到了 x 上，再一起经过 w。它改变的应是权重：(w + alpha / r · b a) x，两部分用的是同一个 x，相加的是它们的结果。",
    },
    ways: [
      way({ combine: (_, update, { x, w }) => linear(add(x, update()), w) }),
      way({ combine: (_, update, { x, w }) => linear(addedByRow(x, update()), w) }),
    ],
  },
  {
    code: "base-replaced",
    title: { en: "The frozen weight is left out", zh: "漏掉了冻结的权重" },
    explanation: {
      en: "The result is the update alone. The frozen weight holds what the model has learnt before: x wᵀ is the main part, and the update is added to it.",
      zh: "结果只有更新量。冻结的权重保存着模型之前学到的东西：x wᵀ 才是主体，更新量加在它上面。",
    },
    ways: [way({ combine: (_, update) => update() })],
  },
  {
    code: "update-missing",
    title: { en: "The update is left out", zh: "漏掉了更新量" },
    explanation: {
      en: "The result is that of the frozen layer. Add the product of x, aᵀ and bᵀ, multiplied by alpha / r.",
      zh: "结果只是冻结层的输出。还要加上 x、aᵀ、bᵀ 的乘积，再乘以 alpha / r。",
    },
    ways: [way({ combine: (base) => base() })],
  },
  {
    code: "activation-between",
    title: { en: "An activation between a and b", zh: "a 与 b 之间多了激活函数" },
    explanation: {
      en: "An activation function was applied between the two matrices, as in bottleneck adapters. LoRA has none there: only a linear update can be merged into the weight.",
      zh: "两个矩阵之间加了激活函数，这是瓶颈式 adapter 的做法。LoRA 在这里没有激活：只有线性的更新量才能合并进权重。",
    },
    ways: [(value: number) => Math.max(value, 0), Math.tanh].map((activation) =>
      way({ between: (hidden) => map(hidden, activation) }),
    ),
  },
  {
    ...known("weights-not-transposed"),
    explanation: {
      en: "The frozen weight has the shape (out, in), as in PyTorch's nn.Linear, and is applied as x @ w.T. With a square matrix x @ w runs too, but gives another result.",
      zh: "冻结权重的形状是 (out, in)，与 PyTorch 的 nn.Linear 相同，用法是 x @ w.T。方阵时 x @ w 也能运行，但结果不同。",
    },
    ways: [way({ base: matmul }), way({ base: (x, w) => looped(x, w, w.shape[0] as number) })],
  },
];

export default mistakes;
