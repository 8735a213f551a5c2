import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Machine translation: soft alignment", zh: "机器翻译：软对齐" },
  topic: "applications",
  difficulty: "medium",
  asked: 1,
  rubric: [
    {
      en: "Names the problem: one vector of fixed size for the entire source sentence, worst for long sentences.",
      zh: "说出问题：整个源句压成一个定长向量，句子越长越吃亏。",
    },
    {
      en: "Query: the decoder's previous state, one for each target position.",
      zh: "query：解码器的前一个状态，每个目标位置一个。",
    },
    {
      en: "Keys and values: both are the encoder's annotations, one for each source word.",
      zh: "key 和 value：都是编码器的标注向量（annotation），每个源词一个。",
    },
    {
      en: "The score is additive, a small network with tanh, followed by a softmax over the source positions.",
      zh: "打分是加性的：一个带 tanh 的小网络，再沿源句位置做 softmax。",
    },
    {
      en: "The context vector, the weighted sum, goes into the next decoder state together with the previous target word.",
      zh: "上下文向量（加权和）与前一个目标词一起进入解码器的下一个状态。",
    },
    {
      en: "The alignment is soft and learned jointly, without alignment labels; it need not equal a word alignment.",
      zh: "对齐是软的，与翻译一起学出来，没有对齐标注；它不一定等于词对齐。",
    },
  ],
  sources: [
    {
      title: "Bahdanau et al., Neural Machine Translation by Jointly Learning to Align and Translate (2014)",
      url: "https://arxiv.org/abs/1409.0473",
    },
    {
      title: "Luong et al., Effective Approaches to Attention-based Neural Machine Translation (2015)",
      url: "https://arxiv.org/abs/1508.04025",
    },
    {
      title: "Koehn and Knowles, Six Challenges for Neural Machine Translation (2017)",
      url: "https://arxiv.org/abs/1706.03872",
    },
  ],
  practise: ["cross-attention", "attention-weights", "lab/tasks"],
} satisfies Question;
