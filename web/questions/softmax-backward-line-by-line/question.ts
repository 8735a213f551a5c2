import type { Question } from "../question.js";

export default {
  kind: "whiteboard",
  title: { en: "The backward pass of softmax, line by line", zh: "逐行推导 softmax 的反向" },
  topic: "training",
  difficulty: "medium",
  asked: 3,
  lines: [
    {
      ask: { en: "∂pᵢ / ∂xᵢ", zh: "∂pᵢ / ∂xᵢ" },
      names: ["p_i", "p_j"],
      right: "p_i (1 - p_i)",
      why: {
        en: "The quotient rule: the numerator gives pᵢ, and xᵢ in the sum of the denominator takes pᵢ² away.",
        zh: "商的求导法则：分子给出 pᵢ，分母的和里也有 xᵢ，减去 pᵢ²。",
      },
    },
    {
      ask: { en: "∂pⱼ / ∂xᵢ for j ≠ i", zh: "j ≠ i 时的 ∂pⱼ / ∂xᵢ" },
      names: ["p_i", "p_j"],
      right: "-p_i p_j",
      why: {
        en: "Only the denominator depends on xᵢ. The matrix of all these is symmetric: diag(p) − p pᵀ.",
        zh: "只有分母依赖 xᵢ。全部导数组成的矩阵是对称的：diag(p) − p pᵀ。",
      },
    },
    {
      ask: { en: "In ∂ℓ/∂xᵢ, the term of pᵢ itself", zh: "∂ℓ/∂xᵢ 里来自 pᵢ 自己的那一项" },
      names: ["p_i", "g_i", "s"],
      right: "g_i p_i (1 - p_i)",
      why: {
        en: "The chain rule: the gradient that comes in, times the derivative of the first line.",
        zh: "链式法则：传进来的梯度乘第一行的导数。",
      },
    },
    {
      ask: { en: "The sum of the terms of all j ≠ i", zh: "所有 j ≠ i 的项之和" },
      names: ["p_i", "g_i", "s"],
      right: "-p_i (s - g_i p_i)",
      why: {
        en: "Take −pᵢ out of the sum. What is left is s without the term of i.",
        zh: "把 −pᵢ 提出来，剩下的就是去掉 i 那一项的 s。",
      },
    },
    {
      ask: { en: "Together: ∂ℓ/∂xᵢ", zh: "合起来：∂ℓ/∂xᵢ" },
      names: ["p_i", "g_i", "s"],
      right: "p_i (g_i - s)",
      why: {
        en: "Two terms with pᵢ² gᵢ cancel. All that the entries of a row share is one number, s.",
        zh: "两个含 pᵢ² gᵢ 的项抵消。一行里的各个元素只共用 s 这一个数。",
      },
    },
    {
      ask: { en: "Now ℓ = −log pₜ for the class t. ∂ℓ/∂xₜ", zh: "现在设 ℓ = −log pₜ，t 是正确类别。∂ℓ/∂xₜ" },
      names: ["p_t", "p_i"],
      right: "p_t - 1",
      why: {
        en: "gₜ is −1/pₜ and all others are 0, so s is −1, and pₜ (−1/pₜ + 1) is pₜ − 1.",
        zh: "gₜ 是 −1/pₜ，其余都是 0，所以 s 为 −1，pₜ (−1/pₜ + 1) 就是 pₜ − 1。",
      },
    },
    {
      ask: { en: "And ∂ℓ/∂xᵢ for another class i ≠ t", zh: "其他类别 i ≠ t 的 ∂ℓ/∂xᵢ" },
      names: ["p_t", "p_i"],
      right: "p_i",
      why: {
        en: "gᵢ is 0 and s is −1. Softmax and cross-entropy together have the gradient p minus one-hot.",
        zh: "gᵢ 为 0，s 为 −1。softmax 与交叉熵合在一起，梯度就是 p 减去 one-hot。",
      },
    },
  ],
  sources: [
    {
      title: "Dao et al., FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness (2022)",
      url: "https://arxiv.org/abs/2205.14135",
    },
  ],
  practise: ["softmax-backward"],
} satisfies Question;
