import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "One sequence over many devices", zh: "一条序列分到多台设备" },
  topic: "scale",
  difficulty: "hard",
  asked: 2,
  rubric: [
    {
      en: "Each device keeps the queries of its part; blocks of keys and values are passed round a ring.",
      zh: "每台设备留着自己那一段的 query，key 和 value 的块沿环传递。",
    },
    {
      en: "Partial results are merged by maximum and sum (or log-sum-exp), so the result is exact.",
      zh: "部分结果按最大值与和（或 log-sum-exp）合并，所以结果是精确的。",
    },
    {
      en: "Sending the next block overlaps with computing the present one; blocks must be large enough to hide it.",
      zh: "一边计算当前块，一边传下一块；块要足够大，才能掩盖通信。",
    },
    {
      en: "With a causal mask and contiguous parts the work is uneven; a striped or zigzag order evens it out.",
      zh: "用因果掩码、各段连续时负载不均；条带或 zigzag 排列可以均衡。",
    },
    {
      en: "Alternative: exchange sequence for heads by all-to-all, limited by the number of heads; or all-gather keys and values.",
      zh: "替代方案：用 all-to-all 把按序列切分换成按头切分，受头数限制；或者 all-gather 收集 key 和 value。",
    },
    {
      en: "Positions and masks have to use global indices, and everything else in the layer acts on each token by itself.",
      zh: "位置编码和掩码要用全局下标；层里的其他部分都逐 token 进行，不受影响。",
    },
  ],
  sources: [
    {
      title: "Liu et al., Ring Attention with Blockwise Transformers for Near-Infinite Context (2023)",
      url: "https://arxiv.org/abs/2310.01889",
    },
    {
      title: "Brandon et al., Striped Attention: Faster Ring Attention for Causal Transformers (2023)",
      url: "https://arxiv.org/abs/2311.09431",
    },
    {
      title:
        "Jacobs et al., DeepSpeed Ulysses: System Optimizations for Enabling Training of Extreme Long Sequence Transformer Models (2023)",
      url: "https://arxiv.org/abs/2309.14509",
    },
    { title: "Grattafiori et al., The Llama 3 Herd of Models (2024)", url: "https://arxiv.org/abs/2407.21783" },
  ],
  practise: ["merge-attention", "online-states"],
} satisfies Question;
