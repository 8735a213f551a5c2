import { brotliCompressSync, constants } from "node:zlib";
import { files, moreNames } from "virtual:torch";
import { files as rest } from "virtual:torch-more";
import { describe, expect, test } from "vitest";
import { expectBudget } from "../../budget.js";
import { coreFiles, runPython } from "./pyodide.js";

const compressed = (text: string) =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } })
    .length;

describe("the small PyTorch", () => {
  test("is at most 60 kB for every program that needs it", () => {
    expectBudget("torch", compressed(files), 59_600);
    expect(compressed(files)).toBeLessThanOrEqual(60_000);
  });

  test("has a rest of a known size", () => {
    expectBudget("the rest of torch", compressed(rest), 67_800);
    expectBudget("the words that call for it", compressed(moreNames.join(" ")), 3_200);
  });

  test("is imported soon, in little memory", async () => {
    const program = `
import json, time, tracemalloc
import numpy
MEASURE
start = time.perf_counter()
import torch
print(json.dumps([time.perf_counter() - start, tracemalloc.get_traced_memory()[0]]))
`;
    const measure = async (prelude: string) =>
      JSON.parse(await runPython(program.replace("MEASURE", prelude), coreFiles));
    const [seconds] = await measure("");
    const [, bytes] = await measure("tracemalloc.start()");
    console.info(`import torch: ${Math.round(seconds * 1000)} ms, ${(bytes / 2 ** 20).toFixed(1)} MiB`);
    expect(seconds).toBeLessThan(2); // The machines of tests are slow, and shared.
    expect(bytes).toBeLessThan(15 * 2 ** 20);
  }, 60_000);
});
