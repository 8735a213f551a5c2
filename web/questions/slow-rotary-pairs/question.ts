import type { Question } from "../question.js";

const width = 128;
const base = 10000;
const trainedLength = 4096;

const wavelengths = Array.from({ length: width / 2 }, (_, pair) => 2 * Math.PI * base ** ((2 * pair) / width));

export default {
  kind: "numeric",
  title: { en: "Slow rotary pairs", zh: "转得慢的旋转对" },
  topic: "positions",
  difficulty: "hard",
  asked: 2,
  answer: () => wavelengths.filter((wavelength) => wavelength > trainedLength).length,
  tolerance: 0.001,
  unit: { en: "pairs", zh: "对" },
  sources: [
    {
      title: "Su et al., RoFormer: Enhanced Transformer with Rotary Position Embedding (2021)",
      url: "https://arxiv.org/abs/2104.09864",
    },
    {
      title: "Peng et al., YaRN: Efficient Context Window Extension of Large Language Models (2023)",
      url: "https://arxiv.org/abs/2309.00071",
    },
    {
      title: "Liu et al., Scaling Laws of RoPE-based Extrapolation (2023)",
      url: "https://arxiv.org/abs/2310.05209",
    },
    { title: "Grattafiori et al., The Llama 3 Herd of Models (2024)", url: "https://arxiv.org/abs/2407.21783" },
  ],
  practise: ["rotary-embedding", "scaled-frequencies"],
} satisfies Question;
