import {
  createRandom,
  type Exercise,
  type ExerciseCase,
  type Inputs,
  type Labels,
  type Outputs,
} from "../format/index.js";
import type { Kernels } from "../kernels/index.js";
import type { Limits, Runtime } from "../runtimes/index.js";
import { reportInputs } from "./convert.js";
import { JudgeError } from "./errors.js";
import type { ReportInput } from "./report.js";

/** A case with its right answer, and its inputs as they are shown: nothing here is ever in the learner's reach. */
export interface DrawnCase extends ExerciseCase {
  readonly shown: Readonly<Record<string, ReportInput>>;
  readonly expected: Outputs;
  /** Of pictures, by the name of the output that they draw. */
  readonly labels?: Readonly<Record<string, Labels>>;
}

/** All cases, the samples, those of these names, or one with inputs of somebody's own. */
export type WhichCases = "all" | "sample" | readonly string[] | { readonly inputs: Inputs };

/** What right answers are computed with. */
export interface Drawing {
  readonly kernels: Kernels;
  /** Runs the JavaScript of exercises that leave the right answer to a program. */
  readonly scriptRuntime: () => Promise<Runtime>;
  readonly limits: Limits;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The cases of a seed with their right answers: the one place where those are computed.
 *
 * @throws {JudgeError} when the exercise's own program does not give them
 */
export async function drawCases(
  exercise: Exercise,
  seed: number,
  which: WhichCases,
  drawing: Drawing,
): Promise<readonly DrawnCase[]> {
  if (typeof which === "object" && "inputs" in which) {
    const { drawOwnCase } = await import("./own/draw-own-case.js");
    return drawOwnCase(exercise, which.inputs, drawing);
  }
  const cases = exercise.cases(createRandom(seed));
  return answered(exercise, chosen(cases, which), drawing);
}

/** With their right answers. */
export async function answered(
  exercise: Exercise,
  cases: readonly ExerciseCase[],
  drawing: Drawing,
): Promise<readonly DrawnCase[]> {
  const outputs = await rightOutputs(exercise, cases, drawing);
  return cases.map((one, i) => ({
    ...one,
    shown: reportInputs(one.inputs),
    expected: outputs[i] as Outputs,
    ...labelsOf(exercise, one),
  }));
}

function chosen(cases: readonly ExerciseCase[], which: "all" | "sample" | readonly string[]): readonly ExerciseCase[] {
  if (typeof which === "string") return cases.filter(({ sample }) => which === "all" || sample);
  const unknown = which.find((name) => !cases.some((one) => one.name === name)) ?? (which.length ? undefined : "");
  if (unknown !== undefined)
    throw new JudgeError(
      "unknown-case",
      `There is no case "${unknown}". Cases: ${cases.map(({ name }) => name).join(", ")}.`,
    );
  return cases.filter(({ name }) => which.includes(name));
}

/** The right outputs of any inputs. */
export async function rightOutputs(
  exercise: Exercise,
  cases: readonly ExerciseCase[],
  { kernels, scriptRuntime, limits, signal }: Drawing,
): Promise<readonly Outputs[]> {
  const { expected } = exercise;
  if (typeof expected === "function") return cases.map(({ inputs }) => expected(kernels, inputs));
  const { expectedOfScript } = await import("./scripts.js");
  return expectedOfScript(await scriptRuntime(), expected, { exercise, cases, limits, signal });
}

function labelsOf({ pictures }: Exercise, { inputs, name }: ExerciseCase): Pick<DrawnCase, "labels"> {
  const labelled = pictures.flatMap(({ of, labels }) => (labels ? [[of, labels(inputs, name)] as const] : []));
  return labelled.length > 0 ? { labels: Object.fromEntries(labelled) } : {};
}
