import type { Text } from "../../format/index.js";
import type { Outcome } from "./grade.js";

/** What outcomes are called. */
export const outcomes: Readonly<Record<Outcome, Text>> = {
  accepted: { en: "accepted", zh: "通过" },
  "wrong-answer": { en: "wrong answer", zh: "答案错误" },
  "runtime-error": { en: "runtime error", zh: "运行时错误" },
  "time-limit": { en: "time limit exceeded", zh: "超出时间限制" },
  "output-limit": { en: "output limit exceeded", zh: "超出输出限制" },
  "compile-error": { en: "function not found, or a syntax error", zh: "没有找到函数或语法错误" },
  unreadable: { en: "unreadable", zh: "无法读取" },
  "not-judged": { en: "not judged", zh: "未评测" },
};

export const gradeWords = {
  title: { en: "Results of the class", zh: "班级成绩" },
  files: { en: "files", zh: "个文件" },
  learners: { en: "learners", zh: "名学员" },
  seed: { en: "seed", zh: "随机种子" },
  learner: { en: "Learner", zh: "学员" },
  accepted: { en: "Accepted", zh: "通过" },
  byLearner: { en: "By learner", zh: "按学员" },
  byMistake: { en: "Most frequent mistakes", zh: "最常见的错误" },
  remarks: { en: "Look at these", zh: "需要留意" },
  skipped: { en: "Skipped, no programs", zh: "已跳过（不是程序）" },
  claimed: { en: "The page's verdict is said to be", zh: "提交文件中写的结果是" },
  allFiles: { en: "All files", zh: "全部文件" },
  file: { en: "File", zh: "文件" },
  exercise: { en: "Exercise", zh: "练习" },
  result: { en: "Result", zh: "结果" },
  noMistakes: { en: "No known mistake was found.", zh: "没有发现已知的错误。" },
  program: { en: "program", zh: "程序" },
} satisfies Record<string, Text>;
