import { type PlainArray, sameShape } from "../arrays/index.js";
import type { Exercise, Output } from "../format/index.js";
import type { CallOutcome } from "../runtimes/index.js";
import { asAsked, findMismatch, reportTensor, toleranceOf } from "./compare.js";
import type { DrawnCase } from "./draw-cases.js";
import type { CaseReport, Mismatch, OutputReport } from "./report.js";

/** One output as it was expected and, where it came back, as the learner's code gave it. */
export interface ComparedOutput {
  readonly output: Output;
  readonly expected: PlainArray;
  readonly actual?: PlainArray;
  readonly mismatch?: Mismatch;
}

/** What is found of a call. */
export type Finding = Pick<CaseReport, "verdict"> & Partial<Pick<CaseReport, "wrong" | "message" | "error">>;

/** One call of the learner's function, beside what is right. */
export interface JudgedCall {
  readonly drawn: DrawnCase;
  readonly call: CallOutcome;
  readonly compared: readonly ComparedOutput[];
  readonly printed: string;
}

/** Every output that is expected: an optional one may be neither expected nor returned. */
export function compareOutputs(
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

/** Whether a call returned, and each output in its shape with the right numbers. */
export const isAccepted = ({ call, compared }: Pick<JudgedCall, "call" | "compared">): boolean =>
  call.status === "returned" &&
  compared.every(({ actual, expected, mismatch }) => !actual || (sameShape(actual.shape, expected.shape) && !mismatch));

export const reportCall = (
  { drawn, call, compared, printed }: JudgedCall,
  { verdict, ...finding }: Finding,
): CaseReport => ({
  name: drawn.name,
  title: drawn.title,
  sample: drawn.sample,
  verdict,
  durationMs: call.durationMs,
  inputs: drawn.shown,
  outputs: compared.map(reportOutput),
  ...(printed && { console: printed }),
  ...(drawn.labels && { labels: drawn.labels }),
  ...finding,
});

const reportOutput = ({ output, expected, actual, mismatch }: ComparedOutput): OutputReport => ({
  name: output.name,
  expected: reportTensor(expected),
  ...(actual && { actual: reportTensor(actual) }),
  ...(mismatch && { mismatch }),
});
