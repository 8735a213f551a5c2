import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallOutcome, Runtime } from "../../web/runtimes/index.js";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { array, returning, run, runCall } from "./python.js";
import { ensurePythonAssets } from "./python-assets.js";

let runtime: Runtime;
beforeAll(async () => {
  runtime = createPythonRuntime({ assets: await ensurePythonAssets() });
  await runtime.prepare();
}, 300_000);
afterAll(() => runtime.dispose());

describe("arguments", () => {
  test("are arrays of float64, of intp and of bool, plain numbers and dictionaries", async () => {
    const source = `
import numpy as np
def f(x, ids, mask, params, num_heads, eps):
    kinds = [x.dtype == np.float64, ids.dtype == np.intp, mask.dtype == np.bool_, type(num_heads) is int, type(eps) is float,
             type(params) is dict, params["w"].shape == (1, 2), x.shape == (2, 2), mask.ndim == 1, x.flags.writeable]
    return np.array([*kinds, x[1, 0] == 3, ids[1] == 7, not mask[0], mask[1], params["w"][0, 1] == 9])
`;
    const calls = [
      [
        array([2, 2], [1, 2, 3, 4]),
        array([2], [5, 7], "int"),
        array([2], [0, 1], "bool"),
        { entries: { w: array([1, 2], [8, 9]) } },
        4,
        1e-5,
      ],
    ];
    expect(await runCall(runtime, source, { calls })).toMatchObject({
      status: "returned",
      outputs: [{ data: new Float64Array(15).fill(1) }],
    });
  });

  test("are the learner's own: what one call changes no other call sees", async () => {
    const source = "def f(x):\n    x += 1\n    return x\n";
    const outcome = await run(runtime, source, { calls: [[array([2], [1, 2])], [array([2], [1, 2])]] });
    for (const call of outcome.calls)
      expect(call).toMatchObject({ status: "returned", outputs: [{ data: Float64Array.of(2, 3) }] });
  });
});

