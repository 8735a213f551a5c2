import { loadExercise, loadMistakes } from "../../../exercises/index.js";
import type { Text } from "../../../format/index.js";
import { loadQuestion } from "../../../questions/index.js";
import type { Item } from "../item.js";

/** The title of an exercise or a question. */
export const loadTitle = async ({ kind, slug }: Item): Promise<Text> =>
  (await (kind === "exercise" ? loadExercise(slug) : loadQuestion(slug))).title;

/** A mistake of an exercise by its code; null where there is none of that code any more. */
export async function loadMistake(
  slug: string,
  code: string,
): Promise<{ readonly title: Text; readonly explanation: Text } | null> {
  return (await loadMistakes(slug)).find((mistake) => mistake.code === code) ?? null;
}
