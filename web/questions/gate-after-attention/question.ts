import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "A gate after attention", zh: "注意力之后的门控" },
  topic: "variants",
  difficulty: "medium",
  asked: 1,
  choices: [
    {
      id: "replaces-softmax",
      right: false,
      text: {
        en: "It replaces the softmax: each weight is squeezed into (0, 1) by itself and need not sum to one.",
        zh: "它取代了 softmax：每个权重各自压进 (0, 1)，和不必为 1。",
      },
      why: {
        en: "That would be sigmoid attention, where the sigmoid acts on scores. Here the softmax stays, and the gate acts on features after the weighted sum.",
        zh: "那是 sigmoid 注意力，sigmoid 作用在分数上。这里 softmax 还在，门控作用于加权求和之后的特征。",
      },
    },
    {
      id: "gate-for-each-pair",
      right: false,
      text: {
        en: "It needs one gate for each pair of query and key, so its cost grows with the square of the length.",
        zh: "每一对 query 和 key 都要一个门，所以开销随长度的平方增长。",
      },
      why: {
        en: "The gate depends on the query's token only: one number for each feature or each head. Its cost is one more projection, linear in the length.",
        zh: "门只取决于 query 所在的 token：每个特征或每个头一个数。开销只是多一个投影，与长度成线性关系。",
      },
    },
    {
      id: "nonlinearity-between",
      right: true,
      text: {
        en: "It puts a nonlinearity between the value and the output projection, which otherwise amount to one linear map.",
        zh: "它在 value 投影与输出投影之间加了非线性，否则这两者等于一个线性映射。",
      },
      why: {
        en: "For given weights, a head computes W_O W_V applied to a mixture of tokens: one matrix of rank at most the head width. With a gate between, they cannot be merged.",
        zh: "权重给定时，一个头就是把 W_O W_V 作用在 token 的混合上，这个矩阵的秩不超过头的维度。中间有了门控，就不能合并了。",
      },
    },
    {
      id: "from-own-output",
      right: false,
      text: {
        en: "It only works if it is computed from the output of attention, since otherwise it cannot know what was found.",
        zh: "必须由注意力的输出来算才有用，否则它不知道找到了什么。",
      },
      why: {
        en: "In the formula it is computed from the layer's input, and that suffices: the token decides whether it needs this head. Qiu et al. compute it in this way.",
        zh: "公式里它由这一层的输入算出，这就够了：由 token 决定自己是否需要这个头。Qiu 等就是这样算的。",
      },
    },
    {
      id: "head-may-be-silent",
      right: true,
      text: {
        en: "A head can add almost nothing at a token, so that it need not park its weight on the first token.",
        zh: "一个头可以在某个 token 上几乎什么都不加，因此不必把权重停放在第一个 token 上。",
      },
      why: {
        en: "The softmax weights still sum to one, but a gate near 0 removes the result. Qiu et al. report sparse gates and far weaker attention sinks.",
        zh: "softmax 的权重之和仍是 1，但门接近 0 时结果就被去掉了。Qiu 等报告门控很稀疏，attention sink 大为减弱。",
      },
    },
  ],
  sources: [
    {
      title:
        "Qiu et al., Gated Attention for Large Language Models: Non-linearity, Sparsity, and Attention-Sink-Free (2025)",
      url: "https://arxiv.org/abs/2505.06708",
    },
    {
      title: "Ramapuram et al., Theory, Analysis, and Best Practices for Sigmoid Self-Attention (2024)",
      url: "https://arxiv.org/abs/2409.04431",
    },
  ],
  practise: ["multi-head-attention", "swiglu"],
} satisfies Question;
