/** Lab 2: tasks, gradients, repeatability, and what it says of the numbers. */
import { beforeAll, describe, expect, test } from "vitest";
import { outcomeOf, sentencesOf } from "../../web/elements/lab/help/help-reading.js";
import { entrantName, helpMessages } from "../../web/elements/lab/help/help-text.js";
import { loadTrainingKernels, type TrainingKernels } from "../../web/kernels/training.js";
import { Classifier, learntFrom } from "../../web/lab/help/classifier.js";
import { flopsOf } from "../../web/lab/help/cost.js";
import { type HelpJobSettings, helpJob } from "../../web/lab/help/help-job.js";
import { ownProgram, readOwnOutcome, starter } from "../../web/lab/help/own-pool.js";
import { drawMaterial, type Material, type RunResult, runs, sliceOf, train } from "../../web/lab/help/race.js";
import {
  defaults,
  type Entrant,
  type HelpSettings,
  heads,
  measurements,
  optimizer,
  type Pooling,
  poolings,
  readSettings,
  seedsInARace,
  sizes,
  stretches,
  writeSettings,
} from "../../web/lab/help/settings.js";
import { readingOf, standingsOf } from "../../web/lab/help/standing.js";
import { drawTexts, meanings, type TaskName, type Texts, taskNames } from "../../web/lab/help/tasks.js";
import { countParameters, transposed, type Weights } from "../../web/lab/help/weights.js";
import { emptyWork, keyOf, readWork, withResults } from "../../web/lab/help/work.js";
import { Workspace } from "../../web/lab/training/workspace.js";
import { createJavaScriptRuntime } from "../../web/runtimes/index.node.js";
import { expectGradients } from "./slopes.js";
import { type TapePool, type TapeTensor, type TapeTexts, tape } from "./tape.js";

let kernels: TrainingKernels;
beforeAll(async () => {
  // As in the page: they round alike on every machine.
  kernels = await loadTrainingKernels({ relaxed: false });
});

const tokensOf = ({ ids, lengths, length }: Texts, text: number) => [
  ...ids.subarray(text * length, text * length + (lengths[text] ?? 0)),
];

describe("tasks", () => {
  const { good, bad, not, questions, facts } = meanings;
  /** The rule of each task, read from a text. */
  const labelOf: Readonly<Record<TaskName, (tokens: readonly number[]) => number>> = {
    cue: (tokens) => (tokens.includes(good) ? 1 : 0),
    longer: (tokens) => (tokens.includes(good) ? 1 : 0),
    negation: (tokens) => {
      const cue = tokens.findIndex((token) => token === good || token === bad);
      const isNegated = tokens.slice(0, cue).includes(not);
      return (tokens[cue] === good) === isNegated ? 0 : 1;
    },
    query: ([first = -1, ...others]) => {
      const [no, yes] = [facts[2 * first] ?? -1, facts[2 * first + 1] ?? -1];
      expect(others.includes(no)).not.toBe(others.includes(yes));
      return others.includes(yes) ? 1 : 0;
    },
  };

  test.each(taskNames)("%s: labels follow the rule, and both are as likely", (task) => {
    const texts = drawTexts(task, { seed: 3, count: 2000, least: 8, most: 16 });
    for (let text = 0; text < texts.count; text++)
      expect(labelOf[task](tokensOf(texts, text))).toBe(texts.labels[text]);
    const ones = texts.labels.reduce((sum, label) => sum + label, 0);
    expect(Math.abs(ones / texts.count - 0.5)).toBeLessThan(0.05);
    expect([Math.min(...texts.lengths), Math.max(...texts.lengths)]).toEqual([8, 16]);
  });

  test("query: two of four answers are yes, so that counting them says nothing", () => {
    const texts = drawTexts("query", { seed: 4, count: 200, least: 6, most: 16 });
    for (let text = 0; text < texts.count; text++) {
      const answers = tokensOf(texts, text)
        .slice(1)
        .filter((token) => token >= 4 && token < 12);
      expect(answers.map((token) => Math.floor((token - 4) / 2)).sort()).toEqual([...questions]);
      expect(answers.filter((token) => token % 2 === 1)).toHaveLength(2);
    }
  });

  test("the same seed draws the same texts, another draws others", () => {
    const draw = (seed: number) => drawTexts("query", { seed, count: 10, least: 6, most: 8 });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1).ids).not.toEqual(draw(2).ids);
  });
});

