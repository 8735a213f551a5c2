import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, test, vi } from "vitest";
import { prepare } from "../../web/kernels/call.js";
import { ArgumentError, type FloatTensor, KernelError, loadKernels, tensor } from "../../web/kernels/index.js";
import { snakeCase } from "../../web/kernels/names.js";
import { operations } from "../../web/kernels/operations/index.js";
import { planOf } from "../../web/kernels/plan.js";
import { createWorker, type KernelWorker } from "../../web/kernels/threads/kernel-worker.js";
import { ThreadedRunner } from "../../web/kernels/threads/load-threads.js";
import { dividedOperations } from "../../web/kernels/threads/threaded-instance.js";
import { builds } from "./builds.js";
import { drawing } from "./draw.js";

const [{ kernels: plain }, { kernels: relaxed }] = builds;
const teams = [
  { name: "2 threads, simd128", alone: plain, kernels: await loadKernels({ relaxed: false, threads: 2 }) },
  { name: "2 threads, relaxed", alone: relaxed, kernels: await loadKernels({ relaxed: true, threads: 2 }) },
  { name: "5 threads, simd128", alone: plain, kernels: await loadKernels({ relaxed: false, threads: 5 }) },
] as const;

/** The sign of a NaN that an instruction makes is left open by WebAssembly, and differs between an engine's compilers. */
const bytesOf = ({ data }: FloatTensor) => Buffer.from(data.map((x) => (Number.isNaN(x) ? Number.NaN : x)).buffer);
function expectSame(given: Readonly<Record<string, FloatTensor>>, wanted: Readonly<Record<string, FloatTensor>>) {
  expect(Object.keys(given)).toEqual(Object.keys(wanted));
  for (const [name, output] of Object.entries(wanted)) {
    expect(given[name]?.shape).toEqual(output.shape);
    expect(bytesOf(given[name] as FloatTensor).equals(bytesOf(output)), name).toBe(true);
  }
}

afterEach(() => vi.unstubAllGlobals());

test("an operation is divided if its kernel has tasks", () => {
  const withTasks = Object.keys(operations).filter((name) =>
    readFileSync(`cpp/ops/${snakeCase(name)}.cpp`, "utf8").includes('#include "tasks.h"'),
  );
  expect([...dividedOperations].sort()).toEqual(withTasks.sort());
});

