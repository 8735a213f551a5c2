import type { Locale } from "../shared/locale.js";

const en = {
  code: {
    taken: "Your code was changed in another tab. This is the newer version.",
    differs: "Your code was also changed in another tab. Which version do you want to go on with?",
    back: "The earlier code is back.",
    earlier: (n: number) => `Earlier code (${n})`,
    submitted: (n: number) => `Submissions and earlier code (${n})`,
  },
  answer: {
    taken: "Your answer was changed in another tab. This is the newer version.",
    differs: "Your answer was also changed in another tab. Which version do you want to go on with?",
    back: "The earlier answer is back.",
    earlier: (n: number) => `Earlier answers (${n})`,
    submitted: (n: number) => `Earlier answers (${n})`,
  },
  keeps: " The other one is kept below.",
  keep: "Keep this one",
  take: "Take the other one",
  undo: "Undo",
  lines: (n: number) => `${n} ${n === 1 ? "line" : "lines"}`,
  takeBack: "Take this one back",
  bounds: "The last 50 for each exercise are kept in this browser, accepted code longest.",
  compare: "Compare",
  comparison: "Comparison",
  compareWith: "Compare",
  and: "with",
  editor: "the code in the editor",
  solution: "the published solution",
  close: "Close",
  same: "Both are the same.",
  unchangedLines: "$ lines are the same",
};

/** Every word about work that was changed elsewhere, or earlier. */
export type ElsewhereMessages = typeof en;

const zh: ElsewhereMessages = {
  code: {
    taken: "代码在另一个标签页里改过，这里已换成较新的版本。",
    differs: "这段代码在另一个标签页里也改过。接下来用哪个版本？",
    back: "已恢复之前的代码。",
    earlier: (n) => `之前的代码（${n}）`,
    submitted: (n) => `提交记录与之前的代码（${n}）`,
  },
  answer: {
    taken: "回答在另一个标签页里改过，这里已换成较新的版本。",
    differs: "这个回答在另一个标签页里也改过。接下来用哪个版本？",
    back: "已恢复之前的回答。",
    earlier: (n) => `之前的回答（${n}）`,
    submitted: (n) => `之前的回答（${n}）`,
  },
  keeps: "另一个版本会保留在下方。",
  keep: "保留这里的",
  take: "换成另一个",
  undo: "撤销",
  lines: (n) => `${n} 行`,
  takeBack: "恢复这个版本",
  bounds: "每道题在这个浏览器里保留最近 50 份，通过的代码保留得最久。",
  compare: "对比",
  comparison: "代码对比",
  compareWith: "对比",
  and: "与",
  editor: "编辑器中的代码",
  solution: "题解代码",
  close: "关闭",
  same: "两份代码完全相同。",
  unchangedLines: "$ 行相同",
};

export const elsewhereMessages: Readonly<Record<Locale, ElsewhereMessages>> = { en, zh };
