import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Summarisation and question answering", zh: "摘要与问答" },
  topic: "applications",
  difficulty: "hard",
  asked: 2,
  rubric: [
    {
      en: "Summarisation: the query is the decoder's state, keys and values are the encoder states of the article.",
      zh: "摘要：query 是解码器状态，key 和 value 是原文的编码器状态。",
    },
    {
      en: "Copying: the attention weights are also used as probabilities of source words, mixed with the vocabulary distribution by p_gen.",
      zh: "复制：注意力权重直接当作原文词的概率，用 p_gen 与词表分布混合。",
    },
    {
      en: "Coverage: the sum of earlier weights enters the score, and overlap is penalised, which reduces repetition.",
      zh: "覆盖：把此前权重之和送入打分，并惩罚重叠，以减少重复。",
    },
    {
      en: "Question answering: says for at least one direction which of passage and question gives the queries and which gives keys and values.",
      zh: "问答：至少就一个方向说清，段落与问题中哪个充当 query，哪个充当 key 和 value。",
    },
    {
      en: "The answer is a span: two softmaxes over passage positions, for start and end.",
      zh: "答案是一个片段：在段落位置上做两次 softmax，分别给出起点和终点。",
    },
    {
      en: "Says over which axis each softmax runs.",
      zh: "说清每个 softmax 沿哪一维做。",
    },
  ],
  sources: [
    {
      title: "See et al., Get To The Point: Summarization with Pointer-Generator Networks (2017)",
      url: "https://arxiv.org/abs/1704.04368",
    },
    {
      title: "Seo et al., Bidirectional Attention Flow for Machine Comprehension (2016)",
      url: "https://arxiv.org/abs/1611.01603",
    },
  ],
  practise: ["cross-attention", "decoder-layer"],
} satisfies Question;
