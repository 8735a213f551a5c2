import type { Locale } from "../../elements/toolkit.js";

const en = {
  label: "In figures",
  exercises: "exercises",
  questions: "interview questions",
  mistakes: "mistakes that the judge names",
  times: (n: string) => `${n}×`,
  speed: "as fast as the next library in a browser",
};

export type FiguresWords = typeof en;

const zh: FiguresWords = {
  label: "数字一览",
  exercises: "道编程练习",
  questions: "道面试题",
  mistakes: "个能被评测器指出的典型错误",
  times: (n) => `${n} 倍`,
  speed: "浏览器里的速度（对比最快的同类库）",
};

/** Every word of the figures on the first page. */
export const figuresWords: Readonly<Record<Locale, FiguresWords>> = { en, zh };
