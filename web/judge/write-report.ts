import { type Exercise, functionName, type Language, type Mistake, type Text } from "../format/index.js";
import type { Limits, Outcome } from "../runtimes/index.js";
import { allAccepted, consoleLimit, loadTimeLimit, noFunction, someFailed, syntaxError, threw } from "./messages.js";
import type { CaseReport, Report, Verdict } from "./report.js";

export interface Judged {
  readonly exercise: Exercise;
  readonly language: Language;
  readonly seed: number;
  readonly limits: Limits;
  readonly outcome: Outcome;
  readonly reports: readonly CaseReport[];
  readonly mistake?: Omit<Mistake, "ways"> | undefined;
}

/** The verdict of a report is that of its first failing case, the one that a learner fixes first. */
export function writeReport({ exercise, language, seed, limits, outcome, reports, mistake }: Judged): Report {
  const { load } = outcome;
  const { verdict, message } = summary(exercise, language, limits, load, reports);
  return {
    version: 2,
    exercise: exercise.slug,
    language,
    seed,
    verdict,
    message,
    durationMs: reports.reduce((total, report) => total + report.durationMs, 0),
    cases: reports,
    ...(mistake && { diagnosis: { mistake: mistake.code, title: mistake.title, explanation: mistake.explanation } }),
    ...("error" in load && { error: load.error }),
    console: outcome.console,
  };
}

function summary(
  exercise: Exercise,
  language: Language,
  limits: Limits,
  load: Outcome["load"],
  reports: readonly CaseReport[],
): { verdict: Verdict; message: Text } {
  switch (load.status) {
    case "ok": {
      const failing = reports.filter(({ verdict }) => verdict !== "accepted");
      const first = failing[0];
      if (!first) return { verdict: "accepted", message: allAccepted(reports.length) };
      return {
        verdict: first.verdict,
        message: someFailed(failing.length, reports.length, first.title, first.message as Text),
      };
    }
    case "syntax-error":
      return { verdict: "compile-error", message: syntaxError(load.error) };
    case "no-function":
      return { verdict: "compile-error", message: noFunction(functionName(exercise.signature, language)) };
    case "threw":
      return { verdict: "runtime-error", message: threw(load.error) };
    case "time-limit":
      return { verdict: "time-limit", message: loadTimeLimit(limits) };
    case "output-limit":
      return { verdict: "output-limit", message: consoleLimit(limits) };
    default:
      return load satisfies never;
  }
}
