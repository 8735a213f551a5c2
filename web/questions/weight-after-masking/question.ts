import type { Question } from "../question.js";

const WEIGHT_OF_MASKED_KEY = 0.5;
const WEIGHT_OF_SECOND_KEY = 0.3;

export default {
  kind: "numeric",
  title: { en: "A weight after masking", zh: "屏蔽之后的权重" },
  topic: "basics",
  difficulty: "easy",
  asked: 2,
  answer: () => WEIGHT_OF_SECOND_KEY / (1 - WEIGHT_OF_MASKED_KEY),
  tolerance: 0.01,
  unit: { en: "", zh: "" },
  followUps: [
    {
      en: "What should a query get if all its keys are masked?",
      zh: "如果一个 query 的所有 key 都被屏蔽，它应该得到什么？",
    },
    {
      en: "Can the weights say that none of the keys is relevant? How do attention sinks or a “softmax plus one” change that?",
      zh: "权重能表达“没有一个 key 相关”吗？attention sink 或“softmax 分母加一”改变了什么？",
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
} satisfies Question;
