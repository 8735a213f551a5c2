import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Attention of a game agent and an assistant", zh: "游戏智能体与助手中的注意力" },
  topic: "applications",
  difficulty: "medium",
  asked: 1,
  rubric: [
    {
      en: "Game agent: the observed entities are queries, keys and values; any number of them, in any order.",
      zh: "游戏智能体：观测到的实体作 query、key、value，数量不限，顺序无关。",
    },
    {
      en: "The mask models perception: what the agent cannot see is masked as a key.",
      zh: "掩码对应感知：看不见的东西作为 key 被屏蔽。",
    },
    {
      en: "Assistant: the query belongs to the last token so far, from which the next one is predicted; keys and values belong to all tokens up to it.",
      zh: "助手：query 属于当前最后一个 token，由它来预测下一个；key 和 value 属于到它为止的所有 token。",
    },
    {
      en: "There is no memory beyond the context: whatever must be remembered has to be put into it again, or kept in a state.",
      zh: "上下文之外没有记忆：要记住的内容必须重新放进上下文，或保存在状态里。",
    },
    {
      en: "Attention only routes information; which action to choose is learned from a reward or from examples.",
      zh: "注意力只负责传递信息；选什么动作，是靠奖励或样例训练出来的。",
    },
    {
      en: "Names a test for each, such as pooled entities instead of attention for the agent, and the rate of right answers by the position of the fact in the context for the assistant.",
      zh: "为两者各给出一种检验，例如智能体改用实体池化，助手按事实在上下文中的位置测答对率。",
    },
  ],
  sources: [
    {
      title: "Baker et al., Emergent Tool Use From Multi-Agent Autocurricula (2019)",
      url: "https://arxiv.org/abs/1909.07528",
    },
    { title: "Vaswani et al., Attention Is All You Need (2017)", url: "https://arxiv.org/abs/1706.03762" },
    {
      title: "Liu et al., Lost in the Middle: How Language Models Use Long Contexts (2023)",
      url: "https://arxiv.org/abs/2307.03172",
    },
  ],
  practise: ["cross-attention", "query-pooling"],
} satisfies Question;
