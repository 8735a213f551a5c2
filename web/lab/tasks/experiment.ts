import { createRandom } from "../../format/index.js";
import type { TrainingKernels } from "../../kernels/training.js";
import { Classifier, learntFrom } from "../help/classifier.js";
import { leastOf } from "../help/settings.js";
import { drawTexts, type Texts } from "../help/tasks.js";
import { drawWeights } from "../help/weights.js";
import { Workspace } from "../training/workspace.js";
import { drawPictureClassifier, PictureClassifier } from "./picture-classifier.js";
import { classesOf, drawPictures, type Pictures, side } from "./pictures.js";
import {
  type Model,
  type Point,
  pointsOf,
  seedsOfAPoint,
  sizes,
  type TasksSettings,
  type Trial,
  type Variant,
} from "./settings.js";
import { drawSentences, type Sentences } from "./translation.js";
import { drawTranslator, Translator } from "./translator.js";

/** What one training gave. */
export interface TrialResult extends Trial {
  /** On examples that it has not seen: of answers, of a translation of words. */
  readonly accuracy: number;
  readonly parameters: number;
  readonly msPerStep: number;
}

/** What the attention looked at in one example. */
export interface Attended {
  /** Tokens, words or patches of the example, as the task numbers them. */
  readonly example: readonly number[];
  /** `[length, length]`, a row for each query. */
  readonly weights: readonly number[];
  /** Of a translation: of which source word each target word is the translation. */
  readonly alignment?: readonly number[];
  /** Of a translation: the mean weight of the right source word, over all test sentences. */
  readonly onTheRightWord?: number;
}

/** A model with what it learns from and what it is tested on. */
interface Student {
  readonly parameters: number;
  /** One step on these training examples, by their numbers. */
  step(chosen: Int32Array): void;
  accuracy(): number;
  /** What its attention looked at in the first test example, after `accuracy`. */
  attended(): Attended | undefined;
}

/** Seeds of an attempt: for the first weights, the training examples, the tests, and the order of training. */
const seedsOf = ({ seed }: TasksSettings, attempt: number) => {
  const from = (seed * seedsOfAPoint + attempt) * 4;
  return { weights: from, training: from + 1, tests: from + 2, order: from + 3 };
};

/** Trains one model; every few steps it yields how many there have been. */
export function* runTrial(kernels: TrainingKernels, settings: TasksSettings, trial: Trial) {
  const workspace = new Workspace(kernels);
  try {
    const point = pointsOf(settings)[trial.point] ?? { amount: 1, length: 8 };
    const seeds = seedsOf(settings, trial.attempt);
    const student = studentOf(workspace, settings.variant, trial.model, point, seeds);
    const order = createRandom(seeds.order);
    let ms = 0;
    for (let step = 0; step < settings.steps; step++) {
      const before = performance.now();
      student.step(order.integers(point.amount, [sizes.batch]).data);
      ms += performance.now() - before;
      if (step % stepsOfATurn === stepsOfATurn - 1) yield step + 1;
    }
    const result: TrialResult = {
      ...trial,
      accuracy: student.accuracy(),
      parameters: student.parameters,
      msPerStep: ms / settings.steps,
    };
    return { result, attended: student.attended() };
  } finally {
    workspace.release();
  }
}

const stepsOfATurn = 10;

type Seeds = ReturnType<typeof seedsOf>;

function studentOf(workspace: Workspace, variant: Variant, model: Model, point: Point, seeds: Seeds): Student {
  switch (variant) {
    case "query":
    case "negation":
      return readerOf(workspace, variant, model, point, seeds);
    case "adjectives":
    case "reverse":
      return translatorOf(workspace, variant, model, point, seeds);
    case "shapes":
    case "twins":
      return viewerOf(workspace, variant, model, point, seeds);
    default:
      return variant satisfies never;
  }
}

