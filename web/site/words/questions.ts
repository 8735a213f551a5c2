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
    effect: "When it helps, and what its weights do and do not explain.",
    applications: "One concrete mechanism each: what is query, key and value in it?",
  },
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
    effect: "什么时候有用，权重能解释什么、不能解释什么。",
    applications: "每题一个具体机制：其中的 query、key、value 各是什么？",
  },
  previous: "上一题",
  next: "下一题",
  missing: (slug) => `没有名为“${slug}”的题目。`,
  back: "去题库",
};

export const questionWords: Readonly<Record<Locale, QuestionWords>> = { en, zh };
