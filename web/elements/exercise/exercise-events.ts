import type { Language, Text } from "../../format/index.js";
import type { Report } from "../../judge/index.js";
import type { Mode } from "../report/mode.js";

export type { Mode };

/** What every event's detail carries. `version` changes when a field changes its meaning. */
export interface EventDetail {
  readonly version: 2;
  /** Slug of the exercise. */
  readonly exercise: string;
  /** Absent while the exercise is not loaded. */
  readonly title?: Text;
  readonly language: Language;
}

/** Detail of each event of `<attention-exercise>`, by name. All bubble and cross shadow roots. */
export interface ExerciseEvents {
  /** The exercise is drawn and can be edited. */
  "attention-ready": EventDetail;
  /** The learner chose `language`: by its tab, or by beginning to write in the one that was offered. */
  "attention-language": EventDetail;
  /** The learner's code changed. */
  "attention-change": EventDetail & { readonly source: string };
  /** Judging begins. */
  "attention-run": EventDetail & { readonly mode: Mode; readonly seed: number };
  /** Judging `source` ended with a verdict. */
  "attention-result": EventDetail & { readonly mode: Mode; readonly source: string; readonly report: Report };
  /** A hint was opened; `hint` counts from 1. */
  "attention-hint": EventDetail & { readonly hint: number; readonly total: number };
  /** Submitted and accepted. */
  "attention-solved": EventDetail & { readonly source: string; readonly report: Report };
  /** Something of ours failed: loading, or the judge itself. Errors in the learner's code are results. */
  "attention-error": EventDetail & { readonly name: string; readonly message: string };
}

declare global {
  interface GlobalEventHandlersEventMap {
    "attention-ready": CustomEvent<ExerciseEvents["attention-ready"]>;
    "attention-language": CustomEvent<ExerciseEvents["attention-language"]>;
    "attention-change": CustomEvent<ExerciseEvents["attention-change"]>;
    "attention-run": CustomEvent<ExerciseEvents["attention-run"]>;
    "attention-result": CustomEvent<ExerciseEvents["attention-result"]>;
    "attention-hint": CustomEvent<ExerciseEvents["attention-hint"]>;
    "attention-solved": CustomEvent<ExerciseEvents["attention-solved"]>;
    "attention-error": CustomEvent<ExerciseEvents["attention-error"]>;
  }
}
