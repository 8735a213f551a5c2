/** Judges programs in PyTorch. Loaded with the first of them. */
import { type Inputs, type Outputs, othersTurn } from "../../format/index.js";
import type { Program } from "../../runtimes/index.js";
import { type DrawnCase, rightOutputs } from "../draw-cases.js";
import type { Report } from "../report.js";
import { type Asked, type Ran, reportAccepted, reportFailed, runProgram } from "../run-program.js";
import { placementNotes } from "./placement-notes.js";
import { tensorProgramOf } from "./tensor-program.js";

const turnMs = 12;

/** @param goesBack whether the gradients of a right program are checked too */
export async function judgeTensors(plain: Program, goesBack: boolean, asked: Asked): Promise<Report> {
  const { exercise, drawn } = asked;
  const program = { ...plain, tensors: tensorProgramOf(exercise, drawn, goesBack) };
  const ran = await runEitherWay(program, asked);
  const notes = placementNotes(ran, exercise);
  if (!ran.accepted) return { ...(await reportFailed(ran, asked)), ...(notes.length > 0 && { notes }) };
  return (goesBack && (await reportGradients(ran, asked))) || reportAccepted(ran, asked, notes);
}

/** Of square weights that belong to no layer nothing says how they are applied, so both ways count. */
async function runEitherWay(program: Program & Required<Pick<Program, "tensors">>, asked: Asked): Promise<Ran> {
  const ran = await runProgram(program, asked);
  if (ran.accepted || !ran.outcome.tensors?.placement?.unsure) return ran;
  const { tensors } = program;
  const other = { ...program, tensors: { ...tensors, module: { ...tensors.module, transposed: true } } };
  const transposed = await runProgram(other, asked);
  return transposed.accepted || closer(transposed, ran) ? transposed : ran;
}

/** Whether more of the calls of one are right, or nearer to it: most such weights are applied as `x @ w`. */
const closer = (one: Ran, other: Ran) => errorOf(one) <= errorOf(other);

const errorOf = ({ judged }: Ran) =>
  judged.reduce((sum, { compared }) => sum + compared.filter(({ actual, mismatch }) => !actual || mismatch).length, 0);

/** Many times as often as for values: whoever draws the page has a turn between. */
async function evaluate(inputs: readonly Inputs[], { exercise, drawn, drawing }: Asked): Promise<readonly Outputs[]> {
  const [any] = drawn;
  const outputs: Outputs[] = [];
  let since = performance.now();
  for (const one of inputs) {
    outputs.push(...(await rightOutputs(exercise, [{ ...(any as DrawnCase), inputs: one }], drawing)));
    if (performance.now() - since < turnMs) continue;
    await othersTurn();
    since = performance.now();
  }
  return outputs;
}

async function reportGradients(ran: Ran, asked: Asked): Promise<Report | undefined> {
  const { exercise, drawn, seed } = asked;
  const { outcome, program } = ran;
  const { findGradientFault } = await import("./check-gradients.js");
  const finding = findGradientFault({
    exercise,
    drawn,
    seed,
    backward: program.tensors?.backward ?? [],
    gradients: outcome.tensors?.gradients ?? [],
    evaluate: (inputs) => evaluate(inputs, asked),
  });
  // What an author computes may hold for the inputs of their cases only: then nothing is said of gradients.
  const fault = await (exercise.own ? finding.catch(() => undefined) : finding);
  if (!fault) return undefined;
  const { reportGradientFault } = await import("../failure/report-gradient-fault.js");
  return reportGradientFault(fault, ran, asked);
}
