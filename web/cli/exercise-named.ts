import { slugs } from "../exercises/index.js";
import type { Exercise } from "../format/index.js";
import { OwnExerciseError, readOwnExercise } from "../own/index.js";
import { isExerciseFile, loadExerciseFile } from "./load-exercise-file.js";
import { nearestNames } from "./nearest-names.js";
import { Misuse } from "./options.js";

/** A name of the package's, or the file of an own exercise. */
export async function exerciseNamed(exercise: string): Promise<string | Exercise> {
  if (slugs.includes(exercise)) return exercise;
  if (!isExerciseFile(exercise)) throw new Misuse(unknownExercise(exercise));
  try {
    return readOwnExercise(await loadExerciseFile(exercise), { taken: slugs });
  } catch (error) {
    if (error instanceof OwnExerciseError) throw new Misuse(`${exercise}: ${error.message}`);
    throw error;
  }
}

function unknownExercise(exercise: string): string {
  const near = nearestNames(exercise, slugs);
  const suggestion = near.length > 0 ? ` Did you mean ${near.join(", or ")}?` : "";
  return `there is no exercise "${exercise}".${suggestion} See attention-dojo list.`;
}
