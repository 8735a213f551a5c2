import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Bringing the quadratic cost down", zh: "怎样降低平方级开销" },
  topic: "cost",
  difficulty: "hard",
  asked: 3,
  choices: [
    {
      id: "linear-is-reordering",
      right: false,
      text: {
        en: "Linear attention multiplies KᵀV first; the result is the same, because matrix multiplication is associative.",
        zh: "线性注意力先算 KᵀV；矩阵乘法满足结合律，所以结果不变。",
      },
      why: {
        en: "The softmax is between QKᵀ and V, so the product cannot be regrouped. Linear attention replaces exp(q·k) by φ(q)·φ(k), which is a different function (Katharopoulos et al., 2020) or a random estimate of it (Performer).",
        zh: "QKᵀ 与 V 之间隔着 softmax，乘积不能重新结合。线性注意力用 φ(q)·φ(k) 取代 exp(q·k)：要么是另一个函数（Katharopoulos 等，2020），要么是它的随机估计（Performer）。",
      },
    },
    {
      id: "flash-exact",
      right: true,
      text: {
        en: "FlashAttention computes exact softmax attention; it saves memory and memory traffic, and the FLOPs stay quadratic.",
        zh: "FlashAttention 算的是精确的 softmax 注意力；省的是内存和访存，FLOPs 仍是平方级。",
      },
      why: {
        en: "It computes the scores in tiles that fit in on-chip memory, with a running maximum and sum, and recomputes them in the backward pass. It even does slightly more arithmetic and is still faster.",
        zh: "它把分数切成片上内存放得下的小块，边算边维护最大值与和，反向时再重算。运算甚至略多一些，却仍然更快。",
      },
    },
    {
      id: "gqa-fewer-scores",
      right: false,
      text: {
        en: "Grouped-query attention computes fewer scores, because several query heads share one matrix of weights.",
        zh: "分组查询注意力算的分数更少，因为几个 query 头共用一张权重矩阵。",
      },
      why: {
        en: "They share keys and values, not weights: each query head still has its own L × L scores. What shrinks is the KV cache and the memory traffic for reading it (and the K and V projections).",
        zh: "共用的是 key 和 value，不是权重：每个 query 头仍有自己的 L × L 分数。变小的是 KV 缓存及其读取量（还有 K、V 的投影）。",
      },
    },
    {
      id: "linformer-causal",
      right: false,
      text: {
        en: "Linformer projects L keys down to a fixed number, so it can be used directly in causal language models.",
        zh: "Linformer 把 L 个 key 投影成固定的个数，因此可以直接用于因果语言模型。",
      },
      why: {
        en: "Each projected key is a mixture of all positions, including later ones, so a causal mask can no longer be applied; the projection also fixes a maximum length. The O(L) is right, the conclusion is not.",
        zh: "投影后的每个 key 都混合了所有位置，包括后面的，因果掩码也就无从加起；投影还把最大长度定死了。O(L) 没错，结论错了。",
      },
    },
    {
      id: "window",
      right: true,
      text: {
        en: "A sliding window of w keys costs O(L·w); distant positions then meet over several layers or through global tokens.",
        zh: "宽度为 w 的滑动窗口开销是 O(L·w)；相距远的位置要隔几层、或借助全局 token 才能碰面。",
      },
      why: {
        en: "This is the sparse approach (Longformer, BigBird): most pairs are never scored. The price is the one-layer path between distant positions.",
        zh: "这是稀疏的思路（Longformer、BigBird）：大多数配对根本不打分。代价是失去远距离位置之间一层可达的路径。",
      },
    },
  ],
  sources: [
    {
      title: "Dao et al., FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness (2022)",
      url: "https://arxiv.org/abs/2205.14135",
    },
    {
      title:
        "Katharopoulos et al., Transformers are RNNs: Fast Autoregressive Transformers with Linear Attention (2020)",
      url: "https://arxiv.org/abs/2006.16236",
    },
    {
      title: "Choromanski et al., Rethinking Attention with Performers (2020)",
      url: "https://arxiv.org/abs/2009.14794",
    },
    {
      title: "Wang et al., Linformer: Self-Attention with Linear Complexity (2020)",
      url: "https://arxiv.org/abs/2006.04768",
    },
    {
      title: "Beltagy et al., Longformer: The Long-Document Transformer (2020)",
      url: "https://arxiv.org/abs/2004.05150",
    },
    {
      title: "Zaheer et al., Big Bird: Transformers for Longer Sequences (2020)",
      url: "https://arxiv.org/abs/2007.14062",
    },
    {
      title:
        "Ainslie et al., GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints (2023)",
      url: "https://arxiv.org/abs/2305.13245",
    },
    { title: "Jiang et al., Mistral 7B (2023)", url: "https://arxiv.org/abs/2310.06825" },
  ],
  practise: ["linear-attention", "sliding-window-attention", "tiled-attention"],
} satisfies Question;
