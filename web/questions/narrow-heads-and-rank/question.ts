import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Narrow heads and rank", zh: "窄的头与秩" },
  topic: "variants",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "output-projection-restores",
      right: false,
      text: {
        en: "Nothing: the output projection is D × D and combines all heads, so it restores the full rank.",
        zh: "没有损失：输出投影是 D × D，把各头合在一起，秩就恢复了。",
      },
      why: {
        en: "It combines features after the mixing. Which tokens a head has mixed, and with what weights, was fixed before; no matrix behind it can change that.",
        zh: "它组合的是混合之后的特征。一个头混合了哪些 token、权重多少，在这之前就定了，后面的矩阵改变不了。",
      },
    },
    {
      id: "softmax-makes-full-rank",
      right: false,
      text: {
        en: "Nothing: the softmax is nonlinear and gives weights of full rank, whatever the rank of the scores.",
        zh: "没有损失：softmax 是非线性的，不管分数的秩是多少，权重都是满秩的。",
      },
      why: {
        en: "Weights may have full rank and still be a special kind: their logarithms are scores minus one number per row, of rank d + 1 at most. Most matrices of weights do not have this form.",
        zh: "权重可以满秩，但仍是特殊的一类：取对数后是分数减去每行一个数，秩不超过 d + 1。大多数权重矩阵不是这样。",
      },
    },
    {
      id: "only-speed",
      right: false,
      text: {
        en: "Only speed: products with a small inner dimension use the tensor cores badly, but the function is as general as before.",
        zh: "只损失速度：内层维度小的乘法用不满张量核心，但能表示的函数一样多。",
      },
      why: {
        en: "Speed is lost, but not only that: with d far below L, there are matrices of attention weights that a head could form before and now cannot.",
        zh: "速度确实会损失，但不止于此：d 远小于 L 时，有些注意力权重矩阵原来能形成，现在不能了。",
      },
    },
    {
      id: "rank-of-scores",
      right: true,
      text: {
        en: "The score matrix of a head has rank d at most, so a head can no longer form every pattern of weights.",
        zh: "一个头的分数矩阵的秩不超过 d，所以一个头不再能形成任意的权重模式。",
      },
      why: {
        en: "Q and K are L × d, so QKᵀ has rank at most d. Bhojanapalli et al. prove that with d below L some weights cannot be reached for some inputs.",
        zh: "Q 和 K 是 L × d，QKᵀ 的秩至多为 d。Bhojanapalli 等证明，d 小于 L 时，对某些输入有一些权重无法达到。",
      },
    },
    {
      id: "sharp-patterns",
      right: false,
      text: {
        en: "The ability to attend to a single token: sharp patterns need d ≥ L, smooth averages are still possible.",
        zh: "无法只关注一个 token：尖锐的模式要求 d ≥ L，平滑的平均仍能做到。",
      },
      why: {
        en: "It takes only two features: with keys on a circle, a long query pointing at one of them gives it nearly all the weight. What is lost is the freedom to choose the weights of all queries at will.",
        zh: "两个特征就够了：key 分布在圆周上，一个足够长的 query 指向其中一个，它就得到几乎全部权重。真正失去的，是为所有 query 任意指定权重的能力。",
      },
    },
  ],
  sources: [
    {
      title: "Bhojanapalli et al., Low-Rank Bottleneck in Multi-head Attention Models (2020)",
      url: "https://arxiv.org/abs/2002.07028",
    },
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.2",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["multi-head-attention"],
} satisfies Question;
