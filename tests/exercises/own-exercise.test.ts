/** The format of own exercises: what is wrong is named with its path, whoever wrote it and whatever they meant. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { createRandom, localeNames } from "../../web/format/index.js";
import { OwnExerciseError, ownLimits, parseOwnExercise, readOwnExercise } from "../../web/own/index.js";

const module: { readonly default: unknown } = await import(
  /* @vite-ignore */ pathToFileURL(resolve("web/cli/example/exercise.js")).href
);
const json = readFileSync("web/cli/example/exercise.json", "utf8");
type Data = Record<string, unknown>;

/** The example as data, with one value put, or taken away, at a path. */
function changed(path: string, value: unknown): Data {
  const data: Data = JSON.parse(json);
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  const last = keys.pop() as string;
  const target = keys.reduce<Data>((at, key) => at[key] as Data, data);
  if (value === undefined) delete target[last];
  else target[last] = value;
  return data;
}

function errorOf(exercise: unknown): OwnExerciseError {
  try {
    readOwnExercise(exercise, { taken: ["softmax"] });
  } catch (error) {
    if (error instanceof OwnExerciseError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

test("the worked example is one exercise in both forms", async () => {
  const [object, data] = [readOwnExercise(module.default), readOwnExercise(parseOwnExercise(json))];
  for (const key of [
    "slug",
    "title",
    "track",
    "difficulty",
    "signature",
    "tolerance",
    "pictures",
    "languages",
  ] as const)
    expect(data[key]).toEqual(object[key]);
  for (const locale of localeNames) expect(await data.words(locale)).toEqual(await object.words(locale));
  const heads = (read: typeof object) =>
    read.cases(createRandom(1)).map(({ name, title, sample }) => ({ name, title, sample }));
  expect(heads(data)).toEqual(heads(object));
  const codes = async (read: typeof object) => (await read.mistakes()).map(({ code }) => code);
  expect(await codes(data)).toEqual(await codes(object));
  expect(data.languages).toEqual(["python", "javascript"]);
});

test("one language of readers is enough, and what is left out has a default", async () => {
  const data = changed("title", "Warm softmax");
  for (const key of ["track", "difficulty", "tolerance", "pictures", "mistakes", "hints"]) delete data[key];
  data.prompt = { zh: "写一个 softmax。" };
  data.starter = { python: "def soft_choice(x, temperature):\n    return x\n" };
  const read = readOwnExercise(data);
  expect(read.title).toEqual({ en: "Warm softmax" });
  expect((await read.words("en")).prompt).toContain("写一个 softmax。");
  expect(read).toMatchObject({ languages: ["python"], track: "core", tolerance: { absolute: 1e-4 } });
  expect(await read.mistakes()).toEqual([]);
  expect((await read.words("zh")).hints).toEqual([]);
});

describe("data draws its cases", () => {
  const cases = (inputs: Data, kinds: readonly Data[]) => {
    const data = changed("cases", [{ name: "one", inputs }]);
    data.signature = { name: "f", arguments: kinds, outputs: [{ name: "out", shape: ["n"], about: "out" }] };
    return readOwnExercise(data).cases;
  };
  const array = (kind: string) => ({ name: "x", kind, shape: ["n", "m"], about: "x" });

  test.each([
    ["float", { normal: [40, 50], deviation: 3, mean: 10, parts: 8 }, (x: number) => Number.isInteger(x * 8)],
    ["float", { uniform: [40, 50], low: 2, high: 3 }, (x: number) => x >= 2 && x < 3],
    ["int", { integers: [40, 50], low: -2, high: 5 }, (x: number) => Number.isInteger(x) && x >= -2 && x <= 5],
    ["bool", { booleans: [40, 50], probability: 0.5 }, (x: number) => x === 0 || x === 1],
  ] as const)("%s: %j", (kind, x, holds) => {
    const draw = cases({ x }, [array(kind)]);
    const data = (seed: number) => {
      const x = draw(createRandom(seed))[0]?.inputs.x;
      return typeof x === "object" && "data" in x ? Array.from(x.data as Float32Array) : [];
    };
    expect(data(1).every(holds)).toBe(true);
    expect(data(1)).toEqual(data(1));
    expect(data(1)).not.toEqual(data(2));
    expect(new Set(data(1)).size).toBeGreaterThan(1);
  });

  test("numbers, dictionaries and written arrays", () => {
    const draw = cases({ k: { between: [3, 5] }, p: { w: [[1, 2]] }, m: [true, false] }, [
      { name: "k", kind: "number", about: "k" },
      { name: "p", kind: "params", entries: { w: { shape: ["n", "m"], about: "w" } }, about: "p" },
      { name: "m", kind: "bool", shape: ["L"], about: "m" },
    ]);
    const { k, p, m } = draw(createRandom(3))[0]?.inputs ?? {};
    expect([3, 4, 5]).toContain(k);
    expect(p).toEqual({ w: { shape: [1, 2], data: Float32Array.of(1, 2) } });
    expect(m).toEqual({ shape: [2], data: Uint8Array.of(1, 0) });
  });
});

describe("what is wrong is named", () => {
  test.each([
    ["slug", undefined, 'slug is missing: give a name in lower case with hyphens, such as "two-keys".'],
    ["slug", "Two Keys", 'slug is "Two Keys": give a name in lower case'],
    ["slug", "softmax", 'slug is "softmax", the name of an exercise of the package'],
    ["title", undefined, "title is missing: give a text, or { en, zh }."],
    ["title", {}, "title is empty: give en, zh or both."],
    ["title.en", 7, "title.en is 7: give some text."],
    ["titel", "x", 'The exercise has an unknown key "titel". Known are: slug, title'],
    ["difficulty", "extreme", 'difficulty is "extreme": give one of "easy", "medium", "hard".'],
    ["signature", [], "signature is an array: give an object."],
    ["signature.name", "softChoice", 'signature.name is "softChoice": give the function\'s name in snake_case'],
    ["signature.arguments", [], "signature.arguments has 0 entries: give at least 1."],
    ["signature.arguments[1].name", "x", 'signature.arguments[1].name is "x" a second time.'],
    ["signature.arguments[0].kind", "tensor", 'signature.arguments[0].kind is "tensor": give one of'],
    [
      "signature.arguments[1].shape",
      ["n"],
      'signature.arguments[1].shape is given, but an argument of kind "number" has none.',
    ],
    ["signature.outputs", [], "signature.outputs has 0 entries: give at least 1."],
    ["signature.out", { shape: ["n"] }, "signature.out is how version 1 wrote the result: give outputs, a list"],
    [
      "signature.outputs[0].kind",
      "params",
      'signature.outputs[0].kind is "params": give one of "float", "int", "bool".',
    ],
    ["signature.outputs[0].optional", true, "signature.outputs[0].optional is true: the first output is always"],
    ["signature.outputs[0].shape", ["n+"], 'signature.outputs[0].shape[0] is "n+": give a dimension\'s name'],
    ["starter", {}, "starter is empty: give pytorch, python, javascript or several."],
    [
      "solution.python",
      undefined,
      "solution.python is missing: give a program, as there is a starter in this language.",
    ],
    ["cases", [], "cases has 0 entries: give at least 1."],
    ["cases", undefined, "cases is missing: give an array."],
    ["cases[0].sample", false, "cases[0].sample is false, but the first case is what Run shows"],
    ["cases[1].name", "two-rows", 'cases has two cases of the name "two-rows".'],
    ["cases[1].inputs.x", undefined, 'cases[1].inputs.x is missing: give nested arrays, or { "normal": [3, 5] }'],
    ["cases[1].inputs.x", [[1, 2], [3]], "cases[1].inputs.x[1] has length 1, the rows before it have 2"],
    ["cases[1].inputs.x", [[1, "2"]], 'cases[1].inputs.x[0][1] is "2": give a number.'],
    ["cases[1].inputs.x", [[1, Number.NaN]], "cases[1].inputs.x[0][1] is NaN: give a number."],
    ["cases[1].inputs.x", { normal: [3] }, "cases[1].inputs.x has shape [3], which is not of the form [n, m]."],
    ["cases[1].inputs.x", { normal: [3, 0] }, "cases[1].inputs.x.normal[1] is 0: give a number from 1 to 1024."],
    ["cases[1].inputs.y", 1, 'cases[1].inputs has an unknown key "y". Known are: x, temperature.'],
    ["cases[1].expected", { out: [[1]] }, "cases[1].expected is written out, but inputs of the case are drawn"],
    ["expected", undefined, 'expected is missing: give "solution", a call of a kernel, or an expected in every case.'],
    ["expected", "python", 'expected is "python": give "solution"'],
    [
      "expected",
      { kernel: "softmax", inputs: { x: "y" } },
      'expected.inputs.x is "y", which is no argument. Arguments: x, temperature.',
    ],
    ["tolerance", { absolute: 0, relative: 0 }, "tolerance.absolute is 0: give a positive number"],
    ["pictures[0].of", "weights", 'pictures[0].of is "weights": give one of "out".'],
    ["mistakes[2].code", undefined, "mistakes[2].code is missing: give a name in lower case with hyphens"],
    ["mistakes[2].code", "temperature-ignored", 'mistakes[2].code is "temperature-ignored" a second time.'],
    ["mistakes[1].ways", [], "mistakes[1].ways has 0 entries: give at least 1."],
    ["mistakes[1].ways[0]", 1, "mistakes[1].ways[0] is 1: give a function, or a program in JavaScript."],
  ])("%s = %j", (path, value, message) => {
    const error = errorOf(changed(path, value));
    expect(error.message).toContain(message);
    expect(error.code).toBe("invalid");
  });

  test.each([undefined, null, 3, "text", [], () => {}])("an exercise that is %s", (value) => {
    expect(errorOf(value).message).toMatch(/^The exercise is .*: give an object\.$/);
  });
});

describe("hostile files", () => {
  test.each(["__proto__", "constructor", "toString", "prototype"])(
    "the key %s is unknown, and pollutes nothing",
    (key) => {
      const text = json.replace('"slug"', `${JSON.stringify(key)}: { "polluted": true }, "slug"`);
      expect(errorOf(parseOwnExercise(text)).message).toContain(`has an unknown key "${key}"`);
      expect(({} as Data).polluted).toBeUndefined();
    },
  );

  test.each([
    ["signature.arguments[0].name", "constructor"],
    ["signature.name", "valueOf"],
    ["signature.arguments[0].shape[0]", "__proto__"],
    ["signature.arguments[0].shape[0]", "constructor"],
    ["slug", "constructor"],
    ["slug", "__proto__"],
    ["mistakes[0].code", "constructor"],
    ["cases[0].name", "constructor"],
    ["expected", { kernel: "constructor", inputs: {} }],
    ["expected", { kernel: "softmax", inputs: { constructor: "x" } }],
  ])("%s = %j is no name", (path, value) => {
    expect(errorOf(changed(path, value)).code).toBe("invalid");
  });

  test("a dictionary whose keys are those of every object", () => {
    const entries = JSON.parse('{ "__proto__": { "shape": ["n"], "about": "x" } }');
    const error = errorOf(changed("signature.arguments[0]", { name: "p", kind: "params", entries, about: "p" }));
    expect(error.message).toBe('signature.arguments[0].entries has a key "__proto__", which is no name.');
  });

  test.each([
    ["the file", () => parseOwnExercise(" ".repeat(ownLimits.fileBytes + 1))],
    ["arrays without end", () => parseOwnExercise("[".repeat(500_000) + "]".repeat(500_000))],
    ["objects without end", () => parseOwnExercise('{"a":'.repeat(100_000))],
    ["cases", () => readOwnExercise(changed("cases", Array(100).fill({})))],
    ["a dimension", () => readOwnExercise(changed("cases[0].inputs.x", [Array(2000).fill(1)]))],
    ["an array", () => readOwnExercise(changed("cases[0].inputs.x", { normal: [1024, 1024] }))],
    ["dimensions", () => readOwnExercise(changed("cases[0].inputs.x", [[[[[[[1]]]]]]]))],
    [
      "all arrays",
      () =>
        readOwnExercise(
          changed(
            "cases",
            Array.from({ length: 24 }, (_, i) => ({
              name: `c${i}`,
              inputs: { x: { normal: [256, 256] }, temperature: 1 },
            })),
          ),
        ),
    ],
    ["a text", () => readOwnExercise(changed("prompt", "x".repeat(60_000)))],
    ["lines", () => readOwnExercise(changed("prompt", Array(60_000).fill("")))],
    ["a title", () => readOwnExercise(changed("title", "x".repeat(1000)))],
    ["a program", () => readOwnExercise(changed("starter.javascript", "x".repeat(200_000)))],
    ["mistakes", () => readOwnExercise(changed("mistakes", Array(100).fill({})))],
    ["ways", () => readOwnExercise(changed("mistakes[0].ways", Array(100).fill("1")))],
  ])("too much of %s", (_, read) => {
    expect(read).toThrow(OwnExerciseError);
    expect(read).toThrow(expect.objectContaining({ code: "too-large" }));
  });

  test("text that is no JSON", () => {
    expect(() => parseOwnExercise("export default {}")).toThrow(expect.objectContaining({ code: "unreadable" }));
    expect(() => parseOwnExercise('{"a": "\\u0000"')).toThrow(OwnExerciseError);
  });

  test("brackets in strings are not nesting", () => {
    expect(parseOwnExercise(JSON.stringify({ a: `\\"${"[".repeat(100)}` }))).toEqual({ a: `\\"${"[".repeat(100)}` });
  });

  test("a message to look for is no pattern", async () => {
    const read = readOwnExercise(changed("mistakes[0].raises", "(a+)+$ is [not"));
    const [mistake] = await read.mistakes();
    expect(mistake?.raises?.test("Error: (a+)+$ is [NOT a function")).toBe(true);
  });
});
