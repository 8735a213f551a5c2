/** What the house promises of its own sources: here a search is the test. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languageNames } from "../../web/format/index.js";

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "web"], {
  encoding: "utf8",
});
/** Sources that are no content: what exercises and questions say of themselves stands in their folders. */
const sources = tracked
  .split("\n")
  .filter((path) => /\.(ts|js|mjs|py)$/.test(path) && !/^web\/(exercises|questions)\/[^/]+\//.test(path));

/** Code without comments and without sentences; strings of one word stay, for they may be keys. */
const code = (path: string) =>
  readFileSync(path, "utf8")
    .replace(/^\s*\/\*[\s\S]*?\*\//gm, "")
    .replace(/^\s*(\/\/|#).*$/gm, "")
    .replace(/`[^`]*`/g, "``")
    .replace(/"[^"\n]*"/g, (text) => (text.includes(" ") ? '""' : text));

test("no file outside content knows the name of an output", () => {
  const allowed = [
    // Of kernels, whose outputs these are, of a heat map that calls one, and of what shows how to call them.
    /^web\/(kernels|elements\/heatmap|site\/docs|cli\/example|scripts)\//,
    // Labs call kernels too, as the first page does through one of them, and one has a setting of this name.
    /^web\/((elements\/)?lab|site\/views\/hero)\//,
    // PyTorch's argument `out`, and NumPy's.
    /^web\/runtimes\/python\/(torch\/|worker\/counting\.py$)/,
    // What people call the parameters of a module, and the weights that go into them.
    /^web\/runtimes\/python\/worker\/(names|weights|tensors)\.py$/,
    // The option --out; and who still writes `signature.out` is told what has become of it.
    /^web\/cli\/(arguments|scorm)\.ts$/,
    /^web\/own\/read-signature\.ts$/,
  ];
  const rooms = sources.filter((path) => !allowed.some((pattern) => pattern.test(path)));
  expect(rooms.length).toBeGreaterThan(200);
  const key = /\.(?:out|weights)\b|["'](?:out|weights)["']|[{,]\s*(?:out|weights)\s*[:,}]/;
  expect(rooms.filter((path) => key.test(code(path)))).toEqual([]);
});

test("the files that know a programming language by its name are few, and these", () => {
  const name = new RegExp(`["'](?:${languageNames.join("|")})["']|\\b(?:${languageNames.join("|")}):`);
  // A runtime is what a language is; a page of the documentation is called after one.
  const rooms = sources.filter((path) => !/^web\/(runtimes|scripts|site\/docs|site\/words|cli\/example)\//.test(path));
  expect(rooms.filter((path) => name.test(code(path))).sort()).toEqual([
    "web/cli/arguments.ts", // --python
    "web/cli/install-assets.ts",
    "web/cli/scorm.ts", // The same.
    "web/elements/exercise/editor/create-editor.ts", // A grammar for each.
    "web/elements/exercise/python/attention-python-status.ts",
    "web/format/languages.ts",
    "web/judge/browser.ts", // A runtime for each.
    "web/judge/dialect.ts", // What a program of each imports.
    "web/judge/failure/language-signs.ts", // How to tell each by its source.
    "web/judge/node.ts",
  ]);
});
