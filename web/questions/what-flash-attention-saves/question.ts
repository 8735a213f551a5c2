import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What FlashAttention saves", zh: "FlashAttention 省下了什么" },
  topic: "hardware",
  difficulty: "medium",
  asked: 3,
  choices: [
    {
      id: "fewer-operations",
      right: false,
      text: {
        en: "It is faster because it does fewer operations: tiles that contribute little are not computed.",
        zh: "它更快是因为运算次数少了：贡献很小的块不计算。",
      },
      why: {
        en: "Every score is computed, and rescaling the running sums even adds some work. Only tiles that a mask excludes completely are skipped.",
        zh: "每个分数都会算，重新缩放滚动的和还多出一些计算。只有被掩码完全排除的块才跳过。",
      },
    },
    {
      id: "traffic",
      right: true,
      text: {
        en: "It needs Θ(N²d²/M) accesses to GPU memory; standard attention, which writes the scores, needs Θ(Nd + N²).",
        zh: "它访问显存 Θ(N²d²/M) 次；要写出分数的标准注意力则是 Θ(Nd + N²) 次。",
      },
      why: {
        en: "About M/d keys fit on the chip at a time, so all queries are read Nd/M times, N·d numbers each. With d² much smaller than M this is far less than N².",
        zh: "片上一次放得下约 M/d 个 key，所以全部 query 要读 Nd/M 遍，每遍 N·d 个数。d² 远小于 M 时，这比 N² 少得多。",
      },
    },
    {
      id: "decode-too",
      right: false,
      text: {
        en: "It speeds up a decode step with one query by the same factor as training on sequences of the same length.",
        zh: "对只有一个 query 的解码一步，它带来的加速与同样长度的训练一样大。",
      },
      why: {
        en: "With one query the scores are a single row, and writing it costs little. The time is that of reading keys and values, which no kernel can avoid.",
        zh: "只有一个 query 时，分数只有一行，写出来也花不了多少。时间都在读 key 和 value 上，什么内核都省不掉。",
      },
    },
    {
      id: "linear-memory",
      right: true,
      text: {
        en: "Besides inputs and outputs it needs memory that is linear in N, in training too.",
        zh: "除输入输出外，它需要的显存与 N 成线性关系，训练时也是如此。",
      },
      why: {
        en: "For the backward pass it keeps one log-sum-exp per row (version 1: maximum and sum) and computes the weights again from it.",
        zh: "为了反向，它每行只保存一个 log-sum-exp（第一版是最大值与和），用它把权重重新算出来。",
      },
    },
    {
      id: "backward-recomputes",
      right: true,
      text: {
        en: "Its backward pass does more operations than the standard one, and is faster nevertheless.",
        zh: "它的反向比标准实现运算更多，却更快。",
      },
      why: {
        en: "Computing the scores again in fast memory takes less time than reading an N×N matrix from slow memory.",
        zh: "在快的片上内存里重算一遍分数，比从慢的显存里读一个 N×N 的矩阵更省时间。",
      },
    },
  ],
  sources: [
    {
      title: "Dao et al., FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness (2022)",
      url: "https://arxiv.org/abs/2205.14135",
    },
  ],
  practise: ["tiled-attention", "flash-backward", "lab/tiles"],
} satisfies Question;
