import type { ExerciseDefinition, Locale, ScriptedMistake, Text } from "../format/index.js";
import { renderSections } from "../markdown/render-markdown.js";
import { OwnExerciseError, type ReadExercise, type ReadSources } from "../own/index.js";

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

/** Throws OwnExerciseError where a formula does not parse: learners would see its source. */
export function subjectOf(exercise: ReadExercise): Subject {
  const { prompt, hints, explanation } = exercise;
  const each = hints.map((hint, i) => htmlOf(`hints[${i}]`, hint));
  return {
    ...exercise,
    prompt: htmlOf("prompt", prompt),
    hints: { en: each.map(({ en }) => en), zh: each.map(({ zh }) => zh) },
    explanation: htmlOf("solution.explanation", explanation),
    locales: localesOf([exercise.title, prompt, ...hints, explanation]),
  };
}

function htmlOf(path: string, { en, zh }: Text): Text {
  try {
    const [english, chinese] = [en, zh].map((markdown) => renderSections(markdown).join("")) as [string, string];
    return { en: english, zh: chinese };
  } catch (error) {
    const why = (error instanceof Error ? error.message : `${error}`).split("\n")[0]?.trim();
    throw new OwnExerciseError("invalid", path, `has a formula that does not parse: ${why}`, { cause: error });
  }
}

/** Who writes something in Chinese beside English means to write all of it so. */
function localesOf(texts: readonly Text[]): readonly Locale[] {
  return texts.some(({ en, zh }) => en !== zh) ? ["en", "zh"] : ["en"];
}
