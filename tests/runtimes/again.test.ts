/** A call that is made once more when all have ended. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Outcome, Program, Runtime } from "../../web/runtimes/index.js";
import { createJavaScriptRuntime } from "../../web/runtimes/javascript/node.js";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { array, program } from "./python.js";
import { ensurePythonAssets } from "./python-assets.js";

const calls = [[array([2], [1, 2])], [array([2], [3, 4])]];

interface Sources {
  readonly changesItsArgument: string;
  readonly counts: string;
  readonly prints: string;
  readonly raisesLater: string;
  readonly neverEndsLater: string;
}

const javascript: Sources = {
  changesItsArgument: "const f = (x) => { x[0] += 10; return x; };",
  counts: "let count = 0;\nconst f = (x) => x.map(() => count++);",
  prints: "const f = (x) => { console.log('called'); return x; };",
  raisesLater: "let count = 0;\nconst f = (x) => { if (count++ === 2) throw new Error('no more'); return x; };",
  neverEndsLater: "let count = 0;\nconst f = (x) => { if (count++ === 2) for (;;); return x; };",
};

const counting = (body: string) => `count = 0\ndef f(x):\n    global count\n    count += 1\n${body}\n    return x\n`;

const python: Sources = {
  changesItsArgument: "def f(x):\n    x[0] += 10\n    return x\n",
  counts:
    "import numpy as np\nnumbers = iter(range(100))\ndef f(x):\n    return np.array([next(numbers) for _ in x])\n",
  prints: "def f(x):\n    print('called')\n    return x\n",
  raisesLater: counting("    if count == 3:\n        raise ValueError('no more')"),
  neverEndsLater: counting("    while count == 3:\n        pass"),
};

function testAgain(createRuntime: () => Promise<Runtime>, sources: Sources): void {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await createRuntime();
    await runtime.prepare();
  }, 300_000);
  afterAll(() => runtime?.dispose());

  const runAgain = (source: string, again: Program["again"] = () => 0, deadlineMs = 5000): Promise<Outcome> =>
    runtime.run({ ...program(source, { calls, limits: { deadlineMs } }), again });
  const returning = (...data: readonly number[]) => ({
    status: "returned",
    outputs: [{ shape: [2], data: Float64Array.from(data) }],
  });

  test("gets its arguments as they were", async () => {
    const outcome = await runAgain(sources.changesItsArgument, () => 1);
    expect(outcome.calls).toMatchObject([returning(11, 2), returning(13, 4)]);
    expect(outcome.again).toMatchObject({ number: 1, call: returning(13, 4) });
  });

  test("finds what the others have left behind", async () => {
    const outcome = await runAgain(sources.counts);
    expect(outcome.calls).toMatchObject([returning(0, 1), returning(2, 3)]);
    expect(outcome.again).toMatchObject({ number: 0, call: returning(4, 5) });
  });

  test("is chosen by what all have returned", async () => {
    let seen: unknown;
    await runAgain(sources.changesItsArgument, (all) => {
      seen = all;
      return undefined;
    });
    expect(seen).toMatchObject([returning(11, 2), returning(13, 4)]);
  });

  test("is not made when none is asked for", async () => {
    expect(await runAgain(sources.counts, () => undefined)).not.toHaveProperty("again");
    expect(await runtime.run(program(sources.counts, { calls }))).not.toHaveProperty("again");
  });

  test("prints nothing", async () => {
    const { console, printed, again } = await runAgain(sources.prints);
    expect({ console, printed }).toEqual({
      console: "called\ncalled\n",
      printed: { load: "", calls: ["called\n", "called\n"] },
    });
    expect(again).toMatchObject({ call: returning(1, 2) });
  });

  test("may fail, or never end: the others have returned all the same", async () => {
    const both = [returning(1, 2), returning(3, 4)];
    const raised = await runAgain(sources.raisesLater);
    expect(raised).toMatchObject({ load: { status: "ok" }, calls: both });
    expect(raised.again).toMatchObject({ number: 0, call: { status: "threw", error: { message: "no more" } } });
    const endless = await runAgain(sources.neverEndsLater, () => 0, 3000);
    expect(endless).toMatchObject({ load: { status: "ok" }, calls: both });
    expect(endless.again).toMatchObject({ number: 0, call: { status: "time-limit" } });
  });
}

describe("in JavaScript", () => testAgain(async () => createJavaScriptRuntime(), javascript));

describe("in Python", () => testAgain(async () => createPythonRuntime({ assets: await ensurePythonAssets() }), python));

describe("of an async function", () => {
  const runtime = createJavaScriptRuntime();
  afterAll(() => runtime.dispose());

  test("is waited for", async () => {
    const source = "let count = 0;\nconst f = async (x) => { await null; return x.map(() => count++); };";
    const outcome = await runtime.run({ ...program(source, { calls }), again: () => 0 });
    expect(outcome.again).toMatchObject({ call: { outputs: [{ data: Float64Array.of(4, 5) }] } });
  });

  test("gives a learner who listens for messages nothing but their own call", async () => {
    const source = `
      const seen = [];
      for (const name of ["data", "target", "type", "ports", "port"])
        Object.defineProperty(Object.prototype, name, { configurable: true, get() { seen.push(typeof this); }, set(value) { seen.push(value); } });
      let count = 0;
      const f = (x) => (count++ < 2 ? [1, 1] : [Number(seen.some((one) => typeof one?.postMessage === "function")), 0]);`;
    const { calls: made, again } = await runtime.run({ ...program(source, { calls }), again: () => 0 });
    expect(made.map(({ status }) => status)).toEqual(["returned", "returned"]);
    expect(again?.call).toMatchObject({ outputs: [{ data: Float64Array.of(0, 0) }] });
  });
});
