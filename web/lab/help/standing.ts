import { overlap, type Spread, spreadOf } from "../training/spread.js";
import type { RunResult } from "./race.js";
import { type Entrant, measurements, poolings } from "./settings.js";

export const entrants: readonly Entrant[] = [...poolings, "own"];

/** What the seeds of one entrant gave. */
export interface Standing {
  readonly entrant: Entrant;
  readonly attempts: readonly RunResult[];
}

/** Entrants that have a result, in their order, each with its results by seed. */
export function standingsOf(results: readonly RunResult[]): readonly Standing[] {
  return entrants
    .map((entrant) => ({
      entrant,
      attempts: results.filter((result) => result.entrant === entrant).sort((a, b) => a.attempt - b.attempt),
    }))
    .filter(({ attempts }) => attempts.length > 0);
}

/** Accuracies of all seeds on one of the stretches. */
export const accuraciesAt = ({ attempts }: Standing, stretch: number): readonly number[] =>
  attempts.map(({ accuracies }) => accuracies[stretch] ?? Number.NaN);

/** Mean, lowest and highest accuracy at each measurement, over the seeds that are there already. */
export function bandOf(curves: readonly (readonly number[])[]): readonly (Spread | null)[] {
  return Array.from({ length: measurements }, (_, i) => {
    const values = curves.flatMap((curve) => curve[i] ?? []);
    return values.length ? spreadOf(values) : null;
  });
}

/** Who came out how on one of the stretches. */
export interface Reading {
  readonly best: Entrant;
  /** The best, and all whose range of seeds overlaps with it: nobody can tell them apart. */
  readonly tied: readonly Entrant[];
  readonly behind: readonly Entrant[];
  readonly spreads: ReadonlyMap<Entrant, Spread>;
}

/** @returns undefined before there is a result */
export function readingOf(standings: readonly Standing[], stretch: number): Reading | undefined {
  const spreads = new Map(standings.map((it) => [it.entrant, spreadOf(accuraciesAt(it, stretch))]));
  const [first] = [...spreads].sort(([, a], [, b]) => b.mean - a.mean);
  if (!first) return undefined;
  const [best, top] = first;
  const isTied = (entrant: Entrant) => {
    const spread = spreads.get(entrant);
    return entrant === best || (spread !== undefined && overlap(spread, top));
  };
  const all = [...spreads.keys()];
  return { best, tied: all.filter(isTied), behind: all.filter((entrant) => !isTied(entrant)), spreads };
}

/** What self-attention brought, beside the other three poolings. */
export type Verdict =
  /** Even its worst seed is above the best seed of all others. */
  | "helps"
  /** It is among the best, but does not stand apart. */
  | "not-apart"
  /** Another is clearly better. */
  | "behind";

export function verdictOf({ tied }: Reading): Verdict {
  if (!tied.includes("self")) return "behind";
  return tied.length === 1 ? "helps" : "not-apart";
}

/** Two labels are equally likely: whoever guesses is right in half of the texts. Five points off is close to that. */
export const isNearChance = ({ mean }: Spread): boolean => Math.abs(mean - 0.5) < 0.05;
