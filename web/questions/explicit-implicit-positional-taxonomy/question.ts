import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Explicit, implicit, positional?", zh: "显式、隐式、位置：这样分类对吗" },
  topic: "basics",
  difficulty: "medium",
  asked: 2,
  rubric: [
    {
      en: "The three classes answer different questions and overlap, so this is not a classification.",
      zh: "三个类别回答的是不同的问题，而且互相重叠，算不上分类。",
    },
    {
      en: "Positional information is a part of the score or of the input, not a separate kind of attention.",
      zh: "位置信息是分数或输入的一部分，不是与其他并列的一种注意力。",
    },
    {
      en: "Names soft versus hard, and what that means for training.",
      zh: "提到软与硬之分，并说明对训练的影响。",
    },
    {
      en: "Names self versus cross: where keys and values come from.",
      zh: "提到自注意力与交叉注意力之分：key 和 value 从哪里来。",
    },
    {
      en: "Names additive versus multiplicative scoring, or global versus local.",
      zh: "提到加性与乘性打分之分，或全局与局部之分。",
    },
    {
      en: "Places a known mechanism on these axes.",
      zh: "用这些维度给一个已知的机制定位。",
    },
  ],
  sources: [
    {
      title: "Xu et al., Show, Attend and Tell: Neural Image Caption Generation with Visual Attention (2015)",
      url: "https://arxiv.org/abs/1502.03044",
    },
    {
      title: "Bahdanau et al., Neural Machine Translation by Jointly Learning to Align and Translate (2014)",
      url: "https://arxiv.org/abs/1409.0473",
    },
    {
      title: "Luong et al., Effective Approaches to Attention-based Neural Machine Translation (2015)",
      url: "https://arxiv.org/abs/1508.04025",
    },
    {
      title: "Su et al., RoFormer: Enhanced Transformer with Rotary Position Embedding (2021)",
      url: "https://arxiv.org/abs/2104.09864",
    },
  ],
  practise: ["sinusoidal-positions", "alibi-bias", "relative-scores"],
} satisfies Question;