/** The poolings, written as a learner writes them. */
const pools: Readonly<Record<Pooling, TapePool>> = {
  mean: (tokens, mask, params) => fed(tokens, params).mul(mask).sum(1).div(mask.sum(1)),
  max: (tokens, mask, params) => fed(tokens, params).where(mask, Number.NEGATIVE_INFINITY).max(1),
  query: (tokens, mask, { b, ...params }) => {
    const x = fed(tokens, params);
    const scores = x.matmul(at({ b }, "b").reshape([sizes.dim, 1])).mul(1 / Math.sqrt(sizes.dim));
    const weights = scores.where(mask, Number.NEGATIVE_INFINITY).softmax(1);
    return x.mul(weights).sum(1);
  },
  self: (tokens, mask, params) => {
    const [q, k, v] = ["w1", "w2", "w3"].map((name) => tokens.matmul(at(params, name)));
    if (!q || !k || !v) throw new TypeError("three projections");
    const scores = q.matmul(k.transpose()).mul(1 / Math.sqrt(sizes.dim));
    const weights = scores.where(mask.transpose(), Number.NEGATIVE_INFINITY).softmax();
    const x = tokens.add(weights.matmul(v).matmul(at(params, "w4"))).add(at(params, "b"));
    return x.mul(mask).sum(1).div(mask.sum(1));
  },
};

function at(params: Record<string, TapeTensor | undefined>, name: string): TapeTensor {
  const found = params[name];
  if (!found) throw new TypeError(`no ${name}`);
  return found;
}

function fed(tokens: TapeTensor, params: Record<string, TapeTensor>): TapeTensor {
  const half = (first: string, second: string) => tokens.matmul(at(params, first)).relu().matmul(at(params, second));
  const x = tokens.add(half("w1", "w3").add(half("w2", "w4")));
  return params.b ? x.add(params.b) : x;
}

/** First weights as the tape has them: matrices are multiplied from the right. */
function onTape(weights: Weights): Record<string, TapeTensor> {
  return Object.fromEntries(
    Object.entries(weights).map(([name, weight]: [string, Weights["head"]]) => {
      const { shape, data } = weight.shape.length === 2 && name !== "embedding" ? transposed(weight) : weight;
      return [name, new tape.Tensor(shape, Float64Array.from(data), true)];
    }),
  );
}

const plainTexts = ({ length, ids, lengths, labels }: Texts): TapeTexts => ({
  length,
  ids: [...ids],
  lengths: [...lengths],
  labels: [...labels],
});

describe.each(heads)("a classifier with the head %s", (head) => {
  const settings: HelpSettings = { ...defaults, task: "query", head, length: 8, steps: 20 };
  const material = drawMaterial(settings, 0);

  test.each(poolings)("%s: gradients are the slopes", (pooling) => {
    const workspace = new Workspace(kernels);
    const learnt = learntFrom(workspace, material.weights, pooling);
    const texts = sliceOf(material.training, 0, 8);
    const classifier = new Classifier(workspace, learnt, texts);
    expectGradients(learnt.all.all, () => classifier.backward(texts));
    workspace.release();
  });

  test.each(poolings)("%s: learns what the plain version learns", (pooling) => {
    const workspace = new Workspace(kernels);
    const learnt = learntFrom(workspace, material.weights, pooling);
    const classifier = new Classifier(workspace, learnt, { count: sizes.batch, length: settings.length });
    const losses = Array.from({ length: settings.steps }, (_, step) =>
      classifier.step(sliceOf(material.training, step * sizes.batch, sizes.batch)),
    );
    workspace.release();
    const plan = { batch: sizes.batch, steps: settings.steps, every: settings.steps, ...optimizer };
    const weights = onTape(material.weights);
    const plain = tape.trainWith(pools[pooling], weights, plan, plainTexts(material.training), []);
    for (const [step, loss] of plain.losses.entries()) expect(losses[step]).toBeCloseTo(loss, 3);
  });

  test.each(poolings)("%s has as many parameters as all others", (pooling) => {
    const workspace = new Workspace(kernels);
    expect(learntFrom(workspace, material.weights, pooling).all.size).toBe(countParameters(head));
    workspace.release();
  });
});

async function race(settings: HelpJobSettings): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  const turn = async () => [];
  await helpJob(settings, {
    kernels,
    turn,
    report: (report) => {
      if (report.kind === "result") results.push(report.result);
    },
  });
  return results;
}

const numbersOf = (results: readonly RunResult[]) => results.map(({ msPerStep: _, ...numbers }) => numbers);

