import type { Question } from "../question.js";

const largestHalf = 65504;

export default {
  kind: "numeric",
  title: { en: "Where exp overflows", zh: "指数在哪里上溢" },
  topic: "hardware",
  difficulty: "easy",
  asked: 2,
  answer: () => Math.log(largestHalf),
  tolerance: 0.005,
  unit: { en: "", zh: "" },
  sources: [
    {
      title: "IEEE, Standard for Floating-Point Arithmetic (2019)",
      url: "https://doi.org/10.1109/IEEESTD.2019.8766229",
    },
    {
      title: "Milakov and Gimelshein, Online normalizer calculation for softmax (2018)",
      url: "https://arxiv.org/abs/1805.02867",
    },
  ],
  practise: ["softmax", "log-sum-exp"],
} satisfies Question;
