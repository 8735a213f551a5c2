import type { Question } from "../question.js";

const length = 8192;
const numHeads = 16;
const bytesPerScore = 2;

export default {
  kind: "numeric",
  title: { en: "Memory of the score matrix", zh: "分数矩阵占多少内存" },
  topic: "cost",
  difficulty: "easy",
  asked: 3,
  answer: () => numHeads * length * length * bytesPerScore,
  tolerance: 0.01,
  unit: { en: "bytes", zh: "字节" },
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 4 and table 1",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "Dao et al., FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness (2022)",
      url: "https://arxiv.org/abs/2205.14135",
    },
  ],
  practise: ["scaled-dot-product-attention", "lab/tiles"],
} satisfies Question;
