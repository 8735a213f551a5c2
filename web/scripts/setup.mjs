// @ts-check
// What every command needs before it can start: npm's packages and the C++ toolchain. Until the packages are there, only
// Node's own modules may be imported; so whatever imports a package is started as a program of its own.
import { existsSync, readFileSync } from "node:fs";
import { passThrough, SetupError, say } from "../../cpp/toolchain/command.mjs";
import { withLock } from "../../cpp/toolchain/lock.mjs";
import { inRoot, root } from "./paths.mjs";

/**
 * Runs the main function of a script: alone in this checkout while it sets up, with errors told as sentences.
 *
 * @param {() => Promise<void>} main
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(
      `\n${error instanceof SetupError ? error.message : error instanceof Error ? error.stack : error}\n`,
    );
    process.exitCode = 1;
  }
}

/**
 * Does a piece of set-up or building that two commands must not do at once in one checkout.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function oneAtATime(work) {
  return withLock(inRoot("build/lock"), work);
}

/**
 * Installs npm's packages when those in node_modules are not the ones of package-lock.json.
 *
 * @throws {SetupError} when npm fails
 */
export async function ensurePackages() {
  if (packagesAreInstalled()) return;
  say("Installing npm packages");
  const npm = process.env.npm_execpath;
  const [command, args] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
  const status = await passThrough(command, [...args, "ci", "--no-audit", "--no-fund"], { cwd: root });
  if (status !== 0) throw new SetupError("npm ci failed; the reason is above. Without a network it cannot work.");
}

/** @returns {boolean} whether node_modules holds the versions of the lock file; npm keeps a record of what it installed */
function packagesAreInstalled() {
  const record = inRoot("node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = readPackages(inRoot("package-lock.json"));
  const installed = readPackages(record);
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional === true || installed[path]?.version === entry.version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
