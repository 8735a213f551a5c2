import type { Question } from "../question.js";

const draftTokens = 4;
const accepted = 0.8;

export default {
  kind: "numeric",
  title: { en: "Tokens per verification", zh: "每次验证得到几个 token" },
  topic: "decoding",
  difficulty: "medium",
  asked: 2,
  answer: () => (1 - accepted ** (draftTokens + 1)) / (1 - accepted),
  tolerance: 0.01,
  unit: { en: "tokens", zh: "token" },
  sources: [
    {
      title: "Leviathan et al., Fast Inference from Transformers via Speculative Decoding (2022), section 3.1",
      url: "https://arxiv.org/abs/2211.17192",
    },
  ],
  practise: ["accept-draft"],
} satisfies Question;
