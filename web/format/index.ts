export type { Nd } from "../arrays/nd.js";
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
export type { Language } from "./languages.js";
export type { Locale } from "./locales.js";
export type { Answer, Mistake, ScriptedMistake, Way, WayInputs } from "./mistake.js";
export type { Random } from "./random.js";
export { createRandom } from "./random.js";
export { camelCase, functionName } from "./signature.js";
