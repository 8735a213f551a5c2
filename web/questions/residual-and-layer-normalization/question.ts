import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Residual connection and layer normalisation", zh: "残差连接与层归一化" },
  topic: "transformers",
  difficulty: "medium",
  asked: 3,
  rubric: [
    {
      en: "The residual gives the gradient a path past the sublayer: I + ∂Attn/∂x.",
      zh: "残差给梯度一条绕过子层的通路：I + ∂Attn/∂x。",
    },
    {
      en: "The residual keeps the content of each position; the sublayer only adds a change, so positions do not become alike.",
      zh: "残差保留每个位置自身的内容；子层只贡献改变量，各位置不会趋同。",
    },
    {
      en: "Layer normalisation works on the features of each position separately, with learned scale and shift.",
      zh: "层归一化对每个位置的特征单独进行，带有学到的缩放和平移。",
    },
    {
      en: "It keeps the size of activations stable and does not depend on batch or sequence length.",
      zh: "它使激活值的大小保持稳定，且与 batch 和序列长度无关。",
    },
    {
      en: "Writes post-LN and pre-LN correctly.",
      zh: "正确写出 post-LN 和 pre-LN。",
    },
    {
      en: "Pre-LN trains stably without warm-up; post-LN has large gradients near the output at the start.",
      zh: "pre-LN 不用预热也能稳定训练；post-LN 起初在靠近输出处梯度很大。",
    },
  ],
  sources: [
    { title: "Vaswani et al., Attention Is All You Need (2017), section 3.1", url: "https://arxiv.org/abs/1706.03762" },
    { title: "Ba et al., Layer Normalization (2016)", url: "https://arxiv.org/abs/1607.06450" },
    {
      title: "Xiong et al., On Layer Normalization in the Transformer Architecture (2020)",
      url: "https://arxiv.org/abs/2002.04745",
    },
    {
      title:
        "Dong et al., Attention Is Not All You Need: Pure Attention Loses Rank Doubly Exponentially with Depth (2021)",
      url: "https://arxiv.org/abs/2103.03404",
    },
  ],
  practise: ["layer-normalization", "transformer-encoder-block"],
} satisfies Question;
