import type { Question } from "../question.js";

const layers = 12;
const width = 768;
const hidden = 3072;
const vocabulary = 50257;
const positions = 1024;

const linear = (from: number, to: number): number => from * to + to;
const layerNorm = 2 * width;

const attention = linear(width, 3 * width) + linear(width, width);
const feedForward = linear(width, hidden) + linear(hidden, width);

export default {
  kind: "numeric",
  title: { en: "Count the parameters of GPT-2", zh: "数一数 GPT-2 的参数" },
  topic: "training",
  difficulty: "hard",
  asked: 2,
  answer: () => vocabulary * width + positions * width + layers * (attention + feedForward + 2 * layerNorm) + layerNorm,
  tolerance: 0.000005,
  unit: { en: "parameters", zh: "个参数" },
  sources: [
    {
      title: "Radford et al., Language Models are Unsupervised Multitask Learners (2019)",
      url: "https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf",
    },
    {
      title: 'OpenAI, gpt-2: Code for the Paper "Language Models are Unsupervised Multitask Learners" (2019)',
      url: "https://github.com/openai/gpt-2",
    },
  ],
  practise: ["gpt-logits"],
} satisfies Question;
