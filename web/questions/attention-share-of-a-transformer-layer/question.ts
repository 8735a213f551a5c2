import type { Question } from "../question.js";

const MODEL_DIM = 512;
const HIDDEN_DIM = 2048;

const ATTENTION_WEIGHTS = 4 * MODEL_DIM * MODEL_DIM;
const FEED_FORWARD_WEIGHTS = 2 * MODEL_DIM * HIDDEN_DIM;

export default {
  kind: "numeric",
  title: { en: "Attention and the Transformer", zh: "注意力与 Transformer 的关系" },
  topic: "transformers",
  difficulty: "easy",
  answer: () => (100 * ATTENTION_WEIGHTS) / (ATTENTION_WEIGHTS + FEED_FORWARD_WEIGHTS),
  tolerance: 0.02,
  unit: { en: "%", zh: "%" },
  followUps: [
    {
      en: "Does the share change with the number of heads, or with the length of the sequence?",
      zh: "这个比例随头数变化吗？随序列长度变化吗？",
    },
    {
      en: "A decoder layer has a second attention. What is the share there?",
      zh: "解码器层还有第二个注意力，那里的比例是多少？",
    },
  ],
  sources: [
    { title: "Vaswani et al., Attention Is All You Need, 2017", url: "https://arxiv.org/abs/1706.03762" },
    {
      title: "Bahdanau, Cho and Bengio, Neural Machine Translation by Jointly Learning to Align and Translate, 2014",
      url: "https://arxiv.org/abs/1409.0473",
    },
    {
      title:
        "Dong, Cordonnier and Loukas, Attention Is Not All You Need: Pure Attention Loses Rank Doubly Exponentially with Depth, 2021",
      url: "https://arxiv.org/abs/2103.03404",
    },
    { title: "Veličković et al., Graph Attention Networks, 2017", url: "https://arxiv.org/abs/1710.10903" },
  ],
} satisfies Question;
