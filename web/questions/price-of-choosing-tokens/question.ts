import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "The price of choosing tokens", zh: "挑选 token 的代价" },
  topic: "variants",
  difficulty: "medium",
  asked: 1,
  choices: [
    {
      id: "linear-in-all",
      right: false,
      text: {
        en: "For L tokens the total cost is O(L · 2048), so it is linear in the length.",
        zh: "L 个 token 的总开销是 O(L · 2048)，所以与长度成线性关系。",
      },
      why: {
        en: "That holds for the attention alone. The indexer scores every pair, which is O(L²) with a small constant; at great length it dominates.",
        zh: "这只是注意力本身。索引器要给每一对打分，仍是 O(L²)，只是常数小；长度足够大时它占大头。",
      },
    },
    {
      id: "indexer-still-quadratic",
      right: true,
      text: {
        en: "The quadratic part moves to the indexer, where a pair is much cheaper than in full attention.",
        zh: "平方级的部分转移到了索引器，而在那里处理一对比全注意力便宜得多。",
      },
      why: {
        en: "The indexer has fewer or narrower heads, runs in fp8, has one key per token shared by its heads, and no values and no softmax.",
        zh: "索引器的头更少或更窄，用 fp8 计算，各头共用每个 token 的一个 key，也没有 value 和 softmax。",
      },
    },
    {
      id: "cache-of-chosen-tokens",
      right: false,
      text: {
        en: "A token that is not among the best 2048 can be removed from the KV cache.",
        zh: "没进前 2048 名的 token 可以从 KV 缓存中删掉。",
      },
      why: {
        en: "The next query makes another choice, and any earlier token may be in it. The cache even grows a little, by the keys of the indexer.",
        zh: "下一个 query 会重新选，之前任何 token 都可能入选。缓存甚至略大了一点，因为还要存索引器的 key。",
      },
    },
    {
      id: "less-read",
      right: true,
      text: {
        en: "In decoding, the attention of a layer reads at most 2048 cached entries per step and sequence, while all entries have to be kept.",
        zh: "解码时，一层的注意力每步在每条序列上最多读 2048 条缓存，但所有缓存都要留着。",
      },
      why: {
        en: "So bandwidth and arithmetic of the attention are bounded and memory is not. Only the small keys of the indexer are read for every token.",
        zh: "所以注意力的带宽和运算有上限，内存没有。每个 token 都要读的只有索引器的小 key。",
      },
    },
    {
      id: "gradient-through-top-k",
      right: false,
      text: {
        en: "The indexer learns from the language-model loss, whose gradient passes through the choice of the top 2048.",
        zh: "索引器从语言模型损失中学习，梯度穿过取前 2048 名这一步传给它。",
      },
      why: {
        en: "Taking the top k passes no gradient to the scores. The indexer gets its own loss instead: it imitates how the main attention distributes its weight.",
        zh: "取 top-k 不会把梯度传给分数。索引器有自己的损失：模仿主注意力的权重分布。",
      },
    },
  ],
  sources: [
    {
      title: "DeepSeek-AI, DeepSeek-V3.2: Pushing the Frontier of Open Large Language Models (2025)",
      url: "https://arxiv.org/abs/2512.02556",
    },
    {
      title: "Yuan et al., Native Sparse Attention: Hardware-Aligned and Natively Trainable Sparse Attention (2025)",
      url: "https://arxiv.org/abs/2502.11089",
    },
  ],
  practise: ["topk-attention"],
} satisfies Question;