describe("what comes back", () => {
  const shapeOfX = [2, 3];
  const half = [0.5, 1, 1.5, 2, 2.5, 3];
  const accepted: readonly (readonly [string, string, readonly number[], readonly number[]])[] = [
    ["float64", "x / 2", shapeOfX, half],
    ["float32", "(x / 2).astype(np.float32)", shapeOfX, half],
    ["float16", "(x / 2).astype(np.float16)", shapeOfX, half],
    ["nested lists", "(x / 2).tolist()", shapeOfX, half],
    ["a tuple of arrays", "tuple(x / 2)", shapeOfX, half],
    ["a list of rows", "[row / 2 for row in x]", shapeOfX, half],
    ["a list of lists of NumPy scalars", "[[v / 2 for v in row] for row in x]", shapeOfX, half],
    ["a view that is not contiguous", "(x / 2).T.copy().T", shapeOfX, half],
    ["np.matrix", "np.matrix(x / 2)", shapeOfX, half],
    ["a float", "3.5", [], [3.5]],
    ["an int", "3", [], [3]],
    ["a NumPy scalar", "x.sum()", [], [21]],
    ["booleans", "x > 3", shapeOfX, [0, 0, 0, 1, 1, 1]],
    ["a range", "range(3)", [3], [0, 1, 2]],
    ["NaN and infinities", "np.array([np.nan, np.inf, -np.inf])", [3], [Number.NaN, Infinity, -Infinity]],
    ["integers too large for a float", "[10 ** 400, -10 ** 400]", [2], [Infinity, -Infinity]],
    ["an empty list", "[]", [0], []],
    ["empty rows", "[[], []]", [2, 0], []],
    ["an object with __array__", "Arrayish()", [2], [1, 2]],
  ];
  const malformed: readonly (readonly [string, string, object])[] = [
    ["None", "None", { problem: "nothing" }],
    ["a string", "'text'", { problem: "not-an-array", found: "a string" }],
    ["a dictionary", "{'out': x}", { problem: "not-an-array", found: "a dictionary" }],
    ["a generator", "(v for v in x)", { problem: "not-an-array", found: "a generator" }],
    ["a function", "f", { problem: "not-an-array", found: "a function" }],
    ["a complex array", "x * 1j", { problem: "not-an-array", found: "an array of complex numbers (dtype=complex128)" }],
    [
      "an object array",
      "np.array([None, x], dtype=object)",
      { problem: "not-an-array", found: "an array of objects (dtype=object)" },
    ],
    ["a string array", "np.array(['a'])", { problem: "not-an-array", found: "an array of strings (dtype=str32)" }],
    ["a masked array", "np.ma.masked_array(x, x > 3)", { problem: "masked-array" }],
    ["a masked array in a list", "[np.ma.masked_array(x, x > 3)]", { problem: "masked-array" }],
    ["None in a list", "[1.0, None]", { problem: "not-a-number", path: [1], found: "None" }],
    [
      "rows of different lengths",
      "[[1.0, 2.0], [3.0]]",
      { problem: "ragged", path: [1], length: 1, expectedLength: 2 },
    ],
    ["numbers beside rows", "[1.0, [2.0]]", { problem: "mixed", path: [1], found: "array" }],
    ["rows beside numbers", "[[2.0], 1.0]", { problem: "mixed", path: [1], found: "number" }],
    ["a list that holds itself", "endless", { problem: "too-deep" }],
    ["too many dimensions", "np.ones((1,) * 9)", { problem: "too-deep" }],
  ];
  const tooMany: readonly (readonly [string, string])[] = [
    ["a broadcast giant", "np.broadcast_to(x[0, 0], (1 << 13, 1 << 13))"],
    ["one row, shared a hundred to the seventh times", "shared()"],
    ["a long list", "[0.0] * (1 << 21)"],
    ["rows of nothing", "np.zeros((1 << 27, 0), dtype=bool)"],
    ["rows of nothing in a list", "[np.zeros((1 << 9, 0))] * (1 << 9)"],
    ["nothing in many dimensions", "np.zeros((0,) + (1 << 10,) * 2)"],
  ];
  const prelude = `
class Arrayish:
    def __array__(self, dtype=None, copy=None):
        return np.array([1.0, 2.0])

def shared():
    row = [1.0]
    for _ in range(7):
        row = [row] * 100
    return row

endless = []
endless.append(endless)
`;
  const calls = new Map<string, CallOutcome>();
  beforeAll(async () => {
    const expressions = [...accepted, ...malformed, ...tooMany].map(([, expression]) => expression);
    const source = `import numpy as np\n${prelude}\ncases = [${expressions.map((expression) => `lambda x: ${expression}`).join(", ")}]\ndef f(x, case):\n    return cases[case](x)\n`;
    const x = array([2, 3], [1, 2, 3, 4, 5, 6]);
    const outcome = await run(runtime, source, {
      calls: expressions.map((_, i) => [x, i]),
      limits: { values: 1 << 16 },
    });
    for (const [i, call] of outcome.calls.entries()) calls.set(expressions[i] as string, call);
  }, 60_000);

  test.each(accepted)("may be %s", (_, expression, shape, data) => {
    expect(calls.get(expression)).toMatchObject({
      status: "returned",
      outputs: [{ shape, data: Float64Array.from(data) }],
    });
  });

  test.each(malformed)("is refused with a reason when it is %s", (_, expression, reason) => {
    expect(calls.get(expression)).toMatchObject({ status: "malformed", malformed: { output: 0, ...reason } });
  });

  test.each(tooMany)("is refused when it has too many numbers: %s", (_, expression) => {
    expect(calls.get(expression)).toMatchObject({ status: "output-limit", what: "values" });
  });

  test("may be two outputs, where the second is optional", async () => {
    const source = "def f(x, case):\n    return [(x + 1, [[1.0]]), [x, x], (x, 'w'), (x, None), (x, x, x)][case]\n";
    const x = array([2, 3], [1, 2, 3, 4, 5, 6]);
    const cases = [0, 1, 2, 3, 4].map((i) => [x, i]);
    const outputs = [
      { name: "out", optional: false },
      { name: "weights", optional: true },
    ];
    expect((await run(runtime, source, { calls: cases, outputs })).calls).toMatchObject([
      { outputs: [{ shape: [2, 3] }, { shape: [1, 1] }] },
      { outputs: [{ shape: [2, 2, 3] }, null] },
      { malformed: { output: 1, problem: "not-an-array", found: "a string" } },
      { outputs: [{ shape: [2, 3] }, null] },
      { outputs: [{ shape: [3, 2, 3] }, null] },
    ]);
    expect((await run(runtime, source, { calls: cases })).calls[0]).toMatchObject({
      malformed: { output: 0, problem: "ragged" },
    });
  });
});

