import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Additive or multiplicative scoring", zh: "加性打分与乘性打分" },
  topic: "basics",
  difficulty: "medium",
  choices: [
    {
      id: "cheaper-class",
      right: false,
      text: {
        en: "Additive scoring grows more slowly with the length, because it adds where the other multiplies.",
        zh: "加性打分随长度增长得更慢，因为它做的是加法而不是乘法。",
      },
      why: {
        en: "Both score every pair, so both grow with L·S. The names tell how q and k are combined, not what it costs; the additive score has a tanh for each pair and hidden unit.",
        zh: "两者都要给每一对打分，都随 L·S 增长。名字说的是 q 与 k 如何结合，而不是代价；加性打分对每一对、每个隐单元还多一次 tanh。",
      },
    },
    {
      id: "one-matrix-product",
      right: true,
      text: {
        en: "Dot products of all pairs are one matrix product; additive scores need a hidden vector for each pair.",
        zh: "所有点积就是一次矩阵乘法；加性打分要为每一对算一个隐向量。",
      },
      why: {
        en: "That is the practical reason that Vaswani et al. (2017) give: faster and with less memory, on optimised matrix multiplication.",
        zh: "这正是 Vaswani 等人（2017）给出的实际理由：借助高度优化的矩阵乘法，更快也更省内存。",
      },
    },
    {
      id: "different-lengths",
      right: true,
      text: {
        en: "Additive scoring accepts queries and keys of different lengths; the plain dot product does not.",
        zh: "加性打分允许 query 和 key 长度不同，单纯的点积不行。",
      },
      why: {
        en: "W_q and W_k map both to the hidden width. A product can do it as well, but only with a matrix between, qᵀWk, or with projections before.",
        zh: "W_q 和 W_k 把两者映射到同样的隐层宽度。乘积也能做到，但中间要有矩阵 qᵀWk，或者事先投影。",
      },
    },
    {
      id: "no-softmax",
      right: false,
      text: {
        en: "Additive scores lie between −1 and 1 thanks to the tanh, so they can serve as weights without a softmax.",
        zh: "有了 tanh，加性分数落在 −1 与 1 之间，不用 softmax 就能直接当权重。",
      },
      why: {
        en: "The product with v follows after the tanh, so scores can be as large as the sum of |vᵢ|. They may be negative and do not sum to one: the softmax is needed.",
        zh: "tanh 之后还要与 v 相乘，分数可以大到 |vᵢ| 之和。它可能为负，和也不为 1，仍然需要 softmax。",
      },
    },
    {
      id: "always-better",
      right: false,
      text: {
        en: "The dot product gives better models at every width, which is why the Transformer uses it.",
        zh: "不论宽度多大，点积得到的模型都更好，所以 Transformer 用它。",
      },
      why: {
        en: "Vaswani et al. (2017) argue with speed and memory. For large d they report the opposite of the unscaled dot product: additive scoring does better.",
        zh: "Vaswani 等人（2017）的理由是速度和内存。对较大的 d，他们的说法正相反：不缩放的点积不如加性打分。",
      },
    },
  ],
  followUps: [
    {
      en: "Why does the tanh matter? What is left of the additive score without it?",
      zh: "tanh 为什么重要？去掉它，加性打分还剩什么？",
    },
    {
      en: "How would you compute additive scores without ever storing [L, S, a]?",
      zh: "怎样计算加性分数而从不存下 [L, S, a]？",
    },
  ],
  sources: [
    {
      title: "Bahdanau, Cho and Bengio, Neural Machine Translation by Jointly Learning to Align and Translate, 2014",
      url: "https://arxiv.org/abs/1409.0473",
    },
    {
      title: "Luong, Pham and Manning, Effective Approaches to Attention-based Neural Machine Translation, 2015",
      url: "https://arxiv.org/abs/1508.04025",
    },
    {
      title: "Vaswani et al., Attention Is All You Need, section 3.2.1, 2017",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
} satisfies Question;
