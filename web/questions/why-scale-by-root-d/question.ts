import type { Question } from "../question.js";

const HEAD_DIM = 64;
const VARIANCE_OF_A_COMPONENT = 1;

export default {
  kind: "numeric",
  title: { en: "Why scale by √d", zh: "为什么要除以 √d" },
  topic: "basics",
  difficulty: "medium",
  answer: () => Math.sqrt(HEAD_DIM * VARIANCE_OF_A_COMPONENT * VARIANCE_OF_A_COMPONENT),
  tolerance: 0.01,
  unit: { en: "", zh: "" },
  followUps: [
    {
      en: "Could the scale be folded into the projection of the queries? When does it still matter?",
      zh: "可以把缩放并进 query 的投影里吗？那样还有什么区别？",
    },
    {
      en: "Scores explode late in training although you scale. What would you try?",
      zh: "已经做了缩放，训练后期分数还是爆了，你会试什么办法？",
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need, section 3.2.1, 2017",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
} satisfies Question;
