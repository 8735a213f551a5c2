import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Beams and the cache", zh: "束搜索与 KV 缓存" },
  topic: "decoding",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "most-probable",
      right: false,
      text: {
        en: "The best hypothesis of a search with k beams is the most probable sequence of the model.",
        zh: "用 k 个束搜索得到的最好的假设，就是模型认为概率最大的序列。",
      },
      why: {
        en: "Beam search is a heuristic: a prefix that falls out of the best k is lost, even if its continuation would have been the best of all.",
        zh: "束搜索是启发式方法：一个前缀一旦掉出前 k 名就丢了，哪怕它的后续本来是最好的。",
      },
    },
    {
      id: "one-cache-for-all",
      right: false,
      text: {
        en: "All beams come from one prompt, so one cache serves them all, and k beams need no more memory than one.",
        zh: "所有束都来自同一个 prompt，共用一份缓存就行，所以 k 个束占的显存与一个相同。",
      },
      why: {
        en: "The prompt can be shared, and so can common beginnings. Where beams differ, each needs keys and values of its own; how much that is depends on how early they part.",
        zh: "prompt 和共同的开头可以共用。从分叉处起，每个束都要有自己的 key 和 value；占多少，要看分叉得多早。",
      },
    },
    {
      id: "caches-follow-beams",
      right: true,
      text: {
        en: "After each step the caches must follow the beams: the new beam 0 may continue the old beam 2.",
        zh: "每一步之后，缓存要跟着束走：新的第 0 束可能是旧的第 2 束的延续。",
      },
      why: {
        en: "Otherwise a beam attends to the keys and values of another text. Either the entries are copied along the batch dimension, or a table of blocks is changed.",
        zh: "否则一个束关注的就是另一段文本的 key 和 value。要么沿 batch 维复制，要么改内存块的表。",
      },
    },
    {
      id: "short-is-favoured",
      right: true,
      text: {
        en: "Ranking finished hypotheses by the sum of log-probabilities favours short ones.",
        zh: "按对数概率之和给完成的假设排名，会偏向短的。",
      },
      why: {
        en: "Every further token adds a negative number. Dividing by the length is the usual remedy; Wu et al. (2016) divide by a power of the length plus 5.",
        zh: "每多一个 token 就多加一个负数。常见的办法是除以长度；Wu 等（2016）除以“长度加 5”的某次幂。",
      },
    },
    {
      id: "wider-is-better",
      right: false,
      text: {
        en: "A wider beam gets closer to the most probable sequence, so the text improves with the width.",
        zh: "束越宽就越接近概率最大的序列，所以文本质量随宽度提高。",
      },
      why: {
        en: "The premise holds roughly, the conclusion does not: in translation quality falls again at large widths, and the most probable output of all is often the empty one (Stahlberg and Byrne, 2019).",
        zh: "前提大体成立，结论不成立：机器翻译中，束宽很大时质量反而下降；概率最大的输出常常是空句子（Stahlberg 和 Byrne，2019）。",
      },
    },
  ],
  sources: [
    {
      title:
        "Wu et al., Google's Neural Machine Translation System: Bridging the Gap between Human and Machine Translation (2016), section 7",
      url: "https://arxiv.org/abs/1609.08144",
    },
    {
      title: "Stahlberg and Byrne, On NMT Search Errors and Model Errors: Cat Got Your Tongue? (2019)",
      url: "https://arxiv.org/abs/1908.10090",
    },
    {
      title: "Koehn and Knowles, Six Challenges for Neural Machine Translation (2017)",
      url: "https://arxiv.org/abs/1706.03872",
    },
    {
      title: "Kwon et al., Efficient Memory Management for Large Language Model Serving with PagedAttention (2023)",
      url: "https://arxiv.org/abs/2309.06180",
    },
    {
      title: "Holtzman et al., The Curious Case of Neural Text Degeneration (2019)",
      url: "https://arxiv.org/abs/1904.09751",
    },
  ],
  practise: ["beam-search", "paged-attention"],
} satisfies Question;
