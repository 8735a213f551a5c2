import { asObject, DamagedError, type ExerciseRecord, isSlug, readRecord } from "./record.js";

const format = "attention-dojo";
/** Ten times what all exercises with long answers take. */
export const largestFile = 5_000_000;
const mostExercises = 500;

/** What a file holds: the records by slug, and when they were saved. */
export interface WorkFile {
  readonly saved: string;
  readonly exercises: ReadonlyMap<string, ExerciseRecord>;
}

export type ImportProblem = "too-large" | "not-json" | "not-ours" | "newer-version" | "damaged" | "unreadable";

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

/** The text of a file with this work in it. */
export function writeWorkFile({ saved, exercises }: WorkFile): string {
  return `${JSON.stringify({ format, version: 1, saved, exercises: Object.fromEntries(exercises) }, null, 2)}\n`;
}

/** Reads a file that anybody may have written. Throws ImportError; whatever is not ours is left behind. */
export function readWorkFile(text: string): WorkFile {
  if (text.length > largestFile) throw new ImportError("too-large");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ImportError("not-json");
  }
  if (typeof parsed !== "object" || parsed === null || (parsed as { format?: unknown }).format !== format)
    throw new ImportError("not-ours");
  const { version, saved, exercises } = parsed as { version?: unknown; saved?: unknown; exercises?: unknown };
  if (typeof version === "number" && version > 1) throw new ImportError("newer-version");
  if (version !== 1) throw new ImportError("damaged", "version");
  if (typeof saved !== "string" || Number.isNaN(Date.parse(saved)) || saved.length > 40)
    throw new ImportError("damaged", "saved");
  try {
    const entries = Object.entries(asObject(exercises, "exercises"));
    if (entries.length > mostExercises) throw new DamagedError("exercises");
    const records = entries.map(([slug, record]) => {
      if (!isSlug(slug)) throw new DamagedError(`exercises.${slug.slice(0, 40)}`);
      return [slug, readRecord(record, `exercises.${slug}`)] as const;
    });
    return { saved, exercises: new Map(records) };
  } catch (error) {
    if (error instanceof DamagedError) throw new ImportError("damaged", error.where);
    throw error;
  }
}

/** What importing would do to one exercise. */
export interface Change {
  readonly slug: string;
  readonly kind: "added" | "replaced" | "same";
  readonly record: ExerciseRecord;
  readonly solvedHere: boolean;
}

/** The code of the file wins over the code here; what was solved in either stays solved. */
function merged(here: ExerciseRecord, file: ExerciseRecord): ExerciseRecord {
  return {
    sources: { ...here.sources, ...file.sources },
    hints: Math.max(here.hints, file.hints),
    revealed: here.revealed || file.revealed,
    solved: here.solved || file.solved,
    touched: Math.max(here.touched, file.touched),
  };
}

const essence = ({ sources, hints, revealed, solved }: ExerciseRecord) =>
  JSON.stringify([sources.javascript, sources.python, hints, revealed, solved]);

/** For each exercise of the file, what it becomes. */
export function changesOf(here: ReadonlyMap<string, ExerciseRecord>, file: WorkFile): readonly Change[] {
  return [...file.exercises].map(([slug, incoming]): Change => {
    const mine = here.get(slug);
    if (!mine) return { slug, kind: "added", record: incoming, solvedHere: false };
    const record = merged(mine, incoming);
    return { slug, kind: essence(record) === essence(mine) ? "same" : "replaced", record, solvedHere: mine.solved };
  });
}
