import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Limits of attention", zh: "注意力的局限" },
  topic: "cost",
  difficulty: "medium",
  asked: 3,
  rubric: [
    {
      en: "Time of full self-attention grows with the square of the length: O(L²·d).",
      zh: "全注意力的时间随长度的平方增长：O(L²·d)。",
    },
    {
      en: "Memory is quadratic only if the scores are stored; exact tiled kernels such as FlashAttention need only O(L) in addition to inputs and outputs, with the same order of arithmetic.",
      zh: "只有把分数存下来，内存才是平方级；FlashAttention 这类分块的精确实现，除输入输出外只需 O(L)，计算量的量级不变。",
    },
    {
      en: "In generation the KV cache is another limit; it grows linearly with length, layers and key-value heads.",
      zh: "生成时 KV 缓存是另一个瓶颈，随长度、层数和 KV 头数线性增长。",
    },
    {
      en: "Weights are not by themselves an explanation of the prediction.",
      zh: "注意力权重本身并不等于对预测的解释。",
    },
    {
      en: "There is little built-in structure: order has to be added, and locality has to be learned from data.",
      zh: "几乎没有内置结构：顺序要另外提供，局部性要从数据里学。",
    },
    {
      en: "Does not claim that attention adds many parameters: the L × L matrix is activations.",
      zh: "没有说注意力会增加大量参数：L × L 的矩阵是激活值。",
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 4",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "Dao et al., FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness (2022)",
      url: "https://arxiv.org/abs/2205.14135",
    },
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
    {
      title: "Dosovitskiy et al., An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale (2020)",
      url: "https://arxiv.org/abs/2010.11929",
    },
    {
      title:
        "Ainslie et al., GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints (2023)",
      url: "https://arxiv.org/abs/2305.13245",
    },
  ],
  practise: ["linear-attention", "sliding-window-attention"],
} satisfies Question;
