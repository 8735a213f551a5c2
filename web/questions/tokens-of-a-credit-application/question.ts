import type { Question } from "../question.js";

const numericalFields = 14;
const categoriesOfFields = [2, 4, 5, 12, 51, 900];
const classTokens = 1;
const heads = 8;

export default {
  kind: "numeric",
  title: { en: "Tokens of a credit application", zh: "一份信贷申请的 token" },
  topic: "applications",
  difficulty: "easy",
  asked: 1,
  answer: () => heads * (numericalFields + categoriesOfFields.length + classTokens) ** 2,
  tolerance: 0.001,
  unit: { en: "scores", zh: "个分数" },
  sources: [
    {
      title: "Gorishniy et al., Revisiting Deep Learning Models for Tabular Data (2021)",
      url: "https://arxiv.org/abs/2106.11959",
    },
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
  ],
  practise: ["self-attention", "attention-text-classifier"],
} satisfies Question;
