import type { TrainingKernels } from "../../kernels/training.js";
import { Workspace } from "../training/workspace.js";
import { Classifier, learntFrom } from "./classifier.js";
import {
  type Entrant,
  type HelpSettings,
  leastOf,
  measurements,
  type Pooling,
  poolings,
  seedsInARace,
  sizes,
  stretches,
  watched,
} from "./settings.js";
import { drawTexts, type Texts } from "./tasks.js";
import { drawWeights, type Weights } from "./weights.js";

/** What one training gave. */
export interface RunResult {
  readonly entrant: Entrant;
  /** Which of the seeds, from 0. */
  readonly attempt: number;
  /** Accuracy on the way, measured `measurements` times; the last is after the last step. */
  readonly curve: readonly number[];
  /** Accuracy at the end, for each of the stretches. */
  readonly accuracies: readonly number[];
  readonly msPerStep: number;
}

/** Trainings in the order in which a race runs them: a seed of every pooling first. */
export const runs: readonly { readonly attempt: number; readonly pooling: Pooling }[] = Array.from(
  { length: seedsInARace },
  (_, attempt) => poolings.map((pooling) => ({ attempt, pooling })),
).flat();

/** What all poolings of one seed share. */
export interface Material {
  readonly weights: Weights;
  /** As many texts as all steps take. */
  readonly training: Texts;
  /** For each of the stretches. */
  readonly tests: readonly Texts[];
}

export function drawMaterial({ seed, task, head, length, steps }: HelpSettings, attempt: number): Material {
  // Seeds of two attempts, and of what an attempt draws, must differ; neighbours give unrelated numbers.
  const from = (seed * seedsInARace + attempt) * 8;
  const least = leastOf(length);
  return {
    weights: drawWeights(from, head),
    training: drawTexts(task, { seed: from + 1, count: steps * sizes.batch, least, most: length }),
    tests: stretches.map((stretch, i) => {
      const [shortest, most] = stretch === 1 ? [least, length] : [stretch * length, stretch * length];
      return drawTexts(task, { seed: from + 2 + i, count: sizes.tests, least: shortest, most });
    }),
  };
}

/** Texts `from` to `from + count`, without copying. */
export function sliceOf({ ids, lengths, labels, length }: Texts, from: number, count: number): Texts {
  const to = from + count;
  return {
    count,
    length,
    ids: ids.subarray(from * length, to * length),
    lengths: lengths.subarray(from, to),
    labels: labels.subarray(from, to),
  };
}

/** Trains one pooling; after each measurement it yields the number of steps so far and the curve. */
export function* train(kernels: TrainingKernels, settings: HelpSettings, material: Material, pooling: Pooling) {
  const workspace = new Workspace(kernels);
  try {
    const learnt = learntFrom(workspace, material.weights, pooling);
    const learner = new Classifier(workspace, learnt, { count: sizes.batch, length: settings.length });
    const tests = material.tests.map((texts) => ({ texts, classifier: new Classifier(workspace, learnt, texts) }));
    const accuracyAt = (stretch: number) => {
      const test = tests[stretch];
      return test ? test.classifier.accuracy(test.texts) : Number.NaN;
    };
    const curve: number[] = [];
    let ms = 0;
    for (let step = 0; step < settings.steps; step++) {
      const before = performance.now();
      learner.step(sliceOf(material.training, step * sizes.batch, sizes.batch));
      ms += performance.now() - before;
      if (((step + 1) * measurements) % settings.steps) continue;
      curve.push(accuracyAt(watched(settings.task)));
      yield { step: step + 1, curve };
    }
    const accuracies = tests.map((_, i) => accuracyAt(i));
    return { curve, accuracies, msPerStep: ms / settings.steps, parameters: learnt.all.size };
  } finally {
    workspace.release();
  }
}
