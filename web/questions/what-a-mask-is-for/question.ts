import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What a mask is for", zh: "掩码的作用" },
  topic: "transformers",
  difficulty: "easy",
  asked: 3,
  choices: [
    {
      id: "semantics",
      right: false,
      text: {
        en: "It hides unimportant words, so that the model understands the meaning of the sentence better.",
        zh: "它屏蔽不重要的词，帮助模型更好地理解句子的语义。",
      },
      why: {
        en: "A mask is built from positions and lengths, not from meaning. The weights decide which of the visible words matter.",
        zh: "掩码由位置和长度构造，与语义无关。可见的词里谁重要，由权重决定。",
      },
    },
    {
      id: "padding",
      right: true,
      text: {
        en: "It keeps padding, which brings the sequences of a batch to the same length, out of the softmax.",
        zh: "把 batch 里为了对齐长度而加的填充排除在 softmax 之外。",
      },
      why: {
        en: "Otherwise padding would take a share of the weight in each row, and the result would depend on the length of the other sequences in the batch.",
        zh: "否则填充会分走每一行的权重，结果就会随 batch 里其他序列的长短而变。",
      },
    },
    {
      id: "zero-the-weights",
      right: false,
      text: {
        en: "It multiplies weights by zero after the softmax, which is the same as −∞ before it.",
        zh: "它在 softmax 之后把权重乘以 0，与之前加 −∞ 等效。",
      },
      why: {
        en: "Masked keys would still be in the denominator: rows sum to less than one, and the size of the output leaks the masked scores.",
        zh: "那样被屏蔽的 key 仍留在分母里：每行的和小于 1，而且输出的大小会泄漏被屏蔽的分数。",
      },
    },
    {
      id: "causality",
      right: true,
      text: {
        en: "It keeps a decoder position from seeing later ones, although training computes all positions at once.",
        zh: "让解码器的每个位置看不到后面的位置，尽管训练时所有位置是一起计算的。",
      },
      why: {
        en: "This makes parallel training consistent with generation, where the future does not exist yet (Vaswani et al., 2017, section 3.2.3).",
        zh: "这使并行训练与生成保持一致，因为生成时未来还不存在（Vaswani 等，2017，3.2.3 节）。",
      },
    },
    {
      id: "always-saves-work",
      right: false,
      text: {
        en: "It saves work: as soon as a mask is passed, masked scores are not computed at all.",
        zh: "它节省计算：只要传了掩码，被屏蔽的分数就根本不会算。",
      },
      why: {
        en: "A plain implementation computes every score and overwrites some of them. Only a kernel that knows the pattern can skip whole blocks, as FlashAttention-2 does for causal masks (Dao, 2023).",
        zh: "朴素的实现会算出所有分数，再覆盖其中一部分。只有知道掩码规律的内核才能整块跳过，例如 FlashAttention-2 对因果掩码就是这样（Dao，2023）。",
      },
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.3",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "Devlin et al., BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding (2018)",
      url: "https://arxiv.org/abs/1810.04805",
    },
    {
      title: "Dao, FlashAttention-2: Faster Attention with Better Parallelism and Work Partitioning (2023)",
      url: "https://arxiv.org/abs/2307.08691",
    },
  ],
  practise: ["masked-attention", "attention-mask"],
} satisfies Question;
