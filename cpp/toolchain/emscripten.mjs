// @ts-check
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { atLeast, CommandError, capture, findProgram, SetupError, say } from "./command.mjs";

/** The first release with the final opcodes of relaxed SIMD (LLVM 19). */
export const emscriptenNeeded = "3.1.60";

/**
 * @typedef {object} Emscripten
 * @property {string} folder the one that holds `emcc` and `cmake/`
 * @property {string} version
 */

/**
 * Looks for an Emscripten that the user has: `emcc` on the PATH, then `$EMSDK`.
 *
 * @returns {Promise<Emscripten | undefined>} undefined when there is none, or none that is recent enough (which is said)
 */
export async function findEmscripten() {
  const emsdk = process.env.EMSDK;
  const candidates = [findProgram("emcc"), emsdk && join(emsdk, "upstream/emscripten/emcc")];
  for (const emcc of new Set(candidates)) {
    if (!emcc || !existsSync(emcc)) continue;
    const folder = emscriptenFolder(emcc);
    const version = await emscriptenVersion(emcc).catch(() => undefined);
    if (version === undefined || folder === undefined) {
      say(`${emcc} does not work, so it is not used.`);
    } else if (!atLeast(version, emscriptenNeeded)) {
      say(`${emcc} is Emscripten ${version}; ${emscriptenNeeded} or newer is needed, so it is not used.`);
    } else {
      return { folder, version };
    }
  }
  return undefined;
}

/**
 * Makes the Emscripten of unpacked Debian packages run, and builds its system libraries.
 *
 * @param {string} root the folder into which the packages were unpacked
 * @returns {Promise<Emscripten>}
 * @throws {Error} when it does not work, or is too old
 */
export async function prepareUnpacked(root) {
  const folder = join(root, "usr/share/emscripten");
  const llvm = readdirSync(join(root, "usr/lib")).find((name) => /^llvm-\d+$/.test(name));
  if (llvm === undefined) throw new Error("the packages hold no LLVM");
  const settings = {
    LLVM_ROOT: join(root, "usr/lib", llvm, "bin"),
    BINARYEN_ROOT: join(root, "usr"),
    // From the PATH: Debian's own Node looks for parts of itself in /usr.
    NODE_JS: "node",
    CACHE: join(folder, "cache"),
  };
  const configuration = Object.entries(settings).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`);
  replaceFile(join(folder, ".emscripten"), configuration.join(""));

  // The launchers take whatever Python is on the PATH, and the configuration that the environment names.
  const launcher = [
    "#!/bin/sh",
    'tool=$(readlink -f "$0")',
    'EM_CONFIG=$(dirname "$tool")/.emscripten',
    "export EM_CONFIG",
    'exec "$(dirname "$tool")/../../bin/python3" -E "$tool.py" "$@"',
    "",
  ].join("\n");
  for (const name of readdirSync(folder)) {
    if (existsSync(join(folder, `${name}.py`))) replaceFile(join(folder, name), launcher, 0o755);
  }

  // Its scripts import acorn, which Debian keeps where only Debian's own Node looks.
  const modules = join(folder, "node_modules");
  rmSync(modules, { recursive: true, force: true });
  symlinkSync("../nodejs", modules);

  const version = await emscriptenVersion(join(folder, "emcc"));
  if (!atLeast(version, emscriptenNeeded))
    throw new Error(`its Emscripten is ${version}, older than ${emscriptenNeeded}`);
  say("  Building Emscripten's own libraries (about half a minute, this once)");
  await tryOut(join(folder, "emcc"));
  return { folder, version };
}

/**
 * Links a small module as the kernels are linked.
 *
 * @param {string} compiler
 */
async function tryOut(compiler) {
  const scratch = mkdtempSync(join(dirname(compiler), "try-"));
  try {
    const source = join(scratch, "try.cpp");
    writeFileSync(
      source,
      [
        "#include <cmath>",
        'extern "C" __attribute__((export_name("run"))) float run(float x) { return std::exp(x); }',
        "",
      ].join("\n"),
    );
    const flags = ["-O3", "-msimd128", "-mrelaxed-simd", "-fno-exceptions", "-fno-rtti", "--no-entry"];
    const settings = [
      "STANDALONE_WASM",
      "ALLOW_MEMORY_GROWTH",
      "DEFAULT_TO_CXX=0",
      "MALLOC=none",
      "AUTO_NATIVE_LIBRARIES=0",
    ];
    const linkSettings = settings.map((setting) => `-s${setting}`);
    await capture(compiler, [...flags, ...linkSettings, source, "-o", join(scratch, "try.wasm")]);
  } catch (error) {
    if (error instanceof CommandError && error.output.includes("No space left")) {
      throw new SetupError(`There is not enough room on the disk that holds ${scratch}. Make room and run this again.`);
    }
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {string} emcc
 * @returns {string | undefined} the folder with Emscripten's CMake files; package managers put a launcher elsewhere
 */
function emscriptenFolder(emcc) {
  const here = dirname(realpathSync(emcc));
  return [here, join(here, "../libexec"), join(here, "../lib/emscripten"), join(here, "../share/emscripten")].find(
    (folder) => existsSync(join(folder, "cmake/Modules/Platform/Emscripten.cmake")),
  );
}

/** @param {string} emcc */
async function emscriptenVersion(emcc) {
  const printed = await capture(emcc, ["--version"]);
  const version = /^emcc .*?(\d+\.\d+\.\d+)/m.exec(printed)?.[1];
  if (version === undefined) throw new Error(`${emcc} --version printed no version`);
  return version;
}

/**
 * Replaces a file, or a link, by a file.
 *
 * @param {string} path
 * @param {string} text
 * @param {number} [mode]
 */
function replaceFile(path, text, mode = 0o644) {
  rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}
