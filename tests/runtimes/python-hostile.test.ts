import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Runtime } from "../../web/runtimes/index.js";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { array, run, runCall } from "./python.js";
import { ensurePythonAssets } from "./python-assets.js";

let runtime: Runtime;
beforeAll(async () => {
  runtime = createPythonRuntime({ assets: await ensurePythonAssets() });
  await runtime.prepare();
}, 300_000);
afterAll(() => runtime.dispose());

const limits = { deadlineMs: 1500 };
const twice = [[array([1], [1])], [array([1], [2])]];

describe("the deadline ends", () => {
  test.each([
    ["an endless loop", "def f(x):\n    while True:\n        pass\n"],
    [
      "one that catches everything",
      "def f(x):\n    while True:\n        try:\n            while True:\n                pass\n        except BaseException:\n            pass\n",
    ],
    ["sleep", "import time\ndef f(x):\n    time.sleep(60)\n"],
    [
      "one huge matrix product",
      "import numpy as np\ndef f(x):\n    big = np.ones((3000, 3000))\n    return big @ big\n",
    ],
    ["a regular expression that never ends", "import re\ndef f(x):\n    return re.match(r'(a+)+$', 'a' * 40 + 'b')\n"],
    [
      "a value that never stops being read",
      "class Slow:\n    def __array__(self, *a, **k):\n        while True:\n            pass\ndef f(x):\n    return Slow()\n",
    ],
  ])("%s, and the next run is right", async (_, source) => {
    expect((await run(runtime, source, { limits, calls: twice })).calls).toEqual([
      { status: "time-limit", durationMs: 1500 },
    ]);
    expect(await runCall(runtime, "def f(x):\n    return x\n")).toMatchObject({ status: "returned" });
  });

  test("a source that never ends loading", async () => {
    expect((await run(runtime, "while True:\n    pass\n", { limits })).load).toEqual({ status: "time-limit" });
  });
});

describe("an exit is an error", () => {
  test("sys.exit", async () => {
    const outcome = await run(runtime, "import sys\ndef f(x):\n    sys.exit()\n", { calls: twice });
    expect(outcome.calls).toMatchObject([
      { status: "threw", error: { name: "SystemExit", line: 3 } },
      { status: "threw" },
    ]);
    expect((await run(runtime, "import sys\nsys.exit(3)\n")).load).toMatchObject({
      status: "threw",
      error: { name: "SystemExit", message: "3" },
    });
  });

  test("os._exit and os.abort", async () => {
    const outcome = await run(runtime, "import os\ndef f(x):\n    os._exit(0)\n", { calls: twice });
    expect(outcome.calls).toMatchObject([
      { status: "threw", error: { name: "SystemExit" } },
      { status: "threw", error: { name: "SystemExit" } },
    ]);
    expect((await run(runtime, "import os\nos._exit(0)\n")).load).toMatchObject({
      status: "threw",
      error: { name: "SystemExit" },
    });
    expect((await run(runtime, "import os\nos.abort()\n")).load).toMatchObject({ status: "threw" });
  });
});

describe("what Python cannot do here ends in its own error", () => {
  test.each([
    [
      "unbounded memory",
      "def f(x):\n    kept = []\n    while True:\n        kept.append(bytearray(1 << 24))\n",
      "MemoryError",
    ],
    ["an array without end", "import numpy as np\ndef f(x):\n    return np.ones(1 << 27)\n", "MemoryError"],
    ["recursion", "def f(x):\n    return f(x)\n", "RecursionError"],
    ["threads", "import threading\ndef f(x):\n    threading.Thread(target=print).start()\n", "RuntimeError"],
    ["processes", "import subprocess\ndef f(x):\n    subprocess.run(['ls'])\n", "OSError"],
    ["the network", "import urllib.request\ndef f(x):\n    urllib.request.urlopen('http://localhost:1')\n", "URLError"],
  ])("%s", async (_, source, name) => {
    const call = await runCall(runtime, source, { limits: { deadlineMs: 20_000 } });
    expect(call).toMatchObject({
      status: "threw",
      error: { name: expect.stringContaining(name === "OSError" ? "Error" : name) },
    });
  });
});

test("recursion with the limit lifted ends one way or the other", async () => {
  const source = "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(x):\n    return f(x)\n";
  expect((await runCall(runtime, source, { limits })).status).toMatch(/^(threw|time-limit)$/);
  expect(await runCall(runtime, "def f(x):\n    return x\n")).toMatchObject({ status: "returned" });
});

