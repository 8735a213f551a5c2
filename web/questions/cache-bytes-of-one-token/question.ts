import type { Question } from "../question.js";

const layers = 32;
const keyValueHeads = 32;
const headWidth = 128;
const bytesPerNumber = 2;
const keysAndValues = 2;

export default {
  kind: "numeric",
  title: { en: "The cache of one token", zh: "一个 token 占多少 KV 缓存" },
  topic: "inference",
  difficulty: "easy",
  asked: 3,
  answer: () => keysAndValues * layers * keyValueHeads * headWidth * bytesPerNumber,
  tolerance: 0.001,
  unit: { en: "bytes", zh: "字节" },
  sources: [
    {
      title: "Shazeer, Fast Transformer Decoding: One Write-Head is All You Need (2019)",
      url: "https://arxiv.org/abs/1911.02150",
    },
    {
      title: "Kwon et al., Efficient Memory Management for Large Language Model Serving with PagedAttention (2023)",
      url: "https://arxiv.org/abs/2309.06180",
    },
  ],
  practise: ["grouped-query-attention", "latent-attention"],
} satisfies Question;
