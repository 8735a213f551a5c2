import type { Question } from "../question.js";

const documents = 4;
const documentLength = 2048;
const causalPairs = (length: number): number => (length * (length + 1)) / 2;

export default {
  kind: "numeric",
  title: { en: "Documents packed in a row", zh: "打包在一行里的文档" },
  topic: "training",
  difficulty: "medium",
  asked: 1,
  answer: () => causalPairs(documents * documentLength) / (documents * causalPairs(documentLength)),
  tolerance: 0.0002,
  unit: { en: "times", zh: "倍" },
  sources: [
    {
      title:
        "Krell et al., Efficient Sequence Packing without Cross-contamination: Accelerating Large Language Models without Impacting Performance (2021)",
      url: "https://arxiv.org/abs/2107.02027",
    },
    {
      title: "Grattafiori et al., The Llama 3 Herd of Models (2024), section 3.2",
      url: "https://arxiv.org/abs/2407.21783",
    },
  ],
  practise: ["packed-mask"],
} satisfies Question;
