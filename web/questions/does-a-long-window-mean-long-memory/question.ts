import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Does a long window mean a long memory?", zh: "窗口长就等于记性好吗" },
  topic: "positions",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "more-passages-never-hurt",
      right: false,
      text: {
        en: "Adding more retrieved passages cannot hurt, because attention can give the useless ones no weight.",
        zh: "多放一些检索到的段落不会有坏处，因为注意力可以不给没用的段落分配权重。",
      },
      why: {
        en: "It can, but it has to learn that. Liu et al. saw a model with 20 or 30 passages, the right one in the middle, do worse than without any.",
        zh: "可以，但要学得会才行。Liu 等发现，给 20 或 30 个段落、正确的放在中间时，有模型还不如什么都不给。",
      },
    },
    {
      id: "needle-is-easy",
      right: true,
      text: {
        en: "Finding one planted sentence is the easy case; tracing and counting fail at shorter lengths.",
        zh: "找出一句埋进去的话是容易的情形；追踪和计数在更短的长度上就会失败。",
      },
      why: {
        en: "RULER adds chains of variables and counts of frequent words to the needle test. There nearly all models got worse with length, even those that found every needle.",
        zh: "RULER 在“大海捞针”之外加了变量追踪和词频统计。随着长度增加，几乎所有模型都下降，连捞针满分的也不例外。",
      },
    },
    {
      id: "perplexity-proves",
      right: false,
      text: {
        en: "If the perplexity over 128,000 tokens is low, the model uses all of them.",
        zh: "如果 128,000 个 token 上的困惑度很低，就说明模型全都用上了。",
      },
      why: {
        en: "Most next tokens can be predicted from recent ones. Sun et al. find that context more than 2,000 tokens back improves the prediction of only few tokens, so the average hardly shows it.",
        zh: "大多数下一个 token 靠近处的内容就能预测。Sun 等发现，2,000 个 token 以前的上下文只改善少数 token 的预测，平均之后几乎看不出来。",
      },
    },
    {
      id: "config-is-measured",
      right: false,
      text: {
        en: "The maximum length in the configuration is the length up to which the quality was found to hold.",
        zh: "配置里的最大长度，就是经过测试、质量能保持住的长度。",
      },
      why: {
        en: "It says which positions are supported. In RULER only about half of the models that claimed 32,000 tokens or more kept a satisfactory quality at 32,000.",
        zh: "它说的是支持哪些位置。在 RULER 中，声称支持 32,000 个以上 token 的模型，到 32,000 时只有约一半还令人满意。",
      },
    },
    {
      id: "middle-is-worse",
      right: true,
      text: {
        en: "Facts at the beginning or the end of the input are often used better than those in the middle.",
        zh: "输入开头和结尾的事实，往往比中间的用得更好。",
      },
      why: {
        en: "Liu et al. moved the passage with the answer through the input and found a U-shaped curve for several models. How strong it is depends on the model.",
        zh: "Liu 等把含答案的段落在输入中移动位置，在多个模型上得到 U 形曲线。程度因模型而异。",
      },
    },
  ],
  sources: [
    {
      title: "Liu et al., Lost in the Middle: How Language Models Use Long Contexts (2023)",
      url: "https://arxiv.org/abs/2307.03172",
    },
    {
      title: "Hsieh et al., RULER: What's the Real Context Size of Your Long-Context Language Models? (2024)",
      url: "https://arxiv.org/abs/2404.06654",
    },
    {
      title: "Sun et al., Do Long-Range Language Models Actually Use Long-Range Context? (2021)",
      url: "https://arxiv.org/abs/2109.09115",
    },
  ],
  practise: ["rope-attention", "lab/induction"],
} satisfies Question;
