// @ts-check
// Which modules the page and the standalone elements have in one file.

/** The judge, but for what only a failing program, or one whose work is counted, needs. */
export const judgeOfEveryProgram =
  /\/web\/judge\/(?!scripts|run-script|diagnose|explain-further|count-work)[\w-]+\.ts$/;
