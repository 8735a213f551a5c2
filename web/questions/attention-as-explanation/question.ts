import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Is attention an explanation?", zh: "注意力是解释吗" },
  topic: "effect",
  difficulty: "hard",
  asked: 2,
  choices: [
    {
      id: "other-weights-same-prediction",
      right: true,
      text: {
        en: "Jain and Wallace found, for many examples, very different weights that leave the prediction almost unchanged.",
        zh: "Jain 和 Wallace 发现，对许多样本能找到截然不同的权重，而预测几乎不变。",
      },
      why: {
        en: "They searched for such weights example by example in recurrent classifiers, and also found that learned weights often correlate only weakly with gradients and leave-one-out effects. A heat map is then at best one of several possible stories.",
        zh: "他们在循环网络分类器上逐个样本寻找这样的权重，还发现学到的权重与梯度、留一法（leave-one-out）结果的相关性往往很弱。一张热力图充其量只是若干种说法之一。",
      },
    },
    {
      id: "share-of-prediction",
      right: false,
      text: {
        en: "Weights are non-negative and sum to one, so a weight of 0.4 means that the word contributed 40 % of the prediction.",
        zh: "权重非负且和为 1，所以权重 0.4 表示这个词对预测的贡献占 40%。",
      },
      why: {
        en: "The weight multiplies a value vector. A large weight on a vector of small norm adds little; the vector may count for or against the class; and other layers, residual paths and the classifier follow.",
        zh: "权重乘的是一个 value 向量。向量的范数很小时，权重再大也加不了多少；向量可能支持也可能反对这个类别；后面还有别的层、残差通路和分类器。",
      },
    },
    {
      id: "rebuttal-proves-faithful",
      right: false,
      text: {
        en: "Wiegreffe and Pinter refuted this by showing that attention weights are a faithful explanation in recurrent classifiers.",
        zh: "Wiegreffe 和 Pinter 推翻了这一结论，证明在循环网络分类器中注意力权重就是忠实的解释。",
      },
      why: {
        en: "They showed less: the earlier test does not settle the matter. It depends on the definition of an explanation. They propose tests, among them uniform weights and adversarially trained attention. Some data sets turn out not to need attention at all.",
        zh: "他们的结论没这么强：先前的检验不足以定论。关键在于怎样定义“解释”；他们提出了几种检验，包括均匀权重和对抗训练出来的注意力。有些数据集甚至根本不需要注意力。",
      },
    },
    {
      id: "positions-are-mixtures",
      right: true,
      text: {
        en: "In a deep layer, the weight on position j is not the weight on word j: the vector there is already a mixture of many words.",
        zh: "在深层，位置 j 上的权重并不是词 j 的权重：那里的向量早已混合了许多词。",
      },
      why: {
        en: "Encoders mix positions before the last attention looks at them. Abnar and Zuidema therefore trace weights through the layers (attention rollout, attention flow), which is still an approximation.",
        zh: "最后一层注意力看到的，是编码器混合过的位置。Abnar 和 Zuidema 因此沿各层追踪权重（attention rollout、attention flow），但这仍是近似。",
      },
    },
    {
      id: "intervene",
      right: true,
      text: {
        en: "To support such a claim, intervene: remove or change the words with high weight and measure what happens.",
        zh: "要支持这种说法，就要做干预：去掉或替换权重高的词，看结果怎么变。",
      },
      why: {
        en: "Faithfulness is a statement about the behaviour of the model, so test it there. Compare with the same number of random words, and with the words that have the largest gradients.",
        zh: "忠实性（faithfulness）说的是模型的行为，就要在行为上检验，并与同样数量的随机词、梯度最大的词作对照。",
      },
    },
  ],
  sources: [
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
    { title: "Wiegreffe and Pinter, Attention is not not Explanation (2019)", url: "https://arxiv.org/abs/1908.04626" },
    {
      title: "Abnar and Zuidema, Quantifying Attention Flow in Transformers (2020)",
      url: "https://arxiv.org/abs/2005.00928",
    },
  ],
  practise: ["attention-weights", "lab/help"],
} satisfies Question;
