import { offset, type PlainArray, sameShape } from "../arrays/index.js";
import type { Exercise, Language, Output } from "../format/index.js";
import type { CallOutcome, Limits } from "../runtimes/index.js";
import { asAsked, countNonFinite, findMismatch, isOnlyRounded, reportTensor, toleranceOf } from "./compare.js";
import { wayInputs } from "./convert.js";
import type { JudgedCase } from "./diagnose.js";
import type { DrawnCase } from "./draw-cases.js";
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
import type { CaseReport, Mismatch, OutputReport } from "./report.js";

type Finding = Pick<CaseReport, "verdict"> & Partial<Pick<CaseReport, "wrong" | "message" | "error">>;

/** One output as it was expected and, where it came back, as the learner's code gave it. */
interface ComparedOutput {
  readonly output: Output;
  readonly expected: PlainArray;
  readonly actual?: PlainArray;
  readonly mismatch?: Mismatch;
}

/** Judges what one call gave, in this order: returned at all, then for each output its shape, finite or not, values. */
export function judgeCase(
  exercise: Exercise,
  drawn: DrawnCase,
  call: CallOutcome,
  language: Language,
  limits: Limits,
): CaseReport {
  const compared = compareOutputs(exercise, drawn, call);
  const { name, title, shown, labels } = drawn;
  const { verdict, ...finding } = findingOf(exercise, compared, call, language, limits);
  return {
    name,
    title,
    verdict,
    durationMs: call.durationMs,
    inputs: shown,
    outputs: compared.map(outputReport),
    ...(labels && { labels }),
    ...finding,
  };
}

/** Every output that is expected: an optional one may be neither expected nor returned. */
function compareOutputs(
  { signature, tolerance }: Exercise,
  { expected }: DrawnCase,
  call: CallOutcome,
): readonly ComparedOutput[] {
  return signature.outputs.flatMap((output, i): readonly ComparedOutput[] => {
    const right = expected[output.name];
    if (!right) return [];
    const returned = call.status === "returned" ? call.outputs[i] : null;
    if (!returned) return [{ output, expected: right }];
    const actual = asAsked(returned, right);
    const mismatch = sameShape(actual.shape, right.shape)
      ? findMismatch(actual, right, toleranceOf(output, tolerance))
      : undefined;
    return [{ output, expected: right, actual, ...(mismatch && { mismatch }) }];
  });
}

const outputReport = ({ output, expected, actual, mismatch }: ComparedOutput): OutputReport => ({
  name: output.name,
  expected: reportTensor(expected),
  ...(actual && { actual: reportTensor(actual) }),
  ...(mismatch && { mismatch }),
});

function findingOf(
  exercise: Exercise,
  compared: readonly ComparedOutput[],
  call: CallOutcome,
  language: Language,
  limits: Limits,
): Finding {
  const { signature } = exercise;
  switch (call.status) {
    case "returned":
      for (const one of compared) {
        const finding = wrongOutput(exercise, one, language);
        if (finding) return finding;
      }
      return { verdict: "accepted" };
    case "malformed":
      return {
        verdict: "wrong-answer",
        wrong: (signature.outputs[call.malformed.output] as Output).name,
        message: malformedOutput(signature, call.malformed, language),
      };
    case "threw":
      return { verdict: "runtime-error", message: threw(call.error), error: call.error };
    case "output-limit":
      return {
        verdict: "output-limit",
        message: call.what === "console" ? consoleLimit(limits) : valuesLimit(limits),
      };
    case "time-limit":
      return { verdict: "time-limit", message: timeLimit(limits) };
    default:
      return call satisfies never;
  }
}

function wrongOutput(
  { signature }: Exercise,
  { output, expected, actual, mismatch }: ComparedOutput,
  language: Language,
): Finding | undefined {
  if (!actual) return undefined;
  const found = { verdict: "wrong-answer", wrong: output.name } as const;
  const spoken = { signature, output: signature.outputs.indexOf(output) };
  if (!sameShape(actual.shape, expected.shape))
    return { ...found, message: wrongShape(spoken, actual.shape, expected.shape, language) };
  if (!mismatch) return undefined;
  const beyond = countNonFinite(actual.data, expected.data);
  if (beyond.nan + beyond.infinite > 0) return { ...found, message: notFinite(spoken, beyond, mismatch) };
  const at = offset(mismatch.worstIndex, expected.shape);
  return {
    ...found,
    message: wrongValues(spoken, mismatch, {
      actual: actual.data[at] as number,
      expected: expected.data[at] as number,
      rounded: isOnlyRounded(actual.data, expected.data),
    }),
  };
}

/** The case as the diagnosis sees it. */
export function judgedCase(
  { signature }: Exercise,
  { drawn, call, report }: { drawn: DrawnCase; call: CallOutcome; report: CaseReport },
): JudgedCase {
  const judged = { inputs: () => wayInputs(drawn.inputs), expected: drawn.expected };
  if (call.status === "threw") return { ...judged, learner: { threw: `${call.error.name}: ${call.error.message}` } };
  if (call.status !== "returned") return { ...judged, learner: { unusable: true } };
  const returned = Object.fromEntries(
    signature.outputs.flatMap(({ name }, i) => {
      const [array, right] = [call.outputs[i], drawn.expected[name]];
      return array && right ? [[name, asAsked(array, right)]] : [];
    }),
  );
  return { ...judged, learner: { returned, ...(report.wrong !== undefined && { wrong: report.wrong }) } };
}
