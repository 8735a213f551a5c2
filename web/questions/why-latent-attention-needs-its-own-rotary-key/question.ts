import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Why latent attention has a rotary key of its own", zh: "MLA 为什么要单独的旋转 key" },
  topic: "variants",
  difficulty: "hard",
  asked: 2,
  rubric: [
    {
      en: "Without positions, the up-projection of the keys can be absorbed into the query: qᵀ(W_UK c) = (W_UKᵀ q)ᵀ c, so keys are never formed.",
      zh: "没有位置时，key 的上投影可以吸收进 query：qᵀ(W_UK c) = (W_UKᵀ q)ᵀ c，不必算出 key。",
    },
    {
      en: "With RoPE, a rotation that depends on both positions is between the two projections, and matrices do not commute, so nothing can be absorbed once and for all.",
      zh: "加上 RoPE，两个投影之间夹着一个取决于两个位置的旋转，而矩阵乘法不可交换，无法预先合并。",
    },
    {
      en: "The keys of the whole prefix would then have to be up-projected in each step, or cached, which gives up the saving.",
      zh: "那样每一步都要对整个前缀重新上投影出 key，或者把它们缓存下来，省下的就没了。",
    },
    {
      en: "Hence a small rotary part beside the latent: one key, computed from the input directly, shared by all heads and cached after its rotation.",
      zh: "所以在潜向量之外另设一小段旋转部分：一个直接由输入算出的 key，所有头共用，旋转之后缓存。",
    },
    {
      en: "The score is the sum of both parts, divided by the root of the sum of both widths.",
      zh: "分数是两部分之和，除以两部分维度之和的平方根。",
    },
  ],
  sources: [
    {
      title: "DeepSeek-AI, DeepSeek-V2: A Strong, Economical, and Efficient Mixture-of-Experts Language Model (2024)",
      url: "https://arxiv.org/abs/2405.04434",
    },
    {
      title: "Su et al., RoFormer: Enhanced Transformer with Rotary Position Embedding (2021)",
      url: "https://arxiv.org/abs/2104.09864",
    },
  ],
  practise: ["latent-attention"],
} satisfies Question;
