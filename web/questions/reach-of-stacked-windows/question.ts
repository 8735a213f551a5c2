import type { Question } from "../question.js";

const layers = 32;
const window = 4096;

export default {
  kind: "numeric",
  title: { en: "The reach of stacked windows", zh: "叠加的窗口能看多远" },
  topic: "variants",
  difficulty: "easy",
  asked: 2,
  answer: () => layers * window,
  tolerance: 0.000001,
  unit: { en: "tokens", zh: "token" },
  sources: [
    { title: "Jiang et al., Mistral 7B (2023), section 2", url: "https://arxiv.org/abs/2310.06825" },
    {
      title: "Beltagy et al., Longformer: The Long-Document Transformer (2020)",
      url: "https://arxiv.org/abs/2004.05150",
    },
    { title: "Gemma Team, Gemma 3 Technical Report (2025)", url: "https://arxiv.org/abs/2503.19786" },
  ],
  practise: ["sliding-window-attention"],
} satisfies Question;
