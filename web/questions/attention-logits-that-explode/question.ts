import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Attention scores that explode", zh: "注意力分数爆炸" },
  topic: "training",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "normalise-queries-and-keys",
      right: true,
      text: {
        en: "Normalise queries and keys in each head before the product: the scores are then bounded by the learned gains.",
        zh: "在做乘积之前，逐头归一化 query 和 key：分数就受学到的缩放系数限制。",
      },
      why: {
        en: "The norms of W_Q and W_K drop out of the score. With RMSNorm, |q·k|/√d is at most √d times the largest gain of the queries times that of the keys.",
        zh: "W_Q 和 W_K 的范数不再影响分数。用 RMSNorm 时，|q·k|/√d 不超过 √d、query 的最大缩放系数、key 的最大缩放系数三者之积。",
      },
    },
    {
      id: "divide-by-d",
      right: false,
      text: {
        en: "Divide by d instead of √d: scores that are smaller by a constant factor cannot run away.",
        zh: "除以 d 而不是 √d：分数缩小一个常数倍，就不会失控。",
      },
      why: {
        en: "A constant factor sets the starting point. The projections can still grow without limit and make up for it. At best, the run diverges a little later.",
        zh: "常数倍只决定起点。投影照样可以无限增长，把它补回来；最多只是推迟发散。",
      },
    },
    {
      id: "soft-cap",
      right: true,
      text: {
        en: "Apply a soft cap c·tanh(s/c) to the scaled scores, before the mask is added.",
        zh: "对缩放后的分数做软截断 c·tanh(s/c)，然后再加掩码。",
      },
      why: {
        en: "It bounds every score by c and stays differentiable. Gemma 2 uses c = 50. Placed after the mask it would turn −∞ into −c.",
        zh: "它把每个分数限制在 c 以内，又保持可导。Gemma 2 用 c = 50。如果放在掩码之后，−∞ 会变成 −c。",
      },
    },
    {
      id: "clip-weights",
      right: false,
      text: {
        en: "Clip the attention weights to at most 0.9 and normalise again, so that no row can become one-hot.",
        zh: "把注意力权重截断到不超过 0.9 再归一化，这样任何一行都不会变成 one-hot。",
      },
      why: {
        en: "This treats the symptom behind the softmax. Clipped weights pass no gradient, and nothing keeps the scores from growing further.",
        zh: "这是在 softmax 之后治标。被截断的权重不传梯度，分数照样会继续增长。",
      },
    },
    {
      id: "clip-after-update",
      right: true,
      text: {
        en: "After an update, scale down W_Q and W_K of those heads whose largest score exceeded a limit.",
        zh: "每次更新之后，把最大分数超限的那些头的 W_Q 和 W_K 缩小。",
      },
      why: {
        en: "That is QK-Clip of Kimi K2: with γ = limit/maximum, both matrices are multiplied by √γ. Other heads and the forward pass stay as they are.",
        zh: "这就是 Kimi K2 的 QK-Clip：取 γ = 上限/最大值，两个矩阵各乘 √γ。其他头和前向计算都不变。",
      },
    },
  ],
  sources: [
    {
      title: "Henry et al., Query-Key Normalization for Transformers (2020)",
      url: "https://arxiv.org/abs/2010.04245",
    },
    {
      title: "Dehghani et al., Scaling Vision Transformers to 22 Billion Parameters (2023)",
      url: "https://arxiv.org/abs/2302.05442",
    },
    {
      title: "Gemma Team, Gemma 2: Improving Open Language Models at a Practical Size (2024)",
      url: "https://arxiv.org/abs/2408.00118",
    },
    { title: "Kimi Team, Kimi K2: Open Agentic Intelligence (2025)", url: "https://arxiv.org/abs/2507.20534" },
  ],
  practise: ["qk-norm-attention", "softcapped-attention"],
} satisfies Question;
