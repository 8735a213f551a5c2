import type { Locale } from "../../shared/locale.js";

const en = {
  views: "What of the case is shown",
  values: "Values",
  nothingReturned: "No usable array was returned.",
  outputs: "Outputs",
  right: "right",
  wrong: "wrong",
  linesLeftOut: (n: number) => `... ${n} ${n === 1 ? "line" : "lines"} left out ...`,
  furthest: (where: string) => `Furthest off: ${where}`,
  atLoad: "Printed while your code was loaded",
  inCase: "Printed in this case",
  showPassed: (n: number) => `Show ${n === 1 ? "the case" : `the ${n} cases`} that passed`,
  hidePassed: (n: number) => `Hide ${n === 1 ? "the case" : `the ${n} cases`} that passed`,
  runAlone: "Run only this case",
  editOwn: "Edit as my own case",
};

/** Every word about single cases, which are loaded when somebody looks at one. */
export type CaseMessages = typeof en;

const zh: CaseMessages = {
  views: "查看用例的哪一部分",
  values: "数值",
  nothingReturned: "没有返回可用的数组。",
  outputs: "输出",
  right: "正确",
  wrong: "错误",
  linesLeftOut: (n) => `…… 省略 ${n} 行 ……`,
  furthest: (where) => `误差最大处：${where}`,
  atLoad: "加载代码时打印的内容",
  inCase: "本用例打印的内容",
  showPassed: (n) => `展开 ${n} 个已通过的用例`,
  hidePassed: (n) => `收起 ${n} 个已通过的用例`,
  runAlone: "只运行这个用例",
  editOwn: "改成自己的用例",
};

export const caseMessages: Readonly<Record<Locale, CaseMessages>> = { en, zh };
