// @ts-check
import { crc32 } from "node:zlib";

/**
 * Writes a zip archive in which everything is stored, not compressed: the same bytes on every machine, unpacked at no cost,
 * and smaller than a compressed archive once the whole is compressed for transport.
 *
 * @param {ReadonlyMap<string, Uint8Array>} files in the order in which they go in
 * @returns {Buffer}
 */
export function zip(files) {
  const start1980 = 0x0021; // 1 January 1980, the first day that the format knows.
  /** @type {Buffer[]} */
  const bodies = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0); // The version that is needed to unpack: 2.0.
    fields.writeUInt16LE(0x0800, 2); // Names are UTF-8.
    fields.writeUInt16LE(start1980, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, place, name);
    bodies.push(Buffer.from("PK\x03\x04", "latin1"), fields, name, Buffer.from(content));
    offset += 4 + fields.length + name.length + content.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, index, end]);
}
