// @ts-check
// Finds what the C++ build needs, or installs it into the git-ignored folder .toolchain of this checkout, and writes down
// for CMake where it is. `node cpp/toolchain/toolchain.mjs` does just that; the scripts in web/scripts do it first.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { atLeast, capture, findProgram, SetupError, say } from "./command.mjs";
import { relocate, unpackDebian, whyNotDebian } from "./debian.mjs";
import { emscriptenNeeded, findEmscripten, prepareUnpacked } from "./emscripten.mjs";
import { withLock } from "./lock.mjs";

const home = join(dirname(fileURLToPath(import.meta.url)), "../../.toolchain");
/** Presets with a toolchain file, and CMAKE_CXX_STANDARD 20. */
const cmakeNeeded = "3.22";
/** In the root folder of a finished installation: its packages, and where it was. */
const recordName = "installed.json";

/** What may be missing, as Debian calls it, and what to do where Debian's packages cannot be unpacked. */
const advice = {
  emscripten:
    `Emscripten ${emscriptenNeeded} or newer: install emsdk (https://emscripten.org/docs/getting_started/downloads.html) ` +
    "and put emcc on the PATH or set EMSDK",
  cmake: `CMake ${cmakeNeeded} or newer: brew install cmake, apt install cmake, or https://cmake.org/download`,
  "ninja-build": "Ninja: brew install ninja, or apt install ninja-build",
};

/** Come along whenever something is installed. Elsewhere CMake looks for these libraries, then fetches them. */
const libraries = ["libxsimd-dev", "libeigen3-dev", "nlohmann-json3-dev", "googletest", "patchelf"];

/**
 * @typedef {object} Toolchain
 * @property {string} cmake the program
 * @property {string} ctest the program
 * @property {string} ninja the program
 */

/**
 * Makes sure that Emscripten, CMake, Ninja and a C++ compiler are there.
 *
 * @returns {Promise<Toolchain>}
 * @throws {SetupError} when something is missing and cannot be installed
 */
export async function ensureToolchain() {
  if (!["c++", "g++", "clang++"].some(findProgram)) {
    throw new SetupError("There is no C++ compiler. Install one: apt install g++, or on macOS xcode-select --install.");
  }
  return withLock(join(home, "lock"), async () => {
    const emscripten = await findEmscripten();
    const cmake = await findCmake();
    const ninja = findProgram("ninja");
    /** @type {(keyof typeof advice)[]} */
    const missing = [];
    if (!emscripten) missing.push("emscripten");
    if (!cmake) missing.push("cmake");
    if (!ninja) missing.push("ninja-build");

    const root = (await findInstalled(missing)) ?? (missing.length > 0 ? await install(missing) : undefined);
    describeForCmake(emscripten?.folder ?? join(root ?? home, "usr/share/emscripten"), root);
    const unpacked = (/** @type {string} */ name) => join(root ?? home, "usr/bin", name);
    return {
      cmake: cmake ?? unpacked("cmake"),
      ctest: cmake ? join(dirname(cmake), "ctest") : unpacked("ctest"),
      ninja: ninja ?? unpacked("ninja"),
    };
  });
}

/** @returns {Promise<string | undefined>} a CMake on the PATH that is recent enough */
async function findCmake() {
  const cmake = findProgram("cmake");
  if (cmake === undefined) return undefined;
  const version = /(\d+\.\d+\.\d+)/.exec(await capture(cmake, ["--version"]).catch(() => ""))?.[1] ?? "0";
  if (atLeast(version, cmakeNeeded)) return cmake;
  say(`${cmake} is CMake ${version}; ${cmakeNeeded} or newer is needed, so it is not used.`);
  return undefined;
}

/**
 * What an earlier run installed. A folder without its record is the rest of an interrupted installation.
 *
 * @param {readonly string[]} wanted
 * @returns {Promise<string | undefined>} its root folder; undefined when it does not hold all that is wanted
 */
async function findInstalled(wanted) {
  for (const name of readdirSync(home)) {
    const root = join(home, name);
    const record = join(root, recordName);
    if (!name.startsWith("debian-") || !existsSync(record)) continue;
    const { packages, place } = JSON.parse(readFileSync(record, "utf8"));
    if (!wanted.every((wantedPackage) => packages.includes(wantedPackage))) continue;
    if (place !== root && !(await adjust(root, packages))) continue;
    return root;
  }
  return undefined;
}

/**
 * Makes an installation work that has moved together with its checkout.
 *
 * @param {string} root
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} false when that fails
 */
async function adjust(root, packages) {
  say("The checkout has moved; adjusting the installed toolchain.");
  rmSync(join(root, recordName));
  try {
    await relocate(root);
    await finish(root, packages);
    return true;
  } catch (error) {
    say(`  That failed, so it is installed again: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

/**
 * @param {readonly (keyof typeof advice)[]} missing
 * @returns {Promise<string>} the root folder
 */
async function install(missing) {
  const names = missing.map((name) => name.replace("-build", "")).join(", ");
  const obstacle = whyNotDebian();
  if (obstacle !== undefined) {
    throw new SetupError(
      [`Missing: ${names}. It cannot be installed into the checkout, because ${obstacle}. Please install`]
        .concat(missing.map((name) => `  ${advice[name]}`))
        .join("\n"),
    );
  }
  say(`Missing: ${names}. Installing into ${home} (the system is not changed; about a minute, 1 GB)`);
  const start = Date.now();
  for (const name of readdirSync(home)) {
    if (name.startsWith("debian-")) rmSync(join(home, name), { recursive: true, force: true });
  }
  const packages = [...missing, ...libraries];
  const root = await unpackDebian(home, packages, (unpacked) => finish(unpacked, packages));
  say(`  Installed in ${Math.round((Date.now() - start) / 1000)} s`);
  return root;
}

/**
 * @param {string} root
 * @param {readonly string[]} packages
 */
async function finish(root, packages) {
  if (packages.includes("emscripten")) await prepareUnpacked(root);
  linkHeaders(root);
  writeFileSync(join(root, recordName), `${JSON.stringify({ packages, place: root })}\n`);
}

/**
 * A folder of headers for any compiler: the whole usr/include would bring another C library's headers along.
 *
 * @param {string} root
 */
function linkHeaders(root) {
  const include = join(root, "include");
  rmSync(include, { recursive: true, force: true });
  mkdirSync(include);
  for (const name of ["xsimd", "eigen3", "nlohmann"]) symlinkSync(join("../usr/include", name), join(include, name));
}

/**
 * Writes what CMakeLists.txt and the toolchain file read.
 *
 * @param {string} emscripten
 * @param {string | undefined} root
 */
function describeForCmake(emscripten, root) {
  const variables = {
    DOJO_EMSCRIPTEN: emscripten,
    DOJO_INCLUDE: root && join(root, "include"),
    DOJO_GOOGLETEST: root && join(root, "usr/src/googletest"),
  };
  const text = Object.entries(variables)
    .map(([name, value]) => (value === undefined ? "" : `set(${name} [[${value}]])\n`))
    .join("");
  const file = join(home, "found.cmake");
  // An unchanged file keeps its date, and the build keeps what it has built.
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const { cmake, ninja } = await ensureToolchain();
    say(`CMake ${cmake}\nNinja ${ninja}\n${readFileSync(join(home, "found.cmake"), "utf8").trimEnd()}`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
