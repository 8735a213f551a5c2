import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { makeAssets, sha256, writeAssets } from "./assets/make.mjs";
import pins from "./assets.json" with { type: "json" };
import mpl from "./licences/MPL-2.0.txt?raw";
import numpy from "./licences/NumPy.txt?raw";
import python from "./licences/Python.txt?raw";
import readme from "./licences/README.txt?raw";

/** Where the command line keeps the Python runtime of this version, for this user. */
export function userAssetsFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), ".cache");
  return join(caches, "attention-dojo", `python-${sha256(Buffer.from(JSON.stringify(pins))).slice(0, 12)}`);
}

/**
 * Downloads the Python runtime with npm, checks it against the pins, and writes it into a folder, with its licences.
 *
 * @param folder its whole content is replaced
 * @param compressed also writes the compressed files, which a page loads; takes ten seconds more
 * @throws {Error} with a sentence, when a download fails
 */
export async function installAssets(folder: string, { compressed }: { readonly compressed: boolean }): Promise<void> {
  await writeAssets(await makeAssets(pins), folder, { compressed });
  const licences = join(folder, "licences");
  await mkdir(licences, { recursive: true });
  const texts = { "README.txt": readme, "MPL-2.0.txt": mpl, "Python.txt": python, "NumPy.txt": numpy };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(licences, name), text);
}

/** The user's own copy of the runtime; downloaded, after `onDownload`, when it is not there. */
export async function ensureUserAssets(onDownload: () => void = () => {}): Promise<string> {
  const folder = userAssetsFolder();
  if (!existsSync(folder)) {
    onDownload();
    await installAssets(folder, { compressed: false });
  }
  return folder;
}
