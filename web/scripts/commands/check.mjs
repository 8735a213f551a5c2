// @ts-check
// `npm run check`: formatting, lint, types, dead code. `npm run check biome` runs that stage only.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { findProgram, passThrough, SetupError } from "../../../cpp/toolchain/command.mjs";
import { ensureToolchain } from "../../../cpp/toolchain/toolchain.mjs";
import { buildKernels, configurePreset } from "../kernels.mjs";
import { inRoot, root } from "../paths.mjs";
import { ensurePackages, oneAtATime, runScript } from "../setup.mjs";
import { runStages } from "../stages.mjs";

await runScript(async () => {
  await oneAtATime(async () => {
    await ensurePackages();
    const toolchain = await ensureToolchain();
    // The TypeScript names the WebAssembly files; clang-tidy reads the compile commands.
    await buildKernels(toolchain);
    await configurePreset(toolchain, "check");
  });

  const node = (/** @type {string} */ script, /** @type {string[]} */ ...args) =>
    passThrough(process.execPath, [inRoot("node_modules", script), ...args], { cwd: root });
  const checkTypes = async () => {
    for (const args of [["--build"], ...workerProjects().map((project) => ["--project", project])]) {
      const status = await node("typescript/bin/tsc", ...args);
      if (status !== 0) return status;
    }
    return 0;
  };
  const sources = cppFiles("cpp").concat(cppFiles("tests/cpp"));
  const units = sources.filter((path) => path.endsWith(".cpp"));

  await runStages(
    [
      {
        name: "biome",
        title: "Biome: format and lint",
        run: () => node("@biomejs/biome/bin/biome", "check", "--error-on-warnings"),
      },
      { name: "types", title: "TypeScript: types", run: checkTypes },
      { name: "knip", title: "knip: what nothing uses", run: () => node("knip/bin/knip.js") },
      {
        name: "clang-format",
        title: "clang-format",
        run: () => passThrough(clangTool("clang-format"), ["--dry-run", "-Werror", ...sources], { cwd: root }),
      },
      {
        name: "clang-tidy",
        title: "clang-tidy",
        run: () => passThrough(clangTool("clang-tidy"), ["-p", "build/check", "--quiet", ...units], { cwd: root }),
      },
    ],
    process.argv.slice(2),
  );
});

/** The scripts of workers share one scope without importing each other, so that no other project can refer to theirs. */
function workerProjects() {
  return readdirSync(inRoot("web/runtimes"), { withFileTypes: true, recursive: true })
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
