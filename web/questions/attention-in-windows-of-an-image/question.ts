import type { Question } from "../question.js";

const side = 56;
const window = 7;
const positions = side * side;
const positionsOfAWindow = window * window;

export default {
  kind: "numeric",
  title: { en: "Windows instead of the whole image", zh: "窗口注意力比全局少算多少" },
  topic: "cost",
  difficulty: "easy",
  asked: 1,
  answer: () => (positions * positions) / (positions * positionsOfAWindow),
  tolerance: 0.001,
  unit: { en: "times", zh: "倍" },
  sources: [
    {
      title: "Liu et al., Swin Transformer: Hierarchical Vision Transformer using Shifted Windows (2021), section 3.2",
      url: "https://arxiv.org/abs/2103.14030",
    },
  ],
  practise: ["window-partition", "shifted-window-mask"],
} satisfies Question;
