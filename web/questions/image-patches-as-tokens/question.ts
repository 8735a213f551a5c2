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
  followUps: [
    {
      en: "How does Swin keep the number of scores linear in the number of patches?",
      zh: "Swin 怎样让分数的个数只随图像块数线性增长？",
    },
    {
      en: "Instead of a class token, one can average the outputs of all patches. What changes?",
      zh: "也可以不用分类 token，改为对所有图像块的输出求平均。会有什么不同？",
    },
  ],
  sources: [
    {
      title: "Dosovitskiy et al., An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale (2020)",
      url: "https://arxiv.org/abs/2010.11929",
    },
    { title: "Hu et al., Squeeze-and-Excitation Networks (2017)", url: "https://arxiv.org/abs/1709.01507" },
  ],
} satisfies Question;
