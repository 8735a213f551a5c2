// @ts-check
// Which modules the page and the standalone elements have in one file. What lies deeper than the folders named here comes
// when it is asked for.

/** Lit, and the elements that every page with an exercise has. */
export const elementsOfEveryExercise =
  /\/node_modules\/(?:lit|lit-html|lit-element|@lit)\/|\/web\/elements\/(?:shared|shared\/styles|exercise|report|heatmap|question)\/[\w.-]+\.ts$/;

/** The judge, but for what only a failing program, or one whose work is counted, needs. */
export const judgeOfEveryProgram =
  /\/web\/judge\/(?!scripts|run-script|diagnose|explain-further|count-work)[\w-]+\.ts$/;
