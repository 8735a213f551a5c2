import type { Question } from "../question.js";

const keyValueHeads = 8;
const devices = 16;
// Half of a group of query heads is on a device, and it needs the whole key/value head of that group.
const headsPerDevice = Math.max(1, keyValueHeads / devices);

export default {
  kind: "numeric",
  title: { en: "Key/value heads over devices", zh: "KV 头怎样分到多台设备" },
  topic: "scale",
  difficulty: "medium",
  asked: 2,
  answer: () => (devices * headsPerDevice) / keyValueHeads,
  tolerance: 0.001,
  unit: { en: "times", zh: "倍" },
  sources: [
    {
      title:
        "Ainslie et al., GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints (2023)",
      url: "https://arxiv.org/abs/2305.13245",
    },
    {
      title: "Pope et al., Efficiently Scaling Transformer Inference (2022)",
      url: "https://arxiv.org/abs/2211.05102",
    },
  ],
  practise: ["grouped-query-attention", "split-heads"],
} satisfies Question;
