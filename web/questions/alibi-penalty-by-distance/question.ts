import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "ALiBi: a penalty by distance", zh: "ALiBi：随距离增大的惩罚" },
  topic: "positions",
  difficulty: "medium",
  asked: 1,
  choices: [
    {
      id: "one-slope",
      right: false,
      text: {
        en: "All heads share one slope m, which is learned together with the other parameters of the model.",
        zh: "所有头共用一个斜率 m，它与模型的其他参数一起学习。",
      },
      why: {
        en: "The slopes differ from head to head and are fixed before training: a geometric sequence, 1/2 down to 1/256 for 8 heads.",
        zh: "各头的斜率不同，而且训练前就定好：一个等比数列，8 个头时从 1/2 到 1/256。",
      },
    },
    {
      id: "bias-for-each-head",
      right: true,
      text: {
        en: "The penalty is linear in the distance, and a head with a small slope can look further back.",
        zh: "惩罚与距离成线性关系，斜率小的头能看得更远。",
      },
      why: {
        en: "The unnormalised weight is multiplied by exp(−m·distance). At a distance of 100 that is about 0.68 for m = 1/256 and 2·10⁻²² for m = 1/2.",
        zh: "归一化前的权重要乘 exp(−m·距离)。距离为 100 时，m = 1/256 对应约 0.68，m = 1/2 对应约 2·10⁻²²。",
      },
    },
    {
      id: "multiplies-scores",
      right: false,
      text: {
        en: "The scores are multiplied by a factor that falls with the distance, so distant keys get scores near 0.",
        zh: "分数乘上一个随距离减小的系数，所以远处 key 的分数接近 0。",
      },
      why: {
        en: "The bias is added, and the score goes towards −∞. A score of 0 would not be small: next to negative scores it would attract weight.",
        zh: "偏置是加上去的，分数趋向 −∞。分数为 0 并不算小：如果别的分数是负的，它反而会得到权重。",
      },
    },
    {
      id: "far-facts",
      right: false,
      text: {
        en: "Since it extrapolates, a fact 50,000 tokens back is found as easily as one 50 tokens back.",
        zh: "既然能外推，5 万个 token 之前的事实和 50 个 token 之前的一样容易找到。",
      },
      why: {
        en: "Even at m = 1/256 the penalty there is 195: the key would need a score that much higher. The loss stays low because far keys fade out, not because they are used.",
        zh: "即使 m = 1/256，那里的惩罚也有 195，key 的分数要高出这么多才行。损失不升高，是因为远处的 key 淡出了，而不是用上了。",
      },
    },
    {
      id: "no-parameters",
      right: true,
      text: {
        en: "It has no learned parameters, and the loss does not rise sharply on texts twice as long as those in training.",
        zh: "它没有要学的参数，遇到长度为训练时两倍的文本，损失也不会急剧上升。",
      },
      why: {
        en: "There is no table of positions that could end. Press et al. trained on 1024 tokens and tested on 2048: the perplexity was that of a model with sinusoidal embeddings trained on 2048.",
        zh: "没有会用完的位置表。Press 等在 1024 个 token 上训练，在 2048 上测试，困惑度与在 2048 上训练的正弦位置编码模型相当。",
      },
    },
  ],
  sources: [
    {
      title:
        "Press et al., Train Short, Test Long: Attention with Linear Biases Enables Input Length Extrapolation (2021)",
      url: "https://arxiv.org/abs/2108.12409",
    },
    {
      title: "Raffel et al., Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer (2019)",
      url: "https://arxiv.org/abs/1910.10683",
    },
  ],
  practise: ["alibi-bias", "relative-scores"],
} satisfies Question;
