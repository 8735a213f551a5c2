import type { Question } from "../question.js";

const HEAD_DIM = 64;
const VARIANCE_OF_A_COMPONENT = 1;

export default {
  kind: "numeric",
  title: { en: "The spread of a dot product", zh: "点积的波动有多大" },
  topic: "basics",
  difficulty: "easy",
  asked: 2,
  answer: () => Math.sqrt(HEAD_DIM * VARIANCE_OF_A_COMPONENT * VARIANCE_OF_A_COMPONENT),
  tolerance: 0.01,
  unit: { en: "", zh: "" },
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.1",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["scaled-dot-product-attention", "lab/sentence"],
} satisfies Question;
