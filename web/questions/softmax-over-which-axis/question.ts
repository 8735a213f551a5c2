import type { Question } from "../question.js";

const BATCH = 2;
const NUM_HEADS = 8;
const SEQ_Q = 12;
const SUM_OF_A_ROW = 1;

export default {
  kind: "numeric",
  title: { en: "Softmax over which axis", zh: "softmax 沿哪一维" },
  topic: "transformers",
  difficulty: "easy",
  asked: 2,
  answer: () => BATCH * NUM_HEADS * SEQ_Q * SUM_OF_A_ROW,
  tolerance: 0.001,
  unit: { en: "", zh: "" },
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.1",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["softmax", "attention-weights"],
} satisfies Question;
