import type { Question } from "../question.js";

const patch = 16;
const tokens = (side: number): number => (side / patch) ** 2 + 1;

export default {
  kind: "numeric",
  title: { en: "Image classification: patches as tokens", zh: "图像分类：图像块作 token" },
  topic: "applications",
  difficulty: "medium",
  asked: 2,
  answer: () => (tokens(384) / tokens(224)) ** 2,
  tolerance: 0.005,
  unit: { en: "", zh: "" },
  sources: [
    {
      title: "Dosovitskiy et al., An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale (2020)",
      url: "https://arxiv.org/abs/2010.11929",
    },
    { title: "Hu et al., Squeeze-and-Excitation Networks (2017)", url: "https://arxiv.org/abs/1709.01507" },
  ],
  practise: ["patch-embed"],
} satisfies Question;
