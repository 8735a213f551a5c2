import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Recommendation: the next item from a sequence", zh: "推荐：从行为序列预测下一个物品" },
  topic: "applications",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "users-attend-to-users",
      right: false,
      text: {
        en: "As in collaborative filtering, users attend to similar users and take over their preferences.",
        zh: "和协同过滤一样，用户关注相似的用户，借用他们的偏好。",
      },
      why: {
        en: "No user attends to another: the tokens are the items of one user. What is shared between users are the parameters, above all the item embeddings.",
        zh: "用户之间并不互相关注：token 是一个用户的各个物品。用户之间共享的是参数，主要是物品 embedding。",
      },
    },
    {
      id: "one-pass-many-examples",
      right: true,
      text: {
        en: "SASRec uses a causal mask, so one pass over a sequence of n items trains n predictions.",
        zh: "SASRec 用因果掩码，所以对 n 个物品的序列前向一次，就能训练 n 个预测。",
      },
      why: {
        en: "Position t predicts item t + 1 and sees only items 1 to t. It is a language model whose words are items.",
        zh: "位置 t 预测第 t + 1 个物品，只能看到第 1 到第 t 个。这就是以物品为词的语言模型。",
      },
    },
    {
      id: "dot-product-with-items",
      right: true,
      text: {
        en: "SASRec scores an item by the dot product of its embedding with the last output, as in matrix factorisation.",
        zh: "SASRec 用物品 embedding 与最后一个输出的点积给物品打分，形式与矩阵分解相同。",
      },
      why: {
        en: "The difference is where the user vector comes from: it is computed from the sequence instead of being looked up by user id.",
        zh: "区别在于用户向量的来源：它由序列算出，而不是按用户 id 查表得到。",
      },
    },
    {
      id: "bst-can-be-cached",
      right: false,
      text: {
        en: "In BST the user vector can be cached as well, because the candidate item enters only at the end.",
        zh: "BST 的用户向量同样可以缓存，因为候选物品到最后才参与。",
      },
      why: {
        en: "BST puts the candidate into the sequence, where it attends and is attended to. The sequence has to be computed again for each candidate, so BST is used for ranking.",
        zh: "BST 把候选物品放进序列，它既关注别人，也被别人关注。每个候选都要重算整个序列，所以 BST 用于精排。",
      },
    },
    {
      id: "weights-are-similarity",
      right: false,
      text: {
        en: "A large weight between two items means that they are similar, so the weights can replace item-to-item similarity.",
        zh: "两个物品之间权重大说明它们相似，所以权重可以代替物品相似度。",
      },
      why: {
        en: "A weight says how much of one position is mixed into another, for this sequence and head. It is normalised within the sequence, not symmetric, and not comparable between users.",
        zh: "权重说的是在这个序列、这个头里，一个位置的内容有多少混入另一个位置。它在序列内归一化，不对称，也不能跨用户比较。",
      },
    },
  ],
  sources: [
    {
      title: "Kang and McAuley, Self-Attentive Sequential Recommendation (2018)",
      url: "https://arxiv.org/abs/1808.09781",
    },
    {
      title: "Chen et al., Behavior Sequence Transformer for E-commerce Recommendation in Alibaba (2019)",
      url: "https://arxiv.org/abs/1905.06874",
    },
    {
      title: "Zhou et al., Deep Interest Network for Click-Through Rate Prediction (2017)",
      url: "https://arxiv.org/abs/1706.06978",
    },
  ],
  practise: ["causal-self-attention", "next-token-loss"],
} satisfies Question;