function readerOf(
  workspace: Workspace,
  task: "query" | "negation",
  model: Model,
  { amount, length }: Point,
  seeds: Seeds,
): Student {
  const draw = (seed: number, count: number) => drawTexts(task, { seed, count, least: leastOf(length), most: length });
  const [training, tests] = [draw(seeds.training, amount), draw(seeds.tests, sizes.tests)];
  const pooling = model === "attention" ? "self" : model === "max" ? "max" : "mean";
  const learnt = learntFrom(workspace, drawWeights(seeds.weights, "linear"), pooling);
  const learner = new Classifier(workspace, learnt, { count: sizes.batch, length });
  const tested = new Classifier(workspace, learnt, tests);
  return {
    parameters: learnt.all.size,
    step: (chosen) => void learner.step(pickTexts(training, chosen)),
    accuracy: () => tested.accuracy(tests),
    attended: () => {
      const size = tests.lengths[0] ?? 0;
      const weights = tested.weights();
      const rows = Array.from({ length: size }, (_, i) => [
        ...(weights?.subarray(i * length, i * length + size) ?? []),
      ]);
      return weights && { example: [...tests.ids.subarray(0, size)], weights: rows.flat() };
    },
  };
}

function translatorOf(
  workspace: Workspace,
  rule: "adjectives" | "reverse",
  model: Model,
  { amount, length }: Point,
  seeds: Seeds,
): Student {
  const training = drawSentences(rule, { seed: seeds.training, count: amount, length });
  const tests = drawSentences(rule, { seed: seeds.tests, count: sizes.tests, length });
  const kind = model === "attention" ? "attention" : "mean";
  const learnt = drawTranslator(workspace, kind, { seed: seeds.weights, length });
  const learner = new Translator(workspace, learnt, { count: sizes.batch, length });
  const tested = new Translator(workspace, learnt, tests);
  return {
    parameters: learnt.all.size,
    step: (chosen) => void learner.step(pickSentences(training, chosen)),
    accuracy: () => tested.accuracy(tests),
    attended: () => {
      const weights = tested.weights();
      if (!weights) return undefined;
      const onRight = tests.alignment.reduce((sum, word, i) => sum + (weights[i * length + word] ?? 0), 0);
      return {
        example: [...tests.source.subarray(0, length)],
        weights: [...weights.subarray(0, length * length)],
        alignment: [...tests.alignment.subarray(0, length)],
        onTheRightWord: onRight / tests.alignment.length,
      };
    },
  };
}

function viewerOf(
  workspace: Workspace,
  task: "shapes" | "twins",
  model: Model,
  { amount, length }: Point,
  seeds: Seeds,
): Student {
  const training = drawPictures(task, { seed: seeds.training, count: amount, length });
  const tests = drawPictures(task, { seed: seeds.tests, count: sizes.tests, length });
  const kind = model === "attention" ? "attention" : model === "flat" ? "flat" : "mean";
  const shape = { seed: seeds.weights, length, classes: classesOf[task] };
  const learnt = drawPictureClassifier(workspace, kind, shape);
  const learner = new PictureClassifier(workspace, learnt, { count: sizes.batch, length });
  const tested = new PictureClassifier(workspace, learnt, tests);
  return {
    parameters: learnt.all.size,
    step: (chosen) => void learner.step(pickPictures(training, chosen)),
    accuracy: () => tested.accuracy(tests),
    attended: () => {
      const weights = tested.weights();
      return (
        weights && {
          example: [...tests.patches.subarray(0, side * side)],
          weights: [...weights.subarray(0, length * length)],
        }
      );
    },
  };
}

/** Some rows of an array, one after the other. */
function rowsOf<T extends Int32Array | Float32Array>(data: T, chosen: Int32Array, width: number): T {
  const rows = new (data.constructor as new (size: number) => T)(chosen.length * width);
  for (const [i, row] of chosen.entries()) rows.set(data.subarray(row * width, (row + 1) * width), i * width);
  return rows;
}

const pickTexts = ({ length, ids, lengths, labels }: Texts, chosen: Int32Array): Texts => ({
  count: chosen.length,
  length,
  ids: rowsOf(ids, chosen, length),
  lengths: rowsOf(lengths, chosen, 1),
  labels: rowsOf(labels, chosen, 1),
});

const pickSentences = ({ length, source, labels, alignment }: Sentences, chosen: Int32Array): Sentences => ({
  count: chosen.length,
  length,
  source: rowsOf(source, chosen, length),
  labels: rowsOf(labels, chosen, length),
  alignment: rowsOf(alignment, chosen, length),
});

const pickPictures = ({ length, patches, labels }: Pictures, chosen: Int32Array): Pictures => ({
  count: chosen.length,
  length,
  patches: rowsOf(patches, chosen, side * side),
  labels: rowsOf(labels, chosen, 1),
});
