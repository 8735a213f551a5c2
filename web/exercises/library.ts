import type { Exercise } from "../format/exercise.js";
import type { Language } from "../format/languages.js";
import type { Locale } from "../format/locales.js";
import type { Mistake } from "../format/mistake.js";

type Sections = readonly string[];

/** An exercise with the name of its folder. */
export interface ExerciseSummary extends Exercise {
  readonly slug: string;
}

// Everything is loaded when first asked for: a visitor downloads one exercise in one language.
const exercises = import.meta.glob<Exercise>("./*/exercise.ts", { import: "default" });
const mistakes = import.meta.glob<readonly Mistake[]>("./*/mistakes.ts", { import: "default" });
const texts = import.meta.glob<Sections>("./*/*.md", { import: "default" });
const sources = import.meta.glob<string>(["./*/starter.{js,py}", "./*/solution.{js,py}"], {
  query: "?raw",
  import: "default",
});
const extension = { javascript: "js", python: "py" } as const;

/** Names of the exercises: their folders, in alphabetical order. */
export const slugs: readonly string[] = Object.keys(exercises)
  .map((path) => path.split("/")[1] as string)
  .sort();

function find<T>(files: Record<string, () => Promise<T>>, slug: string, file: string): Promise<T> {
  const load = files[`./${slug}/${file}`];
  if (!load)
    throw new RangeError(`There is no exercise "${slug}" with a file ${file}. Exercises: ${slugs.join(", ")}.`);
  return load();
}

/** The exercise of this name. Throws RangeError, with the names there are, when there is none. */
export const loadExercise = async (slug: string): Promise<Exercise> => find(exercises, slug, "exercise.ts");

/** Every exercise, in the order of `slugs`. Loads all of their definitions, but neither texts nor sources. */
export const listExercises = (): Promise<readonly ExerciseSummary[]> =>
  Promise.all(slugs.map(async (slug) => ({ slug, ...(await loadExercise(slug)) })));

/** The mistakes that the judge knows of an exercise. Throws RangeError when there is no such exercise. */
export const loadMistakes = async (slug: string): Promise<readonly Mistake[]> => find(mistakes, slug, "mistakes.ts");

/** The task as HTML. */
export const loadPrompt = async (slug: string, locale: Locale): Promise<string> =>
  (await find(texts, slug, `prompt.${locale}.md`)).join("");

/** One HTML string for each hint, from a nudge to almost the answer. */
export const loadHints = async (slug: string, locale: Locale): Promise<Sections> =>
  find(texts, slug, `hints.${locale}.md`);

/** The explanation of the solution as HTML. */
export const loadSolutionText = async (slug: string, locale: Locale): Promise<string> =>
  (await find(texts, slug, `solution.${locale}.md`)).join("");

/** The source that a learner begins with: it runs, and is not accepted. */
export const loadStarter = async (slug: string, language: Language): Promise<string> =>
  find(sources, slug, `starter.${extension[language]}`);

/** The source of the solution. Throws RangeError when there is no such exercise. */
export const loadSolution = async (slug: string, language: Language): Promise<string> =>
  find(sources, slug, `solution.${extension[language]}`);
