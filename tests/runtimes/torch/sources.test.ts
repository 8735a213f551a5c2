import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { moreNames } from "virtual:torch";
import { describe, expect, test } from "vitest";
import { stripPython } from "../../../web/scripts/strip-python.mjs";
import { allFiles, coreFiles, type Files, restFiles, runPython } from "./pyodide.js";

const folder = "web/runtimes/python";
const original: Files = Object.fromEntries(
  Object.keys(allFiles).map((path) => [path, readFileSync(join(folder, path), "utf8")]),
);

/** Prints the names of the pairs `name.before`, `name.after` in /data that are not the same program. */
const compare = `
import ast, os

def program(path):
    tree = ast.parse(open(path).read())
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            node.body = [s for s in node.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant) and type(s.value.value) is str)]
            if not node.body and not isinstance(node, ast.Module):
                node.body = [ast.Pass()]
    return ast.dump(tree)

for folder, _, names in os.walk("/data"):
    for name in sorted(names):
        path = os.path.join(folder, name)
        if path.endswith(".before") and program(path) != program(path.removesuffix("before") + "after"):
            print(path)
`;

async function different(pairs: Readonly<Record<string, readonly [before: string, after: string]>>) {
  const data = Object.fromEntries(
    Object.entries(pairs).flatMap(([name, [before, after]]) => [
      [`${name}.before`, before],
      [`${name}.after`, after],
    ]),
  );
  return (await runPython(compare, {}, data)).split("\n").filter(Boolean);
}

test("no source is left out, and none is in both parts", () => {
  const found = readdirSync(join(folder, "torch"), { recursive: true, encoding: "utf8" });
  expect(Object.keys(allFiles).filter((path) => path.startsWith("torch/")).length).toBe(
    found.filter((path) => path.endsWith(".py")).length,
  );
  expect(Object.keys(coreFiles).filter((path) => path in restFiles)).toEqual([]);
});

test("the core asks for nothing that is in the rest", () => {
  const words = new Set(moreNames);
  // Attributes of what is not a tensor or torch, words in errors, and two cases for which the rest has been called.
  const harmless = new Set(
    "atleast_1d atleast_2d distributions leaky_relu_ linalg load relu_ return_types set_detect_anomaly sparse threshold".split(
      " ",
    ),
  );
  const asked = Object.entries(coreFiles).flatMap(([path, source]) =>
    [...source.matchAll(/(?<!\b(?:np|math|operator|_dtype))\.(\w+)/g)].map(([, name = ""]) => ({ path, name })),
  );
  expect(asked.filter(({ name }) => words.has(name) && !harmless.has(name))).toEqual([]);
});

describe("a stripped source", () => {
  test("is the same program as the original", async () => {
    const pairs = Object.entries(original).map(([path, source]) => [path, [source, allFiles[path] as string]] as const);
    expect(await different(Object.fromEntries(pairs))).toEqual([]);
  }, 120_000);

  const hard = [
    'def f():\n    """Only this."""\n\n\ndef g(x):  # a comment\n    """Two\n    lines."""\n    return "# not one"\n',
    'class A:\n    "a"\n    b = 1\n    "c"\n\n\nclass B:\n    pass\n',
    "x = f\"{a!r:>{width}} {b['k']} {{}} {'#' if c else \"d\"}\" # e\n",
    "if a :\n\tb = 1\n\tif c :\n\t\td = not - 1 if e else 0x1f\nelse :\n  f = lambda : g . h\n",
    String.raw`a = [1,
  # inside
     2
]
b = 1 + \
  2
c = 'x' 'y' "\"" r'\\'
`,
    "return_ = 1 .real\nfor i in(1, 2): print (i , end = '')\nx = 1. if i else .5\n",
    "def f(a, /, b: int = 1, *, c) -> 'A': return a if b else'c'\n",
  ];
  test("is the same program where that is hard to see", async () => {
    const pairs = hard.map((source, i) => [`${i}`, [source, stripPython(source)]] as const);
    expect(await different(Object.fromEntries(pairs))).toEqual([]);
  }, 60_000);
});
