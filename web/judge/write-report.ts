import type { Exercise, Language, Mistake, Text } from "../format/index.js";
import type { Limits, Outcome } from "../runtimes/index.js";
import type { CaseReport, Report, ReportError, Verdict } from "./report.js";

/** A program that has run, and what it was run for. */
export interface Run {
  readonly exercise: Exercise;
  readonly language: Language;
  readonly seed: number;
  readonly limits: Limits;
  readonly outcome: Outcome;
}

export interface Conclusion {
  readonly verdict: Verdict;
  readonly message: Text;
  /** Of the source as a whole. */
  readonly error?: ReportError;
  readonly mistake?: Omit<Mistake, "ways"> | undefined;
  /** What the reader should know besides. */
  readonly notes?: readonly Text[];
}

export function writeReport(
  { exercise, language, seed, outcome: { console, printed } }: Run,
  cases: readonly CaseReport[],
  { verdict, message, error, mistake, notes = [] }: Conclusion,
): Report {
  return {
    version: 2,
    exercise: exercise.slug,
    language,
    seed,
    verdict,
    message,
    durationMs: cases.reduce((total, report) => total + report.durationMs, 0),
    cases,
    ...(mistake && { diagnosis: { mistake: mistake.code, title: mistake.title, explanation: mistake.explanation } }),
    ...(error && { error }),
    ...(notes.length > 0 && { notes }),
    console,
    ...(printed.load && { consoleAtLoad: printed.load }),
  };
}
