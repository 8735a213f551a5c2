import type { Question } from "../question.js";

const memoryBytes = 80e9;
const weightBytes = 16e9;
const cacheBytesPerToken = 128 * 2 ** 10;
const tokensPerSequence = 8192;

export default {
  kind: "numeric",
  title: { en: "How many sequences fit?", zh: "显存里能放几条序列" },
  topic: "inference",
  difficulty: "medium",
  asked: 2,
  answer: () => Math.floor((memoryBytes - weightBytes) / (cacheBytesPerToken * tokensPerSequence)),
  tolerance: 0.001,
  unit: { en: "sequences", zh: "条序列" },
  sources: [
    {
      title: "Kwon et al., Efficient Memory Management for Large Language Model Serving with PagedAttention (2023)",
      url: "https://arxiv.org/abs/2309.06180",
    },
  ],
  practise: ["paged-attention", "grouped-query-attention"],
} satisfies Question;
