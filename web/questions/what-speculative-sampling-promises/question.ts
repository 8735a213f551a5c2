import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What speculative sampling promises", zh: "投机采样保证了什么" },
  topic: "decoding",
  difficulty: "hard",
  asked: 3,
  choices: [
    {
      id: "poor-draft-lowers-quality",
      right: false,
      text: {
        en: "A poor draft model lowers the quality of the text, since some of its mistakes are accepted.",
        zh: "草稿模型差，文本质量就会下降，因为它的一部分错误会被接受。",
      },
      why: {
        en: "A draft that the large model finds unlikely is accepted just often enough to occur as often as it should. A poor draft model costs speed, not quality.",
        zh: "大模型认为不太可能的草稿，被接受的频率恰好等于它本该出现的频率。草稿模型差，损失的是速度，不是质量。",
      },
    },
    {
      id: "exact-distribution",
      right: true,
      text: {
        en: "The tokens follow exactly the distribution of the large model, up to rounding.",
        zh: "除舍入误差外，输出 token 的分布与大模型完全一致。",
      },
      why: {
        en: "A token x comes from the draft with min(p, q) and from the replacement with the rest, p − min(p, q). The sum is p.",
        zh: "token x 来自草稿的概率是 min(p, q)，来自补采样的概率是剩下的 p − min(p, q)，两者之和就是 p。",
      },
    },
    {
      id: "same-text",
      right: false,
      text: {
        en: "With the same random seed, the text is the same as that of the large model alone.",
        zh: "随机种子相同时，文本与只用大模型时相同。",
      },
      why: {
        en: "Random numbers are used in another way: for the draft, for accepting and for replacements. Only the distribution agrees. Greedy decoding, where nothing is drawn, does give the same text, up to rounding.",
        zh: "随机数的用法不同：起草、接受、补采样都要用。一致的只是分布。贪心解码不涉及采样，除舍入误差外文本才相同。",
      },
    },
    {
      id: "residual-draw",
      right: true,
      text: {
        en: "A rejected token is replaced by a draw from max(0, p − q), normalised to sum to 1.",
        zh: "被拒绝的 token，由 max(0, p − q) 归一化后的分布重新采样来代替。",
      },
      why: {
        en: "That is the probability that the draft has not supplied yet. A new draw from p itself would give the tokens that the draft favours too often.",
        zh: "这正是草稿还没有补足的那部分概率。如果直接从 p 重新采样，草稿偏爱的 token 就会出现得过多。",
      },
    },
    {
      id: "large-batches",
      right: false,
      text: {
        en: "It saves arithmetic in the large model, so it helps most at large batch sizes.",
        zh: "它减少了大模型的计算量，所以 batch 越大越划算。",
      },
      why: {
        en: "It adds arithmetic: rejected tokens are computed for nothing. What it saves is passes, that is reading weights. At large batches arithmetic is the limit, and the gain shrinks.",
        zh: "计算量其实增加了：被拒绝的 token 白算了。省下的是前向次数，也就是读权重的次数。batch 大时瓶颈在计算，收益就变小。",
      },
    },
  ],
  sources: [
    {
      title: "Leviathan et al., Fast Inference from Transformers via Speculative Decoding (2022)",
      url: "https://arxiv.org/abs/2211.17192",
    },
    {
      title: "Chen et al., Accelerating Large Language Model Decoding with Speculative Sampling (2023)",
      url: "https://arxiv.org/abs/2302.01318",
    },
  ],
  practise: ["accept-draft"],
} satisfies Question;
