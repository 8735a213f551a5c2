import type { Locale } from "../../elements/toolkit.js";

const en = {
  about: "Practise attention in the browser: write the code, and a judge names your mistake.",
  alternate: "中文",
  path: "Where you are",
  exercise: "Exercise",
  question: "Interview question",
  minutes: (n: number) => `${n} min`,
  write: "What you write",
  returns: "returns",
  optional: "optional",
  solve: "Solve it in the browser",
  answer: "Answer it in the browser",
  choices: "Which of these are true?",
  asks: "Your answer is a number.",
  after: "Builds on",
  judged:
    "Your code is judged in the page, by C++ kernels and without a server. If it is wrong, the judge names the mistake.",
  all: "All exercises",
  allQuestions: "All questions",
  list: (title: string, track: string) => `${title}: an exercise on ${track}.`,
};

export type StaticWords = typeof en;

const zh: StaticWords = {
  about: "在浏览器里练习注意力：动手写代码，评测器直接指出错在哪里。",
  alternate: "English",
  path: "当前位置",
  exercise: "练习",
  question: "面试题",
  minutes: (n) => `${n} 分钟`,
  write: "要写的函数",
  returns: "返回",
  optional: "可选",
  solve: "在浏览器里做这道题",
  answer: "在浏览器里作答",
  choices: "以下哪些说法正确？",
  asks: "答案是一个数。",
  after: "先做",
  judged: "代码就在页面里由 C++ 内核评测，不经过服务器。如果答错，评测器会指出犯的是哪个错。",
  all: "全部练习",
  allQuestions: "全部题目",
  list: (title, track) => `${title}：${track}练习。`,
};

/** Every word of the pages that can be read without JavaScript, beside those of the elements. */
export const staticWords: Readonly<Record<Locale, StaticWords>> = { en, zh };
