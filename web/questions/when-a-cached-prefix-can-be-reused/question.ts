import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "When a cached prefix can be reused", zh: "什么时候能复用前缀的缓存" },
  topic: "inference",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "anywhere",
      right: false,
      text: {
        en: "A shared document may be anywhere in the prompt: the key of a token depends only on that token and its layer.",
        zh: "共同的文档可以在 prompt 的任何地方：一个 token 的 key 只取决于这个 token 和所在的层。",
      },
      why: {
        en: "From the second layer on, the input of a token has already mixed in everything before it, so another beginning changes its keys and values. With RoPE, its position is in the key as well.",
        zh: "从第二层起，一个 token 的输入已经混入了它前面的所有内容，开头不同，key 和 value 就不同。用 RoPE 时，key 里还有它的位置。",
      },
    },
    {
      id: "same-from-the-start",
      right: true,
      text: {
        en: "The reused part must begin with the first token and be the same in both requests; the model must be the same too, adapter included.",
        zh: "复用的部分必须从第一个 token 起就完全相同，而且两个请求用同一个模型，包括同一个适配器。",
      },
      why: {
        en: "Keys and values at a position depend on all tokens up to it and on all weights below. A LoRA adapter changes these weights, so vLLM makes it part of the block's hash.",
        zh: "某个位置的 key 和 value 取决于它及之前的所有 token，也取决于下面各层的权重。LoRA 适配器会改变权重，所以 vLLM 把它算进块的哈希里。",
      },
    },
    {
      id: "faster-tokens",
      right: false,
      text: {
        en: "Every output token then comes faster, because attention to the prefix has been computed already.",
        zh: "之后每个输出 token 都会更快，因为对前缀的注意力已经算好了。",
      },
      why: {
        en: "What is stored are keys and values, not attention. Each new token has a new query and reads the whole prefix again. Only the prefill gets shorter, and with it the time to first token.",
        zh: "存下来的是 key 和 value，不是注意力的结果。每个新 token 都有新的 query，仍要读整个前缀。缩短的只是 prefill，也就是首 token 延迟。",
      },
    },
    {
      id: "causal",
      right: true,
      text: {
        en: "It works because the model is causal: tokens that come later do not change earlier keys and values.",
        zh: "能这样做是因为模型是因果的：后来的 token 不会改变前面的 key 和 value。",
      },
      why: {
        en: "With a causal mask, a position sees only itself and what is before it. So the prefix can be computed without knowing how the request goes on.",
        zh: "有因果掩码，每个位置只看到自己和前面的内容。所以不必知道后文，就能算出前缀。",
      },
    },
    {
      id: "bidirectional",
      right: false,
      text: {
        en: "It works for a bidirectional encoder as well, as long as both texts begin with exactly the same sentences.",
        zh: "双向编码器也可以这样做，只要两段文本开头的几句话一字不差。",
      },
      why: {
        en: "There every token also sees the rest of the text. From the second layer on, keys and values of the shared sentences differ with what follows.",
        zh: "双向编码器里，每个 token 也看得到后文。从第二层起，相同句子的 key 和 value 会因后文而不同。",
      },
    },
  ],
  sources: [
    {
      title: "Zheng et al., SGLang: Efficient Execution of Structured Language Model Programs (2023)",
      url: "https://arxiv.org/abs/2312.07104",
    },
    {
      title: "vLLM documentation, prefix_caching",
      url: "https://docs.vllm.ai/en/latest/design/prefix_caching/",
    },
  ],
  practise: ["paged-attention", "chunk-attention"],
} satisfies Question;
