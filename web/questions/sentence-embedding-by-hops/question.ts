import type { Question } from "../question.js";

const stateWidth = 2 * 300;
const scoreWidth = 350;
const hops = 30;

export default {
  kind: "numeric",
  title: { en: "Text classification: a sentence in 30 hops", zh: "文本分类：30 行的句子表示" },
  topic: "applications",
  difficulty: "medium",
  answer: () => scoreWidth * stateWidth + hops * scoreWidth,
  tolerance: 0.001,
  unit: { en: "parameters", zh: "个参数" },
  followUps: [
    {
      en: "Why does the model need a penalty that pushes the rows of A apart, and what would happen without it?",
      zh: "为什么要加惩罚项把 A 的各行推开？不加会怎样？",
    },
    {
      en: "How would you check that the learned weights beat mean pooling on your classification task?",
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
