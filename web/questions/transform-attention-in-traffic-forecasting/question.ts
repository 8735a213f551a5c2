import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Transform attention in traffic forecasting", zh: "交通预测中的转换注意力" },
  topic: "applications",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "future-is-query",
      right: true,
      text: {
        en: "Query: the embedding of a future step. Keys: the embeddings of the past steps. Values: the encoder's outputs at the past steps.",
        zh: "query 是未来某一步的 embedding，key 是过去各步的 embedding，value 是编码器在过去各步的输出。",
      },
      why: {
        en: "“Tuesday, 8:15, this sensor” is compared with the observed steps; from the similar ones it takes what the encoder has computed.",
        zh: "“周二 8:15，这个传感器”与观测到的各步比较，从相似的步取来编码器算出的表示。",
      },
    },
    {
      id: "last-state-is-query",
      right: false,
      text: {
        en: "Query: the encoder's last hidden state. Keys and values: its hidden states at the past steps, as in a translation model.",
        zh: "query 是编码器最后的隐状态，key 和 value 是它在过去各步的隐状态，与翻译模型一样。",
      },
      why: {
        en: "That would be one query for the entire horizon. Here each future step has its own, which is known in advance: the calendar and the place of the sensor.",
        zh: "那样整个预测区间只有一个 query。这里每个未来步都有自己的 query，而且事先就能知道：日历时间和传感器的位置。",
      },
    },
    {
      id: "along-the-roads",
      right: false,
      text: {
        en: "It runs over the neighbouring sensors of the road network: each sensor uses what its neighbours saw, hence “graph network”.",
        zh: "它沿路网中相邻的传感器进行，每个传感器取用邻居看到的路况，所以模型叫图网络。",
      },
      why: {
        en: "Transform attention runs over time, for each sensor separately. Sensors are mixed by the spatial attention of the model, and even that weights all of them: the road graph enters through the spatial embedding.",
        zh: "转换注意力沿时间进行，每个传感器各算各的。传感器之间由空间注意力混合，而且是对所有传感器加权；路网是通过空间 embedding 进入模型的。",
      },
    },
    {
      id: "errors-accumulate",
      right: false,
      text: {
        en: "Each predicted step attends to the predictions before it, so errors accumulate with the horizon.",
        zh: "每个预测步关注它之前的预测，因此误差随预测步长累积。",
      },
      why: {
        en: "All Q future steps are computed directly from the P observed ones, in parallel. This layer was designed to avoid the propagation of errors from step to step.",
        zh: "Q 个未来步都直接从 P 个观测步得到，并行完成。避免误差逐步传播，正是设计这一层的目的。",
      },
    },
    {
      id: "weights-blind-to-traffic",
      right: true,
      text: {
        en: "For a given sensor and given times, the weights are the same whether the road is congested or clear; only the values differ.",
        zh: "传感器和时刻给定后，无论拥堵还是畅通，权重都完全相同，不同的只是 value。",
      },
      why: {
        en: "Query and key are computed from e alone, and e contains place and calendar but no measurement. The weights depend only on the time stamps of the input, a limitation worth mentioning.",
        zh: "query 和 key 只由 e 得到，而 e 含位置和日历，不含测量值。权重只随时间戳变化，这个局限值得指出。",
      },
    },
  ],
  sources: [
    {
      title: "Zheng et al., GMAN: A Graph Multi-Attention Network for Traffic Prediction (2019)",
      url: "https://arxiv.org/abs/1911.08415",
    },
  ],
  practise: ["cross-attention"],
} satisfies Question;
