import { nothingRemembered, type Remembered } from "../../elements/toolkit.js";
import { type Language, languageNames } from "../../format/index.js";

/** What is stored for one exercise. */
export interface ExerciseRecord extends Remembered {
  /** When it was last changed; milliseconds since 1970. */
  readonly touched: number;
}

export const emptyRecord: ExerciseRecord = { ...nothingRemembered, touched: 0 };

export const isSlug = (name: string) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && name.length <= 80;

/** What a record is stored under: a slug, or the kind of an item and its slug, `question:what-attention-is`. */
export function isKey(key: string): boolean {
  const [kind, slug] = key.includes(":") ? key.split(/:(.*)/s) : ["exercise", key];
  return (kind === "exercise" || kind === "question") && isSlug(slug ?? "");
}

/** A value is not what was stored. `where` is its path: `exercises.softmax.hints`. */
export class DamagedError extends Error {
  override readonly name = "DamagedError";

  constructor(readonly where: string) {
    super(`Damaged at ${where}.`);
  }
}

/** An object as JSON makes it; arrays and null are none. */
export function asObject(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new DamagedError(where);
  return value as Readonly<Record<string, unknown>>;
}

/** An array as JSON makes it, of at most so many entries. */
export function asList(value: unknown, most: number, where: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new DamagedError(where);
  return value;
}

/** However long it is: what was stored is somebody's work. */
export function asText(value: unknown, where: string): string {
  if (typeof value !== "string") throw new DamagedError(where);
  return value;
}

export const own = (object: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

export function wholeNumber(value: unknown, highest: number, where: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > highest)
    throw new DamagedError(where);
  return value;
}

export function truth(value: unknown, where: string): boolean {
  if (typeof value !== "boolean") throw new DamagedError(where);
  return value;
}

/** Takes a record out of parsed JSON, field by field; what it does not know it leaves behind. Throws DamagedError. */
export function readRecord(value: unknown, where: string): ExerciseRecord {
  const record = asObject(value, where);
  const stored = asObject(own(record, "sources"), `${where}.sources`);
  const sources: Partial<Record<Language, string>> = {};
  for (const language of languageNames) {
    const source = own(stored, language);
    if (source === undefined) continue;
    sources[language] = asText(source, `${where}.sources.${language}`);
  }
  return {
    sources,
    hints: wholeNumber(own(record, "hints"), 100, `${where}.hints`),
    revealed: truth(own(record, "revealed"), `${where}.revealed`),
    solved: truth(own(record, "solved"), `${where}.solved`),
    touched: wholeNumber(own(record, "touched"), 8.64e15, `${where}.touched`),
    ...readOwnCase(own(record, "ownCase"), `${where}.ownCase`),
  };
}

/** More inputs than any exercise has, and more text than one case takes. */
const mostInputs = 64;
const mostOfOwnCase = 200_000;

function readOwnCase(value: unknown, where: string): Pick<ExerciseRecord, "ownCase"> {
  if (value === undefined) return {};
  const texts = Object.entries(asObject(value, where)).map(
    ([name, text]) => [name, asText(text, `${where}.${name.slice(0, 80)}`)] as const,
  );
  const size = texts.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
  if (texts.length > mostInputs || size > mostOfOwnCase) throw new DamagedError(where);
  return { ownCase: Object.fromEntries(texts) };
}
