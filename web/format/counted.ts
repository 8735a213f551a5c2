import type { Inputs } from "./exercise.js";
import type { Mistake } from "./mistake.js";
import type { Random } from "./random.js";

/**
 * What an answer that is right must not cost, counted on one more call with larger inputs, in dialects whose arrays can count.
 * Counted is what is computed from the inputs, as far as it stays in arrays: an answer may cost more than is seen, never less.
 */
export interface Counted {
  readonly inputs: (random: Random) => Inputs;
  /** Numbers in one array, and operations on numbers in all; what reaches either is the mistake. */
  readonly limits: { readonly numbers?: number; readonly operations?: number };
  readonly mistake: Omit<Mistake, "ways">;
  /** Whether the mistake makes the answer wrong. Else the report says it of an answer that is accepted. */
  readonly decides: boolean;
}
