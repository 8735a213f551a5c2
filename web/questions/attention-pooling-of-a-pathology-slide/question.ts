import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Attention pooling of a pathology slide", zh: "病理切片的注意力池化" },
  topic: "applications",
  difficulty: "medium",
  asked: 1,
  rubric: [
    {
      en: "The slide is a bag of patches with a single label (multiple instance learning); each patch becomes a feature vector.",
      zh: "切片是由图像块组成的“包”，整包一个标签（多示例学习）；每个图像块变成一个特征向量。",
    },
    {
      en: "The query is a learned vector, the same for every slide; keys are projected patch features, values the patch features.",
      zh: "query 是学到的向量，对所有切片相同；key 是投影后的图像块特征，value 是图像块特征本身。",
    },
    {
      en: "The softmax runs over the patches of one slide, so a slide of any size gives one vector.",
      zh: "softmax 沿一张切片的所有图像块做，因此无论切片多大，都得到一个向量。",
    },
    {
      en: "Mean pooling drowns a small lesion; max pooling keeps, for each feature, only one patch. Attention is between the two, and its weights are learned.",
      zh: "平均池化会淹没小病灶，最大池化在每个特征上只保留一个图像块；注意力介于两者之间，而且权重是学出来的。",
    },
    {
      en: "A heat map shows which patches entered the vector, not what caused the diagnosis; check it against the marks of a pathologist.",
      zh: "热力图说明哪些图像块进入了向量，不说明诊断的原因；须与病理医生的标注核对。",
    },
    {
      en: "Splits by patient and tests on another hospital, because the model may attend to staining or pen marks.",
      zh: "按患者划分数据，并在其他医院上测试，因为模型关注的可能是染色差异或笔迹。",
    },
  ],
  sources: [
    {
      title: "Ilse et al., Attention-based Deep Multiple Instance Learning (2018)",
      url: "https://arxiv.org/abs/1802.04712",
    },
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
  ],
  practise: ["weighted-sum-attention", "query-pooling"],
} satisfies Question;
