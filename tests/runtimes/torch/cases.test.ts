import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allFiles, coreFiles, type Files, needsRest, runPython } from "./pyodide.js";

interface Case {
  readonly name: string;
  readonly code: string;
}

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
// Numbers of 64 bits do not survive JSON.parse: Python gets the text.
const text = read("cases.json");
const { cases } = JSON.parse(text) as { readonly cases: readonly Case[] };

/** What does not answer as PyTorch does, and why. */
const known: Readonly<Record<string, string>> = {};

async function failures(chosen: readonly Case[], files: Files): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(
    await runPython(read("run_cases.py"), files, {
      "cases.json": text,
      "names.json": JSON.stringify(chosen.map(({ name }) => name)),
    }),
  );
}

describe("the small PyTorch answers as PyTorch", () => {
  test.each([
    ["with the core alone, in programs that need no more", coreFiles, false],
    ["with the rest, in the others", allFiles, true],
  ] as const)(
    "%s",
    async (_, files, more) => {
      const chosen = cases.filter(({ code }) => needsRest(code) === more);
      expect(chosen.length).toBeGreaterThan(100);
      const failed = await failures(chosen, files);
      expect(Object.entries(failed).filter(([name]) => !(name in known))).toEqual([]);
      expect(chosen.map(({ name }) => name).filter((name) => name in known && !(name in failed))).toEqual([]);
    },
    120_000,
  );

  test("in further programs, with layouts and the names of gradients", async () => {
    expect(
      JSON.parse(await runPython(read("run_programs.py"), allFiles, { "programs.json": read("programs.json") })),
    ).toEqual({});
  }, 120_000);
});
