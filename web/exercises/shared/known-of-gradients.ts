import type { MistakeText } from "./known-mistakes.js";

/** The texts of mistakes on the way back through a softmax, by code. */
const mistakesOfGradients = {
  "diagonal-only": {
    title: { en: "Only the diagonal of the Jacobian", zh: "只用了雅可比矩阵的对角线" },
    explanation: {
      en: "The incoming gradient is multiplied by w(1 - w), w being a weight. That is the derivative of a sigmoid, whose input changes its own output only. An input of a softmax changes all the weights of its row, since they share a denominator: the terms -wᵢwⱼ beside the diagonal are missing.",
      zh: "上游梯度乘的是 w(1 - w)（w 为权重）。这是 sigmoid 的导数，它的输入只影响自己的输出。softmax 的分母是共用的，一个输入会影响这一行的所有权重：对角线以外的 -wᵢwⱼ 各项都漏掉了。",
    },
  },
  "sum-left-out": {
    title: { en: "The sum of the row is not subtracted", zh: "没有减去这一行的加权和" },
    explanation: {
      en: "Each gradient is multiplied by its weight, and that is all. Weights compete: when one grows, the others shrink. So the row's own average, the sum of weight times gradient, is subtracted first. A check: when all incoming gradients of a row are equal, the result must be zero.",
      zh: "每个梯度只乘了自己的权重，就结束了。权重之间相互竞争：一个变大，其余就变小，所以要先减去这一行的平均，即权重乘梯度之和。可以这样检查：一行的上游梯度全都相等时，结果必须为 0。",
    },
  },
  "unweighted-sum": {
    title: { en: "The gradients are summed without their weights", zh: "求和时没有乘权重" },
    explanation: {
      en: "What is subtracted is the plain sum (or mean) of the row's gradients. It is the average by the weights: each gradient is multiplied by its weight before it is summed. A gradient whose weight is nearly 0 must hardly count.",
      zh: "减去的是这一行梯度的直接求和（或平均）。应当是加权平均：每个梯度先乘自己的权重再求和。权重接近 0 的梯度应该几乎不起作用。",
    },
  },
  "sum-averaged": {
    title: { en: "A mean where the sum belongs", zh: "该求和的地方取了平均" },
    explanation: {
      en: "The products of weights and gradients are averaged over the row instead of summed. The weights sum to one already, so their sum of products is the average; dividing by the number of columns makes it too small.",
      zh: "权重与梯度的乘积在一行内取了平均，而不是求和。权重之和已经是 1，乘积之和本身就是加权平均；再除以列数就太小了。",
    },
  },
  "outer-factor-missing": {
    title: { en: "The weight does not multiply the whole difference", zh: "权重没有乘到整个差上" },
    explanation: {
      en: "The gradient minus the row's average is right, but the weight in front of it is missing, or it multiplies the first term only. Mind the brackets: weight · (gradient - average). A score whose weight is 0 must get no gradient.",
      zh: "梯度减去这一行的平均是对的，但前面漏乘了权重，或者只乘到了第一项上。正确的括号是：权重 ·（梯度 - 平均）。权重为 0 的分数不应得到任何梯度。",
    },
  },
  "sign-reversed": {
    title: { en: "The sign is reversed", zh: "符号反了" },
    explanation: {
      en: "The numbers are right but for their sign: somewhere a difference is taken the other way round. With it, gradient descent goes uphill.",
      zh: "数值都对，只是正负号相反：某处的减法写反了。用这样的梯度做梯度下降，损失会越来越大。",
    },
  },
} as const satisfies Readonly<Record<string, MistakeText>>;

type Code = keyof typeof mistakesOfGradients;

/** As `known`: `{ ...knownOfGradients("diagonal-only"), ways: [...] }`. */
export const knownOfGradients = (code: Code): { readonly code: Code } & MistakeText => ({
  code,
  ...mistakesOfGradients[code],
});
