/** Exercises of a site's own. Loaded with the first of them. */
import { slugs } from "../../../exercises/index.js";
import { type Exercise, othersTurn } from "../../../format/index.js";
import { readOwnExercise } from "../../../own/index.js";
import { fetchExercise } from "./fetch-exercise.js";
import { isHarmless } from "./harmless-html.js";

/**
 * The exercise that a page gives as an object, or else the one in the JSON file at an address. Throws OwnExerciseError when it
 * does not come, or when a part of it is wrong.
 */
export async function openOwnExercise(given: unknown, src: string, base: string): Promise<Exercise> {
  const exercise = readOwnExercise(given ?? (await fetchExercise(src, base)), { taken: slugs });
  return {
    ...exercise,
    words: async (locale) => {
      const { prompt, hints, explanation, followUps } = await exercise.words(locale);
      const shown = { prompt: await harmless(prompt), hints: [] as string[] };
      for (const hint of hints) shown.hints.push(await harmless(hint));
      return { ...shown, explanation: await harmless(explanation), followUps };
    },
  };
}

/** Should the renderer ever let more through than prose and formulas, the whole text is shown as it was made. */
async function harmless(html: string): Promise<string> {
  if (html.length > longHtml) await othersTurn();
  return isHarmless(html) ? html : `<pre>${asText(html)}</pre>`;
}
const longHtml = 20_000;

const asText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
