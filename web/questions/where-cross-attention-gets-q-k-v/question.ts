import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Where cross-attention gets Q, K and V", zh: "交叉注意力的 Q、K、V 从哪里来" },
  topic: "transformers",
  difficulty: "easy",
  asked: 3,
  choices: [
    {
      id: "encoder-is-query",
      right: false,
      text: {
        en: "Q from the encoder, K and V from the decoder; the weights are S × L.",
        zh: "Q 来自编码器，K 和 V 来自解码器；权重是 S × L。",
      },
      why: {
        en: "The output would have one vector for each source token, but the decoder needs one for each target token. So the queries must come from the target.",
        zh: "那样输出是每个源 token 一个向量，而解码器需要的是每个目标 token 一个。所以 query 必须来自目标端。",
      },
    },
    {
      id: "keys-from-decoder",
      right: false,
      text: {
        en: "Q and K from the decoder, V from the encoder; the weights are L × L.",
        zh: "Q 和 K 来自解码器，V 来自编码器；权重是 L × L。",
      },
      why: {
        en: "L weights cannot average S values: key j and value j have to belong to the same element. Comparing the target with itself is self-attention.",
        zh: "L 个权重没法对 S 个 value 求平均：第 j 个 key 与第 j 个 value 必须属于同一个元素。目标与自身比较，那是自注意力。",
      },
    },
    {
      id: "causal-cross",
      right: false,
      text: {
        en: "Q from the decoder, K and V from the encoder; L × S, with source tokens after position i masked.",
        zh: "Q 来自解码器，K 和 V 来自编码器；权重是 L × S，并屏蔽位置 i 之后的源 token。",
      },
      why: {
        en: "The sources are right, the causal mask is not. The whole source sentence is known, and word order differs between languages; only its padding is masked.",
        zh: "来源说对了，因果掩码不对。源句是全部已知的，两种语言的语序也不同；只需屏蔽它的填充。",
      },
    },
    {
      id: "decoder-is-query",
      right: true,
      text: {
        en: "Q from the decoder, K and V from the encoder's output; L × S, with the source's padding masked.",
        zh: "Q 来自解码器，K 和 V 来自编码器的输出；权重是 L × S，并屏蔽源句的填充。",
      },
      why: {
        en: "Each target position attends to the whole source (Vaswani et al., 2017, section 3.2.3), and there is one output for each query.",
        zh: "每个目标位置都关注整个源句（Vaswani 等，2017，3.2.3 节），每个 query 得到一个输出。",
      },
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.3",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "Jaegle et al., Perceiver: General Perception with Iterative Attention (2021)",
      url: "https://arxiv.org/abs/2103.03206",
    },
  ],
  practise: ["cross-attention", "decoder-layer"],
} satisfies Question;
