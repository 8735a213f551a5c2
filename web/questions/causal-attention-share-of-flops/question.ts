import type { Question } from "../question.js";

const length = 65536;
const width = 4096;
const projections = 4;
const feedForwardMatrices = 2;
const feedForwardFactor = 4;
/** Scores and weighted sum: a multiplication and an addition for each pair and feature, half of the pairs. */
const attention = (2 * 2 * length * length * width) / 2;
const matrices = 2 * length * (projections + feedForwardMatrices * feedForwardFactor) * width * width;

export default {
  kind: "numeric",
  title: { en: "How much of the arithmetic is attention", zh: "注意力占多少运算" },
  topic: "cost",
  difficulty: "medium",
  asked: 2,
  answer: () => (100 * attention) / (attention + matrices),
  tolerance: 0.01,
  unit: { en: "%", zh: "%" },
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 4",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "Kaplan et al., Scaling Laws for Neural Language Models (2020), section 2.1",
      url: "https://arxiv.org/abs/2001.08361",
    },
    {
      title: "Dao, FlashAttention-2: Faster Attention with Better Parallelism and Work Partitioning (2023)",
      url: "https://arxiv.org/abs/2307.08691",
    },
  ],
  practise: ["causal-self-attention", "lab/tiles"],
} satisfies Question;
