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
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["masked-attention", "causal-mask"],
} satisfies Question;