describe.each(teams)("$name give to the last bit what one gives", ({ alone, kernels }) => {
  /** Twelve drawn problems; some inputs hold NaN and infinity. */
  const problems = Array.from({ length: 12 }, (_, round) => {
    const { uniform, floats, bools } = drawing(round);
    const below = (most: number) => Math.floor(uniform() * most);
    const strange = (x: FloatTensor) => {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) x.data[below(x.data.length)] = value;
      return x;
    };
    const numbers = (...shape: number[]) => (round % 3 === 2 ? strange(floats(...shape)) : floats(...shape));
    return { round, below, numbers, floats, bools };
  });

  test.each(problems)("attention, $round", ({ round, below, numbers, bools }) => {
    const kvHeads = 1 + below(3);
    const [batch, heads, seqQ, seqK] = [1 + below(2), kvHeads * (1 + below(3)), 150 + below(200), 100 + below(500)];
    const [headDim, valueDim] = [1 + below(80), 1 + below(80)];
    const inputs = {
      q: numbers(batch, heads, seqQ, headDim),
      k: numbers(batch, kvHeads, seqK, headDim),
      v: numbers(batch, kvHeads, seqK, valueDim),
      ...(round % 4 === 1 && { mask: bools(0.7, batch, 1, seqQ, seqK) }),
      ...(round % 4 === 2 && { sinks: numbers(heads) }),
    };
    const options = { causal: round % 2 === 0, returnLse: true, returnWeights: round % 5 === 0 };
    const wanted = alone.scaledDotProductAttention(inputs, options);
    expectSame(kernels.scaledDotProductAttention(inputs, options), wanted);
    const { sinks: _, ...others } = inputs;
    const backward = {
      ...others,
      out: wanted.out,
      lse: wanted.lse as FloatTensor,
      dout: numbers(batch, heads, seqQ, valueDim),
    };
    const { causal } = options;
    expectSame(
      kernels.scaledDotProductAttentionBackward(backward, { causal }),
      alone.scaledDotProductAttentionBackward(backward, { causal }),
    );
  });

  test("a decode step, and a past that is handed on", () => {
    const { floats } = drawing(1);
    const inputs = {
      q: floats(2, 16, 1, 64),
      k: floats(2, 4, 1, 64),
      v: floats(2, 4, 1, 64),
      pastK: floats(2, 4, 300, 64),
      pastV: floats(2, 4, 300, 64),
    };
    const options = { returnPresent: true };
    expectSame(kernels.scaledDotProductAttention(inputs, options), alone.scaledDotProductAttention(inputs, options));
  });

  test.each(problems)("multi-head attention and linear, $round", ({ round, below, numbers, floats }) => {
    const [batch, seqQ, seqK, numHeads] = [1 + below(3), 60 + below(200), 60 + below(200), 1 + below(5)];
    const modelDim = numHeads * (8 + below(40));
    const square = () => floats(modelDim, modelDim);
    const row = () => floats(modelDim);
    const inputs = {
      ...{
        query: numbers(batch, seqQ, modelDim),
        key: numbers(batch, seqK, modelDim),
        value: numbers(batch, seqK, modelDim),
      },
      ...{ wq: square(), wk: square(), wv: square(), wo: square(), bq: row(), bk: row(), bv: row(), bo: row() },
    };
    const options = { numHeads, causal: round % 2 === 0, returnWeights: round % 3 === 0 };
    expectSame(kernels.multiHeadAttention(inputs, options), alone.multiHeadAttention(inputs, options));
    const [rows, inFeatures, outFeatures] = [1 + below(700), 1 + below(5000), 1 + below(300)];
    const layer = { x: numbers(rows, inFeatures), weight: floats(outFeatures, inFeatures), bias: floats(outFeatures) };
    expectSame(kernels.linear(layer), alone.linear(layer));
  });

  test.each(problems)("softmax and norms, $round", ({ below, numbers, floats }) => {
    const shape = [1 + below(50), 1 + below(90), 1 + below(90)];
    const x = numbers(...shape);
    for (const axis of [0, 1, 2]) expectSame(kernels.softmax({ x }, { axis }), alone.softmax({ x }, { axis }));
    const [gamma, beta] = [floats(shape[2] as number), floats(shape[2] as number)];
    expectSame(kernels.layerNorm({ x, gamma, beta }), alone.layerNorm({ x, gamma, beta }));
    expectSame(kernels.rmsNorm({ x, gamma }), alone.rmsNorm({ x, gamma }));
  });
});

