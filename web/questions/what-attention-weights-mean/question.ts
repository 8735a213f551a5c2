import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What attention weights mean", zh: "注意力权重的含义" },
  topic: "basics",
  difficulty: "easy",
  asked: 2,
  choices: [
    {
      id: "counts-alike",
      right: false,
      text: {
        en: "They are normalised so that every position counts equally.",
        zh: "归一化是为了让每个位置同等重要。",
      },
      why: {
        en: "Normalisation only makes them sum to one. They are equal only if all scores are equal; unequal weights are the whole point.",
        zh: "归一化只保证和为 1。只有所有分数都相等，权重才相等；权重不等，正是注意力的意义所在。",
      },
    },
    {
      id: "within-the-values",
      right: true,
      text: {
        en: "No component of the output can exceed the largest value in that component, or fall below the smallest.",
        zh: "输出的任何一个分量，都不会超过各 value 在该分量上的最大值，也不会低于最小值。",
      },
      why: {
        en: "Weights that are non-negative and sum to one give a convex combination of the values.",
        zh: "权重非负且和为 1，所以输出是 value 的凸组合（convex combination）。",
      },
    },
    {
      id: "never-zero",
      right: false,
      text: {
        en: "No weight may be zero, because then training breaks; so masked keys must keep a small weight.",
        zh: "权重不能为 0，否则无法训练，所以被屏蔽的 key 也要留一点权重。",
      },
      why: {
        en: "A masked key must get exactly zero: no content and no gradient should pass. Sparse alternatives to softmax, such as entmax, also give exact zeros and train well.",
        zh: "被屏蔽的 key 就应当恰好得到 0：既不该传内容，也不该传梯度。entmax 等稀疏的 softmax 替代品也会给出严格的 0，照样能训练。",
      },
    },
    {
      id: "relative",
      right: true,
      text: {
        en: "They are relative: adding the same number to all scores of a query changes nothing.",
        zh: "权重是相对的：给一个 query 的所有分数加上同一个数，权重不变。",
      },
      why: {
        en: "The ratio of two weights is exp(sᵢ − sⱼ). So a query to which no key fits still has weights that sum to one.",
        zh: "两个权重之比是 exp(sᵢ − sⱼ)。因此即使没有一个 key 合适，这个 query 的权重之和仍然是 1。",
      },
    },
    {
      id: "keys-get-one",
      right: false,
      text: {
        en: "Each key receives weights from all queries that sum to one, so no key can be attended to more than another.",
        zh: "每个 key 从所有 query 得到的权重之和也是 1，所以没有哪个 key 会比别的 key 得到更多关注。",
      },
      why: {
        en: "The sum runs over the keys of one query in one head. What a key receives from all queries together is not fixed.",
        zh: "和为 1 是对一个头里、一个 query 的所有 key 而言。一个 key 从所有 query 总共得到多少，并没有限制。",
      },
    },
  ],
  sources: [
    { title: "Vaswani et al., Attention Is All You Need (2017), section 3.2", url: "https://arxiv.org/abs/1706.03762" },
    { title: "Correia et al., Adaptively Sparse Transformers (2019)", url: "https://arxiv.org/abs/1909.00015" },
  ],
  practise: ["attention-weights", "lab/sentence"],
} satisfies Question;
