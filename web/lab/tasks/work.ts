import type { Attended, TrialResult } from "./experiment.js";
import {
  kindOf,
  modelsOf,
  readSettings,
  seedsOfAPoint,
  type TasksSettings,
  trialsOf,
  writeSettings,
} from "./settings.js";

/** One experiment, whole or in part. */
export interface Run {
  readonly settings: TasksSettings;
  readonly results: readonly TrialResult[];
  readonly attended?: Attended | undefined;
}

/** What a learner leaves behind in this lab. */
export interface TasksWork {
  /** The learner's runs, each of other settings, the latest last. */
  readonly runs: readonly Run[];
  /** By variant. */
  readonly predictions: Readonly<Record<string, string>>;
}

export const emptyWork: TasksWork = { runs: [], predictions: {} };

export const mostRuns = 24;

const keyOf = (settings: TasksSettings): string => writeSettings(settings).toString();
const isOf = (settings: TasksSettings) => (run: Run) => keyOf(run.settings) === keyOf(settings);

export const runOf = ({ runs }: TasksWork, settings: TasksSettings): Run =>
  runs.find(isOf(settings)) ?? { settings, results: [] };

/** Puts a run in the place of the one with the same settings, or at the end. */
export function withRun(work: TasksWork, run: Run): TasksWork {
  const at = work.runs.findIndex(isOf(run.settings));
  const runs = at < 0 ? [...work.runs, run] : work.runs.with(at, run);
  return { ...work, runs: runs.slice(-mostRuns) };
}

export const withoutRun = (work: TasksWork, settings: TasksSettings): TasksWork => ({
  ...work,
  runs: work.runs.filter((run) => !isOf(settings)(run)),
});

/** How many trainings of a run are done, in their order. */
export function doneOf({ settings, results }: Run): number {
  const trials = trialsOf(settings);
  const first = trials.findIndex(
    ({ point, model, attempt }) =>
      !results.some((it) => it.point === point && it.model === model && it.attempt === attempt),
  );
  return first < 0 ? trials.length : first;
}

/** Reads what was kept, which another version may have written. */
export function readWork(value: unknown): TasksWork {
  const { runs, predictions } = record(value);
  return {
    runs: list(runs).slice(-mostRuns).map(readRun),
    predictions: Object.fromEntries(
      Object.entries(record(predictions)).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
  };
}

const record = (value: unknown): Readonly<Record<string, unknown>> => Object(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readRun(value: unknown): Run {
  const { settings, results, attended } = record(value);
  const texts = Object.entries(record(settings)).map(([name, setting]) => [name, String(setting)]);
  const known = readSettings(new URLSearchParams(texts));
  return {
    settings: known,
    results: list(results).flatMap((result) => readResult(known, result)),
    attended: readAttended(attended),
  };
}

function readResult(settings: TasksSettings, value: unknown): readonly TrialResult[] {
  const { point, model, attempt, accuracy, parameters, msPerStep } = record(value);
  const known = modelsOf[kindOf(settings.variant)].find((name) => name === model);
  if (!known || !isWhole(point) || !isWhole(attempt) || attempt >= seedsOfAPoint) return [];
  if (!isNumber(accuracy) || accuracy < 0 || accuracy > 1 || !isWhole(parameters) || !isNumber(msPerStep)) return [];
  return [{ point, model: known, attempt, accuracy, parameters, msPerStep }];
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isWhole = (value: unknown): value is number => isNumber(value) && Number.isInteger(value) && value >= 0;

function readAttended(value: unknown): Attended | undefined {
  const { example, weights, alignment, onTheRightWord } = record(value);
  const numbers = (array: unknown) => list(array).filter(isNumber);
  const size = Math.sqrt(list(weights).length);
  if (!isWhole(size) || size === 0 || numbers(weights).length !== size * size) return undefined;
  return {
    example: numbers(example),
    weights: numbers(weights),
    ...(Array.isArray(alignment) && { alignment: numbers(alignment) }),
    ...(isNumber(onTheRightWord) && { onTheRightWord }),
  };
}
