// @ts-check
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * @typedef {object} PackagePin
 * @property {string} package name and exact version
 * @property {number} bytes size of the archive
 * @property {string} integrity the digest of the archive as the registry gives it
 */

/**
 * Downloads a package with the user's own npm client, and so from the registry that is configured there.
 *
 * @param {PackagePin} pin
 * @returns {Promise<Buffer>} the package's archive
 * @throws {Error} when npm fails, or the archive is not the pinned one
 */
export async function downloadPackage(pin) {
  const folder = await mkdtemp(join(tmpdir(), "attention-dojo-"));
  try {
    const filename = await pack(pin, folder);
    const archive = await readFile(join(folder, filename.replace("@", "").replace("/", "-")));
    const integrity = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
    if (integrity !== pin.integrity || archive.length !== pin.bytes)
      throw new Error(
        `${pin.package} is not the pinned one: it has ${archive.length} bytes, its digest is ${integrity}.`,
      );
    return archive;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {PackagePin} pin
 * @param {string} folder
 * @returns {Promise<string>} the archive's name, as npm tells it
 */
async function pack(pin, folder) {
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  // Whoever has no network is told so within seconds, not within npm's usual minutes.
  const patience = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];
  const args = [...first, "pack", pin.package, "--json", "--loglevel=error", ...patience, "--pack-destination", folder];
  try {
    const { stdout } = await run(command, args, {
      cwd: folder,
      shell: process.platform === "win32" && command === "npm",
    });
    const [{ filename }] = JSON.parse(stdout);
    return filename;
  } catch (error) {
    throw new Error(`npm could not download ${pin.package} (${reasonOf(error)}). Is there a network?`, {
      cause: error,
    });
  }
}

/**
 * @param {unknown} error of the child process
 * @returns {string} npm's own code for what went wrong, such as ENOTFOUND, where it gives one
 */
function reasonOf(error) {
  const { code, stderr = "" } = /** @type {{ code?: unknown, stderr?: string }} */ (error ?? {});
  if (code === "ENOENT") return "there is no npm on the PATH";
  return /npm (?:error|ERR!) code (\S+)/.exec(stderr)?.[1] ?? `it ended with ${code}`;
}
