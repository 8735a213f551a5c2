import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "The formula and its shapes", zh: "公式与各张量的形状" },
  topic: "basics",
  difficulty: "easy",
  asked: 3,
  rubric: [
    {
      en: "Gives softmax(QKᵀ / √d) V, where d is the width of a key in one head.",
      zh: "写出 softmax(QKᵀ / √d) V，并说明 d 是单个头里 key 的维度。",
    },
    {
      en: "Says what a query, a key and a value are, and that they are learned projections.",
      zh: "说清 query、key、value 各是什么，以及它们是学到的投影。",
    },
    {
      en: "The softmax runs over the keys, the last axis of the scores.",
      zh: "softmax 沿 key 做，即分数的最后一维。",
    },
    {
      en: "Scores and weights are [B, h, L, S]; the output is [B, h, L, d_v].",
      zh: "分数和权重的形状是 [B, h, L, S]，输出是 [B, h, L, d_v]。",
    },
    {
      en: "Names what must agree: d of queries and keys, S of keys and values.",
      zh: "指出必须一致的维度：query 与 key 的 d，key 与 value 的 S。",
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), sections 3.2.1 and 3.2.2",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["scaled-dot-product-attention"],
} satisfies Question;
