import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What makes it self-attention", zh: "自注意力的“自”" },
  topic: "transformers",
  difficulty: "easy",
  asked: 2,
  choices: [
    {
      id: "three-roles",
      right: true,
      text: {
        en: "Queries, keys and values are projected from the same sequence: each element has all three roles.",
        zh: "query、key、value 由同一个序列投影而来：每个元素兼有三种角色。",
      },
      why: {
        en: "That is the definition. Each element gives one query, and its key is compared with the queries of all elements.",
        zh: "这就是定义。每个元素给出一个 query，它的 key 则与所有元素的 query 比较。",
      },
    },
    {
      id: "attends-to-itself",
      right: false,
      text: {
        en: "Each element attends only to itself and is refined without the others.",
        zh: "每个元素只关注自己，不看其他元素就得到改进。",
      },
      why: {
        en: "Then the weights would be the identity matrix and the layer a linear map at each position. The purpose is the exchange between elements.",
        zh: "那样权重就是单位矩阵，这一层退化成逐位置的线性映射。它的目的恰恰是让元素之间交换信息。",
      },
    },
    {
      id: "symmetric-scores",
      right: false,
      text: {
        en: "Q and K are the same tensor, so the scores are symmetric: A attends to B as much as B to A.",
        zh: "Q 和 K 是同一个张量，所以分数是对称的：A 有多关注 B，B 就有多关注 A。",
      },
      why: {
        en: "The source is the same, the projections are not: XW_Q and XW_K differ, and QKᵀ is in general not symmetric. Even a symmetric matrix usually loses its symmetry when the softmax normalises each row.",
        zh: "来源相同，投影不同：XW_Q 与 XW_K 不一样，QKᵀ 一般不对称。即便矩阵对称，softmax 逐行归一化之后通常也不再对称。",
      },
    },
    {
      id: "tied-to-length",
      right: false,
      text: {
        en: "The projections have one row for each position, so the layer works only at the training length.",
        zh: "投影矩阵每个位置占一行，所以这一层只能用于训练时的长度。",
      },
      why: {
        en: "Projections are d_model × d and shared by all positions. A table of learned position embeddings is what limits a model to a maximum length.",
        zh: "投影矩阵是 d_model × d，所有位置共用。会把模型限制在某个最大长度的，是学出来的位置编码表。",
      },
    },
    {
      id: "square-weights",
      right: true,
      text: {
        en: "There are as many queries as keys, so the weights of a head form an L × L matrix.",
        zh: "query 与 key 一样多，所以一个头的权重是 L × L 的矩阵。",
      },
      why: {
        en: "One row for each query, one column for each key, both over the same L elements. (With a KV cache, only the last rows are computed.)",
        zh: "每个 query 一行，每个 key 一列，都对应同样的 L 个元素。（用 KV 缓存时，只计算其中最后几行。）",
      },
    },
  ],
  sources: [{ title: "Vaswani et al., Attention Is All You Need (2017)", url: "https://arxiv.org/abs/1706.03762" }],
  practise: ["self-attention", "cross-attention"],
} satisfies Question;
