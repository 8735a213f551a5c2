import type { Question } from "../question.js";

const tokens = 1004;
const blockSize = 16;

export default {
  kind: "numeric",
  title: { en: "Unused slots of a paged cache", zh: "分页缓存有多少空槽位" },
  topic: "inference",
  difficulty: "easy",
  asked: 1,
  answer: () => Math.ceil(tokens / blockSize) * blockSize - tokens,
  tolerance: 0.001,
  unit: { en: "slots", zh: "个槽位" },
  sources: [
    {
      title: "Kwon et al., Efficient Memory Management for Large Language Model Serving with PagedAttention (2023)",
      url: "https://arxiv.org/abs/2309.06180",
    },
  ],
  practise: ["paged-attention"],
} satisfies Question;
