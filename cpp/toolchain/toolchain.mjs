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
import { emsdkHas, emsdkSource, installEmsdk, placesOfEmsdk, whyNotEmsdk } from "./emsdk.mjs";
import { withLock } from "./lock.mjs";

const folderOfCheckout = join(dirname(fileURLToPath(import.meta.url)), "../../.toolchain");
/** Presets with a toolchain file, and CMAKE_CXX_STANDARD 20. */
const cmakeNeeded = "3.22";
/** In the root folder of a finished installation: its packages, and where it was. */
const recordName = "installed.json";

/** What may be missing, as Debian calls it, and what to do where it cannot be installed. */
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
 * What an installation has, and where.
 *
 * @typedef {object} Places
 * @property {string} emscripten the folder of emcc
 * @property {string} cmake the program
 * @property {string} ctest the program
 * @property {string} ninja the program
 * @property {string} [include] the folder of the libraries' headers
 * @property {string} [googletest] its sources
 */

/** Native tests need one; the kernels of a page do not. @throws {SetupError} when there is none */
export function expectCompiler() {
  if (["c++", "g++", "clang++", "cl"].some(findProgram)) return;
  throw new SetupError(
    "There is no C++ compiler, which the tests need. Install one: apt install g++, dnf install gcc-c++, on macOS " +
      "xcode-select --install, on Windows the Build Tools for Visual Studio.",
  );
}

/**
 * Makes sure that Emscripten, CMake and Ninja are there.
 *
 * @param {{ home?: string, emsdk?: import("./emsdk.mjs").EmsdkSource }} [options] where to install; by which emsdk, where
 *   there are no Debian packages
 * @returns {Promise<Toolchain>}
 * @throws {SetupError} when something is missing and cannot be installed
 */
export async function ensureToolchain({ home = folderOfCheckout, emsdk = emsdkSource } = {}) {
  return withLock(join(home, "lock"), async () => {
    const emscripten = await findEmscripten();
    const cmake = await findCmake();
    const ninja = findProgram("ninja");
    /** @type {(keyof typeof advice)[]} */
    const missing = [];
    if (!emscripten) missing.push("emscripten");
    if (!cmake) missing.push("cmake");
    if (!ninja) missing.push("ninja-build");

    const places =
      (await findInstalled(home, missing)) ?? (missing.length > 0 ? await install(home, missing, emsdk) : undefined);
    describeForCmake(home, emscripten?.folder ?? places?.emscripten ?? "", places);
    return {
      cmake: cmake ?? places?.cmake ?? "",
      ctest: cmake ? join(dirname(cmake), "ctest") : (places?.ctest ?? ""),
      ninja: ninja ?? places?.ninja ?? "",
    };
  });
}

/** @param {string} root @returns {Places} */
function placesOfDebian(root) {
  const program = (/** @type {string} */ name) => join(root, "usr/bin", name);
  return {
    emscripten: join(root, "usr/share/emscripten"),
    cmake: program("cmake"),
    ctest: program("ctest"),
    ninja: program("ninja"),
    include: join(root, "include"),
    googletest: join(root, "usr/src/googletest"),
  };
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
 * @param {string} home
 * @param {readonly string[]} wanted
 * @returns {Promise<Places | undefined>} undefined when it does not hold all that is wanted
 */
async function findInstalled(home, wanted) {
  for (const name of readdirSync(home)) {
    const root = join(home, name);
    if (/^emsdk-[\d.]+$/.test(name) && wanted.length > 0 && emsdkHas(root, wanted)) return placesOfEmsdk(root);
    const record = join(root, recordName);
    if (!name.startsWith("debian-") || !existsSync(record)) continue;
    const { packages, place } = JSON.parse(readFileSync(record, "utf8"));
    if (!wanted.every((wantedPackage) => packages.includes(wantedPackage))) continue;
    if (place !== root && !(await adjust(root, packages))) continue;
    return placesOfDebian(root);
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
 * @param {string} home
 * @param {readonly (keyof typeof advice)[]} missing
 * @param {import("./emsdk.mjs").EmsdkSource} emsdk
 * @returns {Promise<Places>}
 */
async function install(home, missing, emsdk) {
  const names = missing.map((name) => name.replace("-build", "")).join(", ");
  const obstacles = [whyNotDebian(), whyNotEmsdk()];
  if (!obstacles.includes(undefined)) {
    throw new SetupError(
      [`Missing: ${names}. It cannot be installed into the checkout: ${obstacles.join(", and ")}. Please install`]
        .concat(missing.map((name) => `  ${advice[name]}`))
        .join("\n"),
    );
  }
  const start = Date.now();
  const places =
    obstacles[0] === undefined
      ? await installDebian(home, missing, names)
      : await installBy(emsdk, home, missing, names);
  say(`  Installed in ${Math.round((Date.now() - start) / 1000)} s`);
  return places;
}

/**
 * @param {import("./emsdk.mjs").EmsdkSource} emsdk
 * @param {string} home
 * @param {readonly (keyof typeof advice)[]} missing
 * @param {string} names
 */
async function installBy(emsdk, home, missing, names) {
  say(`Missing: ${names}. Installing into ${home} by emsdk (the system is not changed; some minutes, 2 GB)`);
  return placesOfEmsdk(await installEmsdk(home, missing, emsdk));
}

/**
 * @param {string} home
 * @param {readonly string[]} missing
 * @param {string} names
 */
async function installDebian(home, missing, names) {
  say(`Missing: ${names}. Installing into ${home} (the system is not changed; about a minute, 1 GB)`);
  for (const name of readdirSync(home)) {
    if (name.startsWith("debian-")) rmSync(join(home, name), { recursive: true, force: true });
  }
  const packages = [...missing, ...libraries];
  return placesOfDebian(await unpackDebian(home, packages, (unpacked) => finish(unpacked, packages)));
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
 * @param {string} home
 * @param {string} emscripten
 * @param {Places | undefined} places
 */
function describeForCmake(home, emscripten, places) {
  const variables = {
    DOJO_EMSCRIPTEN: emscripten,
    DOJO_INCLUDE: places?.include,
    DOJO_GOOGLETEST: places?.googletest,
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
    say(`CMake ${cmake}\nNinja ${ninja}\n${readFileSync(join(folderOfCheckout, "found.cmake"), "utf8").trimEnd()}`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
