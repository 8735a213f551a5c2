import type { Locale } from "../../elements/toolkit.js";

const en = {
  title: "Half of an interview is talking",
  intro: "Questions as an interviewer asks them: some to choose, some to work out, some to answer in your own words.",
  answeredOf: (answered: number, total: number) => `${answered} of ${total} answered`,
  begin: "Begin",
  continue: "Continue",
  states: { right: "Answered right", partly: "Answered in part", wrong: "Answered wrong", untouched: "Not answered" },
  about: {
    basics: "What attention is, what it is not, and how it is computed.",
    transformers: "Heads, masks, positions, and the layers around attention.",
    cost: "What grows with the square of the length, what does not, and what can be done about it.",
    positions: "How order gets in, and what a window of a million tokens takes.",
    variants: "What today's models change about attention, and what keeps it stable.",
    hardware: "Memory, arithmetic, and what happens to numbers on the way.",
    inference: "Prefill, decoding, and the cache between them.",
    decoding: "From logits to text: sampling, drafts, beams, grammars.",
    training: "From pre-training to LoRA and preferences: what is computed, kept and counted.",
    scale: "Mixtures of experts, and layers spread over devices.",
    effect: "When it helps, and what its weights do and do not explain.",
    applications: "One concrete mechanism each: what is query, key and value in it?",
  },
  practise: "Practise it",
  previous: "Previous",
  next: "Next",
  missing: (slug: string) => `There is no question called “${slug}”.`,
  back: "Go to the questions",
};

export type QuestionWords = typeof en;

const zh: QuestionWords = {
  title: "面试有一半靠说",
  intro: "像面试官那样提问：有的要选，有的要算，有的要用自己的话说清楚。",
  answeredOf: (answered, total) => `已答 ${answered} / ${total}`,
  begin: "开始",
  continue: "继续",
  states: { right: "答对", partly: "部分答对", wrong: "答错", untouched: "未答" },
  about: {
    basics: "注意力是什么、不是什么，又是怎么算的。",
    transformers: "多头、掩码、位置，以及注意力周围的各种层。",
    cost: "什么随长度的平方增长，什么不会，又有哪些办法。",
    positions: "顺序信息怎么进去，百万 token 的窗口要付出什么。",
    variants: "今天的模型改了注意力的什么，又靠什么保持稳定。",
    hardware: "显存、算力，以及数值在途中会发生什么。",
    inference: "prefill、解码，以及两者之间的 KV 缓存。",
    decoding: "从 logits 到文本：采样、草稿、束搜索、语法约束。",
    training: "从预训练到 LoRA 和偏好学习：算什么、存什么、数什么。",
    scale: "混合专家，以及切到多张卡上的层。",
    effect: "什么时候有用，权重能解释什么、不能解释什么。",
    applications: "每题一个具体机制：其中的 query、key、value 各是什么？",
  },
  practise: "动手练一练",
  previous: "上一题",
  next: "下一题",
  missing: (slug) => `没有名为“${slug}”的题目。`,
  back: "去题库",
};

export const questionWords: Readonly<Record<Locale, QuestionWords>> = { en, zh };
