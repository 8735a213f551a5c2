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
  followUps: [
    {
      en: "Why does gradient checkpointing help here without FlashAttention, and what does it cost?",
      zh: "不用 FlashAttention 时，梯度检查点（gradient checkpointing）为什么也有用？代价是什么？",
    },
    {
      en: "Your kernel computes the scores in fp16. Which scores become a problem, and what would bf16 change?",
      zh: "如果内核用 fp16 计算分数，什么样的分数会出问题？换成 bf16 呢？",
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
