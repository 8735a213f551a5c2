import type { Question } from "../question.js";

const parameters = 70e9;
const bytesPerWeight = 2;
const bytesPerSecond = 3.35e12;
const msPerSecond = 1000;

export default {
  kind: "numeric",
  title: { en: "The floor of the time per token", zh: "每个 token 的时间下限" },
  topic: "inference",
  difficulty: "easy",
  asked: 2,
  answer: () => ((parameters * bytesPerWeight) / bytesPerSecond) * msPerSecond,
  tolerance: 0.01,
  unit: { en: "ms", zh: "毫秒" },
  sources: [
    {
      title: "Pope et al., Efficiently Scaling Transformer Inference (2022)",
      url: "https://arxiv.org/abs/2211.05102",
    },
  ],
  practise: ["decode-step", "quantized-attention"],
} satisfies Question;
