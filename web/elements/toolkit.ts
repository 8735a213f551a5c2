// What the page is built with, apart from the elements themselves: those it loads when a view first shows them.
export { AttentionElement, type Theme } from "./base.js";
export { define } from "./define.js";
export type { EventDetail, ExerciseEvents, Mode } from "./events.js";
export { createForgetfulMemory, type ExerciseMemory, nothingRemembered, type Remembered } from "./exercise-memory.js";
export { judgeOf } from "./judge-of-page.js";
export { type Locale, localeOf } from "./locale.js";
export type { QuestionEventDetail, QuestionEvents } from "./question-events.js";
export {
  createForgetfulQuestionMemory,
  nothingAnswered,
  type QuestionMemory,
  type RememberedAnswer,
} from "./question-memory.js";
export { controls } from "./styles/controls.js";
export { prose } from "./styles/prose.js";
export { base, tokens } from "./styles/tokens.js";
export { type Messages, messages } from "./text.js";
export { whenIdle } from "./when-idle.js";
