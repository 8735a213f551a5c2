import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Attention sinks", zh: "attention sink" },
  topic: "variants",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "softmax-must-choose",
      right: true,
      text: {
        en: "A head that finds nothing useful has to put its weight somewhere, and every query can see the first token.",
        zh: "一个头找不到有用的东西时，权重也得有个去处，而每个 query 都看得到第一个 token。",
      },
      why: {
        en: "Softmax weights always sum to one, so the weight has to go somewhere. Under a causal mask only the first token is visible to every query, so heads learn to put it there.",
        zh: "softmax 的权重之和总是 1，总得放在某个地方。在因果掩码下，只有第一个 token 对每个 query 都可见，头就学会把权重放在那里。",
      },
    },
    {
      id: "large-values",
      right: false,
      text: {
        en: "The first token has an especially large value vector, so it contributes most to the output of these heads.",
        zh: "第一个 token 的 value 向量特别大，所以对这些头的输出贡献最大。",
      },
      why: {
        en: "It is the other way round: Gu et al. find small value norms at the sink. Much weight on a small value means that the head adds almost nothing.",
        zh: "正相反：Gu 等发现 sink 处 value 的范数很小。大权重乘小 value，等于这个头几乎什么也不加。",
      },
    },
    {
      id: "dropping-breaks",
      right: true,
      text: {
        en: "A cache that keeps only the latest tokens breaks such a model; keeping the first few as well repairs it.",
        zh: "只保留最近 token 的缓存会让这样的模型崩溃；再留住最前面几个就好了。",
      },
      why: {
        en: "Without the sink its weight is spread over the rest, which no head was trained for. In StreamingLLM four initial tokens beside the window are enough.",
        zh: "没有了 sink，它的权重就摊到其他 token 上，训练时从没有过这种情形。在 StreamingLLM 中，窗口之外再留四个开头的 token 就够了。",
      },
    },
    {
      id: "memory-comes-back",
      right: false,
      text: {
        en: "With the sinks kept, facts that have left the window are available again through them.",
        zh: "留住 sink 之后，移出窗口的事实又可以通过它们取回来。",
      },
      why: {
        en: "Keys and values of the first tokens cannot contain anything that came later: the mask is causal. What has left the window can no longer be looked up; only the fluency stays.",
        zh: "掩码是因果的，最前面几个 token 的 key 和 value 里不可能有后来的内容。移出窗口的再也查不到，留住的只是流畅。",
      },
    },
    {
      id: "explicit-way-out",
      right: true,
      text: {
        en: "A learned term in the denominator of the softmax, or a gate on the output, lets a head do nothing without a sink.",
        zh: "在 softmax 的分母里加一个可学习的项，或给输出加门控，头不靠 sink 也可以什么都不做。",
      },
      why: {
        en: "Both let the total contribution become small. gpt-oss learns such a term for each head; Qiu et al. report that gated heads put far less weight on the first token.",
        zh: "两者都能让总的贡献变小。gpt-oss 为每个头学这样一项；Qiu 等报告，加门控后头放在第一个 token 上的权重少得多。",
      },
    },
  ],
  sources: [
    {
      title: "Xiao et al., Efficient Streaming Language Models with Attention Sinks (2023)",
      url: "https://arxiv.org/abs/2309.17453",
    },
    {
      title: "Gu et al., When Attention Sink Emerges in Language Models: An Empirical View (2024)",
      url: "https://arxiv.org/abs/2410.10781",
    },
    { title: "OpenAI, gpt-oss-120b & gpt-oss-20b Model Card (2025)", url: "https://arxiv.org/abs/2508.10925" },
    {
      title:
        "Qiu et al., Gated Attention for Large Language Models: Non-linearity, Sparsity, and Attention-Sink-Free (2025)",
      url: "https://arxiv.org/abs/2505.06708",
    },
    {
      title: "Clark et al., What Does BERT Look At? An Analysis of BERT's Attention (2019)",
      url: "https://arxiv.org/abs/1906.04341",
    },
    { title: "Darcet et al., Vision Transformers Need Registers (2023)", url: "https://arxiv.org/abs/2309.16588" },
  ],
  practise: ["sink-attention", "rolling-attention"],
} satisfies Question;
