import type { Question } from "../question.js";

const stateWidth = 2 * 300;
const scoreWidth = 350;
const hops = 30;

export default {
  kind: "numeric",
  title: { en: "Text classification: a sentence in 30 rows", zh: "文本分类：30 行的句子表示" },
  topic: "applications",
  difficulty: "medium",
  asked: 1,
  answer: () => scoreWidth * stateWidth + hops * scoreWidth,
  tolerance: 0.001,
  unit: { en: "parameters", zh: "个参数" },
  followUps: [
    {
      en: "The classifier reads all 18,000 numbers. How do you keep its parameters few?",
      zh: "分类器要读 18,000 个数。怎样让它的参数不至于太多？",
    },
    {
      en: "How would you check whether the learned weights beat mean pooling on your classification task?",
      zh: "在你的分类任务上，怎样检验学到的权重确实胜过平均池化？",
    },
  ],
  sources: [
    {
      title: "Lin et al., A Structured Self-attentive Sentence Embedding (2017)",
      url: "https://arxiv.org/abs/1703.03130",
    },
  ],
} satisfies Question;
