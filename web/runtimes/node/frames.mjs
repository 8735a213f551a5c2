// @ts-check
// What passes between the process that judges and a learner's process, both ways: a length in four bytes, then a value as
// V8 writes it. Node's own channel would end the judge at the first byte that makes no sense.

/**
 * @param {Uint8Array} value serialized
 * @returns {readonly Uint8Array[]} to write one after the other
 */
export function frameOf(value) {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(value.length);
  return [header, value];
}

/**
 * @param {(value: Buffer) => void} listener gets every value, serialized
 * @param {number} limit bytes of one value
 * @returns {(chunk: Buffer) => void} takes what comes, in any pieces
 * @throws {RangeError} from what it returns, at a value beyond the limit
 */
export function readFrames(listener, limit) {
  /** @type {Buffer[]} */
  let chunks = [];
  let length = 0;
  /** @type {number | undefined} */
  let size;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    for (;;) {
      const wanted = size ?? 4;
      if (length < wanted) return;
      const all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      const value = all.subarray(0, wanted);
      const rest = all.subarray(wanted);
      chunks = [rest];
      length = rest.length;
      chunk = rest;
      if (size !== undefined) {
        size = undefined;
        listener(value);
      } else {
        size = value.readUInt32LE();
        if (size > limit) throw new RangeError(`A message of ${size} bytes came; at most ${limit} are allowed.`);
      }
    }
  };
}
