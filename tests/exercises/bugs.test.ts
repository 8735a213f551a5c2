/** The find-the-bug exercises: what their prompts print is true, and the judge says which bug is left. */
import { afterAll, describe, expect, test } from "vitest";
import { mersenneTwister, torchDropout } from "../../web/exercises/bug-classifier-without-pooling/dropout.js";
import { listExercises, openExercise } from "../../web/exercises/index.js";
import { functionName } from "../../web/format/signature.js";
import { createJudge } from "../../web/judge/index.node.js";
import { bugsLeft } from "./bugs-left.js";
import { printed, rawPrompt, show } from "./printed.js";

const judge = createJudge();
afterAll(() => judge.dispose());

const bugs = (await listExercises()).filter(({ track }) => track === "bugs");

/** What `call` gives after the program and the statements before it, as the prompts write it. */
function run(program: string, setup: string, call: string): string {
  try {
    return show(new Function(`${program}\n${setup}\nreturn ${call};`)());
  } catch (error) {
    return String(error);
  }
}

describe.each(bugs)("$slug", ({ slug, function: name }) => {
  test.each(["en", "zh"] as const)("prints what its prompt says (%s)", async (locale) => {
    const starter = await (await openExercise(slug)).starter("javascript");
    const prompt = rawPrompt(slug, locale);
    const calls = printed(prompt, "javascript");
    expect(calls.length).toBeGreaterThan(0);
    for (const { setup, call, prints } of calls) {
      expect(call).toContain(functionName({ name }, "javascript"));
      expect(run(starter, setup, call)).toBe(prints);
    }
    for (const other of ["pytorch", "python"] as const) expect(printed(prompt, other).length).toBe(calls.length);
  });

  test.each(["en", "zh"] as const)("names the right result of its first case in the prompt (%s)", async (locale) => {
    const source = await (await openExercise(slug)).solution("javascript");
    const { cases } = await judge.judge({ exercise: slug, language: "javascript", source, seed: 1, cases: "sample" });
    const [example] = cases;
    expect(example?.name).toBe("example");
    const numbers = Array.from(example?.outputs[0]?.expected.data ?? [], (value) => Number(value.toFixed(4)));
    const right = [...rawPrompt(slug, locale).matchAll(/`(\[[^`]*\])`/g)].map(([, list]) => JSON.parse(list ?? ""));
    const flat = right.map((list) => list.flat(Number.POSITIVE_INFINITY));
    // A sequence that stands twice in the batch is written once.
    const once = flat.filter((list) => show(list) === show(numbers) || show([...list, ...list]) === show(numbers));
    expect(once.length).toBe(1);
  });
});

test.each(bugsLeft)("$slug, after $repaired: $left is left", async ({ slug, repairs, left }) => {
  let source = await (await openExercise(slug)).starter("javascript");
  for (const [before, after] of repairs) {
    expect(source).toContain(before);
    source = source.replace(before, after);
  }
  for (const seed of [1, 104732]) {
    const report = await judge.judge({ exercise: slug, language: "javascript", source, seed });
    expect(report.verdict === "accepted" ? "nothing" : report.diagnosis?.mistake).toBe(left);
  }
});

test("drops what NumPy drops after np.random.seed(42)", () => {
  const random = mersenneTwister(42);
  const known = [0.3745401188, 0.9507143064, 0.7319939418, 0.5986584842, 0.1560186404];
  for (const value of known) expect(random()).toBeCloseTo(value, 9);
  // Past the first turn of the generator's 624 words.
  for (let i = known.length; i < 1000; i++) random();
  expect(random()).toBeCloseTo(0.1851329288, 9);
});

test("drops what PyTorch drops after torch.manual_seed(42)", () => {
  const random = torchDropout(42);
  const kept = Array.from({ length: 24 }, () => (random() < 0.5 ? 0 : 1));
  expect(kept.join("")).toBe("111101001111001010011011");
});
