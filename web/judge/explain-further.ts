/** What can be said of a wrong program that no known mistake explains. Loaded with the first such program. */
import { sameShape } from "../arrays/index.js";
import type { Exercise, Mistake, ScriptedMistake } from "../format/index.js";
import type { CallOutcome, Program, Runtime } from "../runtimes/index.js";
import type { JudgedCase } from "./diagnose.js";
import { diagnosePair } from "./diagnose-pair.js";
import type { CaseReport } from "./report.js";

export interface Unexplained {
  readonly runtime: Runtime;
  readonly program: Program;
  readonly exercise: Exercise;
  readonly mistakes: readonly ScriptedMistake[];
  readonly judged: readonly { readonly call: CallOutcome; readonly report: CaseReport }[];
  /** The same cases, as the diagnosis sees them. */
  readonly cases: readonly JudgedCase[];
  readonly signal?: AbortSignal | undefined;
}

export async function explainFurther(unexplained: Unexplained): Promise<Omit<Mistake, "ways"> | undefined> {
  if (await differsFromItself(unexplained)) return notDeterministic;
  const { mistakes, cases, exercise, signal } = unexplained;
  return diagnosePair(mistakes, cases, exercise, signal);
}

/** Whether two calls of the program with the input of the first failing case, one after the other, give different numbers. */
async function differsFromItself({ runtime, program, judged, signal }: Unexplained): Promise<boolean> {
  const failing = judged.findIndex(({ report }) => report.verdict !== "accepted");
  if (!program.calls[failing] || judged[failing]?.call.status !== "returned") return false;
  // A runtime that breaks now has judged the program all the same.
  const outcome = await runtime.run(twice(program, failing), signal).catch(() => {
    signal?.throwIfAborted();
  });
  const [first, second] = outcome?.calls ?? [];
  if (first?.status !== "returned" || second?.status !== "returned") return false;
  return first.outputs.some((output, i) => !isSame(output, second.outputs[i]));
}

/** A program that makes one of its calls, by number, two times and no other. */
function twice(program: Program, number: number): Program {
  const both = <T>(all: readonly T[]): readonly T[] => [all[number] as T, all[number] as T];
  const { calls, tensors } = program;
  if (!tensors) return { ...program, calls: both(calls) };
  const { module } = tensors;
  const sized = { ...module, init: both(module.init), sizes: both(module.sizes) };
  return { ...program, calls: both(calls), tensors: { ...tensors, module: sized, backward: [] } };
}

type Returned = Extract<CallOutcome, { status: "returned" }>["outputs"][number];

/** Bit by bit. */
function isSame(a: Returned, b: Returned | undefined): boolean {
  if (!a || !b) return !a && !b;
  return sameShape(a.shape, b.shape) && a.data.every((value, i) => Object.is(value, b.data[i]));
}

const notDeterministic: Omit<Mistake, "ways"> = {
  code: "not-deterministic",
  title: { en: "Two calls with the same input differ", zh: "同样的输入，两次调用结果不同" },
  explanation: {
    en: "The function was called twice with the same input and gave different numbers. Either something random is in it, such as dropout that is still on or weights drawn anew, or it keeps something from one call to the next, such as a global array that it changes. The answer must depend on nothing but the input.",
    zh: "用同样的输入调用了两次，得到的数却不同。要么用到了随机数，例如 dropout 没有关闭、权重每次重新抽取；要么在两次调用之间留下了状态，例如修改了全局数组。答案只应取决于输入。",
  },
};
