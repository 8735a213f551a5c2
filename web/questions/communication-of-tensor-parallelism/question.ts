import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What is sent in tensor parallelism?", zh: "张量并行要传什么" },
  topic: "scale",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "scores-are-summed",
      right: false,
      text: {
        en: "Each device computes part of every score, and the score matrices are added up over the devices before the softmax.",
        zh: "每台设备算出每个分数的一部分，做 softmax 之前要在设备之间把分数矩阵加起来。",
      },
      why: {
        en: "The split is by heads: a device has whole queries and keys of its heads, so scores, softmax and weighted sum stay on the device.",
        zh: "切分是按头进行的：设备上有自己那些头的完整 query 和 key，所以分数、softmax、加权求和都在这台设备上完成。",
      },
    },
    {
      id: "normalisation-reduces",
      right: false,
      text: {
        en: "Layer normalisation needs an all-reduce of its own, because each device holds only some of the features.",
        zh: "层归一化需要自己的 all-reduce，因为每台设备只有一部分特征。",
      },
      why: {
        en: "After the all-reduce every device holds the whole vector of every token, so each normalises it on its own. The work is duplicated, but nothing is sent.",
        zh: "all-reduce 之后，每台设备上都有每个 token 的完整向量，各自归一化即可。计算重复了，但不用通信。",
      },
    },
    {
      id: "columns-then-rows",
      right: true,
      text: {
        en: "The QKV projections and the first feed-forward matrix are split by output features, W_O and the second one by input features.",
        zh: "QKV 投影和前馈网络的第一个矩阵按输出特征切，W_O 和第二个矩阵按输入特征切。",
      },
      why: {
        en: "The features that a device has produced are exactly those that its part of the next matrix reads. Between the two nothing has to be exchanged.",
        zh: "一台设备产生的特征，正是它那部分下一个矩阵要读的特征，两者之间不需要交换。",
      },
    },
    {
      id: "sum-after-nonlinearity",
      right: false,
      text: {
        en: "The first feed-forward matrix may as well be split by input features: the partial sums can be added after the nonlinearity.",
        zh: "前馈网络的第一个矩阵也可以按输入特征切：部分和留到非线性之后再相加就行。",
      },
      why: {
        en: "GELU(a + b) is not GELU(a) + GELU(b). The partial sums would have to be added before it, which costs one more all-reduce, of a tensor that is usually four times as wide.",
        zh: "GELU(a + b) 不等于 GELU(a) + GELU(b)。部分和必须在非线性之前相加，那就要多一次 all-reduce，而且张量的宽度通常是四倍。",
      },
    },
    {
      id: "two-all-reduces",
      right: true,
      text: {
        en: "There are two all-reduces: one after attention's output projection, one after the feed-forward network.",
        zh: "共有两次 all-reduce：一次在注意力的输出投影之后，一次在前馈网络之后。",
      },
      why: {
        en: "Each device has a partial sum of the right shape [tokens, width]; adding them gives the result. The backward pass needs two more.",
        zh: "每台设备得到一个形状为 [token 数, 模型维度] 的部分和，加起来就是结果。反向还需要两次。",
      },
    },
  ],
  sources: [
    {
      title:
        "Shoeybi et al., Megatron-LM: Training Multi-Billion Parameter Language Models Using Model Parallelism (2019), section 3",
      url: "https://arxiv.org/abs/1909.08053",
    },
    {
      title: "Korthikanti et al., Reducing Activation Recomputation in Large Transformer Models (2022)",
      url: "https://arxiv.org/abs/2205.05198",
    },
  ],
  practise: ["multi-head-attention", "split-heads"],
} satisfies Question;
