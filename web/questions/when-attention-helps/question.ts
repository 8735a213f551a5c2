import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "When attention helps, and when not", zh: "注意力何时有用，何时没用" },
  topic: "effect",
  difficulty: "medium",
  asked: 2,
  rubric: [
    {
      en: "Rejects the general claim: the effect depends on the task, the data and what attention is compared with.",
      zh: "否定笼统的说法：效果取决于任务、数据和比较的对象。",
    },
    {
      en: "Says when it helps: the part of the input that matters changes from example to example, as in the alignment of long sentences.",
      zh: "说出何时有用：输入中哪部分重要，因样本而异，例如长句翻译中的对齐。",
    },
    {
      en: "Names a case where it does not help, with evidence: ViT trained on ImageNet alone, or classifiers where uniform weights are just as good.",
      zh: "举出没用的例子并有依据：只用 ImageNet 训练的 ViT，或者换成均匀权重也一样好的分类器。",
    },
    {
      en: "Says that attention is not a regulariser: it does not prevent overfitting, and its weak inductive bias needs more data.",
      zh: "指出注意力不是正则化手段：它本身不防过拟合，而且归纳偏置弱，需要更多数据。",
    },
    {
      en: "Proposes a fair comparison: an ablation (uniform weights or mean pooling) with an equal budget and several seeds.",
      zh: "提出公平的比较：做消融（均匀权重或平均池化），预算相同，跑多个随机种子。",
    },
    {
      en: "Measures generalisation separately from accuracy, for instance on longer inputs or another distribution.",
      zh: "把泛化与准确率分开测，例如用更长或分布不同的输入。",
    },
  ],
  sources: [
    {
      title: "Bahdanau et al., Neural Machine Translation by Jointly Learning to Align and Translate (2014)",
      url: "https://arxiv.org/abs/1409.0473",
    },
    {
      title: "Dosovitskiy et al., An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale (2020)",
      url: "https://arxiv.org/abs/2010.11929",
    },
    { title: "Wiegreffe and Pinter, Attention is not not Explanation (2019)", url: "https://arxiv.org/abs/1908.04626" },
  ],
  practise: ["lab/help", "lab/tasks", "attention-text-classifier"],
} satisfies Question;
