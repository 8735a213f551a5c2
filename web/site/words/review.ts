import type { Locale } from "../../elements/toolkit.js";

const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

const en = {
  title: "Review",
  intro:
    "What you have answered or solved comes back shortly before you would forget it. What you got wrong comes back tomorrow.",
  due: (n: number) => `${n} due today`,
  waiting: (n: number) => `${n} more are due, but there is a limit for each day.`,
  takeMore: "Review them today",
  start: "Start",
  nothingYet: "Nothing to review yet. Answer a question or submit an exercise, and it comes back here.",
  toQuestions: "To the questions",
  toExercises: "To the exercises",
  nothingDue: "Nothing is due today.",
  finished: (n: number) => `Done: ${plural(n, "item")} reviewed.`,
  nextOn: (n: number, when: string) => `Next: ${n} ${when}.`,
  kinds: { exercise: "Exercise", question: "Question" },
  position: (at: number, of: number) => `${at} of ${of}`,
  lastMistake: "Last time",
  lastMistakeUnnamed: "Last time it was not accepted.",
  skip: "Not today",
  next: "Next",
  finish: "Finish",
  comesBack: (days: number) => (days === 1 ? "Comes back tomorrow." : `Comes back in ${days} days.`),
  howWasIt: "How was it?",
  ratings: { again: "Forgot", hard: "Hard", good: "Good", easy: "Easy" },
  days: (n: number) => plural(n, "day"),
  coming: "Coming",
  tomorrow: "tomorrow",
  inDays: (n: number) => `in ${plural(n, "day")}`,
  doneToday: "Rated today",
  queue: "Today",
  onward: { begin: "Next on the path", continue: "Begun, not solved yet" },
  minutes: (n: number) => `${n} min`,
};

export type ReviewWords = typeof en;

const zh: ReviewWords = {
  title: "复习",
  intro: "答过、做过的题，会在你快要忘记的时候再次出现；做错的，明天就回来。",
  due: (n) => `今天有 ${n} 项`,
  waiting: (n) => `还有 ${n} 项也到期了，超出了每天的上限。`,
  takeMore: "今天一起做",
  start: "开始",
  nothingYet: "还没有可复习的内容。答一道题或提交一道练习，它就会在这里再次出现。",
  toQuestions: "去题库",
  toExercises: "去练习",
  nothingDue: "今天没有到期的内容。",
  finished: (n) => `今天复习了 ${n} 项，完成。`,
  nextOn: (n, when) => `下一批：${when} ${n} 项。`,
  kinds: { exercise: "练习", question: "问题" },
  position: (at, of) => `第 ${at} 项，共 ${of} 项`,
  lastMistake: "上次错在",
  lastMistakeUnnamed: "上次没有通过。",
  skip: "今天先不做",
  next: "下一项",
  finish: "完成",
  comesBack: (days) => (days === 1 ? "明天再来。" : `${days} 天后再来。`),
  howWasIt: "感觉如何？",
  ratings: { again: "忘了", hard: "吃力", good: "记得", easy: "轻松" },
  days: (n) => `${n} 天`,
  coming: "之后",
  tomorrow: "明天",
  inDays: (n) => `${n} 天后`,
  doneToday: "今天评过的",
  queue: "今天",
  onward: { begin: "接着学", continue: "做过，还没解决" },
  minutes: (n) => `${n} 分钟`,
};

export const reviewWords: Readonly<Record<Locale, ReviewWords>> = { en, zh };
