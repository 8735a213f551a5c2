import type { TrainingState } from "../../../lab/induction/model.js";
import { eachParameter, type Parameters, parameterNames, parameterShapes } from "../../../lab/induction/parameters.js";
import type { Ablation, Outcome } from "../../../lab/induction/reading.js";
import {
  headCounts,
  headPlaces,
  type Measurement,
  measureEvery,
  type RunSettings,
  readRule,
  steps,
} from "../../../lab/induction/run.js";
import type { HeadScores } from "../../../lab/induction/scores.js";

/** A run as far as it came, as the lab keeps it over a reload. */
export interface InductionWork {
  readonly version: 1;
  readonly run: RunSettings;
  readonly state: TrainingState;
  /** One of each step. */
  readonly losses: Float32Array;
  readonly measurements: readonly Measurement[];
  /** How long the steps took. */
  readonly milliseconds: number;
  /** null: it can go on. */
  readonly outcome: Outcome | null;
}

/** What was kept by this version or another, or by nobody: null unless all of it holds. */
export function readWork(work: unknown): InductionWork | null {
  const { version, run, state, losses, measurements, milliseconds, outcome } = fieldsOf(work);
  const settings = readRun(run);
  const trained = readState(state);
  if (version !== 1 || !settings || !trained || !isNumber(milliseconds)) return null;
  if (!(losses instanceof Float32Array) || losses.length !== trained.step || !losses.every(Number.isFinite))
    return null;
  const count = headPlaces(settings.heads).length;
  const measured = readList(measurements, (entry) => readMeasurement(entry, count));
  if (measured?.length !== Math.floor(trained.step / measureEvery) + 1) return null;
  const read = outcome === null ? null : readOutcome(outcome, count);
  if (read === undefined) return null;
  return { version, run: settings, state: trained, losses, measurements: measured, milliseconds, outcome: read };
}

/** Parameters of the model and nothing else, or null. */
export function readParameters(value: unknown): Parameters | null {
  const given = fieldsOf(value);
  const isRight = parameterNames.every((name) => {
    const { shape, data } = fieldsOf(given[name]);
    const expected = parameterShapes[name];
    return (
      String(shape) === String(expected) &&
      data instanceof Float32Array &&
      data.length === expected[0] * expected[1] &&
      data.every(Number.isFinite)
    );
  });
  if (!isRight) return null;
  return eachParameter((name) => ({
    shape: parameterShapes[name],
    data: fieldsOf(given[name]).data as Float32Array,
  }));
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => Object(value) as Fields;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function readList<T>(value: unknown, read: (entry: unknown) => T | null): readonly T[] | null {
  if (!Array.isArray(value)) return null;
  const entries = value.map(read);
  return entries.every((entry) => entry !== null) ? (entries as readonly T[]) : null;
}

function readRun(value: unknown): RunSettings | null {
  const { seed, heads, rule } = fieldsOf(value);
  const count = headCounts.find((known) => known === heads);
  const known = readRule(rule);
  return count && known && isNumber(seed) && Number.isSafeInteger(seed) ? { seed, heads: count, rule: known } : null;
}

function readState(value: unknown): TrainingState | null {
  const { step, parameters, m, v } = fieldsOf(value);
  if (!isNumber(step) || !Number.isInteger(step) || step < 0 || step > steps) return null;
  const [p, first, second] = [parameters, m, v].map(readParameters);
  return p && first && second ? { step, parameters: p, m: first, v: second } : null;
}

function readScores(value: unknown): HeadScores | null {
  const { previous, prefix } = fieldsOf(value);
  return isNumber(previous) && isNumber(prefix) ? { previous, prefix } : null;
}

function readMeasurement(value: unknown, count: number): Measurement | null {
  const { step, heads } = fieldsOf(value);
  const scores = readList(heads, readScores);
  return isNumber(step) && scores?.length === count ? { step, heads: scores } : null;
}

function readAblation(value: unknown): Ablation | null {
  const { loss, accuracy, prefix } = fieldsOf(value);
  return isNumber(loss) && isNumber(accuracy) && isNumber(prefix) ? { loss, accuracy, prefix } : null;
}

function readOutcome(value: unknown, count: number): Outcome | undefined {
  const { whole, heads, without, withoutPrevious, elsewhere } = fieldsOf(value);
  const [all, scores, ablations] = [readAblation(whole), readList(heads, readScores), readList(without, readAblation)];
  const previous = readAblation(withoutPrevious);
  if (!all || scores?.length !== count || ablations?.length !== count || !isNumber(elsewhere)) return undefined;
  if (!previous && withoutPrevious !== null) return undefined;
  return { whole: all, heads: scores, without: ablations, withoutPrevious: previous, elsewhere };
}
