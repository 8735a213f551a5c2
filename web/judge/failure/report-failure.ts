/** What there is to say of a program that is not accepted. Loaded with the first such program. */
import { offset, sameShape } from "../../arrays/index.js";
import {
  type Exercise,
  functionName,
  type Language,
  languages,
  type Mistake,
  type Output,
  othersTurn,
  type ScriptedMistake,
  spellNames,
  type Text,
} from "../../format/index.js";
import type { Program, Runtime } from "../../runtimes/index.js";
import { asAsked, countNonFinite, isOnlyRounded } from "../compare.js";
import { type ComparedOutput, type Finding, type JudgedCall, reportCall } from "../compare-outputs.js";
import { wayInputs } from "../convert.js";
import { diagnose, type JudgedCase } from "../diagnose.js";
import type { CaseReport, Report, ReportError } from "../report.js";
import { type Conclusion, type Run, writeReport } from "../write-report.js";
import { advised, advisedOnDialect, advisedOnSource } from "./advice.js";
import {
  consoleLimit,
  loadTimeLimit,
  malformedOutput,
  notFinite,
  someFailed,
  syntaxError,
  threw,
  timeLimit,
  valuesLimit,
  wrongShape,
  wrongValues,
} from "./messages.js";
import { missingClass, missingFunction } from "./missing-function.js";
import { mistakeOfTensors, unplaced } from "./tensor-mistakes.js";

/** A program that is not accepted, and what it was run with. */
export interface Failure extends Run {
  readonly judged: readonly JudgedCall[];
  readonly program: Program;
  readonly scriptRuntime: () => Promise<Runtime>;
  readonly signal?: AbortSignal | undefined;
}

export async function reportFailure(failure: Failure): Promise<Report> {
  const { exercise, judged } = failure;
  const reports: CaseReport[] = [];
  for (const one of judged) {
    reports.push(reportCall(one, findingOf(failure, one)));
    if (isLarge(one)) await othersTurn();
  }
  const cases = judged.map((one, i) => judgedCase(exercise, one, reports[i] as CaseReport));
  const mistake = reports.some(({ verdict }) => verdict !== "accepted") ? await nameMistake(failure, cases) : undefined;
  return writeReport(failure, reports, {
    ...summary(failure, reports),
    mistake: mistake && spellNames(mistake, exercise.signature, failure.language),
  });
}

async function nameMistake(
  { exercise, judged, limits, signal, scriptRuntime, outcome }: Failure,
  cases: readonly JudgedCase[],
): Promise<Omit<Mistake, "ways"> | undefined> {
  const mistakes = await exercise.mistakes();
  const known = async () => {
    if (mistakes.every(isOfFunctions)) return diagnose(mistakes, cases, exercise);
    // What an exercise leaves to programs of its author is loaded with the first such exercise.
    const { diagnoseByScripts } = await import("../scripts.js");
    const run = { exercise, cases: judged.map(({ drawn }) => drawn), limits, signal };
    return diagnoseByScripts(await scriptRuntime(), mistakes, cases, run);
  };
  const further = async () => {
    const { explainFurther } = await import("../explain-further.js");
    return explainFurther({ exercise, mistakes, outcome, cases, signal });
  };
  return (await known()) ?? mistakeOfTensors(outcome.tensors, exercise) ?? (await further());
}

/** A learner may return a million numbers in each case; a page must not stand still while all are copied. */
const isLarge = ({ compared }: JudgedCall) => compared.some(({ actual }) => (actual?.data.length ?? 0) > 1 << 16);

const isOfFunctions = (mistake: ScriptedMistake): mistake is Mistake =>
  mistake.ways.every((way) => typeof way === "function");

const thrown = (error: ReportError) => ({ verdict: "runtime-error", message: threw(error), error }) as const;
const notParsed = (error: ReportError) => ({ verdict: "compile-error", message: syntaxError(error), error }) as const;

/** In this order: returned at all, then for each output its shape, finite or not, values. */
function findingOf(
  { exercise, language, limits, program: { source } }: Failure,
  { compared, call }: JudgedCall,
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
      return thrown(advisedOnDialect(advised(call.error, language), source, language));
    case "unplaced":
      return { verdict: "wrong-answer", message: unplaced(exercise, call) };
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
function judgedCase(
  { signature }: Exercise,
  { drawn, call }: JudgedCall,
  { wrong }: Pick<CaseReport, "wrong">,
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
  return { ...judged, learner: { returned, ...(wrong !== undefined && { wrong }) } };
}

/** The verdict of a report is that of its first failing case, the one that a learner fixes first. */
function summary(
  { exercise, language, limits, outcome: { load }, program: { source } }: Failure,
  reports: readonly CaseReport[],
): Conclusion {
  switch (load.status) {
    case "ok": {
      const failing = reports.filter(({ verdict }) => verdict !== "accepted");
      const first = failing[0] as CaseReport;
      return {
        verdict: first.verdict,
        message: someFailed(failing.length, reports.length, first.title, first.message as Text),
      };
    }
    case "syntax-error":
      return notParsed(advisedOnSource(load.error, source, language));
    case "no-function": {
      const wanted = functionName(exercise.signature, language);
      const isClass = languages[language].arrays === "torch" && exercise.module;
      return {
        verdict: "compile-error",
        message: isClass ? missingClass(isClass.name, wanted) : missingFunction(wanted, source, language),
      };
    }
    case "threw":
      return thrown(advised(load.error, language));
    case "time-limit":
      return { verdict: "time-limit", message: loadTimeLimit(limits) };
    case "output-limit":
      return { verdict: "output-limit", message: consoleLimit(limits) };
    default:
      return load satisfies never;
  }
}
