import type { Question } from "../question.js";

const width = 512;
const projections = 4;

export default {
  kind: "numeric",
  title: { en: "Parameters of an attention layer", zh: "一个注意力层有多少参数" },
  topic: "cost",
  difficulty: "easy",
  asked: 3,
  answer: () => projections * (width * width + width),
  tolerance: 0.0001,
  unit: { en: "parameters", zh: "个参数" },
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), sections 3.2.2 and 3.3",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["multi-head-attention", "grouped-query-attention"],
} satisfies Question;
