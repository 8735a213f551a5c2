import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Is softmax(score × weight) a definition?", zh: "softmax（分数 × 权重）算定义吗" },
  topic: "basics",
  difficulty: "medium",
  asked: 1,
  rubric: [
    {
      en: "Score and weight are explained by each other: the definition is circular.",
      zh: "分数和权重互相解释，是循环定义。",
    },
    {
      en: "It does not say what a score is computed from: query and key are missing.",
      zh: "没有说明分数由什么算出：缺了 query 和 key。",
    },
    {
      en: "Attention weights come out of the softmax; they do not go into it.",
      zh: "注意力权重是 softmax 的输出，不是它的输入。",
    },
    {
      en: "The weighted sum of values is missing, so the result is a distribution and not a vector with content.",
      zh: "缺少对 value 的加权求和，结果只是分布，而不是带内容的向量。",
    },
    {
      en: "Gives a complete definition with a score function that can be computed.",
      zh: "给出完整的定义，其中的打分函数可以实际计算。",
    },
  ],
  sources: [
    {
      title: "Lin et al., A Structured Self-attentive Sentence Embedding (2017)",
      url: "https://arxiv.org/abs/1703.03130",
    },
    { title: "Vaswani et al., Attention Is All You Need (2017)", url: "https://arxiv.org/abs/1706.03762" },
  ],
  practise: ["attention-weights", "scaled-dot-product-attention"],
} satisfies Question;
