import type { Exercise, Language } from "../format/index.js";
import { type DrawnCase, drawCases } from "../judge/draw-cases.js";
import type { Judge } from "../judge/index.node.js";
import type { Kernels } from "../kernels/index.js";
import { defaultLimits, type Limits, type Runtime } from "../runtimes/index.js";

export interface BenchOptions {
  readonly kernels: Kernels;
  readonly judge: Judge;
  /** Runs JavaScript, for programs on many seeds at once. */
  readonly runtime: Runtime;
  readonly seeds: readonly number[];
  /** In which the judge tries solution and starter. Default: in all that the exercise has. */
  readonly languages?: readonly Language[];
}

/** What the rules work with. */
export interface Bench extends Required<BenchOptions> {
  readonly limits: Limits;
  /** The cases of a seed with their right outputs, drawn once. */
  draw(seed: number): Promise<readonly DrawnCase[]>;
}

export function createBench(exercise: Exercise, options: BenchOptions): Bench {
  const { kernels, runtime, languages = exercise.languages } = options;
  const limits = defaultLimits;
  const drawn = new Map<number, Promise<readonly DrawnCase[]>>();
  return {
    ...options,
    limits,
    languages: languages.filter((language) => exercise.languages.includes(language)),
    draw: (seed) => {
      const known =
        drawn.get(seed) ?? drawCases(exercise, seed, "all", { kernels, scriptRuntime: async () => runtime, limits });
      drawn.set(seed, known);
      return known;
    },
  };
}

/** As many seeds as asked for, always the same. */
export const someSeeds = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i * 7919 + 1);
