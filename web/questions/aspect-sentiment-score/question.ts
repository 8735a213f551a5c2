import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Sentiment analysis: does the aspect steer the weights?", zh: "情感分析：方面词能左右权重吗" },
  topic: "applications",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "tanh-mixes",
      right: false,
      text: {
        en: "Changing a moves the weights to the words about that aspect, because tanh makes h and a interact.",
        zh: "换一个 a，权重就会移到与该方面有关的词上，因为 tanh 让 h 与 a 发生交互。",
      },
      why: {
        en: "tanh works on each number separately. In the stacked vector no number depends on both h and a, and w only takes a weighted sum of the numbers.",
        zh: "tanh 对每个数单独作用。在上下拼接的向量里，没有哪个数同时依赖 h 和 a，而 w 只是对这些数加权求和。",
      },
    },
    {
      id: "cancels",
      right: true,
      text: {
        en: "If the states h are fixed, the weights do not depend on a at all: its term is the same for every word.",
        zh: "状态 h 固定时，权重与 a 完全无关：a 那一项对每个词都一样。",
      },
      why: {
        en: "The score is w₁ᵀtanh(W h) + w₂ᵀtanh(V a). The second term is one constant for all words, and softmax(e + c) = softmax(e).",
        zh: "分数等于 w₁ᵀtanh(W h) + w₂ᵀtanh(V a)。第二项对所有词是同一个常数，而 softmax(e + c) = softmax(e)。",
      },
    },
    {
      id: "proof-of-cause",
      right: false,
      text: {
        en: "If “slow” gets the largest weight for the aspect service, this shows that “slow” caused the negative prediction.",
        zh: "如果判断“服务”时“慢”的权重最大，就说明预测为负面是因为“慢”。",
      },
      why: {
        en: "The weight says how much of the state at “slow” was mixed in. That state also contains information from the rest of the sentence, and only removing or replacing the word tests the cause.",
        zh: "权重只说明“慢”处的状态混入了多少。那个状态也读过句子的其他部分；要检验因果，得把这个词去掉或替换掉再看。",
      },
    },
    {
      id: "add-inside",
      right: true,
      text: {
        en: "With wᵀtanh(W h + V a), which adds before tanh instead of stacking, the aspect would change the weights.",
        zh: "若改成 wᵀtanh(W h + V a)，在 tanh 之前相加而不是拼接，方面就能改变权重。",
      },
      why: {
        en: "Now each number inside tanh contains both, and tanh is not linear, so the effect of a differs from word to word. A bilinear score hᵀW a does it as well.",
        zh: "这样 tanh 里的每个数都含有两者，而 tanh 是非线性的，a 的影响因词而异。双线性打分 hᵀW a 也可以。",
      },
    },
    {
      id: "aspect-at-input",
      right: true,
      text: {
        en: "If a is also appended to every word embedding before the LSTM, the weights do depend on the aspect.",
        zh: "若在 LSTM 之前把 a 也拼到每个词向量后面，权重就与方面有关了。",
      },
      why: {
        en: "Then the states h depend on a, and so does the first term of the score. The same paper proposes this variant, ATAE-LSTM.",
        zh: "这时状态 h 本身就依赖 a，分数的第一项也随之依赖 a。同一篇论文提出的 ATAE-LSTM 正是如此。",
      },
    },
  ],
  sources: [
    {
      title: "Wang et al., Attention-based LSTM for Aspect-level Sentiment Classification (2016)",
      url: "https://doi.org/10.18653/v1/D16-1058",
    },
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
  ],
  practise: ["self-attention-weights", "lab/sentence"],
} satisfies Question;
