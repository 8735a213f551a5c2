// @ts-check
// The files of the Python runtime: Pyodide and NumPy, from npm, as web/runtimes/python/assets.json pins them.
//   node web/scripts/python-assets.mjs [folder]   makes them once, in build/python, and copies them to the folder
//   node web/scripts/python-assets.mjs --pin      writes what came of new versions into the pin file
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { basename, join } from "node:path";
import { SetupError, say } from "../../cpp/toolchain/command.mjs";
import { withLock } from "../../cpp/toolchain/lock.mjs";
import { makeAssets, makeUnpinnedAssets, pinOf, sha256, writeAssets } from "../runtimes/python/assets/make.mjs";
import { inRoot } from "./paths.mjs";
import { runScript } from "./setup.mjs";

const pinFile = inRoot("web/runtimes/python/assets.json");
const licences = inRoot("web/runtimes/python/licences");
/** @type {import("../runtimes/python/assets/make.mjs").Pins} */
const pins = JSON.parse(readFileSync(pinFile, "utf8"));

/** Where the made files are kept between builds. */
export const pythonAssets = inRoot("build/python", sha256(Buffer.from(JSON.stringify(pins))).slice(0, 12));

/**
 * Makes the assets, unless they are there.
 *
 * @returns {Promise<string>} the folder that holds them
 * @throws {SetupError} when they cannot be had
 */
export async function ensurePythonAssets() {
  if (!existsSync(pythonAssets)) await withLock(inRoot("build/python.lock"), fetchPythonAssets);
  return pythonAssets;
}

async function fetchPythonAssets() {
  if (existsSync(pythonAssets)) return; // Another process was faster.
  const bytes = pins.pyodide.bytes + ("bytes" in pins.numpy ? pins.numpy.bytes : 0);
  say(`Fetching ${pins.pyodide.package} and NumPy for it (${(bytes / 1e6).toFixed(1)} MB, once)`);
  try {
    const files = await makeAssets(pins);
    say("Compressing the Python runtime");
    await writeAssets(files, pythonAssets, { compressed: true });
  } catch (error) {
    throw new SetupError(`The Python runtime could not be made. ${error instanceof Error ? error.message : error}`);
  }
  await cp(licences, join(pythonAssets, "licences"), { recursive: true });
}

/**
 * Copies what a page needs. (Tests leave a snapshot of Node's beside the assets.)
 *
 * @param {string} folder
 */
export async function copyPythonAssets(folder) {
  const assets = await ensurePythonAssets();
  await cp(assets, folder, { recursive: true, filter: (path) => !basename(path).startsWith("snapshot-") });
}

async function pin() {
  const files = await Promise.all(
    [...(await makeUnpinnedAssets(pins))].map(async ([name, content]) => [name, await pinOf(content)]),
  );
  writeFileSync(pinFile, `${JSON.stringify({ ...pins, files: Object.fromEntries(files) }, null, 2)}\n`);
}

if (process.argv[1] === inRoot("web/scripts/python-assets.mjs")) {
  const [argument] = process.argv.slice(2);
  await runScript(async () => {
    if (argument === "--pin") await pin();
    else if (argument === undefined) say(await ensurePythonAssets());
    else await copyPythonAssets(argument);
  });
}
