import { type Language, languageNames } from "../../format/index.js";

/**
 * What a learner hands in: a program, and what the page said of it. Nobody has to believe that: `attention-dojo grade` judges
 * the program again.
 */
export interface HandIn {
  /** Says what the file is. */
  readonly kind: "attention-dojo hand-in";
  readonly version: 1;
  readonly exercise: string;
  readonly language: Language;
  readonly source: string;
  /** Of the numbers that the page judged with. */
  readonly seed: number;
  /** The page's: see `Verdict` of the judge. */
  readonly verdict: string;
  /** What learners call themselves; may be empty. */
  readonly learner: string;
  /** ISO 8601, by the learner's clock. */
  readonly handedIn: string;
  /** The version of the package that judged. */
  readonly dojo: string;
}

/** A file that is no hand-in, or a broken one; the message says what is wrong with it. */
export class HandInError extends Error {
  override readonly name = "HandInError";
}

/** The longest program that may be handed in, in characters. */
export const longestSource = 500_000;
/** The longest name of a learner, in characters. */
export const longestName = 100;

/** The text of the file. */
export const writeHandIn = (given: Omit<HandIn, "kind" | "version">): string =>
  `${JSON.stringify({ kind: "attention-dojo hand-in", version: 1, ...given } satisfies HandIn, null, 2)}\n`;

/** `softmax.handin.json` */
export const handInFileName = (exercise: string): string => `${exercise}${handInEnding}`;
export const handInEnding = ".handin.json";

/** Reads such a file, which may come from anybody. Throws HandInError. */
export function readHandIn(text: string): HandIn {
  const value = parse(text);
  if (value.kind !== "attention-dojo hand-in") throw new HandInError("It is not a file of Attention Dojo's Hand in.");
  if (value.version !== 1)
    throw new HandInError(`It is of version ${JSON.stringify(value.version)}; this program reads version 1.`);
  const language = languageNames.find((name) => name === value.language);
  if (!language) throw new HandInError(`"language" should be one of ${languageNames.join(", ")}.`);
  const { seed } = value;
  if (typeof seed !== "number" || !Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new HandInError('"seed" should be a whole number from 0 to 4294967295.');
  return {
    kind: value.kind,
    version: value.version,
    exercise: textOf(value, "exercise", longestName),
    language,
    source: textOf(value, "source", longestSource),
    seed,
    verdict: textOf(value, "verdict", longestName),
    learner: textOf(value, "learner", longestName),
    handedIn: textOf(value, "handedIn", longestName),
    dojo: textOf(value, "dojo", longestName),
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new HandInError(`It is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new HandInError("It is not a file of Attention Dojo's Hand in.");
  return value as Readonly<Record<string, unknown>>;
}

function textOf(value: Readonly<Record<string, unknown>>, name: string, longest: number): string {
  const text = value[name];
  if (typeof text !== "string" || text.length > longest)
    throw new HandInError(`"${name}" should be a text of at most ${longest} characters.`);
  return text;
}
