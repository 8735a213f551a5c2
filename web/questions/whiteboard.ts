import { ExpressionError, readExpressions } from "./expression.js";
import type { Line } from "./question.js";

/** What a written line comes to. */
export type LineCheck =
  | { readonly is: "right" }
  /** Some entries agree with the right ones whatever the names stand for; the others do not. */
  | { readonly is: "wrong"; readonly agree: readonly boolean[] }
  | { readonly is: "wrong-count"; readonly given: number; readonly wanted: number }
  | { readonly is: "empty" }
  | { readonly is: "unknown-name"; readonly found: string }
  | { readonly is: "unreadable"; readonly found: string };

/** How often names are given values: two different expressions hardly agree on all. */
const trials = 6;
const tolerance = 1e-9;

/** Holds a line against the right one: two are the same where they have the same value, whatever the names stand for. */
export function checkLine({ names, right }: Line, written: string): LineCheck {
  const wanted = readExpressions(right, names);
  let given: typeof wanted;
  try {
    given = readExpressions(written, names);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return error.problem === "empty" ? { is: "empty" } : { is: error.problem, found: error.found };
  }
  if (given.length !== wanted.length) return { is: "wrong-count", given: given.length, wanted: wanted.length };
  const agree = wanted.map((expression, i) =>
    Array.from({ length: trials }, (_, trial) => valuesOf(names, trial)).every((values) =>
      isSame(given[i]?.(values) ?? Number.NaN, expression(values)),
    ),
  );
  return agree.every(Boolean) ? { is: "right" } : { is: "wrong", agree };
}

const isSame = (a: number, b: number) => Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));

/** The same every time: fractions of square roots of primes, which no short expression mixes up. */
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
const valuesOf = (names: readonly string[], trial: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    names.map((name, i) => [name, Math.sqrt(primes[(i + trial) % primes.length] as number) + trial / 3 + i / 7]),
  );

/** The lines of an answer, in their order. What follows the last line break is not yet checked. */
export const linesWritten = (written: string): readonly string[] => written.split("\n");
