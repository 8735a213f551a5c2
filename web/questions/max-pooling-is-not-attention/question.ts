import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Is max pooling of scores attention?", zh: "对分数取最大值算注意力吗" },
  topic: "basics",
  difficulty: "medium",
  asked: 1,
  choices: [
    {
      id: "no-values",
      right: true,
      text: {
        en: "It is not attention: no value is used, and the result is only a score.",
        zh: "不是注意力：结果里没有用到任何 value，只是一个分数。",
      },
      why: {
        en: "Attention uses scores to mix values. Here the output would be the same whatever the values are.",
        zh: "注意力用分数来混合 value。而这里不管 value 是什么，输出都一样。",
      },
    },
    {
      id: "hard-attention",
      right: false,
      text: {
        en: "It is attention: taking the maximum instead of an average is what hard attention does.",
        zh: "是注意力：用最大值代替平均，这正是硬注意力。",
      },
      why: {
        en: "Hard attention (Xu et al., 2015) chooses a position and returns the value there. The maximum of the scores gives neither the position nor the value.",
        zh: "硬注意力（Xu 等，2015）选出一个位置，返回那里的 value。分数的最大值既没给出位置，也没给出 value。",
      },
    },
    {
      id: "low-temperature",
      right: false,
      text: {
        en: "It is a limiting case of attention: a softmax with a very low temperature gives the same result.",
        zh: "是注意力的极限情形：温度极低的 softmax 会给出同样的结果。",
      },
      why: {
        en: "At a low temperature the weights become one-hot, and the output becomes the value of the best key, not its score. The two are equal only if the values are the scores.",
        zh: "温度趋于零时，权重变成 one-hot，输出是最佳 key 对应的 value，而不是它的分数。只有 value 恰好就是分数时，两者才相等。",
      },
    },
    {
      id: "not-differentiable",
      right: false,
      text: {
        en: "It is not attention, because a maximum has no gradient and so the scores cannot be trained.",
        zh: "不是注意力，因为最大值没有梯度，分数没法训练。",
      },
      why: {
        en: "The conclusion is right, the reason is not: a maximum has a gradient almost everywhere, 1 for the winner and 0 for the rest. Networks with max pooling train well.",
        zh: "结论对，理由不对：最大值几乎处处有梯度，最大的那个为 1，其余为 0。带最大池化的网络训练得很好。",
      },
    },
  ],
  sources: [
    {
      title: "Xu et al., Show, Attend and Tell: Neural Image Caption Generation with Visual Attention (2015)",
      url: "https://arxiv.org/abs/1502.03044",
    },
  ],
  practise: ["attention-text-classifier", "lab/help"],
} satisfies Question;
