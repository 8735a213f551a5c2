export type {
  Argument,
  Difficulty,
  Exercise,
  ExerciseCase,
  Input,
  Inputs,
  Outputs,
  Picture,
  Returned,
  Signature,
  Text,
  Tolerance,
  Topic,
} from "./exercise.js";
export type { ExerciseSummary, Locale } from "./library.js";
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
export type { Answer, Mistake, Way, WayInputs } from "./mistake.js";
export type { Nd } from "./nd.js";
export type { Random } from "./random.js";
export { createRandom } from "./random.js";
export { functionName } from "./signature.js";
