import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "FlashAttention 2 and 3", zh: "FlashAttention 2 与 3" },
  topic: "hardware",
  difficulty: "hard",
  asked: 2,
  choices: [
    {
      id: "over-the-sequence",
      right: true,
      text: {
        en: "Version 2 also divides the work along the sequence and not only over batch and heads, so a small batch of long sequences fills the GPU.",
        zh: "第 2 版除了按 batch 和头，还沿序列划分工作，序列长、batch 小时也能用满 GPU。",
      },
      why: {
        en: "Tiles of queries are independent of each other. Long sequences usually mean small batches, and then batch times heads is less than the number of multiprocessors.",
        zh: "query 的各块互不相关。序列长往往意味着 batch 小，这时 batch 乘头数还不如流式多处理器（SM）多。",
      },
    },
    {
      id: "other-result",
      right: false,
      text: {
        en: "Version 2 leaves out most of the rescaling and is therefore an approximation, whose error grows with the number of tiles.",
        zh: "第 2 版省去了大部分缩放，因此是近似，块数越多误差越大。",
      },
      why: {
        en: "Only the division by the sum is postponed. Rescaling to a new maximum remains, and the result is exact attention up to rounding, as in all versions.",
        zh: "推迟的只是除以和这一步，换新最大值时的缩放仍在做。结果与各版一样，都是精确的注意力，只差舍入。",
      },
    },
    {
      id: "postponed-division",
      right: true,
      text: {
        en: "Version 2 divides by the sum once at the end, because operations other than matrix products are slow on this hardware.",
        zh: "第 2 版到最后才除以和，只除一次，因为在这种硬件上，矩阵乘法以外的运算很慢。",
      },
      why: {
        en: "On an A100, matrix products in 16 bits run at up to 312 TFLOPs per second, other float32 operations at 19.5, so each of them counts sixteenfold.",
        zh: "在 A100 上，16 位矩阵乘法最高每秒 312 TFLOPs，其他 float32 运算只有 19.5，所以后者每次抵前者十六次。",
      },
    },
    {
      id: "overlap",
      right: true,
      text: {
        en: "Version 3 computes the exponentials of one tile while the matrix products of another run, and it can use FP8.",
        zh: "第 3 版在做一块的矩阵乘法时，同时算另一块的指数，还能用 FP8。",
      },
      why: {
        en: "On an H100 exponentials are so slow compared with matrix products that for width 128 they would take half as long as these. Overlapping hides them.",
        zh: "H100 上指数比矩阵乘法慢得多，每头 128 维时，所需时间约为矩阵乘法的一半。重叠执行就能把它藏起来。",
      },
    },
    {
      id: "no-stored-scores",
      right: false,
      text: {
        en: "Version 3 is the first that need not store the scores, because the on-chip memory of an H100 is large enough for them.",
        zh: "从第 3 版起才不用存分数，因为 H100 的片上内存放得下。",
      },
      why: {
        en: "No version stores them. The running maximum and sum make this possible, with a few hundred kilobytes on the chip, whatever the length.",
        zh: "哪一版都不存。靠的是滚动的最大值与和，无论多长，片上几百 KB 就够了。",
      },
    },
  ],
  sources: [
    {
      title: "Dao, FlashAttention-2: Faster Attention with Better Parallelism and Work Partitioning (2023)",
      url: "https://arxiv.org/abs/2307.08691",
    },
    {
      title: "Shah et al., FlashAttention-3: Fast and Accurate Attention with Asynchrony and Low-precision (2024)",
      url: "https://arxiv.org/abs/2407.08608",
    },
    {
      title:
        "Zadouri et al., FlashAttention-4: Algorithm and Kernel Pipelining Co-Design for Asymmetric Hardware Scaling (2026)",
      url: "https://arxiv.org/abs/2603.05451",
    },
  ],
  practise: ["tiled-attention", "lab/tiles"],
} satisfies Question;