describe("JavaScript is out of reach", () => {
  test.each([
    "js",
    "pyodide",
    "pyodide.ffi",
    "pyodide.code",
    "pyodide_js",
    "_pyodide",
    "_pyodide._base",
    "_pyodide_core",
  ])("import %s", async (name) => {
    const { load } = await run(runtime, `import ${name}\n`);
    expect(load).toMatchObject({ status: "threw", error: { name: "ModuleNotFoundError", line: 1 } });
  });

  test("no proxy of a JavaScript object is alive in Python", async () => {
    const source = `
import gc, sys
def f(x):
    kinds = {type(thing).__name__ for thing in gc.get_objects()}
    return [float("JsProxy" in kinds), float("js" in sys.modules)]
`;
    expect(await runCall(runtime, source)).toMatchObject({ outputs: [{ data: Float64Array.of(0, 0) }] });
  });
});

describe("what a program patches", () => {
  const patch = `
import builtins, json, time, sys, traceback
import numpy as np
for name in ("asarray", "array", "empty", "frombuffer", "float64", "ndarray", "exp"):
    setattr(np, name, None)
for name in ("isinstance", "len", "print", "bytes", "tuple", "float", "compile"):
    setattr(builtins, name, None)
time.perf_counter = lambda: 1 / 0
json.loads = traceback.TracebackException = None
`;

  test("does not reach the harness", async () => {
    const call = await runCall(runtime, `${patch}\ndef f(x):\n    return [x + 1, x + 2]\n`);
    expect(call).toMatchObject({ status: "returned", outputs: [{ shape: [2, 2, 3] }] });
    expect(await runCall(runtime, `${patch}\ndef f(x):\n    raise ValueError("as always")\n`)).toMatchObject({
      status: "threw",
      error: { name: "ValueError", message: "as always", line: 12 },
    });
  });

  test("may break Python itself: the call fails, and the run after it does not", async () => {
    const source = `${patch}\nsys.modules.clear()\ndef f(x):\n    return [x + 1, x + 2]\n`;
    expect(await runCall(runtime, source)).toMatchObject({ status: "threw" });
    expect(await runCall(runtime, "def f(x):\n    return x\n")).toMatchObject({ status: "returned" });
  });

  test("is gone in the next run", async () => {
    await run(runtime, `${patch}\ndef f(x):\n    return x\n`);
    expect(
      await runCall(runtime, "import numpy as np\ndef f(x):\n    return np.exp(np.zeros(len(x)))\n"),
    ).toMatchObject({ outputs: [{ data: Float64Array.of(1, 1) }] });
  });

  test("in the arguments harms neither other calls nor the caller's arrays", async () => {
    const calls = [[array([2], [1, 2])], [array([2], [1, 2])]];
    const outcome = await run(
      runtime,
      "kept = []\ndef f(x):\n    kept.append(x)\n    for y in kept:\n        y[:] = 0\n    return x + 5\n",
      { calls },
    );
    expect(outcome.calls).toMatchObject([
      { outputs: [{ data: Float64Array.of(5, 5) }] },
      { outputs: [{ data: Float64Array.of(5, 5) }] },
    ]);
    expect(calls[1]?.[0]?.data).toEqual(Float64Array.of(1, 2));
  });
});

describe("who reaches the harness by the stack", () => {
  const reaching = (change: string) =>
    `import sys\ndef f(x):\n    harness = sys._getframe(1).f_globals\n    ${change}\n    return x\n`;

  test.each([
    ["gives a shape that is none", "harness['copy_array'] = lambda value: ('zz', 'yy')"],
    ["gives bytes that do not fit", "harness['copy_array'] = lambda value: ((-5, 1 << 40), b'abc')"],
    ["gives a shape beyond all limits", "harness['copy_array'] = lambda value: ((1 << 20, 1 << 10), bytes(8))"],
    ["gives an answer of its own", "harness['call_and_copy'] = lambda index: ('accepted', 1)"],
    ["gives no answer", "harness['call_and_copy'] = lambda index: 5"],
    ["lets every call be traced for ever", "sys.settrace(lambda *event: harness['clock']() and f(x))"],
  ])("%s: the run ends, and the next one is right", async (_, change) => {
    const { calls } = await run(runtime, reaching(change), { limits, calls: twice });
    expect(calls.length).toBeGreaterThan(0);
    expect(await runCall(runtime, "def f(x):\n    return x + 1\n")).toMatchObject({ status: "returned" });
  });

  test("finds the arguments of all calls there, and nothing that was expected", async () => {
    const source = `
import gc, sys
def f(x):
    frame, names = sys._getframe(), []
    while frame:
        names += [*frame.f_globals, *frame.f_locals]
        frame = frame.f_back
    names += [key for thing in gc.get_objects() if type(thing) is dict for key in thing if type(key) is str]
    return float(sum("expected" == name or "tolerance" in name for name in names))
`;
    expect(await runCall(runtime, source)).toMatchObject({ outputs: [{ data: Float64Array.of(0) }] });
  });
});
