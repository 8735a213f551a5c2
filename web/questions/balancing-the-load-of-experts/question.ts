import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Keeping experts busy", zh: "怎样让专家负载均衡" },
  topic: "scale",
  difficulty: "hard",
  asked: 2,
  choices: [
    {
      id: "gradient-through-the-choice",
      right: false,
      text: {
        en: "The gradient of the auxiliary loss lowers the count fₑ of a busy expert directly, by passing through the top-k choice.",
        zh: "辅助损失的梯度穿过 top-k 的选择，直接压低繁忙专家的计数 fₑ。",
      },
      why: {
        en: "fₑ is a count of choices. It does not change when the scores move a little, so its gradient is zero wherever it exists. That is why the loss needs Pₑ as well.",
        zh: "fₑ 是选择次数的统计，分数略微变动时它不变，所以凡是有导数的地方导数都是零。正因如此，损失里才需要 Pₑ。",
      },
    },
    {
      id: "gradient-through-the-mean",
      right: true,
      text: {
        en: "In the auxiliary loss α·E·Σ fₑPₑ, the gradient comes only through Pₑ; fₑ works as a weight.",
        zh: "在辅助损失 α·E·Σ fₑPₑ 中，梯度只来自 Pₑ，fₑ 起的是权重的作用。",
      },
      why: {
        en: "Pₑ is a mean of softmax outputs and so differentiable. The more tokens an expert got, the harder its router probability is pushed down.",
        zh: "Pₑ 是 softmax 输出的平均，可导。一个专家分到的 token 越多，它的路由概率就被压得越狠。",
      },
    },
    {
      id: "bias-in-the-gate",
      right: false,
      text: {
        en: "If a bias per expert is used instead, it enters the gate value too, so that a busy expert counts less in the output.",
        zh: "如果改用每个专家一个偏置，它也会进入门控值，繁忙专家在输出中的权重随之变小。",
      },
      why: {
        en: "The bias decides only who is chosen. The gate value is taken from the score without it; otherwise balancing would also change how the outputs are weighted.",
        zh: "偏置只影响选谁。门控值用的是不加偏置的分数，否则为了均衡，连各专家输出的权重也会改变。",
      },
    },
    {
      id: "evens-out-by-itself",
      right: false,
      text: {
        en: "Balancing matters for speed only: without it, all experts would still be trained about equally well.",
        zh: "均衡只关系到速度：不做均衡，各个专家也会训练得差不多好。",
      },
      why: {
        en: "Imbalance reinforces itself: experts that are chosen more learn more and are chosen still more often. Shazeer et al. (2017) report that the gate then keeps choosing the same few.",
        zh: "不均衡会自我强化：被选得多的专家学得多，于是被选得更多。Shazeer 等（2017）报告说，门控最后总是选那几个专家。",
      },
    },
    {
      id: "bias-for-the-choice",
      right: true,
      text: {
        en: "A bias added to the score for the choice alone, raised or lowered after each step by the load, can replace most of that loss.",
        zh: "只在选择时给分数加一个偏置，每步之后按负载调高或调低，就能基本取代这个损失。",
      },
      why: {
        en: "Wang et al. (2024) do this, and DeepSeek-V3 uses it with only a very small loss beside it. The bias adds no gradient that could interfere with that of the language model.",
        zh: "Wang 等（2024）就是这样做的；DeepSeek-V3 采用了它，另外只保留一个很小的损失。偏置不带来任何梯度，不会干扰语言模型的目标。",
      },
    },
  ],
  sources: [
    {
      title:
        "Fedus et al., Switch Transformers: Scaling to Trillion Parameter Models with Simple and Efficient Sparsity (2021), section 2.2",
      url: "https://arxiv.org/abs/2101.03961",
    },
    {
      title: "Wang et al., Auxiliary-Loss-Free Load Balancing Strategy for Mixture-of-Experts (2024)",
      url: "https://arxiv.org/abs/2408.15664",
    },
    {
      title:
        "Shazeer et al., Outrageously Large Neural Networks: The Sparsely-Gated Mixture-of-Experts Layer (2017), section 4",
      url: "https://arxiv.org/abs/1701.06538",
    },
    { title: "DeepSeek-AI, DeepSeek-V3 Technical Report (2024)", url: "https://arxiv.org/abs/2412.19437" },
  ],
  practise: ["top-k-router", "mixture-of-experts"],
} satisfies Question;
