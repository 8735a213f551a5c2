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
export { type ReadExercise, type ReadSources, readOwnExercise } from "./read-own-exercise.js";
