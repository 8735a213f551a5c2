export { bindOutput, dimensionsOf, SignatureError } from "./dimensions.js";
export type {
  Argument,
  Difficulty,
  Exercise,
  ExerciseCase,
  ExerciseDefinition,
  Input,
  Inputs,
  Outputs,
  Picture,
  Returned,
  Script,
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
export type { Answer, Mistake, ScriptedMistake, Way, WayInputs } from "./mistake.js";
export type { Nd } from "./nd.js";
export type {
  InputData,
  KernelCall,
  Lines,
  Nested,
  OptionData,
  OwnArgument,
  OwnCase,
  OwnCaseData,
  OwnExercise,
  OwnMistake,
  OwnPicture,
  OwnReturned,
  OwnSignature,
  Sources,
  Words,
} from "./own-exercise.js";
export { ownLimits } from "./own-exercise.js";
export { OwnExerciseError } from "./own-exercise-error.js";
export { parseOwnExercise } from "./parse-own-exercise.js";
export type { Random } from "./random.js";
export { createRandom } from "./random.js";
export { type ReadExercise, type ReadSources, readOwnExercise } from "./read-own-exercise.js";
export { camelCase, functionName } from "./signature.js";
