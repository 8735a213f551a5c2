import { type Language, languageNames, languages } from "../format/index.js";
import { dialectOf } from "../judge/index.node.js";

/** The languages of files with this ending ("py"), which dialects share. */
export const languagesOfEnding = (ending: string): readonly Language[] =>
  languageNames.filter((name) => languages[name].extensions.includes(ending.toLowerCase()));

/** Which of several languages a program is in: what it imports decides, else it is the last. */
export function languageOf(source: string, possible: readonly Language[]): Language {
  const dialect = dialectOf(source);
  return possible.find((name) => name === dialect) ?? (possible.at(-1) as Language);
}
