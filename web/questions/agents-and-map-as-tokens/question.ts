import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Driving: agents and map as tokens", zh: "自动驾驶：以交通参与者和地图为 token" },
  topic: "applications",
  difficulty: "hard",
  asked: 1,
  rubric: [
    {
      en: "The tokens are agents (cars, pedestrians) at time steps, and pieces of the map. The vector of an agent is made from position, speed and type, that of a piece of the map from its geometry and type.",
      zh: "token 是各时刻的交通参与者（车辆、行人）和地图要素：前者的向量由位置、速度、类型得到，后者的由几何形状和类型得到。",
    },
    {
      en: "Self-attention runs over time for each agent and over agents for each time step; keys and values of cross-attention come from the map.",
      zh: "自注意力对每个参与者沿时间做，对每个时刻沿参与者做；交叉注意力的 key 和 value 来自地图。",
    },
    {
      en: "Agents have no order, and their number varies: padding is masked, and no index of the agent is encoded.",
      zh: "参与者没有顺序，数量也不固定：屏蔽填充，也不对参与者的序号编码。",
    },
    {
      en: "The future is masked in the input; what is masked decides whether the task is prediction or planning.",
      zh: "未来在输入中被屏蔽；屏蔽哪些，决定了任务是预测还是规划。",
    },
    {
      en: "Attention does not give goals, traffic rules or guarantees; behaviour is learned from recorded driving and has to be checked separately.",
      zh: "注意力不提供目标、交通规则或安全保证；行为来自驾驶记录，必须另行检验。",
    },
    {
      en: "Evaluates in closed loop (collisions, progress), not only by displacement error, against a simple baseline.",
      zh: "做闭环评测（碰撞、行驶进度），而不只看位移误差，并与简单基线比较。",
    },
  ],
  sources: [
    {
      title:
        "Ngiam et al., Scene Transformer: A Unified Architecture for Predicting Multiple Agent Trajectories (2021)",
      url: "https://arxiv.org/abs/2106.08417",
    },
    {
      title: "Renz et al., PlanT: Explainable Planning Transformers via Object-Level Representations (2022)",
      url: "https://arxiv.org/abs/2210.14222",
    },
  ],
  practise: ["query-pooling", "self-attention"],
} satisfies Question;
