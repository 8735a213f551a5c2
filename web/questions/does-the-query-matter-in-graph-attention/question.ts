import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Does the query matter in graph attention?", zh: "图注意力里 query 起作用吗" },
  topic: "variants",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "own-order",
      right: false,
      text: {
        en: "Each node ranks its neighbours in its own way, since its vector is part of every score.",
        zh: "每个节点对邻居有自己的排名，因为它的向量参与了每个分数。",
      },
      why: {
        en: "It is part of it only as a summand that is the same for all j. Adding a constant and applying an increasing function keeps the order.",
        zh: "它只是一个对所有 j 都相同的加数。加上常数、再套一个递增函数，次序不变。",
      },
    },
    {
      id: "part-of-i-cancels",
      right: false,
      text: {
        en: "The part of node i cancels in the softmax, so nodes with the same neighbours also have the same weights.",
        zh: "节点 i 的那部分在 softmax 里消掉了，所以邻居相同的节点，权重也相同。",
      },
      why: {
        en: "That would be so without the LeakyReLU. With it, the part of i decides which scores are on the flat side, and so how sharp the weights are. Only the order is fixed.",
        zh: "没有 LeakyReLU 才会这样。有了它，i 的那部分决定哪些分数落在斜率小的一侧，也就决定了权重有多尖锐。固定的只是次序。",
      },
    },
    {
      id: "heads-cure-it",
      right: false,
      text: {
        en: "Several heads solve this: with enough of them, the order of the neighbours depends on the node.",
        zh: "用多个头就能解决：头足够多，邻居的次序就会随节点而变。",
      },
      why: {
        en: "Each head has a fixed order of its own, the same for every i. There are several orders then, but none of them is chosen by the node.",
        zh: "每个头各有一个固定的次序，对所有 i 都相同。次序是多了几种，但没有哪一种由节点来选。",
      },
    },
    {
      id: "same-order",
      right: true,
      text: {
        en: "Among common neighbours, the one with the largest weight is the same for every node i.",
        zh: "在共同的邻居中，对每个节点 i 来说，权重最大的都是同一个。",
      },
      why: {
        en: "The score is LeakyReLU(sᵢ + tⱼ), increasing in tⱼ for every sᵢ. So the ranking is that of tⱼ. Brody et al. (2021) call this static attention.",
        zh: "分数是 LeakyReLU(sᵢ + tⱼ)，无论 sᵢ 是多少都随 tⱼ 递增，所以排名就是 tⱼ 的排名。Brody 等（2021）称之为静态注意力。",
      },
    },
    {
      id: "nonlinearity-inside",
      right: true,
      text: {
        en: "Moving the LeakyReLU between the linear map and a, as GATv2 does, lets the order depend on i.",
        zh: "像 GATv2 那样，把 LeakyReLU 移到线性变换与 a 之间，次序就可以随 i 而变。",
      },
      why: {
        en: "The nonlinearity then acts on each hidden unit of both nodes together, so which unit is active for j depends on i. It is a small network with one hidden layer.",
        zh: "这时非线性作用在两个节点共同形成的每个隐藏单元上，j 激活哪个单元取决于 i。它就是一个单隐层的小网络。",
      },
    },
  ],
  sources: [
    { title: "Veličković et al., Graph Attention Networks (2017)", url: "https://arxiv.org/abs/1710.10903" },
    {
      title: "Brody et al., How Attentive are Graph Attention Networks? (2021)",
      url: "https://arxiv.org/abs/2105.14491",
    },
  ],
  practise: ["graph-attention"],
} satisfies Question;
