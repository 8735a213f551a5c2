import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Additive or multiplicative scoring", zh: "加性打分与乘性打分" },
  topic: "basics",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "cheaper-class",
      right: false,
      text: {
        en: "The cost of additive scoring grows more slowly with the sequence length, because it adds instead of multiplying.",
        zh: "加性打分的开销随序列长度增长得更慢，因为它做的是加法而不是乘法。",
      },
      why: {
        en: "Both score every pair, so both grow with L·S. The names say how q and k are combined, not what it costs; the additive score even takes a tanh for each pair and hidden unit.",
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
        en: "That is the practical reason given by Vaswani et al. (2017): faster and with less memory, thanks to optimised matrix multiplication.",
        zh: "这正是 Vaswani 等（2017）给出的实际理由：借助高度优化的矩阵乘法，更快也更省内存。",
      },
    },
    {
      id: "different-widths",
      right: true,
      text: {
        en: "Additive scoring accepts a query vector and a key vector of different widths; the plain dot product does not.",
        zh: "加性打分允许 query 向量和 key 向量的维度不同，单纯的点积不行。",
      },
      why: {
        en: "W_q and W_k map both to the hidden width. A product can do it as well, but only with a matrix in between, qᵀWk, or with projections first. (The number of queries and the number of keys may differ in both.)",
        zh: "W_q 和 W_k 把两者映射到同样的隐层维度。乘积也能做到，但中间要有矩阵（qᵀWk），或者先做投影。（query 与 key 的个数在两种打分里都可以不同。）",
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
        en: "The product with v comes after the tanh, so scores can be almost as large as the sum of |vᵢ|. They may be negative and do not sum to one: the softmax is needed.",
        zh: "tanh 之后还要与 v 相乘，分数可以接近 |vᵢ| 之和。它可能为负，和也不为 1，仍然需要 softmax。",
      },
    },
    {
      id: "always-better",
      right: false,
      text: {
        en: "The dot product gives better models at every width, which is why the Transformer uses it.",
        zh: "不论维度多大，点积得到的模型都更好，所以 Transformer 用它。",
      },
      why: {
        en: "The argument of Vaswani et al. (2017) is speed and memory. For large d they report the opposite: without scaling, the dot product does worse than additive scoring.",
        zh: "Vaswani 等（2017）的理由是速度和内存。对较大的 d，他们的说法正相反：不缩放的点积不如加性打分。",
      },
    },
  ],
  sources: [
    {
      title: "Bahdanau et al., Neural Machine Translation by Jointly Learning to Align and Translate (2014)",
      url: "https://arxiv.org/abs/1409.0473",
    },
    {
      title: "Luong et al., Effective Approaches to Attention-based Neural Machine Translation (2015)",
      url: "https://arxiv.org/abs/1508.04025",
    },
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.1",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["additive-attention", "scaled-dot-product-attention"],
} satisfies Question;
