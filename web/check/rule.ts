import type { Exercise } from "../format/index.js";
import type { Bench } from "./bench.js";

/** One thing that is wrong, and how to fix it. */
export interface Finding {
  /** The part, such as `mistakes[2]`, and the seed where it matters. */
  readonly where: string;
  readonly problem: string;
  readonly fix: string;
}

/** What every exercise must keep. */
export interface Rule {
  readonly name: string;
  /** One line that says what is demanded. */
  readonly about: string;
  readonly check: (exercise: Exercise, bench: Bench) => Promise<readonly Finding[]>;
}
