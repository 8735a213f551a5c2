import type { Question } from "../question.js";

const layers = 80;
const keyValueHeads = 8;
const headWidth = 128;
const bytesPerNumber = 2;
const keysAndValues = 2;
const tokens = 131072;
const bytesPerGiB = 2 ** 30;

export default {
  kind: "numeric",
  title: { en: "The cache of a long conversation", zh: "长对话占多少 KV 缓存" },
  topic: "inference",
  difficulty: "medium",
  asked: 3,
  answer: () => (keysAndValues * layers * keyValueHeads * headWidth * bytesPerNumber * tokens) / bytesPerGiB,
  tolerance: 0.01,
  unit: { en: "GiB", zh: "GiB" },
  sources: [
    {
      title:
        "Ainslie et al., GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints (2023)",
      url: "https://arxiv.org/abs/2305.13245",
    },
  ],
  practise: ["decode-step", "quantized-attention"],
} satisfies Question;
