// @ts-check
// Installs Emscripten, CMake and Ninja by emsdk, Emscripten's own installer, into a folder of the checkout: where there are
// no Debian packages, as on macOS, Fedora and Windows. emsdk is pinned by the digest of its commit, and pins what it downloads.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, findProgram, SetupError, say } from "./command.mjs";

/**
 * @typedef {object} EmsdkSource
 * @property {string} repository
 * @property {string} tag
 * @property {string} commit
 */

/** @type {EmsdkSource} */
export const emsdkSource = {
  repository: "https://github.com/emscripten-core/emsdk.git",
  tag: "6.0.8",
  commit: "e5bd3d0874e302a18f13c5b41f5bacf9a40c8e59",
};

/** The same Emscripten as Debian's, whose kernels the tests know. */
const emscripten = { tool: "6.0.5", folder: "upstream/emscripten" };
const cmake = { tool: "cmake-4.2.0-rc3-64bit", folder: "cmake/4.2.0-rc3_64bit" };
const ninja = { tool: "ninja-1.13.2-64bit", folder: "ninja/1.13.2_64bit" };
/** By the names that `installEmsdk` takes. */
const parts = { emscripten, cmake, "ninja-build": ninja };

/** @typedef {keyof typeof parts} Part */
/** What emsdk's scripts run on; on Windows it brings one, but starts by one. */
const python = {
  windows: "https://storage.googleapis.com/webassembly/emscripten-releases-builds/deps/python-3.13.3-0-win-amd64.zip",
  folder: "python/3.13.3_64bit",
};

const isWindows = process.platform === "win32";
const findPython = () => findProgram("python3") ?? findProgram("python");

/**
 * Why emsdk cannot be used on this machine.
 *
 * @returns {string | undefined} undefined when it can
 */
export function whyNotEmsdk() {
  if (!findProgram("git")) return "there is no git on this machine";
  if (!isWindows && !findPython()) return "there is no Python on this machine, which emsdk is written in";
  if (process.arch !== "x64" && process.arch !== "arm64") return `there is no Emscripten for ${process.arch}`;
  return undefined;
}

/**
 * Whether an installation has all that is wanted.
 *
 * @param {string} root
 * @param {readonly string[]} wanted
 */
export const emsdkHas = (root, wanted) =>
  wanted.every((name) => name in parts && existsSync(join(root, parts[/** @type {Part} */ (name)].folder)));

/**
 * Where things are in the folder of an installation.
 *
 * @param {string} root
 */
export function placesOfEmsdk(root) {
  const suffix = isWindows ? ".exe" : "";
  const cmakeBin = join(root, cmake.folder, process.platform === "darwin" ? "CMake.app/Contents/bin" : "bin");
  return {
    emscripten: join(root, emscripten.folder),
    cmake: join(cmakeBin, `cmake${suffix}`),
    ctest: join(cmakeBin, `ctest${suffix}`),
    ninja: join(root, ninja.folder, `ninja${suffix}`),
  };
}

/**
 * @param {string} home the folder in which `emsdk-<tag>` is made
 * @param {readonly Part[]} wanted
 * @param {EmsdkSource} source
 * @returns {Promise<string>} its path
 * @throws {SetupError} when something cannot be downloaded, or is not what was pinned; nothing is left behind then
 */
export async function installEmsdk(home, wanted, source) {
  const root = join(home, `emsdk-${source.tag}`);
  // Whatever has the final name is complete.
  const partial = `${root}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  try {
    await clone(source, partial);
    if (isWindows && !findPython()) await bringPython(partial);
    const tools = wanted.map((part) => parts[part].tool);
    await run(partial, ["install", ...tools]);
    await run(partial, ["activate", ...tools]);
    if (!emsdkHas(partial, wanted)) throw new SetupError(`emsdk ended without ${tools.join(", ")}.`);
    rmSync(root, { recursive: true, force: true });
    renameSync(partial, root);
    return root;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (error instanceof SetupError) throw error;
    throw new SetupError(
      `${error instanceof Error ? error.message : error}\n\nEmscripten could not be installed; the reason is above. ` +
        "If the network was missing, run the command again.",
    );
  }
}

/**
 * @param {EmsdkSource} source
 * @param {string} folder
 */
async function clone({ repository, tag, commit }, folder) {
  say(`  emsdk ${tag} from ${repository}`);
  const quiet = ["-c", "advice.detachedHead=false"];
  await capture("git", [...quiet, "clone", "--quiet", "--depth", "1", "--branch", tag, repository, folder]);
  const got = (await capture("git", ["rev-parse", "HEAD"], { cwd: folder })).trim();
  if (got !== commit) {
    throw new SetupError(
      `${repository} gives commit ${got} for ${tag}, but ${commit} is pinned, so it is not run. Please report this.`,
    );
  }
}

/** @param {string} folder */
async function bringPython(folder) {
  say(`  Python from ${python.windows}`);
  const answer = await fetch(python.windows);
  if (!answer.ok) throw new SetupError(`${python.windows} cannot be downloaded: the server answered ${answer.status}.`);
  const target = join(folder, python.folder);
  const archive = join(folder, "python.zip");
  mkdirSync(target, { recursive: true });
  writeFileSync(archive, Buffer.from(await answer.arrayBuffer()));
  await capture("tar", ["-xf", archive, "-C", target]);
}

/**
 * @param {string} folder
 * @param {readonly string[]} words
 */
async function run(folder, words) {
  const own = join(folder, python.folder, "python.exe");
  const program = existsSync(own) ? own : findPython();
  if (program === undefined) throw new SetupError("There is no Python on this machine, which emsdk is written in.");
  const onOutput = (/** @type {string} */ text) => {
    for (const line of text.split("\n")) if (line.startsWith("Downloading:")) say(`  ${line.trim()}`);
  };
  await capture(program, [join(folder, "emsdk.py"), ...words], { cwd: folder, onOutput });
}