describe("errors", () => {
  test("a syntax error is a compile error with its place", async () => {
    const { load, calls } = await run(runtime, "import numpy as np\n\ndef f(x):\n    return (x +\n");
    expect(load).toMatchObject({
      status: "syntax-error",
      error: { name: "SyntaxError", message: "'(' was never closed", line: 4, column: 12 },
    });
    expect(calls).toEqual([]);
  });

  test("bad indentation is one too; a SyntaxError that the program raises is none", async () => {
    expect((await run(runtime, "def f(x):\nreturn x\n")).load).toMatchObject({
      status: "syntax-error",
      error: { name: "IndentationError", line: 2 },
    });
    expect((await run(runtime, "eval('1 +')\n")).load).toMatchObject({
      status: "threw",
      error: { name: "SyntaxError", line: 1 },
    });
  });

  test("the traceback has the learner's own lines only, and NumPy's message as it is", async () => {
    const source =
      "import numpy as np\n\ndef scores(q, k):\n    return np.matmul(q, k)\n\ndef f(x):\n    return scores(x, x)\n";
    const call = await runCall(runtime, source);
    const message =
      "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)";
    expect(call).toMatchObject({ status: "threw", error: { name: "ValueError", message, line: 4, column: 12 } });
    const trace = call.status === "threw" ? call.error.trace : "";
    expect(trace).toBe(
      `Traceback (most recent call last):\n  File "solution.py", line 7, in f\n    return scores(x, x)\n           ^^^^^^^^^^^^\n  File "solution.py", line 4, in scores\n    return np.matmul(q, k)\n           ^^^^^^^^^^^^^^^\nValueError: ${message}\n`,
    );
  });

  test("a mistake inside NumPy is marked in the learner's line that called it", async () => {
    const call = await runCall(
      runtime,
      "import numpy as np\ndef f(x):\n    y = x\n    return np.concatenate([x, y[0]])\n",
    );
    expect(call).toMatchObject({ status: "threw", error: { name: "ValueError", line: 4 } });
  });

  test("no such function, an error at the top level, and a module that is not there", async () => {
    expect((await run(runtime, "g = 1\n")).load).toEqual({ status: "no-function" });
    expect((await run(runtime, "f = 1\n")).load).toEqual({ status: "no-function" });
    expect((await run(runtime, "x = 1\n1 / 0\n")).load).toMatchObject({
      status: "threw",
      error: { name: "ZeroDivisionError", line: 2 },
    });
    expect((await run(runtime, "import torch\n")).load).toMatchObject({
      status: "threw",
      error: { name: "ModuleNotFoundError", message: "No module named 'torch'" },
    });
  });

  test("an error in one call leaves the others alone", async () => {
    const calls = [[array([1], [0])], [array([1], [1])]];
    const outcome = await run(runtime, "def f(x):\n    assert x[0], 'zero'\n    return x\n", { calls });
    expect(outcome.calls).toMatchObject([
      { status: "threw", error: { name: "AssertionError", message: "zero", line: 2 } },
      { status: "returned" },
    ]);
  });

  test.each([
    ["whose text never ends", "    def __str__(self):\n        return 'x' * 100_000_000", /^x{2000}$/],
    ["whose text fails", "    def __str__(self):\n        raise RuntimeError", /^$/],
    ["that is its own cause", "    pass", /^$/],
  ])("an error %s", async (_, body, message) => {
    const source = `class Odd(Exception):\n${body}\ndef f(x):\n    error = Odd()\n    error.__cause__ = error.__context__ = error\n    raise error\n`;
    const call = await runCall(runtime, source);
    expect(call).toMatchObject({ status: "threw", error: { name: "Odd", message: expect.stringMatching(message) } });
  });
});

