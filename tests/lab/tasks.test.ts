/** Lab 3: tasks, gradients, repeatability, and what it says of the numbers. */
import { beforeAll, describe, expect, test } from "vitest";
import { outcomeOf, sentencesOf } from "../../web/elements/lab/tasks/tasks-reading.js";
import { tasksMessages } from "../../web/elements/lab/tasks/tasks-text.js";
import { loadTrainingKernels, type TrainingKernels } from "../../web/kernels/training.js";
import { csvOf } from "../../web/lab/tasks/csv.js";
import type { Attended, TrialResult } from "../../web/lab/tasks/experiment.js";
import { drawPictureClassifier, PictureClassifier } from "../../web/lab/tasks/picture-classifier.js";
import { classesOf, drawPictures, patchOf, side } from "../../web/lab/tasks/pictures.js";
import {
  defaults,
  kindOf,
  kinds,
  modelsOf,
  pointsOf,
  readSettings,
  seedsOfAPoint,
  sizes,
  type TasksSettings,
  trialsOf,
  variants,
  writeSettings,
} from "../../web/lab/tasks/settings.js";
import { standingsOf, verdictOf } from "../../web/lab/tasks/standing.js";
import { type TasksJobSettings, tasksJob } from "../../web/lab/tasks/tasks-job.js";
import { drawSentences, isAdjective } from "../../web/lab/tasks/translation.js";
import { drawTranslator, Translator } from "../../web/lab/tasks/translator.js";
import { emptyWork, readWork, runOf, withoutRun, withRun } from "../../web/lab/tasks/work.js";
import { Workspace } from "../../web/lab/training/workspace.js";
import { expectGradients } from "./slopes.js";

let kernels: TrainingKernels;
beforeAll(async () => {
  // As in the page: they round alike on every machine.
  kernels = await loadTrainingKernels({ relaxed: false });
});

describe("translation", () => {
  test.each(["adjectives", "reverse"] as const)("%s: every word is the translation of one source word", (rule) => {
    const { source, labels, alignment, count, length } = drawSentences(rule, { seed: 2, count: 300, length: 8 });
    for (let sentence = 0; sentence < count; sentence++) {
      const part = (all: Int32Array) => [...all.subarray(sentence * length, (sentence + 1) * length)];
      const [words, order] = [part(source), part(alignment)];
      expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(part(labels)).toEqual(order.map((word) => words[word]));
    }
  });

  test("adjectives go behind the noun of their two, and nothing else moves", () => {
    const { source, labels } = drawSentences("adjectives", { seed: 2, count: 500, length: 4 });
    for (let at = 0; at < source.length; at += 2) {
      const [first = 0, second = 0] = source.subarray(at, at + 2);
      const swapped = isAdjective(first) && !isAdjective(second);
      expect([...labels.subarray(at, at + 2)]).toEqual(swapped ? [second, first] : [first, second]);
    }
  });

  test("reverse: the last word comes first", () => {
    const { source, labels } = drawSentences("reverse", { seed: 2, count: 1, length: 4 });
    expect([...labels]).toEqual([...source].reverse());
  });
});

describe("pictures", () => {
  /** The pixels of a picture, row by row. */
  function pixelsOf(patches: Float32Array, length: number): number[] {
    const [rows, columns] = patchOf(length);
    const pixels = Array<number>(side * side).fill(Number.NaN);
    for (const [i, value] of patches.entries()) {
      const [patch, pixel] = [Math.floor(i / (rows * columns)), i % (rows * columns)];
      const row = Math.floor(patch / (side / columns)) * rows + Math.floor(pixel / columns);
      pixels[row * side + (patch % (side / columns)) * columns + (pixel % columns)] = value;
    }
    return pixels;
  }

  test.each(["shapes", "twins"] as const)("%s: however it is cut, it is the same picture", (task) => {
    const draw = (length: number) => drawPictures(task, { seed: 5, count: 2, length });
    const [large, middle, small] = [draw(4), draw(8), draw(16)];
    expect(middle.labels).toEqual(small.labels);
    const pictures = [large, middle, small].map(({ patches, length }) => pixelsOf(patches.subarray(0, 64), length));
    expect(pictures[0]).toEqual(pictures[2]);
    expect(pictures[1]).toEqual(pictures[2]);
    expect([4, 8, 16].map(patchOf)).toEqual([
      [4, 4],
      [4, 2],
      [2, 2],
    ]);
  });

  test.each(["shapes", "twins"] as const)("%s: all classes are as likely", (task) => {
    const { labels } = drawPictures(task, { seed: 6, count: 4000, length: 16 });
    for (let label = 0; label < classesOf[task]; label++)
      expect(labels.filter((it) => it === label).length / 4000).toBeCloseTo(1 / classesOf[task], 1);
  });
});

