import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tidy } from "../../web/scripts/clang-tidy.mjs";
import { createPool } from "../../web/scripts/pool.mjs";

/** In the place of clang-tidy: writes down what it is asked to check, and complains of every file that says BAD. */
const stand = `#!/bin/sh
if [ "$1" = --version ]; then cat "$(dirname "$0")/version"; exit; fi
for file; do :; done
echo "$file" >> "$(dirname "$0")/checked"
echo "3 warnings generated." >&2
if grep -q BAD "$file"; then echo "$file:1:1: error: bad"; exit 1; fi
`;

let root: string;
let files: readonly string[];
const write = (name: string, text: string) => writeFileSync(join(root, name), text);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "attention dojo tidy-"));
  for (const folder of ["src", "tool", "build"]) mkdirSync(join(root, folder));
  write("tool/clang-tidy", stand);
  chmodSync(join(root, "tool/clang-tidy"), 0o755);
  write("tool/version", "14.0.6\n");
  write(".clang-tidy", "Checks: bugprone-*\n");
  write("src/shared header.h", "inline int one() { return 1; }\n");
  write("src/a.cpp", '#include "shared header.h"\nint a() { return one(); }\n');
  write("src/b.cpp", "int b() { return 2; }\n");
  files = ["a.cpp", "b.cpp"].map((name) => join(root, "src", name));
  compileWith("-O1");
});
afterEach(() => rmSync(root, { recursive: true }));

/** Writes what CMake writes. */
function compileWith(options: string): void {
  const commands = files.map((file) => ({
    directory: join(root, "build"),
    command: `c++ ${options} -o CMakeFiles/all.dir/src.o -c "${file}"`,
    file,
  }));
  write("build/compile_commands.json", JSON.stringify(commands));
}

/** Runs it; resolves to its outcome and the names of the files that were checked. */
async function check() {
  write("tool/checked", "");
  const outcome = await tidy(files, {
    root,
    tool: join(root, "tool/clang-tidy"),
    database: join(root, "build"),
    pool: createPool(2),
  });
  const checked = readFileSync(join(root, "tool/checked"), "utf8").match(/\w+\.cpp$/gm) ?? [];
  return { ...outcome, checked: checked.sort() };
}

test("what was clean is not checked twice", async () => {
  expect(await check()).toMatchObject({ passed: true, checked: ["a.cpp", "b.cpp"] });
  const again = await check();
  expect(again).toMatchObject({ passed: true, checked: [] });
  expect(again.output).toBe("Checked 0 files; 2 have not changed since they were clean.");
});

test.each([
  ["a file", () => write("src/b.cpp", "int b() { return 3; }\n"), ["b.cpp"]],
  ["a header", () => write("src/shared header.h", "inline int one() { return 0; }\n"), ["a.cpp"]],
  ["how they are compiled", () => compileWith("-O2"), ["a.cpp", "b.cpp"]],
  ["the checks", () => write(".clang-tidy", "Checks: misc-*\n"), ["a.cpp", "b.cpp"]],
  ["the checks of a folder, which had none of its own", () => write("src/.clang-tidy", ""), ["a.cpp", "b.cpp"]],
  ["the tool", () => write("tool/version", "19.1.0\n"), ["a.cpp", "b.cpp"]],
])("what has changed is checked again: %s", async (_, change, expected) => {
  await check();
  change();
  expect(await check()).toMatchObject({ passed: true, checked: expected });
  expect((await check()).checked).toEqual([]);
});

test("a complaint is told, without the noise around it, every time until its reason is gone", async () => {
  write("src/b.cpp", "int b() { return 2; }  // BAD\n");
  await check();
  const { passed, output, checked } = await check();
  expect([passed, checked]).toEqual([false, ["b.cpp"]]);
  expect(output).toContain("src/b.cpp:1:1: error: bad");
  expect(output).not.toContain("generated");
  write("src/b.cpp", "int b() { return 2; }\n");
  expect(await check()).toMatchObject({ passed: true, checked: ["b.cpp"] });
});

test("a file that nothing compiles is checked every time", async () => {
  write("build/compile_commands.json", "[]");
  await check();
  expect((await check()).checked).toEqual(["a.cpp", "b.cpp"]);
});
