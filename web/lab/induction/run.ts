import { createRandom } from "../../format/index.js";
import { drawSequences, type PeriodRule, periodRules, repeatBlock, type Sequence } from "./data.js";
import { layerNames } from "./parameters.js";
import type { HeadScores } from "./scores.js";

/** How long a run is. */
export const steps = 1500;
/** Every so many steps the scores of the heads are measured. */
export const measureEvery = 5;
/** Every so many steps the parameters are kept, to look at afterwards; a multiple of `measureEvery`. */
export const snapshotEvery = 15;

export const headCounts = [2, 4] as const;
export type HeadCount = (typeof headCounts)[number];

/** What a run depends on; nothing else does. */
export interface RunSettings {
  readonly seed: number;
  readonly heads: HeadCount;
  readonly rule: PeriodRule;
}

export const readRule = (value: unknown): PeriodRule | undefined => periodRules.find((rule) => rule === value);

export const isSameRun = (a: RunSettings, b: RunSettings): boolean =>
  a.seed === b.seed && a.heads === b.heads && a.rule === b.rule;

/** On which the heads are measured: no step of training draws them. */
export const probeOf = (seed: number, rule: PeriodRule): readonly Sequence[] => drawSequences(seed, 0, 8, rule);

/** The one whose weights are drawn: some tokens, then a block, again and again. */
export function exampleOf({ seed, rule }: RunSettings): Sequence {
  const random = createRandom(seed);
  return rule === "fixed" ? repeatBlock(random, 0, 32) : repeatBlock(random, 8, 16);
}

/** Every head of every layer, in the order of reports. */
export const headPlaces = (heads: number) =>
  layerNames.flatMap((_, layer) => Array.from({ length: heads }, (_, head) => ({ layer, head })));

/** The scores of all heads at one step, in the order of `headPlaces`. */
export interface Measurement {
  readonly step: number;
  readonly heads: readonly HeadScores[];
}
