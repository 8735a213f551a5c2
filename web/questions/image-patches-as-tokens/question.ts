import type { Question } from "../question.js";

const patch = 16;
const tokens = (side: number): number => (side / patch) ** 2 + 1;

export default {
  kind: "numeric",
  title: { en: "Image classification: patches as tokens", zh: "图像分类：图像块作 token" },
  topic: "applications",
  difficulty: "medium",
  answer: () => (tokens(384) / tokens(224)) ** 2,
  tolerance: 0.01,
  unit: { en: "", zh: "" },
  followUps: [
    {
      en: "The position embeddings were learned for 224 × 224. What do you do with them at 384 × 384?",
      zh: "位置嵌入是在 224 × 224 上学的，到了 384 × 384 怎么办？",
    },
    {
      en: "Is the channel weighting of a squeeze-and-excitation block attention? What would query, key and value be?",
      zh: "SE 模块的通道加权算注意力吗？query、key、value 会是什么？",
    },
  ],
  sources: [
    {
      title: "Dosovitskiy et al., An Image is Worth 16x16 Words (2020)",
      url: "https://arxiv.org/abs/2010.11929",
    },
    { title: "Hu et al., Squeeze-and-Excitation Networks (2017)", url: "https://arxiv.org/abs/1709.01507" },
  ],
} satisfies Question;
