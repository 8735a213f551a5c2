import type { Question } from "../question.js";

const MODEL_DIM = 512;
const HIDDEN_DIM = 2048;

const ATTENTION_WEIGHTS = 4 * MODEL_DIM * MODEL_DIM;
const FEED_FORWARD_WEIGHTS = 2 * MODEL_DIM * HIDDEN_DIM;

export default {
  kind: "numeric",
  title: { en: "How much of a Transformer layer is attention?", zh: "Transformer 层里注意力占多少" },
  topic: "transformers",
  difficulty: "easy",
  asked: 2,
  answer: () => (100 * ATTENTION_WEIGHTS) / (ATTENTION_WEIGHTS + FEED_FORWARD_WEIGHTS),
  tolerance: 0.02,
  unit: { en: "%", zh: "%" },
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["transformer-encoder-block", "swiglu"],
} satisfies Question;
