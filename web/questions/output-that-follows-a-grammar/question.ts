import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Output that must follow a grammar", zh: "必须符合语法的输出" },
  topic: "decoding",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "conditional-distribution",
      right: false,
      text: {
        en: "The texts are distributed as the model's own texts would be, given that they are valid.",
        zh: "得到的文本的分布，就是模型自身的分布在“文本合法”这一条件下的分布。",
      },
      why: {
        en: "Each step is normalised on its own, without asking how likely the rest can still be made valid. A token that nearly always leads to invalid text keeps its full weight if one valid ending exists.",
        zh: "每一步各自归一化，并不考虑后面还有多大可能合法。一个 token 哪怕几乎总是走向不合法，只要还有一种合法的结尾，就保留全部权重。",
      },
    },
    {
      id: "mask-the-logits",
      right: true,
      text: {
        en: "Logits of tokens that no valid text can continue with are set to −∞ before the softmax.",
        zh: "凡是不可能续成合法文本的 token，在 softmax 之前把它的 logit 设为 −∞。",
      },
      why: {
        en: "Their probability is then exactly 0, and the softmax normalises over what is left. The ratios among the allowed tokens stay as they were.",
        zh: "它们的概率恰好为 0，softmax 在剩下的上面归一化，允许的 token 之间比例不变。",
      },
    },
    {
      id: "mask-the-attention",
      right: false,
      text: {
        en: "The grammar is enforced in the attention mask, which keeps positions from seeing forbidden tokens.",
        zh: "语法约束加在注意力掩码上，使各位置看不到不允许的 token。",
      },
      why: {
        en: "An attention mask says which earlier positions are read. Which token comes next is decided by the logits over the vocabulary.",
        zh: "注意力掩码决定读哪些之前的位置；下一个 token 是什么，由词表上的 logits 决定。",
      },
    },
    {
      id: "one-pass-per-candidate",
      right: false,
      text: {
        en: "To know whether a token is allowed, the model has to be run once with that token appended.",
        zh: "要知道一个 token 是否允许，得把它接上去让模型再跑一遍。",
      },
      why: {
        en: "Validity is a property of the text, not of the model. An automaton or a parser answers it, and much of the answer is computed for the whole vocabulary in advance.",
        zh: "合法与否是文本的性质，与模型无关。由自动机或语法分析器判断即可，其中很大一部分可以对整个词表预先算好。",
      },
    },
    {
      id: "tokens-are-not-symbols",
      right: true,
      text: {
        en: "Tokens do not line up with the symbols of the grammar: one token may end a string and also open the next field.",
        zh: "token 与语法符号并不对齐：一个 token 可能既结束一个字符串，又开始下一个字段。",
      },
      why: {
        en: "A token made of a quotation mark and a comma spans two symbols of JSON, and a long word takes several tokens. The check therefore works on the characters or bytes of each token.",
        zh: "由一个引号加一个逗号组成的 token 跨了 JSON 的两个符号，而一个长单词要用几个 token。所以检查要落到每个 token 的字符或字节上。",
      },
    },
  ],
  sources: [
    {
      title: "Willard and Louf, Efficient Guided Generation for Large Language Models (2023)",
      url: "https://arxiv.org/abs/2307.09702",
    },
    { title: "Park et al., Grammar-Aligned Decoding (2024)", url: "https://arxiv.org/abs/2405.21047" },
    {
      title:
        "Dong et al., XGrammar: Flexible and Efficient Structured Generation Engine for Large Language Models (2024)",
      url: "https://arxiv.org/abs/2411.15100",
    },
  ],
  practise: ["top-k-probabilities"],
} satisfies Question;
