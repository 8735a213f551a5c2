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
  sources: [
    {
      title: "Lin et al., A Structured Self-attentive Sentence Embedding (2017)",
      url: "https://arxiv.org/abs/1703.03130",
    },
  ],
  practise: ["query-pooling", "attention-text-classifier"],
} satisfies Question;
