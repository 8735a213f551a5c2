import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Route planning: choosing the next stop", zh: "路径规划：选择下一站" },
  topic: "applications",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "index-as-position",
      right: false,
      text: {
        en: "The encoder needs positional encodings: each stop gets the one of its index in the list.",
        zh: "编码器需要位置编码：每个站点按它在列表中的序号编码。",
      },
      why: {
        en: "The stops are a set. Their coordinates are features of the tokens; an index would make the tour depend on the order of the list.",
        zh: "站点是一个集合。坐标已经是 token 的特征；加上序号，路线反而会随列表顺序而变。",
      },
    },
    {
      id: "found-the-shortest",
      right: false,
      text: {
        en: "As every stop attends to every other, the model finds the shortest tour.",
        zh: "每个站点都关注所有站点，所以模型能找到最短路线。",
      },
      why: {
        en: "It is a learned heuristic without a guarantee. For the travelling salesman problem, exact solvers and good local search give shorter tours, and the gap grows with the number of stops.",
        zh: "它是学出来的启发式方法，没有任何保证。对旅行商问题，精确求解器和好的局部搜索给出的路线更短，而且站点越多差距越大。",
      },
    },
    {
      id: "weights-are-the-policy",
      right: true,
      text: {
        en: "In the last layer the weights themselves are the output: the probability that each stop is visited next.",
        zh: "最后一层里，权重本身就是输出：每个站点成为下一站的概率。",
      },
      why: {
        en: "No values are summed there. The same idea, a pointer, copies words in summarisation.",
        zh: "那里不对 value 求和。同样的思路即指针，在摘要里用来复制原文的词。",
      },
    },
    {
      id: "argmax-is-differentiable",
      right: false,
      text: {
        en: "As the softmax is differentiable, the tour length can be backpropagated through the chosen stops.",
        zh: "softmax 可微，所以路线长度可以经选中的站点反向传播。",
      },
      why: {
        en: "Choosing a stop is a discrete step without a gradient. The model is trained with REINFORCE, with the tour of a greedy copy of the model as the baseline.",
        zh: "选站点是离散的一步，没有梯度。模型用 REINFORCE 训练，以自身一个贪心副本给出的路线作基线。",
      },
    },
    {
      id: "mask-makes-it-valid",
      right: true,
      text: {
        en: "Visited stops are masked, so every tour that comes out is valid, even from an untrained model.",
        zh: "去过的站点被屏蔽，所以即使模型没有训练过，给出的路线也都合法。",
      },
      why: {
        en: "The mask changes in every step. For other problems it encodes other rules, such as the load that a vehicle can still take.",
        zh: "掩码每一步都在变。换成别的问题，它就编码别的约束，例如车辆的剩余载重。",
      },
    },
  ],
  sources: [
    {
      title: "Kool et al., Attention, Learn to Solve Routing Problems! (2018)",
      url: "https://arxiv.org/abs/1803.08475",
    },
    { title: "Vinyals et al., Pointer Networks (2015)", url: "https://arxiv.org/abs/1506.03134" },
  ],
  practise: ["additive-attention", "masked-softmax"],
} satisfies Question;
