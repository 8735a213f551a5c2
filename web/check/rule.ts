import type { ExerciseCase, Language, Outputs } from "../format/index.js";
import type { Judge } from "../judge/index.node.js";
import type { Kernels } from "../kernels/index.js";
import type { Limits, Runtime } from "../runtimes/index.js";
import type { Subject } from "./subject.js";

/** One thing that is wrong, and how to mend it. */
export interface Finding {
  /** The part, such as `mistakes[2]`, and the seed where it matters. */
  readonly where: string;
  readonly problem: string;
  readonly mend: string;
}

export interface DrawnCase extends ExerciseCase {
  readonly expected: Outputs;
}

/** What the rules work with. */
export interface Bench {
  readonly kernels: Kernels;
  readonly judge: Judge;
  /** Runs JavaScript, for programs on many seeds at once. */
  readonly runtime: Runtime;
  readonly limits: Limits;
  readonly seeds: readonly number[];
  readonly languages: readonly Language[];
  /** The cases of a seed with their right outputs, drawn once. */
  draw(seed: number): Promise<readonly DrawnCase[]>;
}

/** What every exercise must keep. */
export interface Rule {
  readonly name: string;
  /** One line that says what is demanded. */
  readonly about: string;
  readonly check: (subject: Subject, bench: Bench) => Promise<readonly Finding[]>;
}
