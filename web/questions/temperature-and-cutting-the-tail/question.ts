import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Temperature, top-k, top-p, min-p", zh: "温度、top-k、top-p 与 min-p" },
  topic: "decoding",
  difficulty: "easy",
  asked: 3,
  choices: [
    {
      id: "ratios-or-tail",
      right: true,
      text: {
        en: "Temperature changes the ratios between probabilities; top-k, top-p and min-p leave them as they are among the kept tokens.",
        zh: "温度会改变概率之间的比例；top-k、top-p 和 min-p 不改变留下的 token 之间的比例。",
      },
      why: {
        en: "Cutting sets some probabilities to 0 and divides the others by one common sum. Temperature raises every probability to the power 1/T before normalising.",
        zh: "截断是把一些概率置零，其余的除以同一个和。温度则是先把每个概率取 1/T 次方，再归一化。",
      },
    },
    {
      id: "same-share",
      right: false,
      text: {
        en: "Top-k keeps about the same share of the probability at every step, because k is fixed.",
        zh: "k 是固定的，所以 top-k 每一步留下的概率份额大致相同。",
      },
      why: {
        en: "It keeps the same number of tokens. Where the model is sure, that includes nonsense; where many words fit, it cuts good ones. That is the reason for top-p.",
        zh: "固定的是 token 个数。模型很确定时，会把不靠谱的也留下；许多词都合适时，又会砍掉好的。top-p 正是为此提出的。",
      },
    },
    {
      id: "crossing-and-relative",
      right: true,
      text: {
        en: "Top-p keeps the token that crosses the threshold; min-p drops tokens below a fraction of the largest probability.",
        zh: "top-p 保留跨过阈值的那个 token；min-p 去掉概率低于最大概率某个比例的 token。",
      },
      why: {
        en: "Top-p keeps the smallest set with total probability at least p, so it is never empty. With min-p 0.1 and a largest probability of 0.5, tokens below 0.05 are dropped.",
        zh: "top-p 留下的是总概率不小于 p 的最小集合，所以不会为空。min-p 取 0.1、最大概率为 0.5 时，低于 0.05 的 token 被去掉。",
      },
    },
    {
      id: "half-the-ratio",
      right: false,
      text: {
        en: "Temperature 0.5 halves the ratio of two probabilities: 4 to 1 becomes 2 to 1.",
        zh: "温度 0.5 会让两个概率之比减半：4 比 1 变成 2 比 1。",
      },
      why: {
        en: "Logits are divided by 0.5, so their difference doubles and the ratio is squared: 16 to 1. From 4 to 1 to 2 to 1 is temperature 2.",
        zh: "logits 除以 0.5，差值加倍，比例变成平方：16 比 1。4 比 1 变成 2 比 1，对应的是温度 2。",
      },
    },
    {
      id: "order-matters",
      right: true,
      text: {
        en: "The order matters: after a temperature above 1, the same top-p keeps more tokens, or as many.",
        zh: "先后次序有影响：先用大于 1 的温度，同样的 top-p 留下的 token 会更多，至少不会更少。",
      },
      why: {
        en: "The flatter distribution needs more tokens to reach p. Top-k does not depend on it, because the temperature keeps the ranking.",
        zh: "分布更平，要更多 token 才能达到 p。top-k 则不受影响，因为温度不改变排名。",
      },
    },
  ],
  sources: [
    {
      title: "Holtzman et al., The Curious Case of Neural Text Degeneration (2019)",
      url: "https://arxiv.org/abs/1904.09751",
    },
    {
      title: "Nguyen et al., Turning Up the Heat: Min-p Sampling for Creative and Coherent LLM Outputs (2024)",
      url: "https://arxiv.org/abs/2407.01082",
    },
    {
      title: "Transformers documentation, TemperatureLogitsWarper",
      url: "https://huggingface.co/docs/transformers/internal/generation_utils",
    },
  ],
  practise: ["top-p-probabilities", "top-k-probabilities"],
} satisfies Question;
