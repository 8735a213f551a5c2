import type { Question } from "../question.js";

const width = 4096;
const rank = 8;

export default {
  kind: "numeric",
  title: { en: "Parameters of LoRA", zh: "LoRA 的参数量" },
  topic: "training",
  difficulty: "easy",
  asked: 3,
  answer: () => rank * (width + width),
  tolerance: 0.001,
  unit: { en: "parameters", zh: "个参数" },
  sources: [
    {
      title: "Hu et al., LoRA: Low-Rank Adaptation of Large Language Models (2021)",
      url: "https://arxiv.org/abs/2106.09685",
    },
  ],
  practise: ["lora-linear"],
} satisfies Question;