describe("print", () => {
  test("is shown, with warnings and what goes to stderr", async () => {
    const source =
      "import sys, warnings\nprint('a', 1)\nprint('naïve 注意力', file=sys.stderr)\ndef f(x):\n    print(x.shape, end='')\n    warnings.warn('look')\n    return x\n";
    const { console } = await run(runtime, source);
    expect(console).toContain("a 1\nnaïve 注意力\n");
    expect(console).toContain("(2, 3)");
    expect(console).toContain("solution.py:6: UserWarning: look\n  warnings.warn('look')\n");
  });

  test("too much of it ends the run", async () => {
    const limits = { consoleChars: 1000 };
    const outcome = await run(runtime, "def f(x):\n    while True:\n        print('again')\n", { limits });
    expect(outcome.calls).toMatchObject([{ status: "output-limit", what: "console" }]);
    expect(outcome.console).toHaveLength(1000);
    expect((await run(runtime, "print('x' * 10_000)\n", { limits })).load).toEqual({ status: "output-limit" });
  });

  test("input has nothing to read", async () => {
    expect(await runCall(runtime, returning("input()"))).toMatchObject({
      status: "threw",
      error: { name: "EOFError" },
    });
  });
});

describe("several required outputs", () => {
  const outputs = [
    { name: "dq", optional: false },
    { name: "dk", optional: false },
    { name: "weights", optional: true },
  ];
  test.each([
    ["a tuple", "(x, 2 * x)", [[1], [2], null]],
    ["a list", "[x, 2 * x]", [[1], [2], null]],
    ["a dictionary", "dict(dk=2 * x, dq=x)", [[1], [2], null]],
    ["a tuple with the optional one", "(x, 2 * x, 3 * x)", [[1], [2], [3]]],
    ["a tuple with None for the optional one", "(x, 2 * x, None)", [[1], [2], null]],
  ])("are accepted as %s", async (_, returned, numbers) => {
    const call = await run(runtime, `def f(x):\n    return ${returned}\n`, { calls: [[array([1], [1])]], outputs });
    expect(call.calls[0]).toMatchObject({
      status: "returned",
      outputs: numbers.map((data) => data && { shape: [1], data: Float64Array.from(data) }),
    });
  });

  test.each([
    ["x", { output: 0, problem: "not-the-outputs", found: "an array" }],
    ["(x,)", { output: 0, problem: "not-the-outputs", found: "a tuple of 1" }],
    ["[x] * 4", { output: 0, problem: "not-the-outputs", found: "a list of 4" }],
    ["None", { output: 0, problem: "nothing" }],
    ["(x, None)", { output: 1, problem: "nothing" }],
    ["dict(dq=x)", { output: 1, problem: "absent" }],
    ["(x, 'y')", { output: 1, problem: "not-an-array", found: "a string" }],
  ])("are missed in %s", async (returned, malformed) => {
    const call = await run(runtime, `def f(x):\n    return ${returned}\n`, { calls: [[array([1], [1])]], outputs });
    expect(call.calls[0]).toMatchObject({ status: "malformed", malformed });
  });
});
