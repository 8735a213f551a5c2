import type { Locale } from "../../elements/toolkit.js";

const plural = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`;

const en = {
  label: "Where you left off",
  last: "Last worked on",
  states: { solved: "Solved", started: "Started" },
  open: "Open",
  next: "Next on the path",
  begin: "Begin",
  minutes: (n: number) => `${n} min`,
  goOn: "Continue",
  review: "Review",
  due: (n: number) => `${n} due today`,
  nothingDue: "Nothing due today",
  toReview: "Start the review",
  comingUp: "See what is coming",
  interview: "Interview",
  running: "It is running",
  back: "Back to it",
  result: (right: number, of: number) => `${right} of ${plural(of, "task")} right`,
  when: (date: string, minutes: number) => `${date}, ${minutes} minutes`,
  toReport: "See the report",
  noInterview: "Not tried yet",
  toInterview: "Start one",
};

export type DeskWords = typeof en;

const zh: DeskWords = {
  label: "接着上次",
  last: "上次做的题",
  states: { solved: "已解决", started: "做过" },
  open: "打开",
  next: "路线上的下一题",
  begin: "开始",
  minutes: (n) => `${n} 分钟`,
  goOn: "继续",
  review: "复习",
  due: (n) => `今天有 ${n} 项到期`,
  nothingDue: "今天没有到期的内容",
  toReview: "开始复习",
  comingUp: "看看接下来的安排",
  interview: "模拟面试",
  running: "正在进行",
  back: "回到面试",
  result: (right, of) => `${of} 题答对 ${right} 题`,
  when: (date, minutes) => `${date}，${minutes} 分钟`,
  toReport: "查看报告",
  noInterview: "还没有试过",
  toInterview: "来一场",
};

/** Every word of what who returns finds on the first page. */
export const deskWords: Readonly<Record<Locale, DeskWords>> = { en, zh };
