export type { Cost } from "./cost.js";
export type { Counted } from "./counted.js";
export { isDifferentiable } from "./differentiable.js";
export { arrayOf, bindOutputs, dimensionsOf, SignatureError, sizeOf } from "./dimensions.js";
export type {
  Definition,
  Exercise,
  ExerciseCase,
  FollowUp,
  Head,
  Input,
  Inputs,
  Labels,
  Outputs,
  Picture,
  Tolerance,
  Words,
} from "./exercise.js";
export { isClose } from "./is-close.js";
export {
  type ByLanguage,
  defaultLanguage,
  type Language,
  type LanguageFacts,
  languageNames,
  languages,
  type RuntimeName,
  scriptLanguage,
} from "./languages.js";
export { type Locale, localeNames, localeOf, locales, say, type Text, told } from "./locales.js";
export type { Answer, Mistake, ScriptedMistake, Way, WayInputs } from "./mistake.js";
export type { ModuleForm } from "./module-form.js";
export { othersTurn } from "./others-turn.js";
export type { Random } from "./random.js";
export { createRandom } from "./random.js";
export type { Script } from "./script.js";
export { type Argument, functionName, type Kind, type Output, type Signature, spelled } from "./signature.js";
export { spellNames } from "./spell-names.js";
export { type Style, styles, usualStyle } from "./styles.js";
export { type Difficulty, difficulties, type Track, tracks } from "./tracks.js";
