import { overlap, type Spread, spreadOf } from "../training/spread.js";
import type { TrialResult } from "./experiment.js";
import { kindOf, type Model, modelsOf, type Point, pointsOf, type TasksSettings } from "./settings.js";

/** What the seeds of each model gave at one point. */
export interface PointStanding {
  readonly point: Point;
  readonly results: ReadonlyMap<Model, readonly TrialResult[]>;
  readonly spreads: ReadonlyMap<Model, Spread>;
}

/** All points from left to right, also those that have no result yet. */
export const standingsOf = (settings: TasksSettings, results: readonly TrialResult[]): readonly PointStanding[] =>
  pointsOf(settings).map((point, i) => {
    const byModel = modelsOf[kindOf(settings.variant)].map((model) => {
      const found = results.filter((result) => result.point === i && result.model === model);
      return [model, found.sort((a, b) => a.attempt - b.attempt)] as const;
    });
    const present = byModel.filter(([, found]) => found.length > 0);
    return {
      point,
      results: new Map(present),
      spreads: new Map(present.map(([model, found]) => [model, spreadOf(found.map(({ accuracy }) => accuracy))])),
    };
  });

/** The baseline with the highest mean. */
export function bestBaselineOf({ spreads }: PointStanding): readonly [Model, Spread] | undefined {
  return [...spreads].filter(([model]) => model !== "attention").sort(([, a], [, b]) => b.mean - a.mean)[0];
}

/** Attention beside the best baseline at one point: `same` where the ranges of the seeds overlap. */
export type Comparison = "better" | "same" | "worse";

/** @returns undefined before both have a result */
export function comparisonAt(standing: PointStanding): Comparison | undefined {
  const attention = standing.spreads.get("attention");
  const [, baseline] = bestBaselineOf(standing) ?? [];
  if (!attention || !baseline) return undefined;
  if (overlap(attention, baseline)) return "same";
  return attention.mean > baseline.mean ? "better" : "worse";
}

export const verdicts = ["always", "some", "same", "worse"] as const;
/** Attention beside the best baselines over all points: better at all, at some, nowhere told apart, or worse somewhere and better nowhere. */
export type Verdict = (typeof verdicts)[number];

/** @returns undefined while a point has no result */
export function verdictOf(standings: readonly PointStanding[]): Verdict | undefined {
  const all = standings.map(comparisonAt);
  if (all.includes(undefined)) return undefined;
  if (all.every((one) => one === "better")) return "always";
  if (all.includes("better")) return "some";
  return all.includes("worse") ? "worse" : "same";
}
