import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Attention and the Transformer", zh: "注意力与 Transformer 的关系" },
  topic: "transformers",
  difficulty: "easy",
  asked: 2,
  choices: [
    {
      id: "same-thing",
      right: false,
      text: {
        en: "They are two names for the same thing: a model with attention is a Transformer.",
        zh: "两者是一回事：用了注意力的模型就是 Transformer。",
      },
      why: {
        en: "Bahdanau et al. (2014) put attention into a recurrent translator, and graph attention networks use it without a Transformer.",
        zh: "Bahdanau 等（2014）把注意力放进循环网络做翻译；图注意力网络用了注意力，也不是 Transformer。",
      },
    },
    {
      id: "stacked-attention-is-enough",
      right: false,
      text: {
        en: "As the title “Attention Is All You Need” says, stacked self-attention alone makes a working Transformer.",
        zh: "正如标题“Attention Is All You Need”所说，只把自注意力一层层堆起来，就是可用的 Transformer。",
      },
      why: {
        en: "Without residual connections and feed-forward networks, stacked self-attention drives all positions towards the same vector (Dong et al., 2021). The title means: no recurrence and no convolution.",
        zh: "没有残差连接和前馈网络，堆起来的自注意力会让所有位置趋于同一个向量（Dong 等，2021）。标题的意思是：不用循环，也不用卷积。",
      },
    },
    {
      id: "operation-and-architecture",
      right: true,
      text: {
        en: "Attention is an operation, and it is older; the Transformer is an architecture built on it.",
        zh: "注意力是一种运算，出现得更早；Transformer 是建立在它之上的一种架构。",
      },
      why: {
        en: "“Transformer” implies attention; “attention” does not imply a Transformer.",
        zh: "说 Transformer 就意味着有注意力；说注意力却不意味着是 Transformer。",
      },
    },
    {
      id: "recurrence-inside",
      right: false,
      text: {
        en: "A Transformer still reads the tokens with a recurrent layer; attention only refines its states.",
        zh: "Transformer 仍然用循环层读入 token，注意力只是对其状态做改进。",
      },
      why: {
        en: "That describes attention in recurrent models. The Transformer has no recurrent layer; the order comes from positional information.",
        zh: "这说的是循环模型里的注意力。Transformer 没有循环层，次序来自位置信息。",
      },
    },
    {
      id: "only-exchange",
      right: true,
      text: {
        en: "In a standard Transformer layer, attention is the only operation that moves information between positions.",
        zh: "在标准的 Transformer 层里，只有注意力在位置之间传递信息。",
      },
      why: {
        en: "The feed-forward network, the residual connections and the layer normalisation work on each position separately.",
        zh: "前馈网络、残差连接和层归一化都是逐位置进行的。",
      },
    },
  ],
  sources: [
    { title: "Vaswani et al., Attention Is All You Need (2017)", url: "https://arxiv.org/abs/1706.03762" },
    {
      title: "Bahdanau et al., Neural Machine Translation by Jointly Learning to Align and Translate (2014)",
      url: "https://arxiv.org/abs/1409.0473",
    },
    {
      title:
        "Dong et al., Attention Is Not All You Need: Pure Attention Loses Rank Doubly Exponentially with Depth (2021)",
      url: "https://arxiv.org/abs/2103.03404",
    },
    { title: "Veličković et al., Graph Attention Networks (2017)", url: "https://arxiv.org/abs/1710.10903" },
  ],
  practise: ["transformer-encoder-block", "llama-block"],
} satisfies Question;
