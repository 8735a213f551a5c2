import type { Question } from "../question.js";

export default {
  kind: "whiteboard",
  title: { en: "The bytes of a cache, line by line", zh: "逐行算 KV 缓存的字节数" },
  topic: "inference",
  difficulty: "easy",
  asked: 3,
  lines: [
    {
      ask: { en: "The numbers that one layer keeps of one token", zh: "一层为一个 token 存多少个数" },
      names: ["G", "d"],
      right: "2 G d",
      why: {
        en: "A key and a value for each key/value head, of d features each.",
        zh: "每个 KV 头一个 key、一个 value，各 d 维。",
      },
    },
    {
      ask: { en: "The bytes that the whole model keeps of one token", zh: "整个模型为一个 token 存多少字节" },
      names: ["N", "G", "d", "b"],
      right: "2 N G d b",
      why: {
        en: "Every layer has keys and values of its own, and each number takes b bytes.",
        zh: "每一层都有自己的 key 和 value，每个数占 b 字节。",
      },
    },
    {
      ask: { en: "The bytes of B sequences of T tokens each", zh: "B 条序列、每条 T 个 token，共多少字节" },
      names: ["N", "G", "d", "b", "T", "B"],
      right: "2 N G d b T B",
      why: {
        en: "Sequences share nothing, unless they begin alike and the server knows it.",
        zh: "序列之间互不共用，除非开头相同而且服务端知道这一点。",
      },
    },
    {
      ask: {
        en: "How many times smaller it is than with a key/value head for each of H query heads",
        zh: "与 H 个 query 头各有一个 KV 头相比，缩小多少倍",
      },
      names: ["G", "H"],
      right: "H/G",
      why: {
        en: "Only the number of key/value heads has changed. There are as many scores as before.",
        zh: "变的只有 KV 头的个数，分数还是那么多。",
      },
    },
    {
      ask: {
        en: "Llama 3 8B has 32 layers, 8 key/value heads of 128 features, and keeps bf16. The bytes of one token",
        zh: "Llama 3 8B 有 32 层，8 个 128 维的 KV 头，用 bf16 存储。一个 token 多少字节",
      },
      names: [],
      right: "2 * 32 * 8 * 128 * 2",
      why: {
        en: "Two bytes for each number of bf16; the first 2 counts keys and values.",
        zh: "bf16 每个数两字节；前面的 2 是 key 和 value 各一份。",
      },
    },
    {
      ask: {
        en: "The bytes that one decode step reads for these B sequences, when the weights take W bytes",
        zh: "权重占 W 字节时，这 B 条序列的一个解码步要读多少字节",
      },
      names: ["W", "N", "G", "d", "b", "T", "B"],
      right: "W + 2 N G d b T B",
      why: {
        en: "Weights are read once for all sequences, each cache for its own. With a growing batch, the cache decides.",
        zh: "权重为所有序列只读一次，缓存则各读各的。batch 越大，越由缓存决定。",
      },
    },
  ],
  sources: [
    {
      title:
        "Ainslie et al., GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints (2023)",
      url: "https://arxiv.org/abs/2305.13245",
    },
    {
      title: "Grattafiori et al., The Llama 3 Herd of Models (2024), table 3",
      url: "https://arxiv.org/abs/2407.21783",
    },
  ],
  practise: ["grouped-query-attention", "decode-step"],
} satisfies Question;
