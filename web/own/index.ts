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
  OwnOutput,
  OwnPicture,
  OwnSignature,
  OwnText,
  Sources,
} from "./own-exercise.js";
export { ownLimits } from "./own-exercise.js";
export { OwnExerciseError } from "./own-exercise-error.js";
export { parseOwnExercise } from "./parse-own-exercise.js";
export { type ReadOptions, readOwnExercise } from "./read-own-exercise.js";
