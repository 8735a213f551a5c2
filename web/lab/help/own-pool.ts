import type { Argument, CallArgument, Outcome, Program, Returned } from "../../runtimes/index.js";
import type { Material, RunResult } from "./race.js";
import { type HelpSettings, measurements, optimizer, sizes, stretches } from "./settings.js";
import type { Texts } from "./tasks.js";
import { transposed, type Weights } from "./weights.js";
import tape from "./worker/tape.js?raw";
import trainer from "./worker/trainer.js?raw";

/** What the editor begins with: the mean, over the same feed-forward layer as ours. */
export const starter = `function pool(tokens, mask, params) {
  const { w1, w2, w3, w4, b } = params;
  const layer = tokens.matmul(w1).relu().matmul(w3)
    .add(tokens.matmul(w2).relu().matmul(w4));
  const x = tokens.add(layer).add(b);
  return x.mul(mask).sum(1).div(mask.sum(1));
}
`;

const functionName = "attentionDojoTrain";

/** Training one classifier around the learner's `pool` is one program: it runs where all programs of learners run. */
export function ownProgram(source: string, settings: HelpSettings, material: Material): Program {
  const { weights, training, tests } = material;
  const plan = {
    batch: sizes.batch,
    steps: settings.steps,
    every: settings.steps / measurements,
    lr: optimizer.lr,
    weightDecay: optimizer.weightDecay,
  };
  const call: CallArgument[] = [
    { entries: weightsAsArguments(weights) },
    { entries: Object.fromEntries(Object.entries(plan).map(([name, value]) => [name, floats([1], [value])])) },
    ...[training, ...tests].map(textsAsArgument),
  ];
  return {
    // The learner's lines keep their numbers.
    source: `${source}
;const ${functionName} = (() => {
${tape}
${trainer}
return (...given) => trainFromArrays(typeof pool === "undefined" ? undefined : pool, ...given);
})();`,
    functionName,
    outputs: ["curve", "accuracies", "time"].map((name) => ({ name, optional: false })),
    calls: [call],
    limits: { deadlineMs: 60_000, consoleChars: 64 * 1024, values: 1024 },
  };
}

const floats = (shape: readonly number[], data: ArrayLike<number>): Argument => ({
  kind: "float",
  shape,
  data: Float64Array.from(data),
});
const ints = (shape: readonly number[], data: ArrayLike<number>): Argument => ({ ...floats(shape, data), kind: "int" });

/** Matrices as they are multiplied from the right. */
function weightsAsArguments(weights: Weights): Readonly<Record<string, Argument>> {
  const { embedding, ...others } = weights;
  const turned = Object.entries(others).map(([name, weight]) => [
    name,
    weight.shape.length === 2 ? transposed(weight) : weight,
  ]);
  const named: [string, Weights["head"]][] = [["embedding", embedding], ...(turned as [string, Weights["head"]][])];
  return Object.fromEntries(named.map(([name, { shape, data }]) => [name, floats(shape, data)]));
}

const textsAsArgument = ({ count, length, ids, lengths, labels }: Texts): CallArgument => ({
  entries: { ids: ints([count, length], ids), lengths: ints([count], lengths), labels: ints([count], labels) },
});

/** What came of a training around the learner's `pool`. */
export type OwnOutcome =
  | { readonly status: "trained"; readonly result: RunResult; readonly console: string }
  | {
      readonly status: "failed";
      readonly problem: "syntax" | "threw" | "too-slow" | "too-much-output" | "no-answer";
      readonly message: string;
      /** In the learner's source, from 1, where known. */
      readonly line?: number;
      readonly console: string;
    };

/** Reads what came back: a learner's program may have written all of it. */
export function readOwnOutcome({ load, calls, console }: Outcome, source: string, attempt: number): OwnOutcome {
  const failed = (
    problem: (OwnOutcome & { status: "failed" })["problem"],
    message = "",
    line?: number,
  ): OwnOutcome => ({
    status: "failed",
    problem,
    message,
    console,
    ...(line !== undefined && { line }),
  });
  const lines = source.split("\n").length;
  switch (load.status) {
    case "ok":
      break;
    case "syntax-error":
      return failed("syntax", load.error.message, Math.min(load.error.line ?? 1, lines));
    case "threw":
      return failed("threw", load.error.message, lineWithin(load.error, lines));
    case "time-limit":
      return failed("too-slow");
    case "output-limit":
      return failed("too-much-output");
    case "no-function":
      return failed("no-answer");
    default:
      return load satisfies never;
  }
  const [call] = calls;
  switch (call?.status) {
    case "returned": {
      const result = readResult(call.outputs, attempt);
      return result ? { status: "trained", result, console } : failed("no-answer");
    }
    case "threw":
      return failed("threw", call.error.message, lineWithin(call.error, lines));
    case "time-limit":
      return failed("too-slow");
    case "output-limit":
      return failed("too-much-output");
    default:
      return failed("no-answer");
  }
}

/** The innermost frame that is the learner's own: below it lie ours. */
function lineWithin(error: { readonly line?: number; readonly trace?: string }, lines: number): number | undefined {
  const frames = [...(error.trace ?? "").matchAll(/\(line (\d+), column \d+\)$/gm)].map(([, line]) => Number(line));
  return [...frames, error.line ?? Number.POSITIVE_INFINITY].reverse().find((line) => line <= lines);
}

function readResult(outputs: readonly (Returned | null)[], attempt: number): RunResult | undefined {
  const [curve, accuracies, time] = outputs.map((output) => [...(output?.data ?? [])]);
  const isShare = (value: number) => value >= 0 && value <= 1;
  if (curve?.length !== measurements || accuracies?.length !== stretches.length) return undefined;
  if (!curve.every(isShare) || !accuracies.every(isShare)) return undefined;
  const [msPerStep = Number.NaN] = time ?? [];
  return msPerStep >= 0 ? { entrant: "own", attempt, curve, accuracies, msPerStep } : undefined;
}
