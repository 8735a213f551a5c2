import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const editorconfig = readFileSync(".editorconfig", "utf8");
const setting = (name: string) => new RegExp(`^${name} = (\\w+)$`, "m").exec(editorconfig)?.[1];

test("clang-format breaks and indents as .editorconfig says", () => {
  const style = readFileSync(".clang-format", "utf8");
  expect(/^ColumnLimit: (\d+)$/m.exec(style)?.[1]).toBe(setting("max_line_length"));
  expect(style).toMatch(/^BasedOnStyle: Google$/m); // Which indents by two spaces.
  expect(setting("indent_size")).toBe("2");
});

test("Biome breaks lines as .editorconfig says, and takes the rest from it", () => {
  const lineWidth = Number(setting("max_line_length"));
  expect(JSON.parse(readFileSync("biome.json", "utf8")).formatter).toEqual({ useEditorconfig: true, lineWidth });
});

test("every text file ends its lines and itself as .editorconfig says", () => {
  const tracked = execFileSync("git", ["grep", "-I", "--name-only", "-z", ""], { encoding: "utf8" });
  const files = tracked.split("\0").filter(Boolean);
  expect(files.length).toBeGreaterThan(500);
  const untidy = files.filter((path) => {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    return /[ \t]$|^ *\t|\r/m.test(text) || !text.endsWith("\n");
  });
  expect(untidy).toEqual([]);
});
