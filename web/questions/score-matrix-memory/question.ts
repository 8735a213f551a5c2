import type { Question } from "../question.js";

const length = 8192;
const numHeads = 16;
const bytesPerScore = 2;

export default {
  kind: "numeric",
  title: { en: "Memory of the score matrix", zh: "分数矩阵占多少内存" },
  topic: "cost",
  difficulty: "easy",
  answer: () => numHeads * length * length * bytesPerScore,
  tolerance: 0.01,
  unit: { en: "bytes", zh: "字节" },
  followUps: [
    {
      en: "In training, how much of this has to be kept for the backward pass, and what does FlashAttention keep instead?",
      zh: "训练时，为了反向传播要留下其中的多少？FlashAttention 改为留下什么？",
    },
    {
      en: "From which sequence length on do the L × L products cost more arithmetic than the four projections?",
      zh: "序列多长时，L × L 的两次矩阵乘的计算量会超过四个投影？",
    },
  ],
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
} satisfies Question;
