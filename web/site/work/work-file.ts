import { type Earlier, grown } from "../../elements/toolkit.js";
import { type Item, keyOf } from "../review/item.js";
import { mergedEarlier, readEarlier } from "../storage/earlier.js";
import { type QuestionRecord, readQuestionRecord } from "../storage/question-record.js";
import { asObject, DamagedError, type ExerciseRecord, isKey, isSlug, readRecord } from "../storage/record.js";
import { mergedReviews, type ReviewRecord, readReviewRecord } from "../storage/review-record.js";

const format = "attention-dojo";
/** In bytes: more than a browser stores for a page, however it is written down. */
export const largestFile = 20_000_000;
/** Of a kind: ten times as many as there are. */
const mostRecords = 2000;

/** What is kept in this browser, or comes in a file. */
export interface Work {
  readonly exercises: ReadonlyMap<string, ExerciseRecord>;
  readonly questions: ReadonlyMap<string, QuestionRecord>;
  /** By item: `exercise:softmax`. */
  readonly reviews: ReadonlyMap<string, ReviewRecord>;
  /** Texts that were submitted or gave way, the newest first. By item, too. */
  readonly earlier: ReadonlyMap<string, readonly Earlier[]>;
}

/** Work, and when it was saved. Files from before there were questions, or earlier texts, have none. */
export interface WorkFile extends Work {
  readonly saved: string;
}

/** What is sound of a file. */
export interface ReadFile extends WorkFile {
  /** Where it is damaged: `exercises.softmax.hints`. */
  readonly leftOut: readonly string[];
}

export type ImportProblem =
  | "too-large"
  | "not-json"
  | "not-ours"
  | "newer-version"
  | "damaged"
  | "unreadable"
  | "no-room";

/** Why a file cannot be imported. Nothing has been changed when it is thrown. */
export class ImportError extends Error {
  override readonly name = "ImportError";

  constructor(
    readonly problem: ImportProblem,
    /** Where a damaged file is damaged. */
    readonly where = "",
  ) {
    super(where ? `${problem}: ${where}` : problem);
  }
}

/** The text of a file with this work in it. `version` changes when a field changes its meaning. */
export function writeWorkFile({ saved, exercises, questions, reviews, earlier }: WorkFile): string {
  const content = {
    format,
    version: 1,
    saved,
    exercises: Object.fromEntries(exercises),
    questions: Object.fromEntries(questions),
    reviews: Object.fromEntries(reviews),
    earlier: Object.fromEntries(earlier),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Reads a file that anybody may have written. What is damaged is left out; throws ImportError where nothing else is in it. */
export function readWorkFile(text: string): ReadFile {
  if (text.length > largestFile) throw new ImportError("too-large");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ImportError("not-json");
  }
  if (typeof parsed !== "object" || parsed === null || (parsed as { format?: unknown }).format !== format)
    throw new ImportError("not-ours");
  const {
    version,
    saved,
    exercises,
    questions = {},
    reviews = {},
    earlier = {},
  } = parsed as Readonly<Record<string, unknown>>;
  if (typeof version === "number" && version > 1) throw new ImportError("newer-version");
  if (version !== 1) throw new ImportError("damaged", "version");
  const isDate = typeof saved === "string" && !Number.isNaN(Date.parse(saved)) && saved.length <= 40;
  const leftOut: string[] = isDate ? [] : ["saved"];
  const file: ReadFile = {
    saved: isDate ? saved : "",
    exercises: soundRecords(exercises, "exercises", isSlug, readRecord, leftOut),
    questions: soundRecords(questions, "questions", isSlug, readQuestionRecord, leftOut),
    reviews: soundRecords(reviews, "reviews", isItemKey, readReviewRecord, leftOut),
    earlier: soundRecords(earlier, "earlier", isItemKey, readEarlier, leftOut),
    leftOut,
  };
  const isEmpty = file.exercises.size + file.questions.size + file.reviews.size + file.earlier.size === 0;
  if (isEmpty && leftOut[0] !== undefined) throw new ImportError("damaged", leftOut[0]);
  return file;
}

const isItemKey = (key: string) => key.includes(":") && isKey(key);

/** Notes in `leftOut` where something is not as it should be. */
function soundRecords<T>(
  value: unknown,
  where: string,
  isName: (key: string) => boolean,
  read: (value: unknown, where: string) => T,
  leftOut: string[],
): ReadonlyMap<string, T> {
  const sound = new Map<string, T>();
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error;
      leftOut.push(error.where);
    }
  };
  attempt(() => {
    const entries = Object.entries(asObject(value, where));
    const placeOf = ([key]: readonly [string, unknown]) => `${where}.${key.slice(0, 80)}`;
    for (const entry of entries.slice(0, mostRecords)) {
      const [key, record] = entry;
      if (isName(key)) attempt(() => sound.set(key, read(record, placeOf(entry))));
      else leftOut.push(placeOf(entry));
    }
    const [first, last] = [entries[mostRecords], entries.at(-1)];
    if (first && last) leftOut.push(`${placeOf(first)} … ${placeOf(last)}`);
  });
  return sound;
}

/**
 * What importing would do to one exercise or question. `history`: it only brings earlier texts; `newer`: nothing, a newer version
 * of the page has saved it.
 */
