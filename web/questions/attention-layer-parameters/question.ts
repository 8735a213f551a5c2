import type { Question } from "../question.js";

const width = 512;
const projections = 4;

export default {
  kind: "numeric",
  title: { en: "Parameters of an attention layer", zh: "一个注意力层有多少参数" },
  topic: "cost",
  difficulty: "easy",
  asked: 3,
  answer: () => projections * (width * width + width),
  tolerance: 0.001,
  unit: { en: "parameters", zh: "个参数" },
  followUps: [
    {
      en: "How does the count change with 16 heads of 32 features? And with grouped-query attention with two key-value heads?",
      zh: "换成 16 个头、每头 32 个特征，参数量怎么变？换成只有两个 KV 头的分组查询注意力（GQA）呢？",
    },
    {
      en: "Which attention has no parameters at all, and what can it not learn?",
      zh: "什么样的注意力一个参数也没有？它学不到什么？",
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), sections 3.2.2 and 3.3",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
} satisfies Question;
