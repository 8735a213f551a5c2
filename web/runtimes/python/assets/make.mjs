// @ts-check
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { downloadPackage } from "./npm-package.mjs";
import { numpyWheel } from "./numpy-wheel.mjs";
import { readZip } from "./read-zip.mjs";
import { readTarGz } from "./tar.mjs";
import { zip } from "./zip.mjs";

/**
 * What the pin file says: where everything comes from, and which files must come of it.
 *
 * @typedef {object} Pins
 * @property {PackagePin} pyodide
 * @property {NumpyPin} numpy
 * @property {Readonly<Record<string, FilePin>>} files by name
 *
 * @typedef {import("./npm-package.mjs").PackagePin} PackagePin
 * @typedef {{ bytes: number, brotli: number, gzip: number, sha256: string }} FilePin its sizes, for progress bars, and its digest
 *
 * Either an installed NumPy inside an npm package, of which a wheel is made; or a wheel, from a web address or a path.
 * @typedef {PackagePin & { wheel: string, archive: string, sitePackages: string }
 *   | { wheel: string, from: string }} NumpyPin
 */

/**
 * Makes the files of the Python runtime from what the pins name, uncompressed, and checks them against the pins.
 *
 * @param {Pins} pins
 * @returns {Promise<Map<string, Buffer>>} contents by name
 * @throws {Error} when a download fails, or a file is not the pinned one
 */
export async function makeAssets(pins) {
  const files = await makeUnpinnedAssets(pins);
  for (const [name, content] of files) {
    if (pins.files[name]?.sha256 !== sha256(content))
      throw new Error(`${name} is not the pinned file; its sha256 is ${sha256(content)}.`);
  }
  return files;
}

/**
 * @param {Pick<Pins, "pyodide" | "numpy">} pins
 * @returns {Promise<Map<string, Buffer>>}
 */
export async function makeUnpinnedAssets(pins) {
  const [pyodide, wheel] = await Promise.all([downloadPackage(pins.pyodide).then(readTarGz), makeWheel(pins.numpy)]);
  const files = new Map(
    ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"].map((name) => {
      const content = pyodide.get(`package/${name}`);
      if (!content) throw new Error(`${pins.pyodide.package} has no ${name}.`);
      return [name, name === "python_stdlib.zip" ? zip(readZip(content)) : content];
    }),
  );
  return files.set(pins.numpy.wheel, wheel);
}

/** @param {NumpyPin} pin @returns {Promise<Buffer>} */
async function makeWheel(pin) {
  if ("from" in pin) return zip(readZip(await readFrom(pin.from)));
  const archive = readTarGz(await downloadPackage(pin)).get(pin.archive);
  if (!archive) throw new Error(`${pin.package} has no ${pin.archive}.`);
  return numpyWheel(readTarGz(archive), pin.sitePackages);
}

/** @param {string} place an address or a path */
async function readFrom(place) {
  if (!/^https?:/.test(place)) return readFile(place);
  const response = await fetch(place);
  if (!response.ok) throw new Error(`${place} answers ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

/**
 * Writes the files, and beside each one, if wanted, the same compressed by Brotli and by gzip: browsers take those, and
 * unpack them themselves, so that every static host will do.
 *
 * @param {ReadonlyMap<string, Uint8Array>} files
 * @param {string} folder is made where missing; appears only when it is complete, and replaces what was there
 * @param {{ readonly compressed: boolean, readonly licences?: Readonly<Record<string, string>> }} options `licences` by name
 */
export async function writeAssets(files, folder, { compressed, licences = {} }) {
  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  await Promise.all(
    [...files].map(async ([name, content]) => {
      await writeFile(join(unfinished, name), content);
      if (!compressed) return;
      await writeFile(join(unfinished, `${name}.br`), await compressBrotli(content));
      await writeFile(join(unfinished, `${name}.gz`), await compressGzip(content));
    }),
  );
  await mkdir(join(unfinished, "licences"));
  for (const [name, text] of Object.entries(licences)) await writeFile(join(unfinished, "licences", name), text);
  await chmod(unfinished, 0o777 & ~process.umask()); // A temporary folder is its owner's alone; a site's is served.
  await replaceFolder(folder, unfinished);
}

/**
 * Puts one folder into the place of another. Two processes may do so at once, and others may be reading.
 *
 * @param {string} folder
 * @param {string} finished
 */
async function replaceFolder(folder, finished) {
  const old = `${finished}.old`;
  try {
    await rename(folder, old).catch(unless("ENOENT"));
    // Another process may have put the same files there meanwhile.
    await rename(finished, folder).catch(unless("ENOTEMPTY", "EEXIST"));
  } finally {
    for (const path of [old, finished]) await rm(path, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} codes */
const unless =
  (...codes) =>
  (/** @type {NodeJS.ErrnoException} */ error) => {
    if (!codes.includes(error.code ?? "")) throw error;
  };

/**
 * @param {Uint8Array} content
 * @returns {Promise<FilePin>} what the pin file says of a file that is as it should be
 */
export const pinOf = async (content) => ({
  bytes: content.length,
  brotli: (await compressBrotli(content)).length,
  gzip: (await compressGzip(content)).length,
  sha256: sha256(content),
});

/** @param {Uint8Array} content */
const compressGzip = (content) => promisify(gzip)(content, { level: 9 });

/** Quality 11 takes ten times as long, for a tenth of the size. @param {Uint8Array} content */
function compressBrotli(content) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return promisify(brotliCompress)(content, { params });
}

/** @param {Uint8Array} bytes */
export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
