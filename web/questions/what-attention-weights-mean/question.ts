import type { Question } from "../question.js";

const WEIGHT_OF_MASKED_KEY = 0.5;
const WEIGHT_OF_SECOND_KEY = 0.3;

export default {
  kind: "numeric",
  title: { en: "What attention weights mean", zh: "注意力权重的含义" },
  topic: "basics",
  difficulty: "easy",
  answer: () => WEIGHT_OF_SECOND_KEY / (1 - WEIGHT_OF_MASKED_KEY),
  tolerance: 0.01,
  unit: { en: "", zh: "" },
  followUps: [
    {
      en: "What should a query get whose keys are all masked?",
      zh: "如果一个 query 的所有 key 都被屏蔽，它应该得到什么？",
    },
    {
      en: "Can the weights say that none of the keys is relevant? How could one let them?",
      zh: "权重能表达“没有一个 key 相关”吗？怎样才能让它表达出来？",
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need, section 3.2, 2017",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
} satisfies Question;
