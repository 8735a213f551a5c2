// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { inRoot } from "../paths.mjs";
import { stripPython } from "../strip-python.mjs";

const folder = inRoot("web/runtimes/python");
const packages = ["torch", "einops", "fancy_einsum"];
const core = "virtual:torch";
const rest = "virtual:torch-more";

/**
 * Vite plugin for the page's small PyTorch, in two parts, each one string: JSON that gives the source of every file by its
 * path. `virtual:torch` is what every program loads; `virtual:torch-more` is needed by those that have one of `moreNames` in
 * them as a word. The sources come stripped of what only people read.
 *
 * @returns {import("vite").Plugin}
 */
export function torch() {
  return {
    name: "attention-dojo:torch",
    enforce: "pre",
    resolveId: (id) => (id === core || id === rest ? `\0${id}` : undefined),
    load(id) {
      if (id !== `\0${core}` && id !== `\0${rest}`) return undefined;
      const { files, moreFiles, moreNames } = readTorch();
      for (const path of [...Object.keys(files), ...Object.keys(moreFiles)]) this.addWatchFile(join(folder, path));
      if (id === `\0${rest}`) return `export const files = ${JSON.stringify(JSON.stringify(moreFiles))};`;
      return `export const files = ${JSON.stringify(JSON.stringify(files))};
export const moreNames = ${JSON.stringify(moreNames.join(" "))}.split(" ");`;
    },
  };
}

/** The two parts, by path, and the words that call for the second. */
export function readTorch() {
  const { modules, names } = readTable();
  const paths = packages.flatMap((name) => pythonFiles(join(folder, name)));
  const listed = (/** @type {string} */ path) =>
    !path.startsWith("torch/") ||
    path.startsWith("torch/_more/") ||
    modules.has(path.slice(0, -3).replaceAll("/", "."));
  // A package goes where its modules go.
  const inRest = (/** @type {string} */ path) => {
    if (!path.endsWith("/__init__.py")) return listed(path);
    return paths
      .filter((other) => other.startsWith(`${dirname(path)}/`) && !other.endsWith("/__init__.py"))
      .every(listed);
  };
  const part = (/** @type {boolean} */ more) =>
    Object.fromEntries(
      paths
        .filter((path) => inRest(path) === more)
        .map((path) => [path, stripPython(readFileSync(join(folder, path), "utf8"))]),
    );
  return { files: part(false), moreFiles: part(true), moreNames: names };
}

/** @param {string} path */
function pythonFiles(path) {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".py"))
    .map((file) => relative(folder, join(path, file)).split(sep).join("/"))
    .sort();
}

/** What `torch/_more` says: the modules that are in the rest, and the names that are. */
function readTable() {
  const table = readFileSync(join(folder, "torch/_more/table.py"), "utf8");
  const signatures = ["signatures", "signatures_of_layers"]
    .map((name) => readFileSync(join(folder, `torch/_more/${name}.py`), "utf8"))
    .join("");
  const entries = (/** @type {string} */ text) =>
    [...text.matchAll(/"([\w.]*)": (?:"""([^"]*)"""|"([^"]*)")/g)].map(([, key = "", several, one = several]) => ({
      key,
      names: /** @type {string} */ (one).split(/\s+/).filter(Boolean),
    }));
  const modules = new Set(entries(table.slice(0, table.indexOf("\nBORROWED"))).map(({ key }) => key));
  const names = new Set(entries(table).flatMap((entry) => entry.names));
  for (const [, flags, name] of signatures.matchAll(/^([a-zA-Z]+) (\w+)\(/gm)) {
    names.add(/** @type {string} */ (name));
    if (/[iIN]/.test(/** @type {string} */ (flags))) names.add(`${name}_`);
  }
  return { modules, names: [...names].sort() };
}
