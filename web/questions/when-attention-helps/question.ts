import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "When attention helps, and when not", zh: "注意力何时有用，何时没用" },
  topic: "effect",
  difficulty: "medium",
  rubric: [
    {
      en: "Rejects the blanket claim: the effect depends on task, data and what attention is compared with.",
      zh: "否定笼统的说法：效果取决于任务、数据和比较的对象。",
    },
    {
      en: "Names when it helps: which part of the input matters changes from example to example, as in the alignment of long sentences.",
      zh: "说出何时有用：输入中哪部分重要，因样本而异，例如长句翻译中的对齐。",
    },
    {
      en: "Names a case where it does not, with evidence: ViT trained on ImageNet alone, or classifiers in which uniform weights do as well.",
      zh: "举出没用的例子并有依据：只用 ImageNet 训练的 ViT，或者换成均匀权重也一样好的分类器。",
    },
    {
      en: "Says that attention is not a regulariser: it does not prevent overfitting by itself, and its weak bias asks for more data.",
      zh: "指出注意力不是正则化手段：它本身不防过拟合，而且归纳偏置弱，需要更多数据。",
    },
    {
      en: "Proposes a fair comparison: an ablation (uniform weights or mean pooling) with an equal budget and several seeds.",
      zh: "提出公平的比较：做消融（均匀权重或平均池化），预算相同，跑多个随机种子。",
    },
    {
      en: "Measures generalisation apart from accuracy, for instance on longer or shifted inputs.",
      zh: "把泛化与准确率分开测，例如用更长或分布不同的输入。",
    },
  ],
  followUps: [
    {
      en: "Your attention model beats the baseline by 0.3 points. What do you check before you report it?",
      zh: "你的注意力模型比基线高 0.3 个点。报告之前你会检查什么？",
    },
    {
      en: "How would you find out whether the gain comes from the weights or only from the added parameters?",
      zh: "怎样判断提升来自权重本身，还是仅仅来自多出来的参数？",
    },
  ],
  sources: [
    {
      title: "Bahdanau et al., Neural Machine Translation by Jointly Learning to Align and Translate (2014)",
      url: "https://arxiv.org/abs/1409.0473",
    },
    {
      title: "Dosovitskiy et al., An Image is Worth 16x16 Words (2020)",
      url: "https://arxiv.org/abs/2010.11929",
    },
    { title: "Wiegreffe and Pinter, Attention is not not Explanation (2019)", url: "https://arxiv.org/abs/1908.04626" },
  ],
} satisfies Question;
