/** What can be said of a wrong program that no known mistake explains. Loaded with the first such program. */
import { sameShape } from "../arrays/index.js";
import type { Exercise, Mistake, ScriptedMistake } from "../format/index.js";
import type { Outcome, Returned } from "../runtimes/index.js";
import type { JudgedCase } from "./diagnose.js";
import { diagnosePair } from "./diagnose-pair.js";

export interface Unexplained {
  readonly exercise: Exercise;
  readonly mistakes: readonly ScriptedMistake[];
  readonly outcome: Outcome;
  /** Its cases, as the diagnosis sees them. */
  readonly cases: readonly JudgedCase[];
  readonly signal?: AbortSignal | undefined;
}

export async function explainFurther({
  exercise,
  mistakes,
  outcome,
  cases,
  signal,
}: Unexplained): Promise<Omit<Mistake, "ways"> | undefined> {
  return differsFromItself(outcome) ? notDeterministic : diagnosePair(mistakes, cases, exercise, signal);
}

/** Whether the call that was made once more gave other numbers than before. */
function differsFromItself({ calls, again }: Outcome): boolean {
  const first = again && calls[again.number];
  const second = again?.call;
  if (first?.status !== "returned" || second?.status !== "returned") return false;
  return first.outputs.some((output, i) => !isSame(output, second.outputs[i]));
}

/** Bit by bit. */
function isSame(a: Returned | null, b: Returned | null | undefined): boolean {
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
