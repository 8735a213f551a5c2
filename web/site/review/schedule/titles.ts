import { listExercises, openExercise } from "../../../exercises/index.js";
import { type Language, spellNames, type Text } from "../../../format/index.js";
import { listQuestions } from "../../../questions/index.js";
import type { Item } from "../item.js";

/** The title of an exercise or a question. Throws RangeError where there is none of this name any more. */
export async function loadTitle({ kind, slug }: Item): Promise<Text> {
  const heads: readonly { readonly slug: string; readonly title: Text }[] =
    kind === "exercise" ? await listExercises() : await listQuestions();
  const head = heads.find((one) => one.slug === slug);
  if (!head) throw new RangeError(`There is no ${kind} "${slug}".`);
  return head.title;
}

/** A mistake of an exercise by its code, as who writes this language reads it; null where there is none of that code any more. */
export async function loadMistake(
  slug: string,
  code: string,
  language: Language,
): Promise<{ readonly title: Text; readonly explanation: Text } | null> {
  const exercise = await openExercise(slug);
  const mistake = (await exercise.mistakes()).find((one) => one.code === code);
  return mistake ? spellNames(mistake, exercise.signature, language) : null;
}
