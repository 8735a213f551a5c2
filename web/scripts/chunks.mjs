// @ts-check
// Which modules the page and the standalone elements have in one file. What lies deeper than the folders named here comes
// when it is asked for.

/** Lit, and the elements that every page with an exercise has. */
export const elementsOfEveryExercise =
  /\/node_modules\/(?:lit|lit-html|lit-element|@lit)\/|\/web\/elements\/(?:shared|shared\/styles|exercise|report|heatmap|question)\/[\w.-]+\.ts$/;

/** The judge, but for what only a failing program, or one whose work is counted, needs. */
export const judgeOfEveryProgram =
  /\/web\/judge\/(?!scripts|run-script|diagnose|explain-further|count-work)[\w-]+\.ts$/;

/** Data without imports that only some readers need: the package has them once, as entries of `dist/standalone`. */
export const sharedData = [
  "web/runtimes/python/torch-files.ts",
  "web/elements/exercise/editor/python-names.json",
  "web/elements/exercise/editor/python-abouts.ts",
  "web/elements/lab/sentence/sentence-text.ts",
  "web/elements/lab/help/help-text.ts",
  "web/elements/lab/induction/induction-text.ts",
  "web/elements/lab/tiles/tiles-text.ts",
];

/**
 * What belongs to one exercise or question carries its name, so that files of a folder are neighbours in the package's archive,
 * which takes 2 % off it.
 *
 * @param {{ readonly facadeModuleId?: string | null }} chunk
 */
export function contentNamed({ facadeModuleId }) {
  const [, slug, what] = /\/web\/(?:exercises|questions)\/([\w-]+)\/(\w+\.ts.*)$/.exec(facadeModuleId ?? "") ?? [];
  const part = what?.replace(/^\w+\.ts\?|\.ts$/, "").replace("=", "-");
  return slug ? `chunks/${slug}.${part}-[hash].js` : "chunks/[name]-[hash].js";
}
