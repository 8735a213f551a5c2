import type { Language } from "../format/index.js";
import { createRandom, type Outputs } from "../format/index.js";
import type { Judge } from "../judge/index.node.js";
import { expectedOfScript } from "../judge/scripts.js";
import type { Kernels } from "../kernels/index.js";
import { defaultLimits, type Runtime } from "../runtimes/index.js";
import type { Bench, DrawnCase } from "./rule.js";
import type { Subject } from "./subject.js";

export interface BenchOptions {
  readonly kernels: Kernels;
  readonly judge: Judge;
  readonly runtime: Runtime;
  readonly seeds: readonly number[];
  /** In which the judge tries solution and starter. Default: in all that the exercise has. */
  readonly languages?: readonly Language[];
}

export function createBench(subject: Subject, { kernels, judge, runtime, seeds, languages }: BenchOptions): Bench {
  const limits = defaultLimits;
  const drawn = new Map<number, Promise<readonly DrawnCase[]>>();
  const draw = async (seed: number): Promise<readonly DrawnCase[]> => {
    const cases = subject.cases(createRandom(seed));
    const { expected } = subject;
    const outputs =
      typeof expected === "function"
        ? cases.map(({ inputs }) => expected(kernels, inputs))
        : await expectedOfScript(runtime, expected, { exercise: subject, limits, cases });
    return cases.map((it, i) => ({ ...it, expected: outputs[i] as Outputs }));
  };
  return {
    kernels,
    judge,
    runtime,
    limits,
    seeds,
    languages: (languages ?? ["javascript", "python"]).filter((it) => subject.starter[it] !== undefined),
    draw: (seed) => {
      const known = drawn.get(seed) ?? draw(seed);
      drawn.set(seed, known);
      return known;
    },
  };
}

/** As many seeds as asked for, always the same. */
export const someSeeds = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i * 7919 + 1);
