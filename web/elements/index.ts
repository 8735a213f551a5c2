export { AttentionExercise } from "./attention-exercise.js";
export { AttentionHeatmap, type HeatmapEvents } from "./attention-heatmap.js";
export { AttentionQuestion } from "./attention-question.js";
export { setAssetBase } from "./judge-of-page.js";
export {
  AttentionElement,
  base,
  controls,
  createForgetfulMemory,
  createForgetfulQuestionMemory,
  define,
  type EventDetail,
  type ExerciseEvents,
  type ExerciseMemory,
  type Locale,
  localeOf,
  type Messages,
  type Mode,
  messages,
  nothingAnswered,
  nothingRemembered,
  prose,
  type QuestionEventDetail,
  type QuestionEvents,
  type QuestionMemory,
  type Remembered,
  type RememberedAnswer,
  type Theme,
  tokens,
} from "./toolkit.js";
export type { Loading } from "./wanted.js";
