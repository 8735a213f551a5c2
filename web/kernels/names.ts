import { ArgumentError } from "./errors.js";
import { describe, isObject } from "./tensor.js";

/** `scaledDotProductAttention` as C++ and the golden files write it. */
export const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `axis is 3, must be an integer from -2 to 1`. */
export const unfit = (operation: string, name: string, value: unknown, rule: string) =>
  new ArgumentError(operation, `${name} is ${describe(value)}, must be ${rule}`, name);

/** How alike two names are: pairs of neighbouring letters in common, less the difference in length. */
function likeness(name: string, other: string): number {
  const pairs = [...name].filter((_, i) => other.toLowerCase().includes(name.slice(i, i + 2).toLowerCase()));
  return 2 * pairs.length - Math.abs(name.length - other.length);
}

/**
 * Takes an object of values by name, and refuses names that it does not know.
 *
 * @param what "input" or "option", for the message
 */
export function readNamed(
  operation: string,
  what: string,
  value: unknown,
  names: readonly string[],
): Map<string, unknown> {
  if (!isObject(value)) throw new ArgumentError(operation, `the ${what}s are ${describe(value)}, must be an object`);
  const given = new Map(Object.entries(value).filter((entry) => entry[1] !== undefined));
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    const [best = "nothing"] = names.toSorted((a, b) => likeness(name, b) - likeness(name, a));
    throw new ArgumentError(
      operation,
      `there is no ${what} ${name}, did you mean ${best}? There are: ${names.join(", ")}`,
      name,
    );
  }
  return given;
}
