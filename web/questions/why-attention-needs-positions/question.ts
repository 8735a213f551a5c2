import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Why attention needs positions", zh: "注意力为什么需要位置信息" },
  topic: "transformers",
  difficulty: "medium",
  asked: 3,
  choices: [
    {
      id: "equivariant",
      right: true,
      text: {
        en: "The outputs are the same three vectors, in the new order: each word keeps its vector.",
        zh: "输出还是那三个向量，只是换了次序：每个词带着自己的向量走。",
      },
      why: {
        en: "Self-attention is permutation-equivariant, f(PX) = P f(X): no score depends on the position of a token.",
        zh: "自注意力具有置换等变性，f(PX) = P f(X)：没有哪个分数取决于 token 的位置。",
      },
    },
    {
      id: "invariant",
      right: false,
      text: {
        en: "The output is identical, row for row: self-attention is invariant to the order.",
        zh: "输出逐行完全相同：自注意力对次序是不变的。",
      },
      why: {
        en: "For a single query, the output is invariant when keys and values are permuted. Here the queries are permuted as well, and the rows of the output with them.",
        zh: "对单个 query 而言，打乱 key 和 value 的次序，结果才不变。这里 query 也跟着换了次序，输出的行也随之换了。",
      },
    },
    {
      id: "heads-know-order",
      right: false,
      text: {
        en: "That is true for one head, but several heads can distinguish positions.",
        zh: "只有一个头时是这样，多个头就能区分位置。",
      },
      why: {
        en: "Each head is equivariant, and concatenation and W_O act at each position separately. More heads add no information about order.",
        zh: "每个头各自都是等变的，拼接和 W_O 又都逐位置进行。头再多也带不来次序信息。",
      },
    },
    {
      id: "pooled",
      right: true,
      text: {
        en: "Averaged over the words, the two sentences get exactly the same vector.",
        zh: "如果再对所有词取平均，两个句子得到的向量完全一样。",
      },
      why: {
        en: "The mean does not depend on the order of its terms, so an equivariant layer followed by mean pooling is invariant. A classifier on top cannot tell who bites whom.",
        zh: "平均与各项的次序无关，等变层加平均池化就是不变的。后面的分类器分不清是谁咬谁。",
      },
    },
    {
      id: "causal-mask",
      right: true,
      text: {
        en: "With a causal mask the vectors themselves would differ, even without positional encodings.",
        zh: "如果加上因果掩码，即使没有位置编码，向量本身也会不同。",
      },
      why: {
        en: "The mask lets each position see a different set of keys, so the order matters. Haviv et al. (2022) show that causal language models can learn positions from it.",
        zh: "掩码使每个位置看到的 key 各不相同，次序由此进入。Haviv 等（2022）表明，因果语言模型可以从中学到位置。",
      },
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.5",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "Shaw et al., Self-Attention with Relative Position Representations (2018)",
      url: "https://arxiv.org/abs/1803.02155",
    },
    {
      title: "Su et al., RoFormer: Enhanced Transformer with Rotary Position Embedding (2021)",
      url: "https://arxiv.org/abs/2104.09864",
    },
    {
      title:
        "Haviv et al., Transformer Language Models without Positional Encodings Still Learn Positional Information (2022)",
      url: "https://arxiv.org/abs/2203.16634",
    },
  ],
  practise: ["sinusoidal-positions", "lab/sentence", "lab/tasks"],
} satisfies Question;
