import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Why scale by √d", zh: "为什么要除以 √d" },
  topic: "basics",
  difficulty: "medium",
  asked: 3,
  rubric: [
    {
      en: "For independent components with mean 0 and variance 1, q·k has variance d, so its standard deviation is √d.",
      zh: "各分量独立、均值为 0、方差为 1 时，q·k 的方差是 d，标准差是 √d。",
    },
    {
      en: "So for large d the scores differ a lot, and the softmax is almost one-hot before anything has been learned.",
      zh: "因此 d 大时分数相差很大，什么都还没学，softmax 就已经接近 one-hot。",
    },
    {
      en: "Then the derivative αᵢ(δᵢⱼ − αⱼ) is close to zero for all i and j, the largest weight included, and queries and keys hardly learn.",
      zh: "这时导数 αᵢ(δᵢⱼ − αⱼ) 对所有 i、j 都接近 0，最大的权重也不例外，query 和 key 几乎学不动。",
    },
    {
      en: "Dividing by √d brings the variance back to 1 whatever the width; dividing by d would make the weights almost uniform.",
      zh: "除以 √d 让方差回到 1，与维度无关；除以 d 则会让权重几乎均匀。",
    },
    {
      en: "d is the width of one head, not the width of the model.",
      zh: "d 是单个头的维度，不是模型的维度。",
    },
    {
      en: "Says that this is about the start of training: trained queries and keys are not independent, and scores may still grow.",
      zh: "指出这说的是训练之初：训练之后 query 和 key 不再独立，分数仍可能变大。",
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.1",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["scaled-dot-product-attention", "lab/sentence"],
} satisfies Question;
