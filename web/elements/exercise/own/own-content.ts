/** Exercises of a site's own. Loaded with the first of them, together with what turns Markdown into HTML. */

import { slugs } from "../../../exercises/index.js";
import { renderSections } from "../../../markdown/render-markdown.js";
import { type ReadExercise, readOwnExercise } from "../../../own/index.js";
import type { ExerciseContent } from "../exercise-content.js";
import { fetchExercise } from "./fetch-exercise.js";
import { isHarmless } from "./harmless-html.js";

/**
 * The exercise that a page gives as an object, or else the one in the JSON file at an address. Throws OwnExerciseError when it
 * does not come, or when a part of it is wrong.
 */
export const contentOfOwn = async (exercise: unknown, src: string, base: string): Promise<ExerciseContent> =>
  contentOf(readOwnExercise(exercise ?? (await fetchExercise(src, base)), { taken: slugs }));

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
