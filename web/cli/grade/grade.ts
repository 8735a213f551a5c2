import type { Language, Text } from "../../format/index.js";
import type { Diagnosis, Report, Verdict } from "../../judge/index.node.js";
import type { Submission } from "./find-submissions.js";

/** What became of a file: a verdict, or that there was none to be had. */
export type Outcome = Verdict | "unreadable" | "not-judged";

/** The result of one file. */
export interface Grade {
  readonly file: string;
  readonly learner: string;
  /** Undefined where nothing says which. */
  readonly exercise: string | undefined;
  readonly language?: Language;
  readonly outcome: Outcome;
  /** One sentence. */
  readonly message: Text;
  readonly mistake?: Diagnosis;
  readonly cases: { readonly passed: number; readonly total: number };
  readonly durationMs: number;
  /** What the page said, where the file was handed in from there. */
  readonly claimed?: string;
  /** How the file was read, where that is no matter of course. */
  readonly note?: Text;
  readonly source?: string;
}

/** All results of a class. */
export interface Grades {
  /** With it, the same files give the same results. */
  readonly seed: number;
  readonly grades: readonly Grade[];
  /** Files that hold no programs. */
  readonly skipped: readonly string[];
}

export const gradeOfReport = ({ file, learner }: Submission, report: Report): Grade => ({
  file,
  learner,
  exercise: report.exercise,
  language: report.language,
  outcome: report.verdict,
  message: report.message,
  ...(report.diagnosis && { mistake: report.diagnosis }),
  cases: {
    passed: report.cases.filter(({ verdict }) => verdict === "accepted").length,
    total: report.cases.length,
  },
  durationMs: report.durationMs,
});

export const gradeWithout = (
  { file, learner, exercise }: Submission,
  outcome: "unreadable" | "not-judged",
  message: Text,
): Grade => ({ file, learner, exercise, outcome, message, cases: { passed: 0, total: 0 }, durationMs: 0 });
