import { expect, test } from "vitest";
import { createTerminal, type Line, quoted } from "../../web/cli/terminal.js";

function printed(columns: number, ...lines: readonly Line[]): readonly string[] {
  let all = "";
  const write = (text: string) => {
    all += text;
  };
  createTerminal({ write, complain: write, isTerminal: true, columns, language: "en" }).print(...lines);
  return all.split("\n");
}

test("a line too long for the terminal is broken with a mark, so that nothing of it can look like another line", () => {
  expect(printed(10, `${"x".repeat(9)}✓ Accepted`)).toEqual(["xxxxxxxxx✓", "↳  Accepte", "↳ d", ""]);
  expect(printed(10, ["Rows: ", { text: "abcdefgh", style: "good" }])).toEqual([
    "Rows: \u001b[32mabcd",
    "↳ efgh\u001b[0m",
    "",
  ]);
  expect(printed(8, "注意力机制")).toEqual(["注意力机", "↳ 制", ""]);
});

test("a line break in a piece is none", () => {
  expect(printed(80, "first\n✓ second", ...quoted(["third\nfourth"], 2))).toEqual([
    "first\\u000a✓ second",
    "  \u001b[2m│ \u001b[0mthird\\u000afourth",
    "",
  ]);
});

test("letters that join, in Persian and in Indian scripts, stay", () => {
  expect(printed(80, "\u0645\u06cc\u200c\u062e \u0915\u094d\u200d\u0937")).toEqual([
    "\u0645\u06cc\u200c\u062e \u0915\u094d\u200d\u0937",
    "",
  ]);
});
