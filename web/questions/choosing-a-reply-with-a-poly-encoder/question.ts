import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Choosing a reply in customer service", zh: "客服对话中的回复选择" },
  topic: "applications",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "token-by-token",
      right: false,
      text: {
        en: "Each token of a reply attends to each token of the dialogue, so no reply can be encoded before the customer writes.",
        zh: "回复的每个 token 都关注对话的每个 token，所以在客户发言之前无法预先编码任何回复。",
      },
      why: {
        en: "That is a cross-encoder. Here a reply is one vector y, computed without the dialogue; all prepared replies are encoded once and stored.",
        zh: "那是交叉编码器（cross-encoder）。这里一条回复就是一个与对话无关的向量 y，所有备选回复只编码一次，存起来即可。",
      },
    },
    {
      id: "codes-are-queries",
      right: true,
      text: {
        en: "In the first attention the codes are the queries: parameters, the same for every dialogue. Keys and values are the token outputs.",
        zh: "第一次注意力中，各个 code 是 query：它们是参数，对所有对话都一样；key 和 value 是各 token 的输出。",
      },
      why: {
        en: "So a dialogue of any length becomes m vectors. Each code can learn to capture a different aspect of the conversation.",
        zh: "于是任意长度的对话都变成 m 个向量；每个 code 可以学会抓取对话的一个侧面。",
      },
    },
    {
      id: "dialogue-is-query",
      right: false,
      text: {
        en: "In the second attention the dialogue is the query and the candidate replies are keys and values; its softmax gives the probability of each reply.",
        zh: "第二次注意力中，对话是 query，各备选回复是 key 和 value，softmax 给出每条回复的概率。",
      },
      why: {
        en: "The softmax runs over the m context vectors, for each reply separately. Replies are compared afterwards, by their scores s.",
        zh: "softmax 是对 m 个上下文向量做的，每条回复各算一次。回复之间的比较在此之后，用分数 s 进行。",
      },
    },
    {
      id: "finds-the-intent",
      right: false,
      text: {
        en: "The token with the largest weight is the customer's intent, so the weights replace an intent classifier.",
        zh: "权重最大的 token 就是客户的意图，因此权重可以代替意图分类器。",
      },
      why: {
        en: "The weights say how a vector was mixed. There are no intent labels in training, and a large weight on “refund” does not tell whether the customer wants one or not.",
        zh: "权重只说明向量是怎样混合出来的。训练时没有意图标签；“退款”一词权重大，也看不出客户是要退款还是不要退款。",
      },
    },
    {
      id: "reply-is-query",
      right: true,
      text: {
        en: "In the second attention the reply is the query over the m context vectors; each reply gets its own summary of the dialogue.",
        zh: "第二次注意力中，回复是 query，对 m 个上下文向量做注意力；每条回复得到各自的对话摘要。",
      },
      why: {
        en: "For a reply about delivery, what was said about delivery gets more weight. A reply costs m + 1 dot products, the last one for s, however long the dialogue is.",
        zh: "对关于物流的回复，对话中与物流有关的内容权重更大。每条回复只需 m + 1 次点积（最后一次用来算 s），与对话长度无关。",
      },
    },
  ],
  sources: [
    {
      title:
        "Humeau et al., Poly-encoders: Architectures and Pre-training Strategies for Fast and Accurate Multi-sentence Scoring (2019)",
      url: "https://arxiv.org/abs/1905.01969",
    },
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
  ],
  practise: ["query-pooling", "cross-attention"],
} satisfies Question;
