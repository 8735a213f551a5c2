import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What self-attention gains over recurrence", zh: "自注意力比循环网络好在哪里" },
  topic: "cost",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "cheaper-at-any-length",
      right: false,
      text: {
        en: "However long the sequence, a layer needs less arithmetic than a recurrent layer of the same width.",
        zh: "无论序列多长，同样宽度下一层的计算量都比循环层少。",
      },
      why: {
        en: "Self-attention costs O(L²·d), a recurrent layer O(L·d²). By this count attention is cheaper only while L is smaller than d; beyond that, the square of the length dominates.",
        zh: "自注意力是 O(L²·d)，循环层是 O(L·d²)。照此计算，只有 L 小于 d 时注意力才更省，再长就由长度的平方主导了。",
      },
    },
    {
      id: "short-path",
      right: true,
      text: {
        en: "Any two positions are one layer apart; in a recurrent layer the signal has to pass through every step between them.",
        zh: "任意两个位置之间只隔一层；循环层里信号要一步步走过中间的所有位置。",
      },
      why: {
        en: "The longest path is O(1), against O(L) in a recurrent layer. Gradients between distant positions pass through fewer operations, so such dependencies are easier to learn. That is easier, not certain.",
        zh: "最长路径是 O(1) 对 O(L)。相距很远的位置之间，梯度经过的运算更少，这类依赖因而更容易学到。是更容易，不是一定能学到。",
      },
    },
    {
      id: "parallel-generation",
      right: false,
      text: {
        en: "With a causal mask, generation also produces all tokens of the answer in a single parallel pass.",
        zh: "有了因果掩码，生成时也能在一次并行计算里得到答案的全部 token。",
      },
      why: {
        en: "The mask lets training compute all positions at once, because the right tokens are known. In generation, token t + 1 needs token t, so there are as many sequential steps as tokens.",
        zh: "掩码让训练可以一次算完所有位置，因为正确的 token 已知。生成时第 t + 1 个 token 依赖第 t 个，有多少 token 就要顺序走多少步。",
      },
    },
    {
      id: "parallel-training",
      right: true,
      text: {
        en: "In training, all positions of a layer are computed at the same time, as a few large matrix products.",
        zh: "训练时，一层的所有位置同时计算，化成几次大的矩阵乘法。",
      },
      why: {
        en: "The number of sequential operations per layer is O(1), against O(L) for an LSTM or GRU, where state t waits for state t − 1. This suits GPUs. (Linear recurrences such as Mamba can be trained in parallel too, with a scan.)",
        zh: "每层的顺序操作数是 O(1)；LSTM、GRU 是 O(L)，因为状态 t 要等状态 t − 1。这正适合 GPU。（Mamba 这类线性循环也能用并行扫描来训练。）",
      },
    },
    {
      id: "any-length",
      right: false,
      text: {
        en: "Every position sees every other, so the model uses a context ten times longer than in training equally well.",
        zh: "每个位置都能看到所有位置，因此上下文比训练时长十倍，模型也能用得一样好。",
      },
      why: {
        en: "A short path does not mean that the model uses it. Positions beyond the training length are new to the model, and even within the window Liu et al. (2023) found that facts in the middle were used less well than those at the ends.",
        zh: "路径短不等于用得上。超出训练长度的位置，模型从没见过；即使在窗口之内，Liu 等（2023）也发现，放在中间的信息不如放在两端的用得好。",
      },
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 4 and table 1",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "Gu and Dao, Mamba: Linear-Time Sequence Modeling with Selective State Spaces (2023)",
      url: "https://arxiv.org/abs/2312.00752",
    },
    {
      title: "Liu et al., Lost in the Middle: How Language Models Use Long Contexts (2023)",
      url: "https://arxiv.org/abs/2307.03172",
    },
  ],
  practise: ["self-attention", "recurrent-linear-attention", "lab/tasks"],
} satisfies Question;