describe("a race", () => {
  const short: HelpJobSettings = { ...defaults, length: 8, steps: 20, done: 0 };

  test("gives the same numbers by the same seed, and goes on where it was cut off", async () => {
    const whole = await race(short);
    expect(whole.map(({ entrant, attempt }) => [entrant, attempt])).toEqual(
      runs.map(({ pooling, attempt }) => [pooling, attempt]),
    );
    expect(numbersOf(await race({ ...short, done: 13 }))).toEqual(numbersOf(whole.slice(13)));
    expect(numbersOf(await race({ ...short, seed: 2, done: 18 }))).not.toEqual(numbersOf(whole.slice(18)));
  }, 60_000);

  test("of the settings that one finds says what the texts say", async () => {
    const results = await race({ ...defaults, done: 0 });
    const standings = standingsOf(results);
    const reading = readingOf(standings, 0);
    // Negation needs two words at once: a linear head on means of single words cannot do it, as the seeds fall.
    expect(reading?.behind).toEqual(["mean", "query"]);
    expect(reading?.tied).toEqual(["max", "self"]);
    expect(reading?.spreads.get("self")?.low).toBeGreaterThan(0.9);
    expect(sentencesOf("en", defaults, standings).join("\n")).toMatchInlineSnapshot(`
      "Best on average: self-attention, 99.3% (seeds from 97.9% to 100.0%).
      Five seeds do not tell max pooling and self-attention apart: their ranges overlap.
      Close to guessing, which is right in half of the texts: mean pooling and one learned query.
      Self-attention has the best mean, but five seeds are too few to say that it is better than max pooling. It is 47.9 points above mean pooling.
      On texts of 128 tokens: mean pooling with 49.3%, max pooling with 90.2%, one learned query with 48.9% and self-attention with 65.9%."
    `);
    expect(outcomeOf("en", "self", defaults, standings)).toContain("five seeds do not tell it from max pooling");
    expect(outcomeOf("en", "mean", defaults, standings)).toContain("It came out otherwise");
  }, 120_000);
});

describe("the learner's own pooling", () => {
  const settings: HelpSettings = { ...defaults, task: "cue", length: 8, steps: 40 };
  const runtime = createJavaScriptRuntime();
  const run = async (source: string, material: Material = drawMaterial(settings, 0)) =>
    readOwnOutcome(await runtime.run(ownProgram(source, settings, material)), source, 0);

  test("the starter gives what our mean pooling gives", async () => {
    const own = await run(starter);
    const training = train(kernels, settings, drawMaterial(settings, 0), "mean");
    let next = training.next();
    while (!next.done) next = training.next();
    if (own.status !== "trained") throw new Error(JSON.stringify(own));
    expect(own.result.curve).toHaveLength(measurements);
    for (const [i, accuracy] of next.value.accuracies.entries())
      expect(Math.abs((own.result.accuracies[i] ?? 0) - accuracy)).toBeLessThan(0.01);
  }, 60_000);

  test("what it gets wrong is said, with its line", async () => {
    expect(await run("function pool(tokens) {\n  return tokens\n    .matmul(tokens);\n}")).toMatchObject({
      status: "failed",
      problem: "threw",
      message: "matmul: [32,8,16] and [32,8,16] do not fit",
      line: 3,
    });
    expect(await run("const pool = (tokens) => tokens;")).toMatchObject({
      message: "pool must return shape [32,16], this is [32,8,16]",
    });
    expect(await run("const pool = () => 3;")).toMatchObject({ message: "pool must return a tensor of shape [32,16]" });
    expect(await run("let a = 1;")).toMatchObject({ message: "there is no function called pool" });
    expect(await run("function pool(tokens) {\n  return (")).toMatchObject({ problem: "syntax", line: 2 });
  }, 60_000);

  test("what it claims is read as a stranger's", () => {
    const claim = (...outputs: readonly (readonly number[])[]) =>
      readOwnOutcome(
        {
          load: { status: "ok" },
          console: "",
          printed: { load: "", calls: [] },
          calls: [
            {
              status: "returned",
              durationMs: 1,
              outputs: outputs.map((data) => ({ shape: [data.length], data: Float64Array.from(data) })),
            },
          ],
        },
        "",
        0,
      ).status;
    const curve = Array.from({ length: measurements }, () => 0.5);
    expect(claim(curve, [1, 1, 1, 1], [2])).toBe("trained");
    expect(claim(curve, [1, 1, 1, 2], [2])).toBe("failed");
    expect(claim(curve, [1, 1, 1, Number.NaN], [2])).toBe("failed");
    expect(claim(curve.slice(1), [1, 1, 1, 1], [2])).toBe("failed");
    expect(claim(curve, [1, 1, 1], [2])).toBe("failed");
    expect(claim(curve, [1, 1, 1, 1], [Number.NaN])).toBe("failed");
  });
});

