import { starter } from "./own-pool.js";
import type { RunResult } from "./race.js";
import { type HelpSettings, measurements, seedsInARace, stretches, writeSettings } from "./settings.js";
import { entrants } from "./standing.js";

/** What a learner leaves behind in this lab. */
export interface HelpWork {
  /** Results by the settings that give them, the latest last. */
  readonly races: Readonly<Record<string, readonly RunResult[]>>;
  /** By task and head. */
  readonly predictions: Readonly<Record<string, string>>;
  /** Of the learner's own pooling. */
  readonly source: string;
}

export const emptyWork: HelpWork = { races: {}, predictions: {}, source: starter };

const mostRaces = 12;
const mostChars = 20_000;

export const keyOf = (settings: HelpSettings): string => writeSettings(settings).toString();
export const predictionKeyOf = ({ task, head }: HelpSettings): string => `${task}.${head}`;

export function withResults(work: HelpWork, settings: HelpSettings, results: readonly RunResult[]): HelpWork {
  const key = keyOf(settings);
  const others = Object.entries(work.races).filter(([known]) => known !== key);
  return { ...work, races: Object.fromEntries([...others, [key, results] as const].slice(-mostRaces)) };
}

/** Reads what was kept, which another version may have written. */
export function readWork(value: unknown): HelpWork {
  const { races, predictions, source } = record(value);
  return {
    races: Object.fromEntries(
      Object.entries(record(races))
        .slice(-mostRaces)
        .map(([key, results]) => [key, list(results).flatMap(readResult)]),
    ),
    predictions: Object.fromEntries(
      Object.entries(record(predictions)).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
    source: typeof source === "string" && source.length <= mostChars ? source : starter,
  };
}

const record = (value: unknown): Readonly<Record<string, unknown>> => Object(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readResult(value: unknown): readonly RunResult[] {
  const { entrant, attempt, curve, accuracies, msPerStep } = record(value);
  const known = entrants.find((name) => name === entrant);
  const isAttempt = typeof attempt === "number" && Number.isInteger(attempt) && attempt >= 0 && attempt < seedsInARace;
  if (!known || !isAttempt || typeof msPerStep !== "number") return [];
  const [curveRead, accuraciesRead] = [list(curve).filter(isShare), list(accuracies).filter(isShare)];
  if (curveRead.length !== measurements || accuraciesRead.length !== stretches.length) return [];
  return [{ entrant: known, attempt, curve: curveRead, accuracies: accuraciesRead, msPerStep }];
}

const isShare = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 1;
