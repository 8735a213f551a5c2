import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Prefill and decode", zh: "prefill 与解码" },
  topic: "inference",
  difficulty: "easy",
  asked: 3,
  choices: [
    {
      id: "prefill-arithmetic",
      right: true,
      text: {
        en: "Prefill of a long prompt is mostly limited by arithmetic, because each weight is used for all prompt tokens.",
        zh: "长 prompt 的 prefill 主要受算力限制，因为每个权重读进来一次，就用于 prompt 的所有 token。",
      },
      why: {
        en: "With n prompt tokens in a pass, a weight of two bytes serves 2n operations. For n in the thousands that is far above what the hardware can do per byte read.",
        zh: "一次处理 n 个 prompt token，两字节的权重要做 2n 次运算。n 上千时，这远高于硬件每读一字节所能做的运算。",
      },
    },
    {
      id: "quadratic-step",
      right: false,
      text: {
        en: "A decode step is slow because attention in every single step is quadratic in the length of the sequence.",
        zh: "解码一步之所以慢，是因为注意力的计算量是序列长度的平方，而且每一步都如此。",
      },
      why: {
        en: "One step has one query, so its attention is linear in the length. Only the sum over all steps is quadratic. The step is slow because it reads all weights and the cache for one token.",
        zh: "一步只有一个 query，注意力对长度是线性的，所有步加起来才是平方。慢是因为要为一个 token 读全部权重和缓存。",
      },
    },
    {
      id: "decode-bandwidth",
      right: true,
      text: {
        en: "Decoding is mostly limited by memory bandwidth: all weights and the cache are read to produce one token.",
        zh: "解码主要受显存带宽限制：生成一个 token，要把全部权重和缓存读一遍。",
      },
      why: {
        en: "Each weight of two bytes is used for two operations only, about one per byte. An accelerator could do hundreds in the same time.",
        zh: "每个两字节的权重只做两次运算，平均每字节一次。同样的时间里，加速卡本可以做几百次。",
      },
    },
    {
      id: "twice-the-flops",
      right: false,
      text: {
        en: "Decoding one sequence takes about half the time on a GPU with twice the FLOPs per second and the same memory bandwidth.",
        zh: "换一块算力翻倍、显存带宽不变的 GPU，单条序列的解码时间大约减半。",
      },
      why: {
        en: "It waits for memory just as long. Prefill would gain, but the time per token of one sequence stays nearly the same.",
        zh: "等显存的时间一点没少。prefill 会变快，但单条序列每个 token 的时间几乎不变。",
      },
    },
    {
      id: "batch-and-cache",
      right: true,
      text: {
        en: "A larger batch lets decoding use each weight more often, but not the cache, because each sequence reads its own.",
        zh: "增大 batch 能让解码更充分地利用读进来的权重，但缓存不行，因为每条序列读的是自己的缓存。",
      },
      why: {
        en: "Weights are the same for all sequences and are read once per step. Keys and values belong to one sequence, unless sequences share a prefix and the kernel uses this.",
        zh: "权重对所有序列都一样，每步只读一次。key 和 value 属于各自的序列，除非序列共享前缀，而且内核利用了这一点。",
      },
    },
  ],
  sources: [
    {
      title: "Pope et al., Efficiently Scaling Transformer Inference (2022)",
      url: "https://arxiv.org/abs/2211.05102",
    },
  ],
  practise: ["decode-step", "chunk-attention"],
} satisfies Question;
