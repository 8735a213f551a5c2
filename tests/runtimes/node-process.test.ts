/** What learner code can do in Node when it has got out of its harness: nothing that stays. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createJavaScriptRuntime } from "../../web/runtimes/javascript/node.js";
import { startNodeWorker } from "../../web/runtimes/node/start-worker.js";
import { array, run, runCall } from "./python.js";

const folder = mkdtempSync(join(tmpdir(), "attention-dojo-attacked-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const limits = { resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 }, growthBytes: 256 << 20 };

/** Runs code in a worker that has everything Node gives, as if the harness kept nothing from the learner. */
async function withEverything(source: string, files: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const worker = await startNodeWorker(
    `const { port, files } = require("node:worker_threads").workerData;
     port.once("message", () => { let said; try { said = ${source}; } catch (error) { said = "no: " + (error.code ?? error.message); } port.postMessage(said); });
     port.postMessage("ready");`,
    { ...limits, files },
  );
  try {
    return await new Promise((resolve) => {
      worker.listen(resolve);
      worker.died.then(resolve);
      worker.send("go");
    });
  } finally {
    worker.terminate();
  }
}

describe("even with all of Node in its hands, a program", () => {
  const file = JSON.stringify(join(folder, "escaped"));
  test.each([
    ["reads no file", `require("fs").readFileSync(${JSON.stringify(join(process.cwd(), "package.json"))}, "utf8")`],
    ["lists no folder", `require("fs").readdirSync("/")`],
    ["writes no file", `require("fs").writeFileSync(${file}, "x")`],
    ["makes no link", `require("fs").symlinkSync("/", ${file})`],
    ["makes no database", `new (require("node:sqlite").DatabaseSync)(${file})`],
    ["starts no process", `require("child_process").execFileSync(process.execPath, ["-e", "1"])`],
    [
      "starts no thread of fewer fences",
      `String(new (require("worker_threads").Worker)("1", { eval: true, execArgv: [] }))`,
    ],
    ["inspects no other thread", `new (require("inspector").Session)().connectToMainThread()`],
    ["opens no inspector", `require("inspector").open(0)`],
    ["loads no addon", `process.dlopen({ exports: {} }, ${file})`],
    ["gets none of Node's own bindings", `String(process.binding("spawn_sync"))`],
    ["writes no heap", `require("v8").writeHeapSnapshot(${file})`],
    ["writes no report", `process.report.writeReport(${file})`],
    [
      "opens no file by WASI",
      `String(new (require("wasi").WASI)({ version: "preview1", preopens: { "/": ${JSON.stringify(folder)} } }).start)`,
    ],
    ["makes no code of a text", `eval("1")`],
    ["makes no function of a text", `new Function("return 1")()`],
  ])("%s", async (_, source) => {
    expect(await withEverything(source)).toEqual(expect.stringMatching(/^no: /));
    expect(readdirSync(folder)).toEqual([]);
  });

  test("sees no environment", async () => {
    expect(await withEverything("JSON.stringify(process.env)")).toBe("{}");
  });

  test("ends its process, and nothing but that", async () => {
    expect(await withEverything(`process.kill(process.pid, "SIGKILL")`)).toBe("The worker ended by itself.");
    expect(await withEverything(`process.kill(process.pid, "SIGABRT")`)).toMatch(/^out of memory/);
  });

  test.each([
    ["what is no value of V8's", "[4, 0, 0, 0, 9, 9, 9, 9]"],
    ["a message without end", "[255, 255, 255, 255, 1]"],
    ["a value that is no message", "[...Buffer.from([3, 0, 0, 0]), ...require('v8').serialize(7)]"],
  ])("ends itself when it writes to the judge in its host's place: %s", async (_, bytes) => {
    const said = await withEverything(`void require("fs").writeSync(1, Uint8Array.from(${bytes}))`);
    expect(said === undefined || typeof said === "string").toBe(true);
  });
});

describe("a file that it is given", () => {
  const given = join(folder, "given");
  const files = { text: given };
  beforeAll(() => writeFileSync(given, "What the file says."));
  afterAll(() => rmSync(given));

  test("is there as bytes, its path is not", async () => {
    expect(await withEverything("Buffer.from(files.text).toString()", files)).toBe("What the file says.");
    const opening = `require("fs").readFileSync(${JSON.stringify(given)})`;
    expect(await withEverything(opening, files)).toMatch(/^no: ERR_ACCESS_DENIED/);
  });

  test.each([3, 4, 5, 6, 7, 8, 9, 10])("is not to be written by the descriptor %i", async (descriptor) => {
    await withEverything(`String(require("fs").writeSync(${descriptor}, "changed"))`, files);
    expect(readFileSync(given, "utf8")).toBe("What the file says.");
  });

  test("that is missing is said by its path", async () => {
    await expect(startNodeWorker("", { ...limits, files: { text: `${given}-not` } })).rejects.toThrow(`${given}-not`);
  });
});

describe("a program in the harness", () => {
  const runtime = createJavaScriptRuntime();
  afterAll(() => runtime.dispose());
  const calls = [[array([1], [1])]];

  /** Puts a getter where Node looks for something that its process object lacks, and makes it look. */
  const asking = (key: string) => `
    let caught;
    Object.defineProperty(Object.prototype, ${JSON.stringify(key)}, {
      configurable: true,
      get() { if (typeof this?.nextTick === "function") caught = this; },
      set(value) { Object.defineProperty(this, ${JSON.stringify(key)}, { value, writable: true, configurable: true }); },
    });
    const late = Promise.reject(new Error("late"));
    setTimeout(() => late.catch(() => {}), 10);
    const target = new EventTarget();
    for (let i = 0; i < 20; i++) target.addEventListener("x", () => i);
    setTimeout(() => {}, 2 ** 40);
    const f = () => new Promise((resolve) => setTimeout(() => { delete Object.prototype[${JSON.stringify(key)}]; resolve([caught === undefined ? 0 : 1]); }, 60));`;

  test.each(["noDeprecation", "traceProcessWarnings", "throwDeprecation", "traceDeprecation", "domain", "_exiting"])(
    "does not get the process object by a getter of %s",
    async (key) => {
      expect(await runCall(runtime, asking(key), { calls })).toMatchObject({
        status: "returned",
        outputs: [{ data: Float64Array.of(0) }],
      });
    },
  );

  test("that breaks Node itself ends its own process, not the judge's", async () => {
    const source = `for (const key of ["value", "get", "set", "writable"]) Object.defineProperty(Object.prototype, key, { get: () => 1, set() {} });\nsetTimeout(() => { throw new Error("x"); });\nconst f = () => new Promise((resolve) => setTimeout(resolve, 50, [1]));`;
    await run(runtime, source, { calls, limits: { deadlineMs: 2000 } });
    expect(await runCall(runtime, "const f = (x) => x;", { calls })).toMatchObject({ status: "returned" });
  });

  test("has no eval, like in the page", async () => {
    for (const source of [
      "const f = () => (0, eval)('[1]');",
      "const f = () => new Function('return [1]')();",
      "const f = () => (async () => {}).constructor('return [1]')();",
    ])
      expect(await runCall(runtime, source, { calls })).toMatchObject({
        status: "threw",
        error: { name: "EvalError" },
      });
  });
});

test("nothing was written", () => {
  expect(existsSync(join(folder, "escaped"))).toBe(false);
});
