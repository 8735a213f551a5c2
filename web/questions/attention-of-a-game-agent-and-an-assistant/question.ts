import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Attention of a game agent and an assistant", zh: "游戏智能体与助手中的注意力" },
  topic: "applications",
  difficulty: "medium",
  rubric: [
    {
      en: "Game agent: the entities it observes are queries, keys and values; any number of them, in any order.",
      zh: "游戏智能体：观测到的实体作 query、key、value，数量不限，顺序无关。",
    },
    {
      en: "The mask stands for perception: what the agent cannot see is removed from the keys.",
      zh: "掩码对应感知：看不见的东西从 key 中去掉。",
    },
    {
      en: "Assistant: the token being written is the query; keys and values are the tokens in the context up to it.",
      zh: "助手：正在生成的 token 是 query，key 和 value 是上下文中到它为止的 token。",
    },
    {
      en: "Beyond the context there is no memory: what is to be recalled must be put into it again, or kept in a state.",
      zh: "上下文之外没有记忆：要记住的内容必须重新放进上下文，或保存在状态里。",
    },
    {
      en: "Attention routes information; the choice of action comes from training with a reward or on examples.",
      zh: "注意力只负责信息的传送；动作的选择来自用奖励或样例进行的训练。",
    },
    {
      en: "A test is named for each, such as an agent with pooled entities, and recall by position of a fact in the context.",
      zh: "为两者各给出一个检验，如改用池化实体的智能体，以及按事实在上下文中的位置测召回。",
    },
  ],
  followUps: [
    {
      en: "The dialogue outgrows the context. Compare truncating, summarising and retrieving.",
      zh: "对话超出了上下文长度。请比较截断、摘要和检索三种做法。",
    },
    {
      en: "Why does the number of parameters of the game agent not depend on how many objects there are?",
      zh: "为什么游戏智能体的参数量与物体个数无关？",
    },
  ],
  sources: [
    {
      title: "Baker et al., Emergent Tool Use From Multi-Agent Autocurricula, 2019",
      url: "https://arxiv.org/abs/1909.07528",
    },
    { title: "Vaswani et al., Attention Is All You Need, 2017", url: "https://arxiv.org/abs/1706.03762" },
    {
      title: "Liu et al., Lost in the Middle: How Language Models Use Long Contexts, 2023",
      url: "https://arxiv.org/abs/2307.03172",
    },
  ],
} satisfies Question;
