import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { makeAssets, sha256, writeAssets } from "./assets/make.mjs";
import pins from "./assets.json" with { type: "json" };
import mpl from "./licences/MPL-2.0.txt?raw";
import numpy from "./licences/NumPy.txt?raw";
import python from "./licences/Python.txt?raw";
import readme from "./licences/README.txt?raw";
import { downloadBytes, pinnedFiles } from "./pins.js";

/** Where the command line keeps the Python runtime of this version, for this user. */
export function userAssetsFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), ".cache");
  return join(caches, "attention-dojo", `python-${sha256(Buffer.from(JSON.stringify(pins))).slice(0, 12)}`);
}

/** The runtime cannot be downloaded, or not be written. */
export class AssetsError extends Error {
  override readonly name = "AssetsError";
}

/**
 * Downloads the Python runtime with npm, checks it against the pins, and writes it into a folder, with its licences.
 *
 * @param folder its whole content is replaced
 * @param compressed also writes the compressed files, which a page loads; takes ten seconds more
 * @param onDownload told before the download begins
 * @throws {AssetsError} when a download fails, or the folder cannot be written
 */
export async function installAssets(
  folder: string,
  { compressed, onDownload = () => {} }: { readonly compressed: boolean; readonly onDownload?: OnDownload },
): Promise<void> {
  onDownload(downloadBytes);
  try {
    await writeAssets(await makeAssets(pins), folder, { compressed, licences: assetLicences });
  } catch (error) {
    throw new AssetsError(`The Python runtime could not be made. ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** By name, in the folder `licences` beside the assets. */
export const assetLicences: Readonly<Record<string, string>> = {
  "README.txt": readme,
  "MPL-2.0.txt": mpl,
  "Python.txt": python,
  "NumPy.txt": numpy,
};

/** Called before a download, with its size. */
export type OnDownload = (bytes: number) => void;

/** The pinned files, read and verified, and the folder that holds them. */
export interface Assets {
  readonly folder: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The user's own copy of the runtime; downloaded, after `onDownload`, when it is not there or not as it should be. */
export async function userAssets(onDownload?: OnDownload): Promise<Assets> {
  const folder = userAssetsFolder();
  try {
    return await readAssets(folder);
  } catch (error) {
    if (!(error instanceof AssetsError)) throw error;
    await installAssets(folder, { compressed: false, ...(onDownload && { onDownload }) });
    return readAssets(folder);
  }
}

/** @throws {AssetsError} when a file is missing, or is not the pinned one */
export async function readAssets(folder: string): Promise<Assets> {
  const names = Object.keys(pinnedFiles);
  const contents = await Promise.all(names.map((name) => readPinned(folder, name)));
  return { folder, files: new Map(names.map((name, i) => [name, contents[i] as Uint8Array])) };
}

const remedy = "Make it anew with attention-dojo assets.";

async function readPinned(folder: string, name: string): Promise<Uint8Array> {
  const path = join(folder, name);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new AssetsError(`The Python runtime is not there: ${path} cannot be read. ${remedy}`, { cause: error });
  });
  if (sha256(bytes) !== pinnedFiles[name]?.sha256)
    throw new AssetsError(`The Python runtime does not fit this version: ${path} is another file. ${remedy}`);
  return bytes;
}
