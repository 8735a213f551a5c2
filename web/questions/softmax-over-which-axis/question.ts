import type { Question } from "../question.js";

const BATCH = 2;
const NUM_HEADS = 8;
const SEQ_Q = 12;
const SUM_OF_A_ROW = 1;

export default {
  kind: "numeric",
  title: { en: "Softmax over which axis", zh: "softmax 沿哪一维" },
  topic: "transformers",
  difficulty: "easy",
  asked: 2,
  answer: () => BATCH * NUM_HEADS * SEQ_Q * SUM_OF_A_ROW,
  tolerance: 0.001,
  unit: { en: "", zh: "" },
  followUps: [
    {
      en: "With a causal mask and the softmax over the queries, what leaks?",
      zh: "有因果掩码，而 softmax 沿 query 做，会泄漏什么？",
    },
    {
      en: "How far from one may a row sum be in float16 before you worry?",
      zh: "用 float16 时，行和偏离 1 多少才需要担心？",
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.1",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
} satisfies Question;
