import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Long prompts that stall other users", zh: "长 prompt 卡住了其他用户" },
  topic: "inference",
  difficulty: "medium",
  asked: 2,
  rubric: [
    {
      en: "Two latencies are told apart: time to first token, mostly prefill, and time per output token, that is, decode steps.",
      zh: "区分两种延迟：首 token 延迟，主要是 prefill；每个输出 token 的时间，即解码的每一步。",
    },
    {
      en: "The cause: the prefill of a long prompt keeps the device busy for as long as many decode steps, and sequences that are decoding wait.",
      zh: "原因：长 prompt 的 prefill 占住设备，时间相当于许多步解码，正在解码的序列只能等。",
    },
    {
      en: "Remedy one, chunked prefill: the prompt is cut into pieces, and each piece is processed together with the decode steps of the others.",
      zh: "办法一，分块 prefill（chunked prefill）：把 prompt 切成若干块，每一块与其他序列的解码放在同一个 batch 里处理。",
    },
    {
      en: "Its price: each chunk reads the weights again, and the cache of all chunks before it, so small chunks make the prefill slower.",
      zh: "它的代价：每一块都要重读权重和前面各块的缓存，块太小会拖慢 prefill。",
    },
    {
      en: "Remedy two, disaggregation: prefill and decode run on separate devices, and the cache is sent from one to the other.",
      zh: "办法二，PD 分离：prefill 和解码放在不同的设备上，缓存从一边传到另一边。",
    },
    {
      en: "Its price: bandwidth for sending the cache, the weights in memory twice, and two groups of devices whose load must be kept in balance.",
      zh: "它的代价：传缓存要带宽，权重要存两份，两组设备的负载还得保持平衡。",
    },
  ],
  sources: [
    {
      title: "Agrawal et al., SARATHI: Efficient LLM Inference by Piggybacking Decodes with Chunked Prefills (2023)",
      url: "https://arxiv.org/abs/2308.16369",
    },
    {
      title:
        "Zhong et al., DistServe: Disaggregating Prefill and Decoding for Goodput-optimized Large Language Model Serving (2024)",
      url: "https://arxiv.org/abs/2401.09670",
    },
  ],
  practise: ["chunk-attention"],
} satisfies Question;
