import type { Nd } from "../arrays/nd.js";
import type { Text } from "./locales.js";
import type { Script } from "./script.js";

/** The arguments of a case as float64 arrays, by name; ids and truth values in arrays are numbers too. */
export type WayInputs = Readonly<Record<string, Nd | number | boolean | Readonly<Record<string, Nd>>>>;

/** What a program returns: arrays by the names of the outputs. */
export type Answer = Readonly<Record<string, Nd>>;

/**
 * A wrong answer, computed as a learner's code would compute it: the first output alone, or several by name. Gives what they
 * return: perhaps another shape, perhaps NaN. May throw where theirs raises. Exercises narrow `Inputs` to their own
 * arguments: `({ q, k, v }: Qkv) => ...`.
 */
export type Way<Inputs = WayInputs> = ((inputs: Inputs) => Nd | Answer) & {
  /** Both mistakes at once, where the two ways are built of the same steps. Throws when called where they exchange the same step. */
  readonly and?: (other: Way<Inputs>) => Way<Inputs> | undefined;
};

/** A known mistake: what people really do, with every way they do it. */
export interface Mistake<Inputs = WayInputs> {
  /** Stable, lower-case with hyphens, shared between exercises where the mistake is the same. */
  readonly code: string;
  readonly title: Text;
  /** What went wrong, why it matters and where to look: enough to fix it, without the solution's code. */
  readonly explanation: Text;
  readonly ways: readonly Way<Inputs>[];
  /** Recognises the mistake by the message of what the learner's code throws, where it raises instead of returning. */
  readonly raises?: RegExp;
}

/** A mistake whose ways may also be programs, as those of an exercise that came from a file are. */
export interface ScriptedMistake extends Omit<Mistake, "ways"> {
  readonly ways: readonly (Way | Script)[];
}
