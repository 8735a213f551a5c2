import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Finance: transactions and portfolios", zh: "金融：交易流水与投资组合" },
  topic: "applications",
  difficulty: "medium",
  asked: 1,
  choices: [
    {
      id: "fields-then-rows",
      right: true,
      text: {
        en: "TabFormer attends twice: over the fields within one transaction, then over the transactions of one account.",
        zh: "TabFormer 做两级注意力：先在一笔交易的各字段之间，再在一个账户的各笔交易之间。",
      },
      why: {
        en: "The first level turns a row of fields into one vector; the second level sees a sequence of such vectors. One flat sequence of all fields would have many more scores.",
        zh: "第一级把一行字段变成一个向量，第二级面对的是这些向量的序列。如果把所有字段排成一个长序列，分数会多得多。",
      },
    },
    {
      id: "accuracy-shows-it",
      right: false,
      text: {
        en: "If one transaction in a thousand is fraud and the model is right on 99.9 % of them, attention has proved useful.",
        zh: "如果千分之一的交易是欺诈，而模型的准确率达到 99.9%，就证明注意力有用。",
      },
      why: {
        en: "A model that never reports fraud is right just as often. Use precision and recall, or the money saved for a fixed number of checks.",
        zh: "从不报欺诈的模型准确率也有这么高。应看精确率和召回率，或者在固定核查量下挽回的金额。",
      },
    },
    {
      id: "weights-are-holdings",
      right: false,
      text: {
        en: "The attention weights of cross-asset attention are the portfolio: both are non-negative and sum to one.",
        zh: "跨资产注意力的权重就是投资组合：两者都非负，和都为 1。",
      },
      why: {
        en: "There is one row of weights for each asset, which mixes information from the others. The portfolio is made afterwards, from one score per asset, and may hold short positions.",
        zh: "每个资产各有一行权重，用来混合其他资产的信息。投资组合是之后根据每个资产的一个分数构造的，还可以做空。",
      },
    },
    {
      id: "random-split",
      right: false,
      text: {
        en: "Transactions can be split into training and test data at random, because each row is a separate example.",
        zh: "训练集和测试集可以随机划分，因为每笔交易都是独立的样本。",
      },
      why: {
        en: "Then the model sees the same account, and its future, in training. Split by time and by account. For portfolios, train only on data before the test period.",
        zh: "那样训练时就见过同一个账户，甚至见过它的未来。应按时间和账户划分；做投资组合时，只能用测试期之前的数据训练。",
      },
    },
    {
      id: "assets-have-no-order",
      right: true,
      text: {
        en: "In cross-asset attention the tokens are the assets of one date; listing them in another order changes no score.",
        zh: "跨资产注意力的 token 是同一天的各个资产；换一种排列顺序，每个资产的分数不变。",
      },
      why: {
        en: "Self-attention without positions is permutation-equivariant, which is right for a set of assets. The order that matters, time, is read before, asset by asset.",
        zh: "不带位置的自注意力是置换等变的，对一组资产来说正合适。真正重要的次序是时间，它在此之前已对每个资产分别读过。",
      },
    },
  ],
  sources: [
    {
      title: "Padhi et al., Tabular Transformers for Modeling Multivariate Time Series (2020)",
      url: "https://arxiv.org/abs/2011.01843",
    },
    {
      title:
        "Wang et al., AlphaStock: A Buying-Winners-and-Selling-Losers Investment Strategy using Interpretable Deep Reinforcement Attention Networks (2019)",
      url: "https://arxiv.org/abs/1908.02646",
    },
  ],
  practise: ["causal-self-attention", "masked-attention"],
} satisfies Question;
