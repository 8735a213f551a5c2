import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "The backward pass without the matrix", zh: "不存矩阵怎样做反向" },
  topic: "hardware",
  difficulty: "hard",
  asked: 2,
  rubric: [
    {
      en: "Kept from the forward pass: Q, K, V, the output O, and one log-sum-exp per row. Linear in the length, no matrix.",
      zh: "前向留下的是 Q、K、V、输出 O，以及每行一个 log-sum-exp。与长度成线性，没有矩阵。",
    },
    {
      en: "The weights are computed again tile by tile, P = exp(S − lse), already normalised, without a running maximum.",
      zh: "权重逐块重算，P = exp(S − lse)，直接就是归一化的，不再需要滚动的最大值。",
    },
    {
      en: "From a tile of P: dV += Pᵀ dO and dP = dO Vᵀ.",
      zh: "由一块 P 得到 dV += Pᵀ dO 和 dP = dO Vᵀ。",
    },
    {
      en: "The sum over a whole row that the softmax needs, rowsum(P∘dP), equals D = rowsum(dO∘O), which is known before the first tile; dS = P∘(dP − D).",
      zh: "softmax 的反向需要整行的和 rowsum(P∘dP)，它等于 D = rowsum(dO∘O)，第一块之前就能算好；dS = P∘(dP − D)。",
    },
    {
      en: "dQ += dS K and dK += dSᵀ Q, both times the scale; dQ collects over the tiles of keys, dK and dV over those of queries.",
      zh: "dQ += dS K，dK += dSᵀ Q，都要乘缩放系数；dQ 沿 key 的各块累加，dK 和 dV 沿 query 的各块累加。",
    },
    {
      en: "Computing P again costs operations and saves traffic, and traffic was the limit, so it is faster and not only smaller.",
      zh: "重算 P 多花运算，省下读写；瓶颈本来就是读写，所以不只省显存，而且更快。",
    },
  ],
  sources: [
    {
      title: "Dao et al., FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness (2022)",
      url: "https://arxiv.org/abs/2205.14135",
    },
    {
      title: "Dao, FlashAttention-2: Faster Attention with Better Parallelism and Work Partitioning (2023)",
      url: "https://arxiv.org/abs/2307.08691",
    },
  ],
  practise: ["flash-backward", "attention-backward"],
} satisfies Question;
