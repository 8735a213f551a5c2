import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Patient records: visits, codes and time", zh: "病历：就诊、编码与时间" },
  topic: "applications",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "position-counts-days",
      right: false,
      text: {
        en: "The position embedding of BEHRT counts days, so the model sees how much time lies between two visits.",
        zh: "BEHRT 的位置编码按天计数，所以模型看得到两次就诊相隔多久。",
      },
      why: {
        en: "It counts visits: from one visit to the next it goes up by one, whether a week or ten years have passed. Time enters through the age embedding that is added to each code.",
        zh: "它数的是就诊次数：不管隔了一周还是十年，到下一次就诊都只加一。时间是通过加到每个编码上的年龄 embedding 进入模型的。",
      },
    },
    {
      id: "two-levels",
      right: true,
      text: {
        en: "RETAIN weights twice: a softmax gives each visit one number, and a second vector scales the features of the visit.",
        zh: "RETAIN 加权两次：softmax 给每次就诊一个数，另有一个向量缩放该次就诊的各个特征。",
      },
      why: {
        en: "Both are computed by recurrent networks that read the visits backwards, from the most recent one. The vector comes from a tanh, so it can also be negative.",
        zh: "两者都由循环网络从最近一次就诊开始倒着读出。那个向量来自 tanh，所以也可以为负。",
      },
    },
    {
      id: "codes-in-order",
      right: false,
      text: {
        en: "Both models read the codes of one visit in the order of the list, like the words of a sentence.",
        zh: "两个模型都按列表顺序读一次就诊里的各个编码，就像读句子里的词。",
      },
      why: {
        en: "The order of codes within a visit carries no information. RETAIN adds their embeddings up; BEHRT gives them all the same position.",
        zh: "一次就诊内编码的顺序没有含义。RETAIN 把它们的 embedding 相加；BEHRT 给它们同样的位置。",
      },
    },
    {
      id: "contribution-of-a-code",
      right: true,
      text: {
        en: "In RETAIN the prediction can be split exactly into one contribution for each code of each visit, given the weights.",
        zh: "在 RETAIN 中，权重给定时，预测可以精确地拆成每次就诊中每个编码的贡献之和。",
      },
      why: {
        en: "Given the weights, the logit is linear in the code embeddings. The weights depend on the codes too, so this is not the effect of removing a code.",
        zh: "权重给定时，logit 对编码的 embedding 是线性的。但权重本身也依赖编码，所以这并不等于去掉该编码的效果。",
      },
    },
    {
      id: "weight-is-cause",
      right: false,
      text: {
        en: "If an earlier diagnosis has a large weight, it is a cause of the predicted disease.",
        zh: "某个既往诊断的权重大，说明它是所预测疾病的病因。",
      },
      why: {
        en: "A weight describes the model, not the patient. A code can have a large weight because it is recorded together with the disease, or because of the habits of one hospital.",
        zh: "权重描述的是模型，不是病人。编码权重大，可能只是因为它常与该疾病一起被记录，或者是某家医院的编码习惯。",
      },
    },
  ],
  sources: [
    {
      title:
        "Choi et al., RETAIN: An Interpretable Predictive Model for Healthcare using Reverse Time Attention Mechanism (2016)",
      url: "https://arxiv.org/abs/1608.05745",
    },
    {
      title: "Li et al., BEHRT: Transformer for Electronic Health Records (2019)",
      url: "https://arxiv.org/abs/1907.09538",
    },
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
  ],
  practise: ["attention-text-classifier", "masked-attention"],
} satisfies Question;
