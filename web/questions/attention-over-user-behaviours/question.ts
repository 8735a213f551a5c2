import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Attention over a user's behaviours", zh: "对用户历史行为的注意力" },
  topic: "applications",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "user-is-query",
      right: false,
      text: {
        en: "The user's embedding is the query and the candidate ads are the keys; the ad with the largest weight is shown.",
        zh: "用户 embedding 是 query，候选广告是 key，权重最大的广告被展示。",
      },
      why: {
        en: "It is the other way round. The sum runs over the behaviours eⱼ of one user, for one candidate at a time. Which ad is shown follows from the predicted click rates, not from these weights.",
        zh: "恰好反了。求和是对一个用户的各次行为 eⱼ 进行的，每次只针对一个候选。展示哪条广告由预测的点击率决定，而不是由这些权重决定。",
      },
    },
    {
      id: "order-is-modelled",
      right: false,
      text: {
        en: "The behaviours attend to one another, so the model knows in which order things were clicked.",
        zh: "各次行为彼此关注，所以模型知道点击的先后顺序。",
      },
      why: {
        en: "Each weight depends on one behaviour and the candidate. If the history is shuffled, the sum stays the same. To model the order, DIEN adds a recurrent network over the sequence, and BST adds self-attention with positions.",
        zh: "每个权重只取决于一次行为和候选广告；把历史打乱，和不变。DIEN 为此加上了沿序列的循环网络，BST 用了带位置的自注意力。",
      },
    },
    {
      id: "candidate-is-query",
      right: true,
      text: {
        en: "The candidate ad is the query, and the behaviours are keys and values. The same user gets a different vector for each ad.",
        zh: "候选广告是 query，历史行为是 key 和 value；同一个用户面对不同广告会得到不同的向量。",
      },
      why: {
        en: "For a pair of running shoes, the sports clothes bought earlier count, and the coffee machine does not. A fixed user vector would have to hold all interests at once.",
        zh: "候选是跑鞋时，以前买的运动服有用，咖啡机没用。固定的用户向量则得同时装下全部兴趣。",
      },
    },
    {
      id: "cached-user-vector",
      right: false,
      text: {
        en: "v_U is computed once per user and cached; scoring an ad then takes one dot product, so DIN can retrieve from millions of ads.",
        zh: "v_U 每个用户只算一次并缓存，给广告打分只需一次点积，所以 DIN 可以在几百万条广告中检索。",
      },
      why: {
        en: "v_U depends on the candidate, so it is computed again for each pair. That is affordable when ranking a few hundred candidates; retrieval uses a two-tower model with fixed vectors.",
        zh: "v_U 依赖候选广告，每一对都得重算。精排几百个候选时负担得起；召回阶段则用向量固定的双塔模型。",
      },
    },
    {
      id: "weights-not-normalised",
      right: true,
      text: {
        en: "The weights do not go through a softmax; their sum can show how strong the matching interest is.",
        zh: "权重不经过 softmax，它们的和可以反映相关兴趣有多强。",
      },
      why: {
        en: "The paper drops the constraint Σ a = 1 on purpose. With a softmax, a user with one related click and a user with fifty would get vectors of similar norm.",
        zh: "论文有意放弃了 Σ a = 1 的约束。若用 softmax，只有一次相关点击的用户和有五十次的用户，得到的向量范数会差不多。",
      },
    },
  ],
  sources: [
    {
      title: "Zhou et al., Deep Interest Network for Click-Through Rate Prediction (2017)",
      url: "https://arxiv.org/abs/1706.06978",
    },
    {
      title: "Zhou et al., Deep Interest Evolution Network for Click-Through Rate Prediction (2018)",
      url: "https://arxiv.org/abs/1809.03672",
    },
    {
      title: "Chen et al., Behavior Sequence Transformer for E-commerce Recommendation in Alibaba (2019)",
      url: "https://arxiv.org/abs/1905.06874",
    },
  ],
  practise: ["weighted-sum-attention", "masked-softmax"],
} satisfies Question;
