import type { Question } from "../question.js";

const parameters = 70e9;
const tokens = 1.4e12;
const operationsPerParameterAndToken = 6;

export default {
  kind: "numeric",
  title: { en: "Operations of a training run", zh: "训练一遍要多少次运算" },
  topic: "training",
  difficulty: "easy",
  asked: 2,
  answer: () => operationsPerParameterAndToken * parameters * tokens,
  tolerance: 0.005,
  unit: { en: "operations", zh: "次运算" },
  sources: [
    {
      title: "Kaplan et al., Scaling Laws for Neural Language Models (2020), section 2.1",
      url: "https://arxiv.org/abs/2001.08361",
    },
    {
      title: "Hoffmann et al., Training Compute-Optimal Large Language Models (2022)",
      url: "https://arxiv.org/abs/2203.15556",
    },
  ],
  practise: ["gpt-logits", "linear-backward"],
} satisfies Question;
