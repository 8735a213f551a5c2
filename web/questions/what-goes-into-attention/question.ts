import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What goes into attention", zh: "注意力的输入是什么" },
  topic: "basics",
  difficulty: "easy",
  asked: 2,
  choices: [
    {
      id: "vector-matrix-batch",
      right: true,
      text: {
        en: "For text, a token is a vector, a sequence is a matrix, and the third axis is the batch.",
        zh: "就文本而言，一个 token 是一个向量，一个序列是一个矩阵，第三维来自 batch。",
      },
      why: {
        en: "Their shapes are [d_model], [L, d_model] and [B, L, d_model]. The batch axis is only for speed; sequences do not attend to each other.",
        zh: "形状分别是 [d_model]、[L, d_model] 和 [B, L, d_model]。batch 维只是为了快，序列之间并不互相关注。",
      },
    },
    {
      id: "tensor-per-input",
      right: false,
      text: {
        en: "Each input, such as a word, becomes a three-dimensional tensor before attention.",
        zh: "每个输入（例如一个词）在进入注意力之前都变成一个三维张量。",
      },
      why: {
        en: "A word becomes one vector. A dot product of query and key needs vectors, one for each position.",
        zh: "一个词变成一个向量。query 与 key 要做点积，每个位置需要的就是一个向量。",
      },
    },
    {
      id: "over-the-features",
      right: false,
      text: {
        en: "The elements of the tensor are features, and attention gives each feature a weight.",
        zh: "张量的元素是特征，注意力给每个特征一个权重。",
      },
      why: {
        en: "Attention gives each position a weight, and all features of that position share it. Weighting features is gating, as in squeeze-and-excitation.",
        zh: "注意力给每个位置一个权重，该位置的所有特征共用。给特征加权是门控，例如 squeeze-and-excitation。",
      },
    },
    {
      id: "flattened-map",
      right: true,
      text: {
        en: "An image feature map with C channels is flattened to height × width vectors of C features.",
        zh: "有 C 个通道的图像特征图，要展平成“高 × 宽”个 C 维向量。",
      },
      why: {
        en: "Each position becomes one token. The two-dimensional layout is lost, so positions have to be added.",
        zh: "每个位置成为一个 token。二维布局因此丢失，需要加上位置信息。",
      },
    },
    {
      id: "fixed-length",
      right: false,
      text: {
        en: "All inputs must have the same number of tokens, because the layer's parameters depend on it.",
        zh: "所有输入的 token 数必须相同，因为这一层的参数取决于它。",
      },
      why: {
        en: "The parameters act on features and are shared by all positions. Within a batch, shorter sequences are padded and the padding is masked.",
        zh: "参数作用在特征上，所有位置共用。同一个 batch 里较短的序列用填充补足，并屏蔽填充。",
      },
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), sections 3.2 and 3.4",
      url: "https://arxiv.org/abs/1706.03762",
    },
    { title: "Hu et al., Squeeze-and-Excitation Networks (2017)", url: "https://arxiv.org/abs/1709.01507" },
  ],
  practise: ["scaled-dot-product-attention"],
} satisfies Question;
