/** Reading what somebody else wrote: every value with its path, so that an error can name the part that is wrong. */
import { OwnExerciseError } from "./own-exercise-error.js";

/** A part of what was given, and where it stands: `mistakes[2].code`. */
export interface Given {
  readonly path: string;
  readonly value: unknown;
}

/** Lower-case with hyphens. */
export const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const invalid = (given: Given, problem: string): never => fail("invalid", given, problem);
export const tooLarge = (given: Given, problem: string): never => fail("too-large", given, problem);

function fail(code: OwnExerciseError["code"], { path }: Given, problem: string): never {
  throw new OwnExerciseError(code, path, path === "" ? `The exercise ${problem}` : problem);
}

/** A value as an error names it, short and on one line. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (value === null || ["number", "boolean", "undefined"].includes(typeof value)) return `${value}`;
  return Array.isArray(value) ? "an array" : typeof value === "function" ? "a function" : "an object";
}

/** What may be given of these: "en, zh or both". */
export const anyOf = (names: readonly string[]): string =>
  `${names.join(", ")} or ${names.length === 2 ? "both" : "several"}`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The own property of this name; what an object inherits is nobody's word. */
const member = ({ path, value }: Given, key: string): Given => ({
  path: path === "" ? key : `${path}.${key}`,
  value: isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined,
});

/** An object with some of these keys and no others. */
export function fields<Key extends string>(given: Given, keys: readonly Key[]): Readonly<Record<Key, Given>> {
  const { value } = given;
  if (value === undefined) return invalid(given, "is missing: give an object.");
  if (!isRecord(value)) return invalid(given, `is ${shown(value)}: give an object.`);
  const unknown = Object.keys(value).find((key) => !keys.some((known) => known === key));
  if (unknown !== undefined)
    return invalid(given, `has an unknown key ${shown(unknown)}. Known are: ${keys.join(", ")}.`);
  return Object.fromEntries(keys.map((key) => [key, member(given, key)])) as Record<Key, Given>;
}

/** A dictionary by names of the author's, in their order. */
export function dictionary(given: Given, pattern: RegExp, max: number): readonly (readonly [string, Given])[] {
  const { value } = given;
  if (!isRecord(value)) return invalid(given, `is ${value === undefined ? "missing" : shown(value)}: give an object.`);
  const keys = Object.keys(value);
  if (keys.length > max) return tooLarge(given, `has ${keys.length} entries; at most ${max} are allowed.`);
  for (const key of keys) {
    // `constructor` and its kind are properties of every object.
    if (!pattern.test(key) || key in Object.prototype)
      return invalid(given, `has a key ${shown(key)}, which is no name.`);
  }
  return keys.map((key) => [key, member(given, key)]);
}

export function list(given: Given, max: number, min = 0): readonly Given[] {
  const { path, value } = given;
  if (!Array.isArray(value))
    return invalid(given, `is ${value === undefined ? "missing" : shown(value)}: give an array.`);
  if (value.length > max) return tooLarge(given, `has ${value.length} entries; at most ${max} are allowed.`);
  if (value.length < min) return invalid(given, `has ${value.length} entries: give at least ${min}.`);
  return Array.from(value, (entry: unknown, i) => ({ path: `${path}[${i}]`, value: entry }));
}

export const optional = <T>(given: Given, read: (given: Given) => T, otherwise: T): T =>
  given.value === undefined ? otherwise : read(given);

export function text(given: Given, max: number, example = "some text"): string {
  const { value } = given;
  if (value === undefined) return invalid(given, `is missing: give ${example}.`);
  if (typeof value !== "string") return invalid(given, `is ${shown(value)}: give ${example}.`);
  if (value.length > max) return tooLarge(given, `has ${value.length} characters; at most ${max} are allowed.`);
  if (!/\S/.test(value)) return invalid(given, `is blank: give ${example}.`);
  return value;
}

/** A text, or an array of its lines. */
export function lines(given: Given, max: number, example?: string): string {
  if (!Array.isArray(given.value)) return text(given, max, example);
  const joined = list(given, max).map((line) => {
    if (typeof line.value === "string") return line.value;
    return invalid(line, `is ${shown(line.value)}: give a line of text.`);
  });
  return text({ path: given.path, value: joined.join("\n") }, max, example);
}

/** A name of this pattern, and none that every object has already. */
export function name(given: Given, pattern: RegExp, example: string): string {
  const value = text(given, 60, example);
  if (!pattern.test(value) || value in Object.prototype) return invalid(given, `is ${shown(value)}: give ${example}.`);
  return value;
}

export function oneOf<T extends string>(given: Given, choices: readonly T[]): T {
  const { value } = given;
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  return invalid(
    given,
    `is ${value === undefined ? "missing" : shown(value)}: give one of ${choices.map((it) => `"${it}"`).join(", ")}.`,
  );
}

export function number(given: Given, low = -1e30, high = 1e30): number {
  const { value } = given;
  if (typeof value !== "number" || !Number.isFinite(value) || value < low || value > high) {
    const range = high < 1e30 ? ` from ${low} to ${high}` : low > -1e30 ? ` of at least ${low}` : "";
    return invalid(given, `is ${value === undefined ? "missing" : shown(value)}: give a number${range}.`);
  }
  return value;
}

export function whole(given: Given, low: number, high: number): number {
  const value = number(given, low, high);
  return Number.isInteger(value) ? value : invalid(given, `is ${value}: give a whole number from ${low} to ${high}.`);
}

export function boolean(given: Given): boolean {
  const { value } = given;
  return typeof value === "boolean" ? value : invalid(given, `is ${shown(value)}: give true or false.`);
}
