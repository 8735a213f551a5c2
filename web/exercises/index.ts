export * from "../format/index.js";
export * from "../own/index.js";
export type { ExerciseSummary } from "./library.js";
export {
  listExercises,
  loadExercise,
  loadHints,
  loadMistakes,
  loadPrompt,
  loadSolution,
  loadSolutionText,
  loadStarter,
  slugs,
} from "./library.js";
