import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allFiles, runPython } from "./pyodide.js";

/** What the editor completes and explains, and what the documentation lists. `vitest -u` writes it anew. */
test("the names that the page tells are those of the package", async () => {
  const program = readFileSync(new URL("names.py", import.meta.url), "utf8");
  const names = await runPython(program, allFiles);
  await expect(`${names.trim()}\n`).toMatchFileSnapshot("../../../web/elements/exercise/editor/python-names.json");
}, 60_000);
