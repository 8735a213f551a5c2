import type { Question } from "../question.js";

const heads = 128;
const headWidth = 128;
const latentWidth = 512;
const rotaryWidth = 64;
const keysAndValues = 2;

export default {
  kind: "numeric",
  title: { en: "What a latent cache saves", zh: "潜向量缓存能省多少" },
  topic: "variants",
  difficulty: "medium",
  asked: 2,
  answer: () => (keysAndValues * heads * headWidth) / (latentWidth + rotaryWidth),
  tolerance: 0.01,
  unit: { en: "times", zh: "倍" },
  sources: [
    {
      title: "DeepSeek-AI, DeepSeek-V2: A Strong, Economical, and Efficient Mixture-of-Experts Language Model (2024)",
      url: "https://arxiv.org/abs/2405.04434",
    },
  ],
  practise: ["latent-attention"],
} satisfies Question;
