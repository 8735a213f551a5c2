import type { Question } from "../question.js";

const seconds = 12;
const framesPerSecond = 100;
const pyramidLayers = 3;
const characters = 120;

export default {
  kind: "numeric",
  title: { en: "Attention scores in speech recognition", zh: "语音识别中的注意力分数" },
  topic: "applications",
  difficulty: "easy",
  asked: 1,
  answer: () => characters * ((seconds * framesPerSecond) / 2 ** pyramidLayers),
  tolerance: 0.001,
  unit: { en: "scores", zh: "个分数" },
  sources: [{ title: "Chan et al., Listen, Attend and Spell (2015)", url: "https://arxiv.org/abs/1508.01211" }],
  practise: ["additive-attention", "cross-attention"],
} satisfies Question;
