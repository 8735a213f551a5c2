import type {
  ExerciseDefinition,
  Locale,
  ReadExercise,
  ReadSources,
  ScriptedMistake,
  Text,
} from "../exercises/index.js";
import { renderSections } from "../markdown/render-markdown.js";

/** An exercise as the rules see it, wherever it comes from. */
export interface Subject extends ExerciseDefinition {
  readonly slug: string;
  readonly mistakes: readonly ScriptedMistake[];
  readonly starter: ReadSources;
  readonly solution: ReadSources;
  /** In HTML, as are hints and explanation. */
  readonly prompt: Text;
  readonly hints: Readonly<Record<Locale, readonly string[]>>;
  readonly explanation: Text;
  /** The cases are the same for every seed, because their right outputs are written out. */
  readonly isWritten: boolean;
  /** The languages that readers are to find, each complete. */
  readonly locales: readonly Locale[];
}

/** Throws what is wrong with a formula. */
export function subjectOf(exercise: ReadExercise): Subject {
  const html = (markdown: string) => renderSections(markdown).join("");
  const both = ({ en, zh }: Text): Text => ({ en: html(en), zh: html(zh) });
  const { prompt, hints, explanation } = exercise;
  return {
    ...exercise,
    prompt: both(prompt),
    hints: { en: hints.map(({ en }) => html(en)), zh: hints.map(({ zh }) => html(zh)) },
    explanation: both(explanation),
    locales: localesOf([exercise.title, prompt, ...hints, explanation]),
  };
}

/** Who writes something in Chinese beside English means to write all of it so. */
function localesOf(texts: readonly Text[]): readonly Locale[] {
  return texts.some(({ en, zh }) => en !== zh) ? ["en", "zh"] : ["en"];
}
