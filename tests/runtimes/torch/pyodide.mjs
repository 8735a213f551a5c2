// @ts-check
// Runs a Python program in Pyodide with NumPy, and nothing else of the project: `node pyodide.mjs <assets>`, where standard
// input is JSON: { files: source by path, data: text by name, program }. What it prints comes out of standard output.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { constants, runInThisContext } from "node:vm";

const assets = /** @type {string} */ (process.argv[2]);
const { files, data, program } = JSON.parse(readFileSync(0, "utf8"));
const scope = /** @type {any} */ (globalThis);
Object.assign(scope, { require: createRequire(import.meta.url), __dirname: assets });
for (const name of ["pyodide.asm.js", "pyodide.js"]) {
  const filename = join(assets, name);
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  runInThisContext(readFileSync(filename, "utf8"), { filename, importModuleDynamically });
}
const lock = join(tmpdir(), `pyodide-lock-${process.pid}.json`);
const info = { arch: "wasm32", platform: "emscripten", python: "3.12", version: "0.27.8" };
writeFileSync(lock, JSON.stringify({ info, packages: {} }));
const settings = { indexURL: assets, lockFileURL: lock, env: { HOME: "/home", PYTHONHASHSEED: "0" } };
const pyodide = await scope.loadPyodide(settings);
rmSync(lock);
pyodide._module.LDSO.loadedLibsByName.__main__.exports.backtrace ??= Object.assign(() => 0, { sig: "iii" });
const wheel = /** @type {string} */ (readdirSync(assets).find((name) => name.startsWith("numpy-")));
pyodide.unpackArchive(new Uint8Array(readFileSync(join(assets, wheel))).buffer, "wheel");
for (const [folder, contents] of [
  ["/packages", files],
  ["/data", data ?? {}],
]) {
  for (const [path, text] of Object.entries(contents)) {
    pyodide.FS.mkdirTree(dirname(join(folder, path)));
    pyodide.FS.writeFile(join(folder, path), text);
  }
}
pyodide.runPython("import sys; sys.path.insert(0, '/packages'); sys.dont_write_bytecode = True");
try {
  pyodide.runPython(program);
} catch (error) {
  // Without this Node prints the line of Pyodide that threw, which is all of it.
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
