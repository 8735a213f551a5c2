// @ts-check
// `npm run check`: formatting, lint, types, dead code. `npm run check biome` runs that stage only.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { capture, findProgram, SetupError } from "../../../cpp/toolchain/command.mjs";
import { ensureToolchain, expectCompiler } from "../../../cpp/toolchain/toolchain.mjs";
import { tidy } from "../clang-tidy.mjs";
import { buildKernels, configurePreset } from "../kernels.mjs";
import { inRoot, root } from "../paths.mjs";
import { createPool } from "../pool.mjs";
import { ensurePackages, oneAtATime, runScript } from "../setup.mjs";
import { quietly, runTogether } from "../stages.mjs";

await runScript(async () => {
  await oneAtATime(async () => {
    await ensurePackages();
    expectCompiler();
    const toolchain = await ensureToolchain();
    // The TypeScript names the WebAssembly files; clang-tidy reads the compile commands.
    await buildKernels(toolchain);
    await configurePreset(toolchain, "check");
    // Nothing builds this preset, which would find new files.
    await capture(toolchain.cmake, [inRoot("build/check")]);
  });

  const pool = createPool();
  const run = (/** @type {string} */ command, /** @type {readonly string[]} */ args) =>
    pool(() => quietly(command, args, { cwd: root }));
  const node = (/** @type {string} */ script, /** @type {string[]} */ ...args) =>
    run(process.execPath, [inRoot("node_modules", script), ...args]);
  const checkTypes = async () => {
    const projects = [["--build"], ...workerProjects().map((project) => ["--project", project])];
    const outcomes = await Promise.all(projects.map((args) => node("typescript/bin/tsc", ...args)));
    return { passed: outcomes.every(({ passed }) => passed), output: outcomes.map(({ output }) => output).join("") };
  };
  const sources = cppFiles("cpp").concat(cppFiles("tests/cpp"));
  // Threads are compiled for WebAssembly alone, whose instructions this clang-tidy may not know.
  const units = sources
    .filter((path) => path.endsWith(".cpp") && !path.startsWith(join("cpp", "threads")))
    .map((path) => inRoot(path));

  await runTogether(
    [
      { name: "types", title: "TypeScript: types", run: checkTypes },
      {
        name: "biome",
        title: "Biome: format and lint",
        run: () => node("@biomejs/biome/bin/biome", "check", "--error-on-warnings"),
      },
      { name: "knip", title: "knip: what nothing uses", run: () => node("knip/bin/knip.js") },
      {
        name: "clang-format",
        title: "clang-format",
        run: async () => run(clangTool("clang-format"), ["--dry-run", "-Werror", ...sources]),
      },
      {
        name: "clang-tidy",
        title: "clang-tidy",
        run: async () => tidy(units, { root, tool: clangTool("clang-tidy"), database: inRoot("build/check"), pool }),
      },
    ],
    process.argv.slice(2),
  );
});

/** The scripts of workers share one scope without importing each other, so that no other project can refer to theirs. */
function workerProjects() {
  return readdirSync(inRoot("web"), { withFileTypes: true, recursive: true })
    .filter(({ name, parentPath }) => basename(parentPath) === "worker" && /^tsconfig.*\.json$/.test(name))
    .map(({ name, parentPath }) => join(parentPath, name));
}

/**
 * @param {string} folder
 * @returns {string[]} the C++ files below it
 */
function cppFiles(folder) {
  return readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return cppFiles(path);
    return /\.(cpp|h)$/.test(entry.name) ? [path] : [];
  });
}

/** @param {string} name */
function clangTool(name) {
  const path = findProgram(name);
  if (path === undefined)
    throw new SetupError(`There is no ${name}. Install it: apt install ${name}, or brew install llvm.`);
  return path;
}