describe("what is said of numbers", () => {
  const result = (entrant: Entrant, attempt: number, accuracy: number): RunResult => ({
    entrant,
    attempt,
    curve: Array.from({ length: measurements }, () => accuracy),
    accuracies: stretches.map(() => accuracy),
    msPerStep: 1,
  });
  const of = (accuracies: Partial<Record<Entrant, readonly number[]>>) =>
    standingsOf(
      Object.entries(accuracies).flatMap(([entrant, values]) =>
        values.map((value, attempt) => result(entrant as Entrant, attempt, value)),
      ),
    );

  test("attention that is apart from all others helps", () => {
    const said = sentencesOf("en", defaults, of({ mean: [0.5, 0.6], max: [0.7, 0.8], self: [0.9, 1] }));
    expect(said).toContain(
      "Self-attention helps here: its worst seed is above the best seed of every other pooling. It is 40.0 points above mean pooling.",
    );
  });

  test("attention that another matches does not", () => {
    const said = sentencesOf("en", defaults, of({ mean: [0.99, 1], max: [1, 1], query: [0.5, 0.5], self: [0.98, 1] }));
    expect(said).toContain("Best on average: max pooling, 100.0% (seeds from 100.0% to 100.0%).");
    expect(said).toContain(
      "Self-attention does not help here. As good without it: mean pooling and max pooling. It is not told apart from mean pooling.",
    );
    expect(said).toContain("Close to guessing, which is right in half of the texts: one learned query.");
  });

  test("the learner's own pooling is ranked, but does not speak against attention", () => {
    const said = sentencesOf("en", defaults, of({ mean: [0.5, 0.6], max: [0.7, 0.8], self: [0.9, 0.95], own: [1, 1] }));
    expect(said[0]).toBe("Best on average: your pooling, 100.0% (seeds from 100.0% to 100.0%).");
    expect(said.join(" ")).toContain("Self-attention helps here");
    expect(outcomeOf("en", "self", defaults, of({ mean: [0.5], self: [0.9], own: [1] }))).toBe(
      "That is what came out.",
    );
  });

  test("attention that is behind is said to be behind", () => {
    const said = sentencesOf("zh", defaults, of({ mean: [0.9, 0.91], max: [1, 1], self: [0.7, 0.8] }));
    expect(said.join("")).toContain("自注意力在这里没有用：最大池化明显更好。它比平均池化低 15.5 个百分点。");
  });

  test("the numbers in the texts are those of the code", () => {
    for (const locale of ["en", "zh"] as const) {
      const words = helpMessages[locale];
      expect(words.running(entrantName(words, "self"), 1)).toContain(String(seedsInARace));
      expect(words.fair(countParameters("linear"), sizes.dim)).toContain("1458");
    }
    expect(seedsInARace).toBe(5);
    expect(stretches.at(-1)).toBe(8);
    // An embedding of 24 tokens, the layer that differs, and the head.
    const { dim, classes } = sizes;
    expect(countParameters("linear")).toBe(24 * dim + (4 * dim * dim + dim) + (dim + 1) * classes);
  });

  test("attention costs more the longer the text is", () => {
    const ratio = (length: number) =>
      flopsOf("self", { length, head: "linear" }) / flopsOf("mean", { length, head: "linear" });
    expect(ratio(32)).toBeGreaterThan(ratio(8));
    // 16 tokens of width 16: projections 2 · 16 · 4 · 16², weights and sum 4 · 16² · 16, the mean, the head.
    expect(flopsOf("self", { length: 16, head: "linear" })).toBe(32768 + 16384 + 256 + 64);
  });
});

describe("settings and what is kept", () => {
  test("come back from a link as they were", () => {
    const settings: HelpSettings = { seed: 7, task: "query", head: "hidden", length: 32, steps: 600 };
    expect(readSettings(writeSettings(settings))).toEqual(settings);
    expect(readSettings(new URLSearchParams())).toEqual(defaults);
  });

  test.each([
    "seed=-5&steps=1e9&length=17&task=<script>&head=__proto__",
    "seed=NaN&steps=abc&length=Infinity&task=&head=",
    "seed=1e400&steps=-1&length=8.4",
  ])("of a hostile link (%s) stay within bounds", (link) => {
    const { seed, steps, length, task, head } = readSettings(new URLSearchParams(link));
    expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31).toBe(true);
    expect(steps % measurements === 0 && steps >= 100 && steps <= 1000).toBe(true);
    expect([8, 16, 32]).toContain(length);
    expect(taskNames).toContain(task);
    expect(heads).toContain(head);
  });

  test("what another version kept is read with care", () => {
    const whole = withResults(emptyWork, defaults, [
      { entrant: "self", attempt: 1, curve: Array(measurements).fill(0.5), accuracies: [1, 1, 0.5, 0], msPerStep: 2 },
    ]);
    expect(readWork(structuredClone(whole))).toEqual(whole);
    for (const broken of [
      undefined,
      null,
      3,
      "x",
      [],
      { races: 1, predictions: [], source: {} },
      { races: { a: [1, {}] } },
    ])
      expect(Object.values(readWork(broken).races).flat()).toEqual([]);
    const races = { [keyOf(defaults)]: [{ entrant: "self", attempt: 9, curve: [], accuracies: [], msPerStep: "1" }] };
    expect(readWork({ races }).races[keyOf(defaults)]).toEqual([]);
    expect(readWork({ source: "x".repeat(30_000) }).source).toBe(starter);
  });
});
