import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "From multi-head to grouped-query attention", zh: "从多头注意力到分组查询注意力" },
  topic: "variants",
  difficulty: "medium",
  asked: 3,
  choices: [
    {
      id: "same-weights",
      right: false,
      text: {
        en: "Query heads of one group have the same attention weights, because they are compared with the same keys and take the same values.",
        zh: "同一组的 query 头注意力权重相同，因为它们比较的是同一批 key，取的也是同一批 value。",
      },
      why: {
        en: "Each query head has its own projection, so its scores with the shared keys differ, and so do its weights and its output.",
        zh: "每个 query 头有自己的投影，与共用的 key 算出的分数不同，权重和输出也就不同。",
      },
    },
    {
      id: "smaller-cache",
      right: true,
      text: {
        en: "With G key/value heads instead of H, the cache shrinks by the factor H/G, while the number of scores stays the same.",
        zh: "KV 头从 H 个减到 G 个，缓存缩小 H/G 倍，要算的分数却和原来一样多。",
      },
      why: {
        en: "Only keys and values are stored. Scores are computed for each query head and each pair of tokens, and the number of query heads is still H.",
        zh: "存下来的只有 key 和 value。分数是每个 query 头、每一对 token 各算一个，而 query 头仍有 H 个。",
      },
    },
    {
      id: "half-the-prefill",
      right: false,
      text: {
        en: "Going from 64 key/value heads to 8 cuts the time of a long prefill to about an eighth, since attention does an eighth of the work.",
        zh: "KV 头从 64 个减到 8 个，长 prompt 的 prefill 时间约减到八分之一，因为注意力只做八分之一的计算。",
      },
      why: {
        en: "Prefill is limited by arithmetic, and most of that stays: the scores, the projections of queries and outputs, the feed-forward network. Only the projections of keys and values get cheaper.",
        zh: "prefill 受算力限制，而大部分计算没变：分数、query 和输出的投影、前馈网络。变便宜的只有 key 和 value 的投影。",
      },
    },
    {
      id: "convert-a-checkpoint",
      right: true,
      text: {
        en: "A trained multi-head model can be converted: average the key and value heads of each group, then train a little further.",
        zh: "训练好的多头模型可以转换：把每组的 key 头和 value 头取平均，再继续训练一小段。",
      },
      why: {
        en: "Ainslie et al. (2023) do so with 5 % of the compute of pre-training. Averaging works better than keeping one head of the group or starting from random ones.",
        zh: "Ainslie 等（2023）就是这样做的，只用预训练 5 % 的算力。取平均的效果好于只留组里一个头，也好于随机初始化。",
      },
    },
    {
      id: "replicated-heads",
      right: true,
      text: {
        en: "With tensor parallelism over more devices than key/value heads, these are replicated, and part of the saving is lost.",
        zh: "张量并行的设备数超过 KV 头数时，KV 头只能复制，省下的显存又丢了一部分。",
      },
      why: {
        en: "Each device needs the keys and values of its query heads. A single shared head is kept on all devices. With at least as many groups as devices there is no such waste.",
        zh: "每块设备都要有自己那些 query 头所需的 key 和 value。只有一个共用头时，每块设备都得存一份。组数不少于设备数，就没有这种浪费。",
      },
    },
  ],
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
  practise: ["grouped-query-attention", "bug-tiled-key-heads"],
} satisfies Question;