describe("gradients are the slopes", () => {
  test.each(["attention", "mean"] as const)("of a translator with %s", (kind) => {
    const workspace = new Workspace(kernels);
    const sentences = drawSentences("adjectives", { seed: 1, count: 6, length: 6 });
    const learnt = drawTranslator(workspace, kind, { seed: 2, length: 6 });
    const translator = new Translator(workspace, learnt, sentences);
    expectGradients(learnt.all.all, () => translator.backward(sentences));
    workspace.release();
  });

  test.each(["attention", "mean", "flat"] as const)("of a classifier of pictures with %s", (model) => {
    const workspace = new Workspace(kernels);
    const pictures = drawPictures("shapes", { seed: 1, count: 6, length: 8 });
    const learnt = drawPictureClassifier(workspace, model, { seed: 3, length: 8, classes: 4 });
    const classifier = new PictureClassifier(workspace, learnt, pictures);
    expectGradients(learnt.all.all, () => classifier.backward(pictures));
    workspace.release();
  });
});

async function experiment(settings: TasksJobSettings) {
  const results: TrialResult[] = [];
  let attended: Attended | undefined;
  const turn = async () => [];
  await tasksJob(settings, {
    kernels,
    turn,
    report: (report) => {
      if (report.kind !== "result") return;
      results.push(report.result);
      attended ??= report.attended;
    },
  });
  return { settings, results, attended };
}

const numbersOf = (results: readonly TrialResult[]) => results.map(({ msPerStep: _, ...numbers }) => numbers);

describe("an experiment", () => {
  test.each(kinds.flatMap((kind) => variants[kind]))(
    "%s: the same seed gives the same numbers, and it goes on",
    async (variant) => {
      const settings: TasksJobSettings = { ...defaults, variant, vary: "length", steps: 50, done: 0 };
      const trials = trialsOf(settings);
      const half = Math.floor(trials.length / 2);
      const whole = await experiment({ ...settings, done: half });
      expect(whole.results.map(({ point, model, attempt }) => ({ point, model, attempt }))).toEqual(trials.slice(half));
      expect(numbersOf((await experiment({ ...settings, done: trials.length - 2 })).results)).toEqual(
        numbersOf(whole.results.slice(-2)),
      );
    },
    60_000,
  );

  test("models at one point have as many parameters, or as near as whole layers come", async () => {
    const { results } = await experiment({ ...defaults, variant: "shapes", steps: 50, vary: "length", done: 18 });
    for (const { point, parameters } of results) {
      const most = Math.max(...results.filter((it) => it.point === point).map((it) => it.parameters));
      // One more unit in the hidden layer of the flat model would take 64 + 1 + 4 parameters.
      expect(most - parameters).toBeLessThan(64 + 1 + 4);
    }
  }, 60_000);

  test("of the settings that one finds says what the texts say", async () => {
    // Fewer steps than in the page, which takes three times as long.
    const run = await experiment({ ...defaults, steps: 200, done: 0 });
    expect(verdictOf(standingsOf(defaults, run.results))).toBe("always");
    expect(run.attended?.onTheRightWord).toBeGreaterThan(0.7);
    expect(sentencesOf("en", { ...run, settings: defaults })).toMatchInlineSnapshot(`
      [
        "Attention helps here, at every point: its worst seed is above the best seed of every model without it.",
        "64 examples: attention 94.1% (89.1% to 98.8%), mean pooling 30.4% (29.2% to 32.3%). Attention is better.",
        "512 examples: attention 96.8% (90.3% to 100.0%), mean pooling 36.8% (36.0% to 37.5%). Attention is better.",
        "4096 examples: attention 97.9% (93.7% to 100.0%), mean pooling 36.1% (35.8% to 36.4%). Attention is better.",
        "Nobody told the model which word belongs to which. Still, the attention to the right source word is 89.5% on average over the test sentences.",
      ]
    `);
    expect(outcomeOf("en", "always", { ...run, settings: defaults })).toBe("That is what came out.");
  }, 120_000);
});

