import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { returning, runCall } from "./python.js";

let caches: string;
const before = process.env.XDG_CACHE_HOME;
beforeAll(async () => {
  caches = await mkdtemp(join(tmpdir(), "attention-dojo-caches-"));
  process.env.XDG_CACHE_HOME = caches;
});
afterAll(async () => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  await rm(caches, { recursive: true, force: true });
});

test("without a folder the runtime is downloaded once, and starts from its snapshot the next time", async () => {
  const downloads: string[] = [];
  for (const visit of ["first", "second"]) {
    const started = performance.now();
    const runtime = createPythonRuntime({ onDownload: () => downloads.push(visit) });
    await runtime.prepare();
    if (process.env.VERBOSE) console.log(visit, Math.round(performance.now() - started), "ms");
    expect(await runCall(runtime, returning("x / 2"))).toMatchObject({
      status: "returned",
      outputs: [{ shape: [2, 3] }],
    });
    runtime.dispose();
  }
  expect(downloads).toEqual(["first"]);
  const [folder] = await readdir(join(caches, "attention-dojo"));
  const files = await readdir(join(caches, "attention-dojo", folder as string));
  expect(files).toEqual(expect.arrayContaining(["licences", "pyodide.asm.wasm", expect.stringMatching(/^snapshot-/)]));
}, 120_000);
