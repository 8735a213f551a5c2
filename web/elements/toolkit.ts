// What the page is built with, apart from the elements themselves: those it loads when a view first shows them.

export type { OtherKeys } from "./exercise/chosen-settings.js";
export type { EventDetail, ExerciseEvents, Mode } from "./exercise/exercise-events.js";
export {
  createForgetfulMemory,
  type ExerciseMemory,
  grown,
  nothingRemembered,
  type Remembered,
} from "./exercise/exercise-memory.js";
export { judgeOf } from "./exercise/judge-of-page.js";
export type { LabMemory } from "./lab/lab-memory.js";
export type { QuestionEventDetail, QuestionEvents } from "./question/question-events.js";
export {
  createForgetfulQuestionMemory,
  nothingAnswered,
  type QuestionMemory,
  type RememberedAnswer,
} from "./question/question-memory.js";
export { AttentionElement, type Theme } from "./shared/base.js";
export { ChangedElsewhere } from "./shared/changed-elsewhere.js";
export { define } from "./shared/define.js";
export type { Earlier, EarlierMemory } from "./shared/earlier-memory.js";
export { type Locale, localeOf } from "./shared/locale.js";
export { controls } from "./shared/styles/controls.js";
export { prose } from "./shared/styles/prose.js";
export { base, tokens } from "./shared/styles/tokens.js";
export { type Messages, messages } from "./shared/text.js";
export { whenIdle } from "./shared/when-idle.js";
