import type { Question } from "../question.js";

const tokens = 4096;
const experts = 8;
const expertsPerToken = 2;
const capacityFactor = 1.25;

export default {
  kind: "numeric",
  title: { en: "Capacity of an expert", zh: "一个专家的容量" },
  topic: "scale",
  difficulty: "easy",
  asked: 1,
  answer: () => (capacityFactor * tokens * expertsPerToken) / experts,
  tolerance: 0.0001,
  unit: { en: "tokens", zh: "token" },
  sources: [
    {
      title:
        "Fedus et al., Switch Transformers: Scaling to Trillion Parameter Models with Simple and Efficient Sparsity (2021), section 2.2",
      url: "https://arxiv.org/abs/2101.03961",
    },
    {
      title: "Lepikhin et al., GShard: Scaling Giant Models with Conditional Computation and Automatic Sharding (2020)",
      url: "https://arxiv.org/abs/2006.16668",
    },
  ],
  practise: ["mixture-of-experts", "top-k-router"],
} satisfies Question;
