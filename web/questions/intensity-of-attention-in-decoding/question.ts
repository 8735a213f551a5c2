import type { Question } from "../question.js";

const queryHeads = 128;
const keyValueHeads = 8;
const headWidth = 128;
const bytesPerNumber = 2;
const operationsPerProduct = 2;

const bytesOfAPosition = 2 * headWidth * bytesPerNumber;
const operationsOfAQueryHead = 2 * headWidth * operationsPerProduct;

export default {
  kind: "numeric",
  title: { en: "Arithmetic intensity of attention in decoding", zh: "解码时注意力的算术强度" },
  topic: "inference",
  difficulty: "hard",
  asked: 2,
  answer: () => ((queryHeads / keyValueHeads) * operationsOfAQueryHead) / bytesOfAPosition,
  tolerance: 0.001,
  unit: { en: "FLOPs per byte", zh: "FLOPs/字节" },
  sources: [
    {
      title: "Shazeer, Fast Transformer Decoding: One Write-Head is All You Need (2019)",
      url: "https://arxiv.org/abs/1911.02150",
    },
    {
      title:
        "Ainslie et al., GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints (2023)",
      url: "https://arxiv.org/abs/2305.13245",
    },
  ],
  practise: ["decode-step", "grouped-query-attention"],
} satisfies Question;
