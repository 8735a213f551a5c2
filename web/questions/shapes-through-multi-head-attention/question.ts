import type { Question } from "../question.js";

export default {
  kind: "whiteboard",
  title: { en: "Shapes through multi-head attention", zh: "多头注意力里的形状" },
  topic: "transformers",
  difficulty: "easy",
  asked: 3,
  lines: [
    {
      ask: { en: "The weight of the query projection, all heads together", zh: "query 投影的权重，所有头合在一起" },
      names: ["B", "L", "S", "D", "H"],
      right: "(D, D)",
      why: {
        en: "One matrix serves all heads: H slices of D/H columns lie side by side in it.",
        zh: "所有头共用一个矩阵：H 份、每份 D/H 列，并排放在里面。",
      },
    },
    {
      ask: { en: "The queries after the projection, before they are split", zh: "投影之后、分头之前的 query" },
      names: ["B", "L", "S", "D", "H"],
      right: "(B, L, D)",
      why: {
        en: "A linear layer acts on the last axis alone; batch and positions stay as they are.",
        zh: "线性层只作用在最后一维，batch 和位置都不变。",
      },
    },
    {
      ask: {
        en: "The queries split into heads, with the heads before the positions",
        zh: "分头之后的 query，头放在位置前面",
      },
      names: ["B", "L", "S", "D", "H"],
      right: "(B, H, L, D/H)",
      why: {
        en: "Reshape to (B, L, H, D/H), then swap two axes. Reshaping straight to (B, H, L, D/H) has the same shape and mixes up positions and heads.",
        zh: "先 reshape 成 (B, L, H, D/H)，再交换两维。直接 reshape 成 (B, H, L, D/H) 形状一样，却把位置和头弄混了。",
      },
    },
    {
      ask: { en: "The keys, transposed for the product with the queries", zh: "为了与 query 相乘而转置的 key" },
      names: ["B", "L", "S", "D", "H"],
      right: "(B, H, D/H, S)",
      why: {
        en: "The last two axes change places, so that the product sums over the features of a head.",
        zh: "最后两维互换，这样乘法就在头内的特征上求和。",
      },
    },
    {
      ask: { en: "The scores", zh: "分数" },
      names: ["B", "L", "S", "D", "H"],
      right: "(B, H, L, S)",
      why: {
        en: "One number for each pair of a query and a key, in each head.",
        zh: "每个头里，每一对 query 和 key 一个数。",
      },
    },
    {
      ask: { en: "The mean of the weights along a row, a number", zh: "权重一行的平均值，一个数" },
      names: ["B", "L", "S", "D", "H"],
      right: "1/S",
      why: { en: "Softmax runs over the keys, so S weights sum to one.", zh: "softmax 沿 key 做，S 个权重之和为 1。" },
    },
    {
      ask: { en: "The outputs of all heads, before they are joined", zh: "各头的输出，拼接之前" },
      names: ["B", "L", "S", "D", "H"],
      right: "(B, H, L, D/H)",
      why: {
        en: "The sum runs over the S keys; what is left is one vector of D/H features for each query and head.",
        zh: "在 S 个 key 上求和之后，每个头、每个 query 剩下一个 D/H 维的向量。",
      },
    },
    {
      ask: { en: "The output of the layer", zh: "这一层的输出" },
      names: ["B", "L", "S", "D", "H"],
      right: "(B, L, D)",
      why: {
        en: "Heads go back behind positions, H times D/H features become D, and the output projection mixes them.",
        zh: "头换回到位置后面，H 个 D/H 维合成 D 维，再由输出投影混合。",
      },
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.2",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "PyTorch documentation, torch.nn.MultiheadAttention",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html",
    },
  ],
  practise: ["split-heads", "multi-head-attention"],
} satisfies Question;
