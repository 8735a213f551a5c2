import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Attention pooling of a pathology slide", zh: "病理切片的注意力池化" },
  topic: "applications",
  difficulty: "medium",
  rubric: [
    {
      en: "The slide is a bag of patches with one label (multiple instance learning); each patch becomes a feature vector.",
      zh: "切片是由图像块组成的“包”，整包一个标签（多示例学习）；每个图像块变成一个特征向量。",
    },
    {
      en: "The query is a learned vector, the same for every slide; keys are projected patch features, values the patch features.",
      zh: "query 是学到的向量，对所有切片相同；key 是投影后的图像块特征，value 是图像块特征本身。",
    },
    {
      en: "The softmax runs over the patches of one slide, so that slides of any size give one vector.",
      zh: "softmax 沿一张切片的所有图像块做，因此切片大小不限，都得到一个向量。",
    },
    {
      en: "Mean pooling drowns a small lesion and max pooling trains on one patch; attention lies between the two and is learned.",
      zh: "平均池化会淹没小病灶，最大池化只用一个图像块训练；注意力介于两者之间，而且是学出来的。",
    },
    {
      en: "A heat map shows what entered the vector, not what caused the diagnosis; it must be checked against a pathologist's marks.",
      zh: "热图说明哪些图像块进入了向量，不说明诊断的原因；须与病理医生的标注核对。",
    },
    {
      en: "Split by patient and test on another hospital, for the model may attend to staining or pen marks.",
      zh: "按患者划分数据，并在其他医院上测试，因为模型可能注意到染色差异或笔迹。",
    },
  ],
  followUps: [
    {
      en: "Here each patch is weighted on its own. When would self-attention between the patches be worth its cost?",
      zh: "这里每个图像块是独立打分的。什么时候值得为图像块之间的自注意力付出代价？",
    },
    {
      en: "How would you test whether the highlighted patches matter to the prediction?",
      zh: "怎样检验被高亮的图像块对预测确实重要？",
    },
  ],
  sources: [
    {
      title: "Ilse et al., Attention-based Deep Multiple Instance Learning, 2018",
      url: "https://arxiv.org/abs/1802.04712",
    },
    { title: "Jain & Wallace, Attention is not Explanation, 2019", url: "https://arxiv.org/abs/1902.10186" },
  ],
} satisfies Question;
