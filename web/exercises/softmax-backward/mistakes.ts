import { generate, map, multiply, type Nd, reshape, scale, softmax, subtract, sum } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import {
  lessThan,
  rightBackward,
  type SoftmaxBackward,
  softmaxBackwardMistakes,
} from "../shared/wrong-softmax-backward.js";

interface Inputs {
  readonly y: Nd;
  readonly dy: Nd;
}

const way =
  (backward: SoftmaxBackward) =>
  ({ y, dy }: Inputs) =>
    backward(y, dy);

const sumOfAll = (x: Nd) => sum(reshape(x, [x.data.length]), 0);

/** [n, m, m]: the derivative of each weight of a row by each score of the row. */
function jacobian({ y }: Inputs): Nd {
  const [n, m] = y.shape as [number, number];
  return generate([n, m, m], (index) => {
    const [row, i, j] = index as [number, number, number];
    const [of, by] = [y.data[row * m + i] as number, y.data[row * m + j] as number];
    return of * (Number(i === j) - by);
  });
}

const own: readonly Mistake<Inputs>[] = [
  {
    code: "sum-over-the-batch",
    title: { en: "The sum runs over the rows", zh: "求和跨了不同的行" },
    explanation: {
      en: "The sum of weight times gradient was taken down the columns, or over the whole matrix. Each row is its own softmax, so each row has its own sum: along the last axis, which stays with size 1.",
      zh: "权重与梯度乘积之和沿列方向求了，或对整个矩阵求了。每一行都是一个独立的 softmax，应当各求各的和：沿最后一维，并保留该维（大小为 1）。",
    },
    ways: [lessThan((y, dy) => sum(multiply(y, dy), 0)), lessThan((y, dy) => sumOfAll(multiply(y, dy)))].map(way),
  },
  {
    code: "upstream-gradient-missing",
    title: { en: "The incoming gradient is not used", zh: "没有乘上游梯度" },
    explanation: {
      en: "The result holds derivatives of the softmax alone: its Jacobian, or the Jacobian's diagonal y(1 - y). The chain rule multiplies them by dy and sums over the weights, which leaves one number for each score.",
      zh: "结果只是 softmax 自身的导数：雅可比矩阵，或它的对角线 y(1 - y)。按链式法则还要乘以 dy 并对各个权重求和，每个分数最后只剩一个数。",
    },
    ways: [jacobian, ({ y }) => map(y, (weight) => weight * (1 - weight))],
  },
  {
    code: "softmax-applied-again",
    title: { en: "A softmax is applied to y", zh: "对 y 又做了一次 softmax" },
    explanation: {
      en: "y was taken for the scores and went through a softmax once more. It holds the weights already: what the softmax gave in the forward pass, which is all that its gradient needs.",
      zh: "把 y 当成了分数，又做了一次 softmax。y 已经是权重，也就是前向时 softmax 的输出，求梯度只需要它。",
    },
    ways: [({ y, dy }) => rightBackward(softmax(y, -1), dy)],
  },
  {
    code: "cross-entropy-gradient",
    title: { en: "The gradient of softmax and cross-entropy", zh: "用了 softmax 加交叉熵的梯度" },
    explanation: {
      en: "y - t is the gradient when a cross-entropy with target t follows the softmax: the loss is already in it. Here dy is no target but the gradient of some loss with respect to y, and the softmax's own derivative must be applied to it.",
      zh: "y - t 是 softmax 后接交叉熵（目标为 t）时的梯度，已经把损失包含在内。这里的 dy 不是目标，而是某个损失对 y 的梯度，要把 softmax 自己的导数作用上去。",
    },
    ways: [({ y, dy }) => subtract(y, dy), ({ y, dy }) => scale(subtract(y, dy), 1 / (y.shape[0] as number))],
  },
  {
    code: "log-softmax-gradient",
    title: { en: "The gradient of the log-softmax", zh: "用了 log-softmax 的梯度" },
    explanation: {
      en: "dy - y · Σdy is right when dy is the gradient with respect to the logarithms of the weights. Here it is the gradient with respect to the weights themselves: both terms have a factor y, and the sum is weighted.",
      zh: "dy - y · Σdy 适用于 dy 是损失对权重的对数的梯度时。这里的 dy 是对权重本身的梯度：两项都有因子 y，求和也要加权。",
    },
    ways: [({ y, dy }) => subtract(dy, multiply(y, sum(dy, -1)))],
  },
  {
    code: "arguments-swapped",
    title: { en: "y and dy are exchanged", zh: "y 和 dy 颠倒了" },
    explanation: {
      en: "The result is dy · (y - Σ y·dy): weights and gradient have changed places. PyTorch's internal function takes the gradient first, this exercise the weights.",
      zh: "结果是 dy · (y - Σ y·dy)：权重和梯度的位置颠倒了。PyTorch 的内部函数先传梯度，本题先传权重。",
    },
    ways: [({ y, dy }) => rightBackward(dy, y)],
  },
];

const mistakes: readonly Mistake<Inputs>[] = [...own, ...softmaxBackwardMistakes<Inputs>(way)];

export default mistakes;