export interface Change extends Item {
  readonly effect: "added" | "replaced" | "history" | "same" | "newer";
  readonly solvedHere: boolean;
  readonly solvedInFile: boolean;
}

/** The code of the file wins over the code here; what was solved in either stays solved. */
function mergedExercises(here: ExerciseRecord, file: ExerciseRecord): ExerciseRecord {
  return {
    ...grown(here, file),
    sources: { ...here.sources, ...file.sources },
    touched: Math.max(here.touched, file.touched),
  };
}

/** The later answer wins. */
const mergedQuestions = (here: QuestionRecord, file: QuestionRecord) => (file.touched > here.touched ? file : here);

function mergedMaps<T>(here: ReadonlyMap<string, T>, file: ReadonlyMap<string, T>, merge: (here: T, file: T) => T) {
  const merged = new Map(here);
  for (const [key, incoming] of file) {
    const mine = here.get(key);
    merged.set(key, mine === undefined ? incoming : merge(mine, incoming));
  }
  return merged;
}

/** What is here and what is in the file, as one. */
export function mergedWork(here: Work, file: Work): Work {
  return {
    exercises: mergedMaps(here.exercises, file.exercises, mergedExercises),
    questions: mergedMaps(here.questions, file.questions, mergedQuestions),
    reviews: mergedMaps(here.reviews, file.reviews, mergedReviews),
    earlier: mergedMaps(here.earlier, file.earlier, mergedEarlier),
  };
}

/** Of all that was changed in one step, what is to be put in its place. */
export interface WorkChanges {
  readonly exercises: ReadonlyMap<string, ExerciseRecord | null>;
  readonly questions: ReadonlyMap<string, QuestionRecord | null>;
  readonly reviews: ReadonlyMap<string, ReviewRecord | null>;
  readonly earlier: ReadonlyMap<string, readonly Earlier[] | null>;
}

/** What makes of one state the other; null where there was nothing. What is not as it was in `from` any more stays as it is now. */
export function changesTo(to: Work, from: Work, now: Work): WorkChanges {
  const differing = <T>(
    wanted: ReadonlyMap<string, T>,
    past: ReadonlyMap<string, T>,
    present: ReadonlyMap<string, T>,
  ) =>
    new Map<string, T | null>(
      [...new Set([...wanted.keys(), ...past.keys()])]
        .filter((key) => wanted.get(key) !== past.get(key) && past.get(key) === present.get(key))
        .map((key) => [key, wanted.get(key) ?? null]),
    );
  return {
    exercises: differing(to.exercises, from.exercises, now.exercises),
    questions: differing(to.questions, from.questions, now.questions),
    reviews: differing(to.reviews, from.reviews, now.reviews),
    earlier: differing(to.earlier, from.earlier, now.earlier),
  };
}

/** What of a record matters, whatever order its fields came in. */
const essence = (record: object | undefined) =>
  JSON.stringify(record, (key, value: unknown) => {
    if (key === "touched") return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

/** Of a file, what there is of these exercises and questions. */
export function partOf({ exercises, questions, reviews, earlier }: Work, items: readonly Item[]): Work {
  const keys = new Set(items.map(keyOf));
  const only = <T>(records: ReadonlyMap<string, T>, toKey: (name: string) => string) =>
    new Map([...records].filter(([name]) => keys.has(toKey(name))));
  return {
    exercises: only(exercises, (slug) => keyOf({ kind: "exercise", slug })),
    questions: only(questions, (slug) => keyOf({ kind: "question", slug })),
    reviews: only(reviews, (key) => key),
    earlier: only(earlier, (key) => key),
  };
}

/** For each exercise and question of the file, what becomes of it. */
export function changesOf(here: Work, file: Work, isNewer: (item: Item) => boolean): readonly Change[] {
  const after = mergedWork(here, file);
  const changes = (
    kind: Change["kind"],
    mine: ReadonlyMap<string, object>,
    next: ReadonlyMap<string, object>,
    incoming: Iterable<string>,
  ) => {
    const others = [...file.reviews.keys(), ...file.earlier.keys()]
      .filter((key) => key.startsWith(`${kind}:`))
      .map((key) => key.slice(kind.length + 1));
    return [...new Set([...incoming, ...others])].map((slug): Change => {
      const item = keyOf({ kind, slug });
      const known = mine.has(slug) || here.reviews.has(item) || here.earlier.has(item);
      const isKept = here.earlier.get(item) === after.earlier.get(item);
      const same =
        essence(mine.get(slug)) === essence(next.get(slug)) &&
        essence(here.reviews.get(item)) === essence(after.reviews.get(item));
      const solved = (work: Work) => kind === "exercise" && (work.exercises.get(slug)?.solved ?? false);
      return {
        kind,
        slug,
        effect: isNewer({ kind, slug }) ? "newer" : !known ? "added" : !same ? "replaced" : isKept ? "same" : "history",
        solvedHere: solved(here),
        solvedInFile: solved(file),
      };
    });
  };
  return [
    ...changes("exercise", here.exercises, after.exercises, file.exercises.keys()),
    ...changes("question", here.questions, after.questions, file.questions.keys()),
  ];
}
