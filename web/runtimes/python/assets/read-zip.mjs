// @ts-check
import { inflateRawSync } from "node:zlib";

/**
 * Reads the files of a zip archive, stored or deflated.
 *
 * @param {Buffer} archive
 * @returns {Map<string, Buffer>} contents by path, in the archive's order
 */
export function readZip(archive) {
  const end = archive.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0) throw new Error("This is no zip archive.");
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const header = archive.readUInt32LE(at + 42);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    if (name.endsWith("/")) continue;
    const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const body = archive.subarray(start, start + size);
    files.set(name, method === 0 ? body : inflateRawSync(body));
  }
  return files;
}
