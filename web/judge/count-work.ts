/** Counts what a right answer costs. Loaded with the first exercise that asks for it. */
import { type Counted, createRandom, languages, type Text } from "../format/index.js";
import type { Counts, Program } from "../runtimes/index.js";
import { compareOutputs, reportCall } from "./compare-outputs.js";
import { programOf, reportInputs } from "./convert.js";
import { type DrawnCase, rightOutputs } from "./draw-cases.js";
import { countedCaseName } from "./own/case-names.js";
import type { Report } from "./report.js";
import type { Asked } from "./run-program.js";
import { tensorProgramOf } from "./tensors/tensor-program.js";
import { writeReport } from "./write-report.js";

/**
 * The report of an accepted program that costs more than it may; undefined where it does not, or where nothing was counted.
 *
 * @param accepted its report without that
 */
export async function reportExcess(
  source: string,
  counted: Counted,
  accepted: Report,
  asked: Asked,
): Promise<Report | undefined> {
  const { exercise, language, seed, limits, drawing, runtime } = asked;
  const drawn = await drawCounted(counted, asked);
  const plain = programOf({ source, language, signature: exercise.signature, inputs: [drawn.inputs], limits });
  const program: Program = { ...plain, counted: true, ...tensorsOf(drawn, asked) };
  // A runtime that breaks now has judged the program all the same.
  const outcome = await runtime.run(program, drawing.signal).catch(() => {
    drawing.signal?.throwIfAborted();
  });
  const call = outcome?.calls[0];
  if (!outcome?.counts || call?.status !== "returned") return undefined;
  const excess = excessOf(outcome.counts, counted.limits);
  if (!excess) return undefined;
  const { mistake } = counted;
  const diagnosis = { mistake: mistake.code, title: mistake.title, explanation: mistake.explanation };
  if (!counted.decides) return { ...accepted, diagnosis, notes: [...(accepted.notes ?? []), excess] };
  const failed = reportCall(
    { drawn, call, compared: compareOutputs(exercise, drawn, call), printed: outcome.printed.calls[0] ?? "" },
    { verdict: "wrong-answer", message: excess },
  );
  const printed = { load: accepted.consoleAtLoad ?? "", calls: [] };
  const console = accepted.console + (failed.console ?? "");
  const run = { exercise, language, seed, limits, outcome: { ...outcome, console, printed } };
  return writeReport(run, [...accepted.cases, failed], { verdict: "wrong-answer", message: excess, mistake });
}

async function drawCounted(counted: Counted, { exercise, seed, drawing }: Asked): Promise<DrawnCase> {
  const inputs = counted.inputs(createRandom(seed));
  const drawn = { name: countedCaseName, title, sample: false, inputs };
  const [expected = {}] = await rightOutputs(exercise, [drawn], drawing);
  return { ...drawn, shown: reportInputs(inputs), expected };
}

const title: Text = { en: "Larger inputs, with what is computed counted", zh: "更大的输入，统计计算量" };

/** Where the language is PyTorch. */
const tensorsOf = (drawn: DrawnCase, { exercise, language }: Asked): Pick<Program, "tensors"> =>
  languages[language].arrays === "torch" ? { tensors: tensorProgramOf(exercise, [drawn], false) } : {};

function excessOf({ numbers, operations }: Counts, most: Counted["limits"]): Text | undefined {
  if (most.numbers !== undefined && numbers >= most.numbers)
    return {
      en: `The values are right, but an array of ${numbers} numbers was computed from the inputs. Fewer than ${most.numbers} are enough.`,
      zh: `数值正确，但由输入算出了一个含 ${numbers} 个数的数组，其实用不到 ${most.numbers} 个。`,
    };
  if (most.operations !== undefined && operations >= most.operations)
    return {
      en: `The values are right, but they took ${operations} operations on numbers. Fewer than ${most.operations} are enough.`,
      zh: `数值正确，但做了 ${operations} 次数值运算，其实用不到 ${most.operations} 次。`,
    };
  return undefined;
}
