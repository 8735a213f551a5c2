// @ts-check
import { gunzipSync } from "node:zlib";

const block = 512;

/**
 * Reads the files of a gzipped tar archive (ustar, GNU long names, pax paths).
 *
 * @param {Uint8Array} archive
 * @returns {Map<string, Buffer>} contents by path
 */
export function readTarGz(archive) {
  const tar = gunzipSync(archive);
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  /** @type {string | undefined} */
  let longName;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(tar, at + 124, 12), 8);
    const kind = text(tar, at + 156, 1);
    const body = tar.subarray(at + block, at + block + size);
    at += block + Math.ceil(size / block) * block;
    if (kind === "L") longName = text(body, 0, size);
    else if (kind === "x") longName = paxPath(body) ?? longName;
    else if (kind === "g") continue;
    else {
      const header = at - block - Math.ceil(size / block) * block;
      const prefix =
        text(tar, header + 257, 5) === "ustar" && text(tar, header + 262, 1) === "" ? text(tar, header + 345, 155) : "";
      const name = longName ?? (prefix ? `${prefix}/` : "") + text(tar, header, 100);
      longName = undefined;
      if (kind === "0" || kind === "") files.set(name.replace(/^\.\//, ""), body);
    }
  }
  return files;
}

/** @param {Uint8Array} bytes @param {number} from @param {number} length */
function text(bytes, from, length) {
  const field = Buffer.from(bytes.buffer, bytes.byteOffset + from, length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}

/** @param {Buffer} body records of the form "length key=value\n" */
function paxPath(body) {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(body.toString("utf8"))?.[1];
}
