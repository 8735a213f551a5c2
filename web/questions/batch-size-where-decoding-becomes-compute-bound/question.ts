import type { Question } from "../question.js";

const operationsPerSecond = 989e12;
const bytesPerSecond = 3.35e12;
const operationsPerWeightAndToken = 2;
const bytesPerWeight = 2;

export default {
  kind: "numeric",
  title: { en: "From which batch on is decoding limited by arithmetic?", zh: "batch 多大，解码才受算力限制" },
  topic: "hardware",
  difficulty: "medium",
  asked: 2,
  answer: () => ((operationsPerSecond / bytesPerSecond) * bytesPerWeight) / operationsPerWeightAndToken,
  tolerance: 0.02,
  unit: { en: "sequences", zh: "条序列" },
  sources: [
    {
      title: "Pope et al., Efficiently Scaling Transformer Inference (2022)",
      url: "https://arxiv.org/abs/2211.05102",
    },
  ],
  practise: ["decode-step", "ragged-decode"],
} satisfies Question;