describe("a worker that is ended", () => {
  const softmax = planOf("softmax", operations.softmax);
  const { floats } = drawing(3);
  const inputs = { x: floats(512, 128) };
  const wanted = plain.softmax(inputs);
  const call = () => prepare(softmax, inputs, {}, {});
  const module = new WebAssembly.Module(readFileSync("web/kernels/kernels-threads.wasm"));

  test("between calls leaves the others to do its part: ten thousand calls", async () => {
    const workers: KernelWorker[] = [];
    const runner = new ThreadedRunner(module, 3, false, () => {
      const worker = createWorker();
      workers.push(worker);
      return worker;
    });
    expect(await runner.ready).toBeUndefined();
    for (let i = 0; i < 10_000; i++) {
      if (i % 3000 === 1000) workers.pop()?.end();
      // The workers' ends come with the event loop.
      if (i % 500 === 0) await new Promise((resolve) => setTimeout(resolve));
      const { y } = runner.run(call()) as { y: FloatTensor };
      if (i % 100 === 0 || y.data[0] !== wanted.y.data[0]) expectSame({ y }, wanted);
    }
    runner.end();
  }, 120_000);

  /** Joins its first call, and does nothing in it. */
  const lost = `
    const { parentPort } = require("node:worker_threads");
    parentPort.once("message", ({ module, memory, worker }) => {
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      exports.__stack_pointer.value = exports.team_stack(worker);
      exports.__wasm_init_tls(exports.team_block(worker));
      parentPort.postMessage("ready");
      exports.team_join();
    });`;

  test("while it works is noticed, and the call made again", async () => {
    let made = 0;
    const runner = new ThreadedRunner(module, 1, false, () => {
      made += 1;
      if (made > 1) return createWorker();
      const worker = new Worker(lost, { eval: true });
      return {
        start: (message) =>
          new Promise((resolve) => {
            worker.once("message", resolve);
            worker.postMessage(message);
          }),
        end: () => void worker.terminate(),
      };
    });
    await runner.ready;
    // It joins when it is awake, which may be after a call or two.
    while (made === 1) expectSame(runner.run(call()), wanted);
    expect(made).toBe(2);
    expectSame(runner.run(call()), wanted);
    runner.end();
  }, 60_000);

  test("with all others leaves the calling thread alone", async () => {
    const runner = new ThreadedRunner(module, 2);
    await runner.ready;
    expect(runner.threads).toBe(3);
    runner.end();
    expect(runner.threads).toBe(1);
    expectSame(runner.run(call()), wanted);
  });

  test("before it ever worked is a reason", async () => {
    const refuse = { start: () => Promise.reject(new TypeError("no such file")), end: () => {} };
    const runner = new ThreadedRunner(module, 1, false, () => refuse);
    expect(await runner.ready).toBe("a worker cannot be started: no such file");
    expect(runner.threads).toBe(1);
    expectSame(runner.run(call()), wanted);
  });
});

describe("threads", () => {
  test("are as many as asked for, the caller included", async () => {
    const { threads } = await loadKernels({ threads: 3 });
    expect(threads).toMatchObject({ count: 3, reason: undefined });
    threads.end();
    expect(threads.count).toBe(1);
    expect((await loadKernels({ threads: "all" })).threads.count).toBeGreaterThanOrEqual(1);
  });

  test.each([0, 17, 1.5, "many", null])("are not %s", async (threads) => {
    const loading = loadKernels({ threads: threads as number });
    await expect(loading).rejects.toThrow(ArgumentError);
    await expect(loading).rejects.toThrow(/^loadKernels: threads is .*, must be an integer from 1 to 16, or "all"$/);
  });

  test("are not to be had in a page that is not isolated, which says so", async () => {
    vi.stubGlobal("crossOriginIsolated", false);
    const kernels = await loadKernels({ threads: 2 });
    expect(kernels.threads.count).toBe(1);
    expect(kernels.threads.reason).toContain("Cross-Origin-Embedder-Policy: require-corp");
    expect(kernels.softmax({ x: tensor([2], [1, 1]) }).y.data[0]).toBe(0.5);
    kernels.threads.end();
  });

  test("take their own build", async () => {
    const loading = loadKernels({ threads: 2, wasm: readFileSync("web/kernels/kernels.wasm") });
    await expect(loading).rejects.toThrow(KernelError);
    await expect(loading).rejects.toThrow("threads take kernels-threads.wasm");
  });

  test("end on too little memory as one does, and go on", async () => {
    const kernels = await loadKernels({ threads: 2 });
    const q = tensor([1, 1, 40_000, 1], new Float32Array(40_000));
    const call = () => kernels.scaledDotProductAttention({ q, k: q, v: q }, { returnWeights: true });
    expect(call).toThrow(/^scaledDotProductAttention: not enough memory for weights/);
    expect(kernels.softmax({ x: tensor([2], [1, 1]) }).y.data[0]).toBe(0.5);
    kernels.threads.end();
  });
});
