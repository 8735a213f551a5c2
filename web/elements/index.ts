export { AttentionExercise } from "./exercise/attention-exercise.js";
export { AttentionHeatmap, type HeatmapEvents } from "./heatmap/attention-heatmap.js";
export { AttentionLab } from "./lab/attention-lab.js";
export type { LabEvents } from "./lab/lab-events.js";
export { createForgetfulLabMemory, type LabMemory } from "./lab/lab-memory.js";
export type { LabName } from "./lab/lab-name.js";
export { AttentionQuestion } from "./question/attention-question.js";
export { setAssetBase } from "./shared/asset-base.js";
export type { Loading } from "./shared/wanted.js";
export {
  AttentionElement,
  base,
  controls,
  createForgetfulMemory,
  createForgetfulQuestionMemory,
  define,
  type Earlier,
  type EarlierMemory,
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
