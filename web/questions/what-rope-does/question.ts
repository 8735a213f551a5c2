import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What RoPE does", zh: "RoPE 做了什么" },
  topic: "positions",
  difficulty: "medium",
  asked: 3,
  choices: [
    {
      id: "added-to-embeddings",
      right: false,
      text: {
        en: "The rotation is applied to the token embeddings before the first layer, and all later layers inherit the positions.",
        zh: "旋转作用在第一层之前的 token embedding 上，后面各层都沿用其中的位置。",
      },
      why: {
        en: "That is how the sines and cosines of the original Transformer work, which are added once. RoPE rotates queries and keys in every layer.",
        zh: "原始 Transformer 的正弦余弦才是在输入处加一次。RoPE 在每一层旋转 query 和 key。",
      },
    },
    {
      id: "distance-without-sign",
      right: false,
      text: {
        en: "The score depends on the two vectors and the distance |i − j|, so it is the same to the left and to the right.",
        zh: "分数取决于两个向量和距离 |i − j|，所以左右两边相同。",
      },
      why: {
        en: "It depends on the signed offset. Turning by +θ and by −θ are different rotations, and qᵀR(θ)k is in general not qᵀR(−θ)k.",
        zh: "它取决于带符号的相对位置。转 +θ 和转 −θ 是不同的旋转，qᵀR(θ)k 一般不等于 qᵀR(−θ)k。",
      },
    },
    {
      id: "signed-offset",
      right: true,
      text: {
        en: "The score depends on the two vectors before the rotation and on the signed offset j − i only.",
        zh: "分数只取决于旋转前的两个向量和带符号的相对位置 j − i。",
      },
      why: {
        en: "(Rᵢq)ᵀ(Rⱼk) = qᵀRᵢᵀRⱼk = qᵀR(j−i)k: undoing one turn and making the other leaves their difference.",
        zh: "(Rᵢq)ᵀ(Rⱼk) = qᵀRᵢᵀRⱼk = qᵀR(j−i)k：退回一个旋转再做另一个，剩下的就是两者之差。",
      },
    },
    {
      id: "rotate-cache-again",
      right: false,
      text: {
        en: "In each decoding step the cached keys have to be rotated again, because their distance to the new query has grown.",
        zh: "每解码一步，都要把缓存里的 key 重新旋转，因为它们离新 query 又远了一步。",
      },
      why: {
        en: "A key is rotated by its own position, which does not change. The new query brings a larger angle, and the difference comes out right by itself.",
        zh: "key 按自己的位置旋转，这个位置不会变。新 query 的角度更大，差自然就对了。",
      },
    },
    {
      id: "values-and-norms",
      right: true,
      text: {
        en: "Norms of queries and keys stay the same, and values are left unrotated.",
        zh: "query 和 key 的范数保持不变，value 不旋转。",
      },
      why: {
        en: "A rotation keeps norms, so only the direction carries the position. Values are what is mixed: rotated, their content would depend on where they were found.",
        zh: "旋转不改变范数，位置只体现在方向上。value 是被混合的内容：如果旋转了，内容就会随所在位置而变。",
      },
    },
  ],
  sources: [
    {
      title: "Su et al., RoFormer: Enhanced Transformer with Rotary Position Embedding (2021)",
      url: "https://arxiv.org/abs/2104.09864",
    },
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.5",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "Xiao et al., Efficient Streaming Language Models with Attention Sinks (2023)",
      url: "https://arxiv.org/abs/2309.17453",
    },
  ],
  practise: ["rotary-embedding", "rope-attention"],
} satisfies Question;
