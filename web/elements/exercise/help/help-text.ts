import type { Style } from "../../../format/index.js";
import type { Locale } from "../../shared/locale.js";

const en = {
  hint: (n: number, total: number) => `Hint ${n} of ${total}`,
  showHint: (n: number, total: number) => `Show hint ${n} of ${total}`,
  noHintsYet: "From a nudge to almost the answer. Take one only when you need it.",
  allHintsShown: "That was the last hint.",

  showSolution: "Show the solution",
  solutionWarning:
    "You have not solved this one yet. Once you have seen the solution, you can no longer find it yourself.",
  hintsLeft: (n: number) => `${n} ${n === 1 ? "hint" : "hints"} left to try first.`,
  showAnyway: "Show it anyway",
  keepTrying: "Keep trying",
  solutionLabel: (language: string) => `Solution in ${language}`,
  style: "Way of writing it",
  rightAnswer: "What a right answer looks like",
  rightAnswerOf: (title: string) => `For the case “${title}”:`,
  cost: "What it costs",
  costs: {
    operations: "Operations",
    bytes: "Inputs and outputs",
    kept: "Beside them, the plain way",
    intensity: "Operations per byte",
  },
  costAt: (sizes: string) =>
    `With ${sizes}, in float32. A multiplication and an addition are two operations; every input and output is read or written once.`,
  styles: { vectorised: "Vectorised", loop: "Loops", einsum: "einsum" } satisfies Record<Style, string>,
};

/** Every word of hints and solutions, which are loaded when somebody asks for them. */
export type HelpMessages = typeof en;

const zh: HelpMessages = {
  hint: (n, total) => `提示 ${n} / ${total}`,
  showHint: (n, total) => `看第 ${n} 条提示（共 ${total} 条）`,
  noHintsYet: "提示由浅入深，最后一条几乎就是答案。真卡住了再看。",
  allHintsShown: "提示已经全部给出。",

  showSolution: "查看题解",
  solutionWarning: "这道题你还没有解出来。看过题解，就没有机会自己想通了。",
  hintsLeft: (n) => `还有 ${n} 条提示可以先看。`,
  showAnyway: "还是要看",
  keepTrying: "再想想",
  solutionLabel: (language) => `${language} 题解代码`,
  style: "写法",
  rightAnswer: "正确结果的样子",
  rightAnswerOf: (title) => `用例“${title}”：`,
  cost: "计算开销",
  costs: { operations: "运算次数", bytes: "输入与输出", kept: "朴素写法另外要存", intensity: "每字节运算次数" },
  costAt: (sizes) => `取 ${sizes}，float32。一次乘法加一次加法算两次运算；每个输入、输出只读写一次。`,
  styles: { vectorised: "向量化", loop: "循环", einsum: "einsum" },
};

export const helpMessages: Readonly<Record<Locale, HelpMessages>> = { en, zh };
