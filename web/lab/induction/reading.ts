import type { TrainingKernels } from "../../kernels/training.js";
import { type AnyParameters, examine, type HeadPlace } from "./examine.js";
import type { Parameters } from "./parameters.js";
import { headPlaces, probeOf, type RunSettings } from "./run.js";
import { type HeadScores, scoreHeads } from "./scores.js";

/** From which score on a head has its name: more than half of its attention is where the name says. */
export const formedFrom = 0.5;

/** How a loss fell: alike all the time; at once, then ever more slowly; or after a time in which it hardly did. */
export const fallShapes = ["steady", "early", "cliff"] as const;
export type FallShape = (typeof fallShapes)[number];

export interface Descent {
  /** Mean losses of the first and of the last steps. */
  readonly first: number;
  readonly last: number;
  /** By which step a tenth and nine tenths of the fall from first to last were behind it, and by which the loss was half of the first. */
  readonly tenth: number;
  readonly nineTenths: number;
  readonly half: number | null;
  /** null: it did not fall by half. */
  readonly shape: FallShape | null;
}

/** How many losses are averaged, against the chance of single batches. */
const averaged = 10;
const averagedAtEnds = 20;

/** Reads the losses of all steps; null when there are too few. */
export function descentOf(losses: ArrayLike<number>): Descent | null {
  if (losses.length < 2 * averagedAtEnds) return null;
  const first = meanOf(losses, 0, averagedAtEnds);
  const last = meanOf(losses, losses.length - averagedAtEnds, losses.length);
  const below = (level: number): number | null => {
    for (let end = averaged; end <= losses.length; end++) {
      if (meanOf(losses, end - averaged, end) <= level) return end;
    }
    return null;
  };
  const after = (share: number) => below(first - share * (first - last)) ?? losses.length;
  const [tenth, nineTenths, half] = [after(0.1), after(0.9), below(first / 2)];
  return {
    first,
    last,
    tenth,
    nineTenths,
    half,
    shape: half === null ? null : shapeOf(tenth, nineTenths, losses.length),
  };
}

/**
 * A straight line takes four fifths of the steps from a tenth to nine tenths; a decaying exponential waits a twentieth of that time
 * before. What waits more than half of it has stood on a plateau.
 */
function shapeOf(tenth: number, nineTenths: number, steps: number): FallShape {
  const duration = nineTenths - tenth;
  if (tenth > duration / 2) return "cliff";
  return duration > 0.6 * steps ? "steady" : "early";
}

function meanOf(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] ?? 0;
  return sum / (to - from);
}

/** What a model does with some heads off. */
export interface Ablation {
  readonly loss: number;
  readonly accuracy: number;
  /** The highest prefix-matching score that is left. */
  readonly prefix: number;
}

/** What came of a run, measured on sequences that it has not seen. */
export interface Outcome {
  /** With all heads. */
  readonly whole: Ablation;
  /** Of each head, in the order of `headPlaces`. */
  readonly heads: readonly HeadScores[];
  /** What is left without each of them. */
  readonly without: readonly Ablation[];
  /** What is left without all heads that are previous-token heads; null where there is not one. */
  readonly withoutPrevious: Ablation | null;
  /** The accuracy with the other rule of periods, with which it has not learned. */
  readonly elsewhere: number;
}

/** A model as it is, or with heads off. */
export interface Assessment {
  /** On sequences that it was not trained on, of the rule that it was trained with. */
  readonly loss: number;
  readonly accuracy: number;
  /** Of every head, in the order of `headPlaces`; always on drawn periods, so that keeping a fixed distance is no induction. */
  readonly scores: readonly HeadScores[];
}

export function assess(
  kernels: TrainingKernels,
  parameters: AnyParameters,
  { seed, rule, heads }: RunSettings,
  off: readonly HeadPlace[] = [],
): Assessment {
  const scored = probeOf(seed, "drawn");
  const examined = examine(kernels, parameters, scored, heads, off);
  const { loss, accuracy } =
    rule === "drawn" ? examined : examine(kernels, parameters, probeOf(seed, rule), heads, off);
  return { loss, accuracy, scores: examined.weights.flatMap((layer) => scoreHeads(layer, scored, heads)) };
}

export function measureOutcome(kernels: TrainingKernels, parameters: Parameters, run: RunSettings): Outcome {
  const places = headPlaces(run.heads);
  const ablate = (off: readonly HeadPlace[]): Ablation => {
    const { loss, accuracy, scores } = assess(kernels, parameters, run, off);
    const left = scores.filter((_, i) => !off.includes(places[i] ?? NO_PLACE));
    return { loss, accuracy, prefix: Math.max(...left.map(({ prefix }) => prefix)) };
  };
  const { scores } = assess(kernels, parameters, run);
  const previous = places.filter((_, i) => (scores[i]?.previous ?? 0) >= formedFrom);
  const otherRule = run.rule === "drawn" ? "fixed" : "drawn";
  return {
    whole: ablate([]),
    heads: scores,
    without: places.map((place) => ablate([place])),
    withoutPrevious: previous.length > 0 ? ablate(previous) : null,
    elsewhere: examine(kernels, parameters, probeOf(run.seed, otherRule), run.heads).accuracy,
  };
}

const NO_PLACE: HeadPlace = { layer: -1, head: -1 };
