// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { CommandError, capture, SetupError, say } from "../../cpp/toolchain/command.mjs";
import { readOperationTables } from "./operation-table.mjs";
import { inRoot, root } from "./paths.mjs";

/** @typedef {import("../../cpp/toolchain/toolchain.mjs").Toolchain} Toolchain */

/**
 * Compiles the kernels to WebAssembly, where sources have changed, into web/kernels, with the operation tables in them.
 *
 * @param {Toolchain} toolchain
 */
export async function buildKernels(toolchain) {
  const tables = await readOperationTables();
  for (const [preset, suffix] of /** @type {const} */ ([
    ["wasm", ""],
    ["wasm-relaxed", "-relaxed"],
  ])) {
    await buildPreset(toolchain, preset);
    for (const [name, withTable] of Object.entries(tables)) {
      const described = withTable(readFileSync(inRoot("build", preset, `${name}.wasm`)));
      const used = inRoot("web/kernels", `${name}${suffix}.wasm`);
      if (!existsSync(used) || !readFileSync(used).equals(described)) writeFileSync(used, described);
    }
  }
}

/**
 * Configures and builds one preset of CMakePresets.json.
 *
 * @param {Toolchain} toolchain
 * @param {string} preset
 * @param {{ target?: string, compiler?: string | undefined }} [options] default: everything, by the usual compiler
 * @throws {SetupError} with what the compiler said
 */
export async function buildPreset(toolchain, preset, { target = "all", compiler } = {}) {
  const folder = inRoot("build", preset);
  try {
    await configurePreset(toolchain, preset, compiler);
    let said = false;
    const onOutput = (/** @type {string} */ text) => {
      if (said || !/Building|Linking/.test(text)) return;
      said = true;
      say(`Compiling the kernels (${preset})`);
    };
    await capture(toolchain.cmake, ["--build", folder, "--target", target], { cwd: root, onOutput });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError(
      `${error.output.trimEnd()}\n\nThe kernels could not be built (${preset}); the reason is above.`,
    );
  }
}

/**
 * Configures a preset anew when it never was, or when the toolchain has changed: CMake remembers compilers by their paths.
 *
 * @param {Toolchain} toolchain
 * @param {string} preset
 * @param {string} [compiler] default: the one that CMake finds
 */
export async function configurePreset(toolchain, preset, compiler) {
  const folder = inRoot("build", preset);
  const record = inRoot("build", preset, "configured-with.txt");
  const found = readFileSync(inRoot(".toolchain/found.cmake"), "utf8");
  const tools = `${root}\n${toolchain.cmake}\n${toolchain.ninja}\n${found}${compiler ?? ""}`;
  if (existsSync(record) && readFileSync(record, "utf8") === tools) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = [`-DCMAKE_MAKE_PROGRAM=${toolchain.ninja}`];
  if (compiler !== undefined) options.push(`-DCMAKE_CXX_COMPILER=${compiler}`);
  await capture(toolchain.cmake, ["--preset", preset, ...options], { cwd: root });
  writeFileSync(record, tools);
}
