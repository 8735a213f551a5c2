import {
  loadExercise,
  loadHints,
  loadPrompt,
  loadSolution,
  loadSolutionText,
  loadStarter,
} from "../../exercises/index.js";
import type { ExerciseDefinition, Language, Locale } from "../../format/index.js";
import type { CustomExercise } from "../../judge/index.js";

/** The words of an exercise in one language. */
export interface ExerciseWords {
  readonly prompt: string;
  readonly hints: readonly string[];
}

/** What an exercise consists of, wherever it comes from. */
export interface ExerciseContent {
  readonly slug: string;
  readonly exercise: ExerciseDefinition;
  /** What the judge is asked for. */
  readonly judged: string | CustomExercise;
  /** Under which name the learner's work is kept. */
  readonly memoryKey: string;
  /** Those that it is offered in; all unless given. */
  readonly languages?: readonly Language[];
  words(locale: Locale): Promise<ExerciseWords>;
  starter(language: Language): Promise<string>;
  solution(language: Language, locale: Locale): Promise<{ readonly source: string; readonly explanation: string }>;
}

/** One of the package's own exercises. Throws RangeError when there is none of this name. */
export async function contentOf(slug: string): Promise<ExerciseContent> {
  return {
    slug,
    judged: slug,
    memoryKey: slug,
    exercise: await loadExercise(slug),
    words: async (locale) => {
      const [prompt, hints] = await Promise.all([loadPrompt(slug, locale), loadHints(slug, locale)]);
      return { prompt, hints };
    },
    starter: (language) => loadStarter(slug, language),
    solution: async (language, locale) => {
      const [source, explanation] = await Promise.all([loadSolution(slug, language), loadSolutionText(slug, locale)]);
      return { source, explanation };
    },
  };
}
