import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "The bias of the keys with RoPE", zh: "用 RoPE 时 key 的偏置" },
  topic: "positions",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "softmax-removes",
      right: false,
      text: {
        en: "No: it adds the same number to all scores of a query, and the softmax removes it.",
        zh: "不会：它给一个 query 的所有分数加上同一个数，softmax 会消掉。",
      },
      why: {
        en: "That is the argument without positions, where the term is qᵢᵀb. With RoPE the bias is turned with its key, so the term is another number for each j.",
        zh: "没有位置时才是这样，那一项是 qᵢᵀb。有了 RoPE，偏置随 key 一起旋转，对每个 j 是不同的数。",
      },
    },
    {
      id: "rotations-cancel",
      right: false,
      text: {
        en: "No: query and key are both rotated, and rotations keep dot products.",
        zh: "不会：query 和 key 都旋转了，而旋转保持点积不变。",
      },
      why: {
        en: "They keep a dot product if both vectors are turned by the same angle. Here the angles belong to positions i and j, and their difference remains.",
        zh: "两个向量转同一个角度，点积才不变。这里的角度分别属于位置 i 和 j，差还在。",
      },
    },
    {
      id: "same-for-all-queries",
      right: false,
      text: {
        en: "Yes: it adds one curve over the distance, the same for every query, like a learned ALiBi.",
        zh: "会：它加上一条随距离变化的曲线，对每个 query 都相同，相当于学出来的 ALiBi。",
      },
      why: {
        en: "Close, but the curve is qᵢᵀR(j−i)b, so each query chooses its own. Only the part that comes from the query's own bias is the same everywhere.",
        zh: "接近了，但这条曲线是 qᵢᵀR(j−i)b，每个 query 各有一条。只有来自 query 偏置的那一部分才处处相同。",
      },
    },
    {
      id: "depends-on-offset",
      right: true,
      text: {
        en: "Yes: it adds qᵢᵀR(j−i)b, a term that depends on the query and on the offset.",
        zh: "会：它加上 qᵢᵀR(j−i)b，这一项取决于 query 和相对位置。",
      },
      why: {
        en: "The term differs from key to key, so the softmax does not remove it. A query can prefer certain offsets whatever the keys contain.",
        zh: "这一项对各个 key 不同，softmax 消不掉。query 因此可以偏好某些相对位置，不管 key 的内容是什么。",
      },
    },
    {
      id: "only-the-norm",
      right: false,
      text: {
        en: "Yes, but only because it changes the norms of the keys; their order for a query stays the same.",
        zh: "会，但只是因为它改变了 key 的范数；对同一个 query，各 key 的次序不变。",
      },
      why: {
        en: "Scores are linear in the key, so the bias acts as a term that is added, with either sign. That can reverse the order of two keys.",
        zh: "分数对 key 是线性的，偏置的作用就是加上一项，可正可负，完全可以颠倒两个 key 的次序。",
      },
    },
  ],
  sources: [
    {
      title: "Su et al., RoFormer: Enhanced Transformer with Rotary Position Embedding (2021)",
      url: "https://arxiv.org/abs/2104.09864",
    },
    { title: "Bai et al., Qwen Technical Report (2023)", url: "https://arxiv.org/abs/2309.16609" },
  ],
  practise: ["rope-attention", "softmax"],
} satisfies Question;
