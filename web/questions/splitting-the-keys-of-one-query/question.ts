import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Splitting the keys of one query", zh: "解码时把 key 分段并行" },
  topic: "hardware",
  difficulty: "hard",
  asked: 2,
  choices: [
    {
      id: "nothing-else-parallel",
      right: true,
      text: {
        en: "The kernel is parallel over batch, heads and tiles of queries. With one sequence and one query, only the heads are left.",
        zh: "内核在 batch、头和 query 的各块之间并行。只有一条序列、一个 query 时，就只剩头可以并行。",
      },
      why: {
        en: "With one block per key/value head, 124 of the 132 multiprocessors have nothing to do, however long the context is. One block per query head would be more, but a model with 64 of them still leaves half of the GPU idle.",
        zh: "每个 KV 头一个线程块的话，132 个流式多处理器里有 124 个没事做，上下文再长也一样。改成每个 query 头一个线程块会多一些，但有 64 个 query 头的模型仍让半块 GPU 闲着。",
      },
    },
    {
      id: "larger-query-tiles",
      right: false,
      text: {
        en: "It helps to choose larger tiles of queries, since each block then does more work per key that it reads.",
        zh: "把 query 的块取大一些就好，这样每读一个 key，线程块能多做一些事。",
      },
      why: {
        en: "There is one query per head. A larger tile is filled with padding: blocks do not become more, and the extra rows are wasted.",
        zh: "每个头只有一个 query。块取大了只是多了填充：线程块的数量没有增加，多出的行全是浪费。",
      },
    },
    {
      id: "merge-by-lse",
      right: true,
      text: {
        en: "Split the keys, attend to each part in a separate block, and merge the outputs by their log-sum-exps in a second step.",
        zh: "把 key 分成若干段，每段由一个线程块单独做注意力，第二步按各段的 log-sum-exp 合并输出。",
      },
      why: {
        en: "Each part gives an output and one number per query. Weighted with e^(lse_p − lse), the outputs add up to the exact result.",
        zh: "每段对每个 query 给出一个输出和一个数。各输出以 e^(lse_p − lse) 为权重相加，就是精确的结果。",
      },
    },
    {
      id: "merge-needs-weights",
      right: false,
      text: {
        en: "Splitting the keys does not pay, because merging the parts has to read and normalise the weights of all keys once more.",
        zh: "拆开 key 并不划算，因为合并时要把所有 key 的权重再读一遍，重新归一化。",
      },
      why: {
        en: "The merge never sees a weight. It rescales the output of a part as a whole, one factor per part and query.",
        zh: "合并时根本用不到权重。它把一段的输出整体缩放，每段、每个 query 一个因子。",
      },
    },
    {
      id: "split-head-width",
      right: false,
      text: {
        en: "Split the features of each head among several blocks, which is exact, because the softmax acts on each feature separately.",
        zh: "把每个头的特征分给几个线程块，结果是精确的，因为 softmax 对每个特征单独起作用。",
      },
      why: {
        en: "A score is a sum over all features of a head, and the softmax acts on scores. Blocks with parts of the features would have to add up their scores before any of them could go on.",
        zh: "分数是对一个头的所有特征求和，softmax 作用在分数上。只有部分特征的线程块，要先把各自的分数加起来才能往下算。",
      },
    },
  ],
  sources: [
    {
      title: "Dao et al., Flash-Decoding for long-context inference (2023)",
      url: "https://pytorch.org/blog/flash-decoding/",
    },
    {
      title: "Dao, FlashAttention-2: Faster Attention with Better Parallelism and Work Partitioning (2023)",
      url: "https://arxiv.org/abs/2307.08691",
    },
  ],
  practise: ["merge-attention", "online-states"],
} satisfies Question;
