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

/** Follows what `gc` knows of: containers, attributes of instances, cells of closures, and all that these hold. */
const everything = `
import gc
def everything():
    seen, waiting = set(), list(gc.get_objects())
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        yield thing
        if not isinstance(thing, (str, bytes, int, float)):
            waiting += gc.get_referents(thing)
`;

describe("no way leads to JavaScript", () => {
  test("no object of JavaScript, and nothing that makes one, is held by anything", async () => {
    const source = `${everything}
def f(x):
    found = set()
    for thing in everything():
        if any(kind.__name__ == "JsProxy" for kind in type(thing).__mro__):
            found.add("a proxy")
        if "pyodide" in str(getattr(thing, "__module__", "")) and type(thing).__name__ == "builtin_function_or_method":
            found.add(thing.__name__)
    print(sorted(found))
    return x
`;
    expect(await run(runtime, source, { limits: { deadlineMs: 60_000 } })).toMatchObject({
      console: "[]\n",
      calls: [{ status: "returned" }],
    });
  }, 90_000);

  test.each([
    [
      "the loop of asyncio",
      "import asyncio\nasync def g():\n    return asyncio.get_running_loop()\nloop = asyncio.run(g())",
    ],
    ["the policy of asyncio", "import asyncio\nloop = asyncio.get_event_loop_policy()"],
    ["a new loop", "import asyncio\nloop = asyncio.new_event_loop()"],
  ])("not %s", async (_, source) => {
    const { console } = await run(
      runtime,
      `${source}\nfor kind in type(loop).__mro__:\n    assert "pyodide" not in kind.__module__, kind\n    for value in vars(kind).values():\n        for name, held in getattr(value, "__globals__", {}).items():\n            assert "Js" not in type(held).__name__, name\nprint("none")\n`,
    );
    expect(console).toBe("none\n");
  });

  test.each([
    ...["emscripten_run_script", "emscripten_run_script_int", "emscripten_run_script_string"],
    ...["emscripten_async_run_script", "emscripten_asm_const_int", "emscripten_console_log", "JsvFunction_CallBound"],
    ...["JsvObject_New", "hiwire_get", "JsProxy_create", "pyodide_js_init", "js2python", "PyInit__pyodide_core"],
    ...["_emscripten_dlopen_js", "_dlsym_js"],
  ])("not %s by ctypes", async (name) => {
    const { load } = await run(
      runtime,
      `import ctypes\nlibrary = ctypes.CDLL(None)\nfunction = library.${name}\nfunction.restype = ctypes.c_char_p\nprint(function(b"1 + 1"))\n`,
    );
    expect(load).toMatchObject({ status: "threw", error: { name: "AttributeError" } });
  });
});

describe("what is no attack goes on", () => {
  test.each([
    ["asyncio.run", "import asyncio\nasync def main():\n    return 7\nprint(asyncio.run(main()))", "7\n"],
    [
      "tasks that wait, and in the right order",
      "import asyncio\nasync def g(i):\n    await asyncio.sleep(0.03 - i / 100)\n    print(i)\n    return i\nasync def main():\n    return await asyncio.gather(*map(g, range(3)))\nprint(asyncio.run(main()))",
      "2\n1\n0\n[0, 1, 2]\n",
    ],
    [
      "a queue and a time limit",
      "import asyncio\nasync def main():\n    queue = asyncio.Queue()\n    await queue.put(4)\n    try:\n        print(await queue.get())\n        await asyncio.wait_for(queue.get(), 0.01)\n    except TimeoutError:\n        print('late')\nasyncio.run(main())",
      "4\nlate\n",
    ],
    [
      "a loop of one's own",
      "import asyncio\nloop = asyncio.new_event_loop()\nprint(loop.run_until_complete(asyncio.sleep(0, 3)))\nloop.close()",
      "3\n",
    ],
    [
      "C by ctypes",
      "import ctypes\nroot = ctypes.CDLL(None).sqrt\nroot.restype, root.argtypes = ctypes.c_double, [ctypes.c_double]\nprint(root(9.0), (ctypes.c_float * 2)(1, 2)[1])",
      "3.0 2.0\n",
    ],
    [
      "NumPy's other libraries",
      "import numpy as np\nfrom numpy import fft, linalg, random\nprint(linalg.det(np.eye(3)), fft.fft([1, 1]).real, random.default_rng(1).integers(5) < 5, random.rand(2).shape)",
      "1.0 [2. 0.] True (2,)\n",
    ],
    [
      "ctypes of an array",
      "import ctypes\nimport numpy as np\nprint(np.arange(3.0).ctypes.data_as(ctypes.POINTER(ctypes.c_double))[1])",
      "1.0\n",
    ],
    [
      "a third of the standard library",
      "import base64, bisect, collections, copy, csv, dataclasses, datetime, decimal, enum, fractions, functools, hashlib, heapq, inspect, io, itertools, json, logging, math, operator, pickle, random, re, statistics, string, struct, tempfile, textwrap, threading, timeit, traceback, typing, unittest, uuid, warnings, weakref, zlib\nprint(hashlib.sha256(b'').hexdigest()[:8], timeit.timeit('1') > 0, uuid.uuid4().version)",
      "e3b0c442 True 4\n",
    ],
  ])("%s", async (_, source, printed) => {
    expect(await run(runtime, `${source}\ndef f(x):\n    return x\n`)).toMatchObject({
      load: { status: "ok" },
      console: printed,
    });
  });

  test("who waits for what never comes is told so", async () => {
    const { load } = await run(
      runtime,
      "import asyncio\nasync def main():\n    await asyncio.Future()\nasyncio.run(main())\n",
    );
    expect(load).toMatchObject({
      status: "threw",
      error: { name: "RuntimeError", message: expect.stringContaining("never come") },
    });
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
    const source = `${patch}\nsys.modules.clear()\nsys.meta_path.clear()\ndef f(x):\n    import json\n    return json.dumps(x)\n`;
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
