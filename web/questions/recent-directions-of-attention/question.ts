import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "A list of recent directions", zh: "一份“最新方向”清单" },
  topic: "effect",
  difficulty: "hard",
  asked: 2,
  rubric: [
    {
      en: "Graph attention: each node attends only to its neighbours; the graph acts as the mask.",
      zh: "图注意力：每个节点只关注自己的邻居，图起到掩码的作用。",
    },
    {
      en: "Spatial pyramid attention: pooling over grids of several sizes describes each channel, and a small network with a sigmoid gives each channel a weight (SPANet). The pyramid alone is pooling, not attention.",
      zh: "空间金字塔注意力：用几种大小的网格池化来描述每个通道，再由带 sigmoid 的小网络给每个通道一个权重（SPANet）。单独的空间金字塔是池化，不是注意力。",
    },
    {
      en: "Fusion with CNN or RNN: names one combination and what each part contributes.",
      zh: "与 CNN 或 RNN 融合：举出一种组合，并说明两部分各起什么作用。",
    },
    {
      en: "Interpretability is a property that has to be tested; it is not a mechanism and does not come for free.",
      zh: "可解释性是有待检验的性质，不是一种机制，也不会自动就有。",
    },
    {
      en: "Sparsity: distinguishes a sparse pattern (pairs never scored, cheaper) from sparse weights (zeros only after scoring, so no score is saved).",
      zh: "稀疏：区分稀疏模式（有些配对根本不打分，更省）与稀疏权重（打分之后才为零，打分的开销省不掉）。",
    },
    {
      en: "Parameter sharing across layers saves parameters, not computation.",
      zh: "跨层参数共享省的是参数，不是计算。",
    },
  ],
  sources: [
    { title: "Veličković et al., Graph Attention Networks (2017)", url: "https://arxiv.org/abs/1710.10903" },
    {
      title: "He et al., Spatial Pyramid Pooling in Deep Convolutional Networks for Visual Recognition (2014)",
      url: "https://arxiv.org/abs/1406.4729",
    },
    {
      title: "Guo et al., SPANet: Spatial Pyramid Attention Network for Enhanced Image Recognition (2020)",
      url: "https://doi.org/10.1109/ICME46284.2020.9102906",
    },
    {
      title: "Li et al., Pyramid Attention Network for Semantic Segmentation (2018)",
      url: "https://arxiv.org/abs/1805.10180",
    },
    {
      title: "Dai et al., CoAtNet: Marrying Convolution and Attention for All Data Sizes (2021)",
      url: "https://arxiv.org/abs/2106.04803",
    },
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
    {
      title: "Beltagy et al., Longformer: The Long-Document Transformer (2020)",
      url: "https://arxiv.org/abs/2004.05150",
    },
    { title: "Correia et al., Adaptively Sparse Transformers (2019)", url: "https://arxiv.org/abs/1909.00015" },
    {
      title: "Gonçalves et al., AdaSplash: Adaptive Sparse Flash Attention (2025)",
      url: "https://arxiv.org/abs/2502.12082",
    },
    {
      title: "Lan et al., ALBERT: A Lite BERT for Self-supervised Learning of Language Representations (2019)",
      url: "https://arxiv.org/abs/1909.11942",
    },
  ],
  practise: ["grouped-query-attention", "latent-attention", "delta-rule"],
} satisfies Question;
