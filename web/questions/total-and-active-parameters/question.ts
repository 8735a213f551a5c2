import type { Question } from "../question.js";

const layers = 32;
const width = 4096;
const hidden = 14336;
const matricesOfAnExpert = 3;
const expertsOfAToken = 2;

export default {
  kind: "numeric",
  title: { en: "Total and active parameters", zh: "总参数与激活参数" },
  topic: "scale",
  difficulty: "medium",
  asked: 2,
  answer: () => expertsOfAToken * layers * matricesOfAnExpert * width * hidden,
  tolerance: 0.005,
  unit: { en: "parameters", zh: "个参数" },
  sources: [
    { title: "Jiang et al., Mixtral of Experts (2024)", url: "https://arxiv.org/abs/2401.04088" },
    {
      title:
        "Shazeer et al., Outrageously Large Neural Networks: The Sparsely-Gated Mixture-of-Experts Layer (2017), section 2",
      url: "https://arxiv.org/abs/1701.06538",
    },
  ],
  practise: ["mixture-of-experts", "top-k-router"],
} satisfies Question;
