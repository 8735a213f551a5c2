import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Add or correct: the delta rule", zh: "累加还是纠正：delta 规则" },
  topic: "variants",
  difficulty: "hard",
  asked: 1,
  rubric: [
    {
      en: "The first only adds: two values written under one key are read as their sum, and nothing is ever removed.",
      zh: "第一种只会累加：在同一个 key 下写两个 value，读出来是两者之和，什么都不会被删除。",
    },
    {
      en: "The second writes the error v − Sk: a step of gradient descent on ½|Sk − v|², with β as its size.",
      zh: "第二种写入的是误差 v − Sk：对 ½|Sk − v|² 做一步梯度下降，步长为 β。",
    },
    {
      en: "With β = 1 and a key of norm 1, reading k afterwards gives exactly v: the old value is replaced.",
      zh: "β = 1 且 key 的范数为 1 时，之后用 k 读到的恰好是 v：旧的 value 被替换了。",
    },
    {
      en: "It is still linear in S, with the factor I − βkkᵀ, so it has a form in chunks of matrix products.",
      zh: "它对 S 仍是线性的，系数是 I − βkkᵀ，因此可以写成分块的矩阵乘法。",
    },
    {
      en: "One decay factor fades everything alike, the delta rule rewrites only what lies along k; both can be combined.",
      zh: "单个衰减系数让所有内容以同样的速度淡忘，delta 规则只改写 k 方向上的内容；两者可以结合。",
    },
  ],
  sources: [
    {
      title: "Schlag et al., Linear Transformers Are Secretly Fast Weight Programmers (2021)",
      url: "https://arxiv.org/abs/2102.11174",
    },
    {
      title: "Yang et al., Parallelizing Linear Transformers with the Delta Rule over Sequence Length (2024)",
      url: "https://arxiv.org/abs/2406.06484",
    },
    {
      title: "Yang et al., Gated Delta Networks: Improving Mamba2 with Delta Rule (2024)",
      url: "https://arxiv.org/abs/2412.06464",
    },
    {
      title: "Grazzi et al., Unlocking State-Tracking in Linear RNNs Through Negative Eigenvalues (2024)",
      url: "https://arxiv.org/abs/2411.12537",
    },
    {
      title: "Kimi Team, Kimi Linear: An Expressive, Efficient Attention Architecture (2025)",
      url: "https://arxiv.org/abs/2510.26692",
    },
  ],
  practise: ["delta-rule", "recurrent-linear-attention"],
} satisfies Question;
