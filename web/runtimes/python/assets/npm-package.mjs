// @ts-check
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Downloads a package with the user's own npm client, and so from the registry that is configured there.
 *
 * @param {{ package: string, integrity: string }} pin name and exact version; the digest of the archive as the registry gives it
 * @returns {Promise<Buffer>} the package's archive
 * @throws {Error} when npm fails, or the archive is not the pinned one
 */
export async function downloadPackage(pin) {
  const folder = await mkdtemp(join(tmpdir(), "attention-dojo-"));
  try {
    const npm = process.env.npm_execpath;
    const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
    const args = [...first, "pack", pin.package, "--json", "--silent", "--pack-destination", folder];
    const { stdout } = await run(command, args, {
      cwd: folder,
      shell: process.platform === "win32" && command === "npm",
    });
    const [{ filename }] = JSON.parse(stdout);
    const archive = await readFile(join(folder, filename.replace("@", "").replace("/", "-")));
    const integrity = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
    if (integrity !== pin.integrity)
      throw new Error(`${pin.package} is not the pinned one: its digest is ${integrity}.`);
    return archive;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
