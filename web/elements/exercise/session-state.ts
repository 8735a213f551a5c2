import type { Exercise, Language, Words } from "../../format/index.js";
import type { Report } from "../../judge/index.js";
import type { News } from "../shared/changed-elsewhere.js";
import type { Failure } from "../shared/readable-failure.js";
import type { Mode } from "./exercise-events.js";

/** A verdict that was reached. */
export interface Outcome {
  readonly mode: Mode;
  /** One case was judged, and not the samples. */
  readonly alone: boolean;
  readonly report: Report;
  /** The report without the name of the mistake: that is what an exam shows. */
  readonly unnamed: Report;
}

/** The learner's code is being judged. */
export interface Busy {
  /** `waiting`: the runtime of the language is still on its way. */
  readonly step: "waiting" | "running";
  readonly mode: Mode;
  /** It takes so long that Cancel is offered. */
  readonly slow: boolean;
  /** It stays on the screen until there is a new verdict. */
  readonly last: Outcome | null;
}

/** How far the judging of the learner's code is. */
export type Judging =
  | { readonly step: "rest" }
  | Busy
  | { readonly step: "judged"; readonly outcome: Outcome }
  | { readonly step: "cancelled"; readonly last: Outcome | null }
  /** The judge itself failed; errors in the learner's code are verdicts. */
  | { readonly step: "failed"; readonly failure: Failure; readonly last: Outcome | null };

/** What the learner looks at beside the code. */
export type Tab = "task" | "hints" | "solution";

/** The code went to the tab of another language. */
export interface Moved {
  readonly says: "moved";
  readonly from: Language;
  readonly to: Language;
  readonly source: string;
  /** What was under that language before. */
  readonly overwritten: string | undefined;
}

/** What was just done, said beside the buttons. */
export type Notice =
  | { readonly says: "resetDone"; readonly before: string }
  | Moved
  | { readonly says: "undone" }
  | { readonly says: "cancelled" };

/** Everything of an exercise in the languages that are drawn. */
export interface Drawn {
  readonly exercise: Exercise;
  readonly words: Words;
  readonly language: Language;
  readonly starter: string;
  /** Its source, once the learner has asked for it. */
  readonly solution: string | null;
}

export interface Ready extends Drawn {
  readonly status: "ready";
  readonly tab: Tab;
  readonly judging: Judging;
  readonly notice: Notice | null;
  readonly news: News<string> | null;
}

export type SessionState =
  | { readonly status: "loading"; readonly exercise: Exercise | null }
  | { readonly status: "failed"; readonly failure: Failure }
  | Ready;

export const isBusy = (judging: Judging): judging is Busy => judging.step === "waiting" || judging.step === "running";

/** The verdict on the screen. */
export function outcomeOf(judging: Judging): Outcome | null {
  switch (judging.step) {
    case "rest":
      return null;
    case "judged":
      return judging.outcome;
    case "waiting":
    case "running":
    case "cancelled":
    case "failed":
      return judging.last;
    default:
      return judging satisfies never;
  }
}

/** The line of the learner's code, from 1, that the newest verdict complains of. */
export function errorLineOf(judging: Judging): number | null {
  if (judging.step !== "judged") return null;
  const { error, cases } = judging.outcome.report;
  return error?.line ?? cases.find((judged) => judged.error)?.error?.line ?? null;
}

/** Judging is over without a new verdict. */
export function ended(judging: Judging): Judging {
  const outcome = outcomeOf(judging);
  return outcome ? { step: "judged", outcome } : { step: "rest" };
}

/** Of the languages asked for, those that the exercise has; all that it has when there is none in common. */
export function languagesOffered(wanted: readonly Language[], exercise: Exercise | null): readonly Language[] {
  if (!exercise) return wanted;
  const common = wanted.filter((language) => exercise.languages.includes(language));
  return common.length > 0 ? common : exercise.languages;
}
