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
  followUps: [
    {
      en: "Many feed-forward networks today are gated (SwiGLU) and have three matrices. Which width keeps the share the same?",
      zh: "现在许多前馈网络带门控（SwiGLU），有三个矩阵。多少维才能让这个比例不变？",
    },
    {
      en: "The decoder layer of the original Transformer has a second attention. What is the share there?",
      zh: "原始 Transformer 的解码器层还有第二个注意力，那里的比例是多少？",
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
} satisfies Question;