describe("what is said of numbers", () => {
  const settings: TasksSettings = { ...defaults, variant: "twins" };
  /** Accuracies of attention and of the mean at each point. */
  const results = (...points: readonly (readonly [attention: readonly number[], mean: readonly number[]])[]) =>
    points.flatMap(([attention, mean], point) => {
      const of = (model: "attention" | "mean", values: readonly number[]) =>
        values.map((accuracy, attempt) => ({ point, model, attempt, accuracy, parameters: 10, msPerStep: 1 }));
      return [...of("attention", attention), ...of("mean", mean)];
    });
  const above = [
    [0.9, 0.95],
    [0.5, 0.6],
  ] as const;
  const level = [
    [0.5, 0.7],
    [0.6, 0.65],
  ] as const;
  const below = [
    [0.5, 0.55],
    [0.7, 0.8],
  ] as const;
  type Point = readonly [attention: readonly number[], mean: readonly number[]];
  const verdict = (...points: readonly Point[]) => verdictOf(standingsOf(settings, results(...points)));

  test("the verdict counts only ranges that do not overlap", () => {
    expect(verdict(above, above, above)).toBe("always");
    expect(verdict(above, level, above)).toBe("some");
    expect(verdict(above, below, level)).toBe("some");
    expect(verdict(level, level, level)).toBe("same");
    expect(verdict(level, below, level)).toBe("worse");
    expect(verdict(above, above)).toBeUndefined();
  });

  test("where attention does not help, that is what is said", () => {
    const run = { settings, results: results(level, below, level) };
    expect(sentencesOf("en", run)).toEqual([
      "Attention does not help here: a model without it does better, where the two can be told apart.",
      "64 examples: attention 60.0% (50.0% to 70.0%), mean pooling 62.5% (60.0% to 65.0%). Three seeds do not tell them apart.",
      "512 examples: attention 52.5% (50.0% to 55.0%), mean pooling 75.0% (70.0% to 80.0%). Attention is worse.",
      "4096 examples: attention 60.0% (50.0% to 70.0%), mean pooling 62.5% (60.0% to 65.0%). Three seeds do not tell them apart.",
    ]);
    expect(outcomeOf("zh", "always", run)).toBe("结果不是这样：部分点上更差，没有一点更好。");
  });

  test("the numbers in the texts are those of the code", () => {
    expect(seedsOfAPoint).toBe(3);
    expect(sizes.tests).toBe(512);
    for (const locale of ["en", "zh"] as const) {
      expect(tasksMessages[locale].band).toContain(String(sizes.tests));
      expect(tasksMessages[locale].sourceWords.split(" ")).toHaveLength(12);
      expect(tasksMessages[locale].targetWords.split(" ")).toHaveLength(12);
    }
  });
});

describe("settings and what is kept", () => {
  test("come back from a link as they were", () => {
    const settings: TasksSettings = { seed: 3, variant: "reverse", vary: "length", steps: 100 };
    expect(readSettings(writeSettings(settings))).toEqual(settings);
    expect(readSettings(new URLSearchParams())).toEqual(defaults);
  });

  test.each(["seed=-5&steps=1e9&variant=<b>&vary=__proto__", "seed=1e400&steps=NaN&variant=&vary=x"])(
    "of a hostile link (%s) stay within bounds",
    (link) => {
      const { seed, steps, variant, vary } = readSettings(new URLSearchParams(link));
      expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31).toBe(true);
      expect(Number.isInteger(steps) && steps >= 50 && steps <= 1000).toBe(true);
      expect([variant, vary]).toEqual([defaults.variant, defaults.vary]);
    },
  );

  const results: readonly TrialResult[] = [
    { point: 0, model: "attention", attempt: 0, accuracy: 0.75, parameters: 9612, msPerStep: 1.5 },
    { point: 2, model: "mean", attempt: 1, accuracy: 1 / 3, parameters: 9612, msPerStep: 1 },
  ];
  const run = {
    settings: defaults,
    results,
    attended: { example: [1], weights: [1], alignment: [0], onTheRightWord: 1 },
  };

  test("runs are kept one for each of the settings, and read with care", () => {
    const work = withRun(withRun(emptyWork, run), { ...run, settings: { ...defaults, seed: 2 } });
    expect(work.runs).toHaveLength(2);
    expect(withRun(work, run).runs).toHaveLength(2);
    expect(readWork(structuredClone(work))).toEqual(work);
    expect(runOf(withoutRun(work, defaults), defaults).results).toEqual([]);
    for (const broken of [undefined, null, 3, { runs: 1 }, { runs: [1, null, { settings: 3, results: [{}] }] }])
      expect(readWork(broken).runs.flatMap((it) => it.results)).toEqual([]);
    const wrong = {
      ...run,
      results: [
        { ...results[0], accuracy: 2 },
        { ...results[0], model: "flat" },
      ],
    };
    expect(readWork({ runs: [wrong] }).runs[0]?.results).toEqual([]);
    expect(readWork({ runs: [{ ...run, attended: { weights: [1, 2, 3] } }] }).runs[0]?.attended).toBeUndefined();
  });

  test("a file of all numbers has a row for each training", () => {
    expect(csvOf([run])).toBe(
      "kind,task,seed,steps,examples,length,model,attempt,parameters,accuracy,ms_per_step\r\n" +
        "translation,adjectives,1,600,64,8,attention,1,9612,0.7500,1.500\r\n" +
        "translation,adjectives,1,600,4096,8,mean,2,9612,0.3333,1.000\r\n",
    );
  });

  test("every variant is of one kind, and every kind has attention and a baseline", () => {
    for (const kind of kinds) {
      for (const variant of variants[kind]) expect(kindOf(variant)).toBe(kind);
      expect(modelsOf[kind][0]).toBe("attention");
      expect(modelsOf[kind].length).toBeGreaterThan(1);
    }
    expect(pointsOf({ ...defaults, vary: "length" }).map(({ length }) => length)).toEqual([4, 8, 16]);
  });
});
