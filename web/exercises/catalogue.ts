import type { Topic } from "../format/exercise.js";
import { type ExerciseSummary, listExercises } from "./library.js";

/** From numbers to models, the order in which the exercises build on each other; then what is to be mended. */
export const topicOrder: readonly Topic[] = ["numerics", "basics", "core", "vision", "layers", "models", "bugs"];
const difficultyOrder = ["easy", "medium", "hard"] as const;

/** All exercises in the order of the list. */
export async function loadCatalogue(): Promise<readonly ExerciseSummary[]> {
  const exercises = await listExercises();
  const rank = ({ topic, difficulty }: ExerciseSummary) =>
    topicOrder.indexOf(topic) * 10 + difficultyOrder.indexOf(difficulty);
  // Of two equally hard ones, the one with fewer arguments comes first.
  const inputs = ({ signature }: ExerciseSummary) => signature.arguments.length;
  return [...exercises].sort((a, b) => rank(a) - rank(b) || inputs(a) - inputs(b) || a.slug.localeCompare(b.slug));
}
