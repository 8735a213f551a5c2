import type { Subject } from "../../web/check/index.js";
import {
  loadExercise,
  loadHints,
  loadMistakes,
  loadPrompt,
  loadSolution,
  loadSolutionText,
  loadStarter,
} from "../../web/exercises/index.js";

/** An exercise of the package as the rules see it; its Python is tried by the tests of the Python runtime. */
export async function subjectOfFolder(slug: string): Promise<Subject> {
  const both = async <T>(load: (slug: string, locale: "en" | "zh") => Promise<T>) => {
    const [en, zh] = await Promise.all([load(slug, "en"), load(slug, "zh")]);
    return { en, zh };
  };
  return {
    ...(await loadExercise(slug)),
    slug,
    mistakes: await loadMistakes(slug),
    starter: { javascript: await loadStarter(slug, "javascript"), python: await loadStarter(slug, "python") },
    solution: { javascript: await loadSolution(slug, "javascript"), python: await loadSolution(slug, "python") },
    prompt: await both(loadPrompt),
    hints: await both(loadHints),
    explanation: await both(loadSolutionText),
    isWritten: false,
    locales: ["en", "zh"],
  };
}
