/** Exercises of a site's own. Loaded with the first of them, together with what turns Markdown into HTML. */
import { type ReadExercise, readOwnExercise } from "../../exercises/index.js";
import { renderSections } from "../../markdown/render-markdown.js";
import type { ExerciseContent } from "../exercise-content.js";
import { fetchExercise } from "./fetch-exercise.js";
import { isHarmless } from "./harmless-html.js";

/** An exercise that a page gives as an object. Throws OwnExerciseError when a part of it is wrong. */
export const contentOfObject = (exercise: unknown): ExerciseContent => contentOf(readOwnExercise(exercise));

/** An exercise in a JSON file. Throws OwnExerciseError when it does not come, or when a part of it is wrong. */
export const contentOfFile = async (src: string, base: string): Promise<ExerciseContent> =>
  contentOf(readOwnExercise(await fetchExercise(src, base)));

function contentOf(exercise: ReadExercise): ExerciseContent {
  const { slug, languages, prompt, hints, starter, solution, explanation } = exercise;
  return {
    slug,
    exercise,
    judged: exercise,
    // A name that no folder of the package can have: an own exercise never touches the work of another.
    memoryKey: `own:${slug}`,
    languages,
    words: async (locale) => ({
      prompt: htmlOf(prompt[locale]),
      hints: hints.map((hint) => htmlOf(hint[locale])),
    }),
    starter: async (language) => starter[language] ?? "",
    solution: async (language, locale) => ({
      source: solution[language] ?? "",
      explanation: htmlOf(explanation[locale]),
    }),
  };
}

function htmlOf(markdown: string): string {
  const html = renderSections(markdown, "show").join("");
  return isHarmless(html) ? html : `<pre>${asText(markdown)}</pre>`;
}

const asText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
