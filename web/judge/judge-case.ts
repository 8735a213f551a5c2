import { offset, type PlainArray, sameShape } from "../arrays/index.js";
import type { ExerciseCase, ExerciseDefinition, Language, Outputs } from "../format/index.js";
import type { CallOutcome, Limits } from "../runtimes/index.js";
import { countNonFinite, findMismatch, reportTensor } from "./compare.js";
import { wayInputs } from "./convert.js";
import type { JudgedCase } from "./diagnose.js";
import {
  consoleLimit,
  malformedOutput,
  notFinite,
  threw,
  timeLimit,
  valuesLimit,
  wrongShape,
  wrongValues,
} from "./messages.js";
import type { CaseReport, ReportInput, Verdict } from "./report.js";

/** A case with its right answer, and its inputs as they are shown: nothing here is ever in the learner's reach. */
export interface DrawnCase extends ExerciseCase {
  readonly shown: Readonly<Record<string, ReportInput>>;
  readonly expected: Outputs;
}

type Output = CaseReport["output"];
type Finding = Pick<CaseReport, "verdict" | "output"> & Partial<CaseReport>;

/** Judges what one call gave, in this order: returned at all, shape, finite, values; then the second output. */
export function judgeCase(
  exercise: ExerciseDefinition,
  drawn: DrawnCase,
  call: CallOutcome,
  language: Language,
  limits: Limits,
): CaseReport {
  const { verdict, output, ...finding } = findingOf(exercise, drawn, call, language, limits);
  const { name, title, shown, expected } = drawn;
  const returned = call.status === "returned" ? call : undefined;
  const actual = returned?.[output];
  const weights = expected.weights && {
    expected: reportTensor(expected.weights),
    ...(returned?.weights && { actual: reportTensor(returned.weights) }),
  };
  return {
    name,
    title,
    verdict,
    durationMs: call.durationMs,
    inputs: shown,
    output,
    expected: reportTensor(expected[output] ?? expected.out),
    ...(weights && { weights }),
    ...(actual && { actual: reportTensor(actual) }),
    ...finding,
  };
}

function findingOf(
  exercise: ExerciseDefinition,
  { expected }: DrawnCase,
  call: CallOutcome,
  language: Language,
  limits: Limits,
): Finding {
  switch (call.status) {
    case "returned":
      return (
        wrongOutput(exercise, "out", call.out, expected.out, language) ??
        (call.weights &&
          expected.weights &&
          wrongOutput(exercise, "weights", call.weights, expected.weights, language)) ?? {
          verdict: "accepted",
          output: "out",
        }
      );
    case "malformed":
      return {
        verdict: "wrong-answer",
        output: call.malformed.output,
        message: malformedOutput(call.malformed, language),
      };
    case "threw":
      return { verdict: "runtime-error", output: "out", message: threw(call.error), error: call.error };
    case "output-limit":
      return {
        verdict: "output-limit",
        output: "out",
        message: call.what === "console" ? consoleLimit(limits) : valuesLimit(limits),
      };
    case "time-limit":
      return { verdict: "time-limit", output: "out", message: timeLimit(limits) };
    default:
      return call satisfies never;
  }
}

function wrongOutput(
  { signature, tolerance }: ExerciseDefinition,
  output: Output,
  actual: PlainArray,
  expected: PlainArray,
  language: Language,
): Finding | undefined {
  const verdict: Verdict = "wrong-answer";
  const returned = output === "out" ? signature.out : (signature.weights ?? signature.out);
  if (!sameShape(actual.shape, expected.shape))
    return { verdict, output, message: wrongShape(output, actual.shape, expected.shape, returned, language) };
  const mismatch = findMismatch(actual, expected, tolerance);
  if (!mismatch) return undefined;
  const { nan, infinite } = countNonFinite(actual.data);
  if (nan + infinite > 0) return { verdict, output, mismatch, message: notFinite(output, actual, mismatch) };
  const at = offset(mismatch.worstIndex, expected.shape);
  return {
    verdict,
    output,
    mismatch,
    message: wrongValues(output, mismatch, actual.data[at] as number, expected.data[at] as number),
  };
}

/** The case as the diagnosis sees it. */
export function judgedCase({
  drawn,
  call,
  report,
}: {
  drawn: DrawnCase;
  call: CallOutcome;
  report: CaseReport;
}): JudgedCase {
  const { expected } = drawn;
  const inputs = () => wayInputs(drawn.inputs);
  if (call.status === "threw")
    return { inputs, expected, learner: { threw: `${call.error.name}: ${call.error.message}` } };
  if (call.status !== "returned") return { inputs, expected, learner: { unusable: true } };
  return {
    inputs,
    expected,
    learner: { returned: call, ...(report.verdict !== "accepted" && { wrong: report.output }) },
  };
}
