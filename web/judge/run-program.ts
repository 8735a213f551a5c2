import type { Exercise, Language, Text } from "../format/index.js";
import type { CallOutcome, Limits, Outcome, Program, Runtime } from "../runtimes/index.js";
import { type ComparedOutput, compareOutputs, isAccepted, type JudgedCall, reportCall } from "./compare-outputs.js";
import type { Drawing, DrawnCase } from "./draw-cases.js";
import { JudgeError } from "./errors.js";
import type { Report } from "./report.js";
import { writeReport } from "./write-report.js";

/** What a program is run for, and with. */
export interface Asked {
  readonly exercise: Exercise;
  readonly language: Language;
  readonly seed: number;
  readonly limits: Limits;
  readonly drawn: readonly DrawnCase[];
  readonly drawing: Drawing;
  readonly runtime: Runtime;
}

/** A program that has run. */
export interface Ran {
  readonly program: Program;
  readonly outcome: Outcome;
  /** A call that was not reached is none. */
  readonly judged: readonly JudgedCall[];
  /** Whether every call gave the right numbers. */
  readonly accepted: boolean;
}

export async function runProgram(program: Program, { exercise, drawn, drawing, runtime }: Asked): Promise<Ran> {
  const compared = new Map<CallOutcome, readonly ComparedOutput[]>();
  const compare = (call: CallOutcome, i: number) => {
    const known = compared.get(call) ?? compareOutputs(exercise, drawn[i] as DrawnCase, call);
    compared.set(call, known);
    return { call, compared: known };
  };
  // Whether a wrong answer is always the same one is asked while the program is still there.
  const again = (calls: readonly CallOutcome[]) => firstWrong(calls.map(compare));
  const outcome = await runtime.run({ ...program, again }, drawing.signal).catch((error: unknown) => {
    drawing.signal?.throwIfAborted();
    return noRuntime(error);
  });
  const judged = outcome.calls.map((call, i): JudgedCall => {
    const printed = outcome.printed.calls[i] ?? "";
    return { drawn: drawn[i] as DrawnCase, ...compare(call, i), printed };
  });
  return { program, outcome, judged, accepted: outcome.load.status === "ok" && judged.every(isAccepted) };
}

/** Its number, if it returned: what raises or is malformed says so itself. */
function firstWrong(calls: readonly Pick<JudgedCall, "call" | "compared">[]): number | undefined {
  const number = calls.findIndex((one) => !isAccepted(one));
  return calls[number]?.call.status === "returned" ? number : undefined;
}

/** @param notes what there is to say of a program that is right */
export function reportAccepted({ judged, outcome }: Ran, asked: Asked, notes: readonly Text[] = []): Report {
  const reports = judged.map((one) => reportCall(one, { verdict: "accepted" }));
  const message = allAccepted(reports.length);
  return writeReport({ ...asked, outcome }, reports, { verdict: "accepted", message, notes });
}

export async function reportFailed(ran: Ran, asked: Asked): Promise<Report> {
  const { reportFailure } = await import("./failure/report-failure.js");
  return reportFailure({ ...asked, ...ran, ...asked.drawing });
}

const allAccepted = (count: number): Text =>
  count === 1
    ? { en: "Right: the case is accepted.", zh: "正确：用例通过。" }
    : { en: `Right: all ${count} cases are accepted.`, zh: `正确：全部 ${count} 个用例通过。` };

export function noRuntime(error: unknown): never {
  throw new JudgeError("no-runtime", error instanceof Error ? error.message : `${error}`, { cause: error });
}
