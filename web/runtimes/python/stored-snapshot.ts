import { createHash, randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { isSnapshot, type SnapshotStore } from "./snapshot.js";

const digestBytes = 32;
const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

/**
 * Keeps a snapshot in a file that begins with the digest of the rest. What is damaged is not there: a changed byte would be
 * somewhere in the memory of Python.
 */
export function storedSnapshot(place: () => Promise<string>): SnapshotStore {
  return {
    read: async () => {
      const file = await readFile(await place());
      const content = file.subarray(digestBytes);
      if (!digestOf(content).equals(file.subarray(0, digestBytes))) return undefined;
      const snapshot: unknown = deserialize(content);
      return isSnapshot(snapshot) ? snapshot : undefined;
    },
    write: async (snapshot) => {
      const path = await place();
      const unfinished = `${path}.${randomUUID()}`;
      const content = serialize(snapshot);
      try {
        await writeFile(unfinished, digestOf(content));
        await writeFile(unfinished, content, { flag: "a" });
        await rename(unfinished, path);
      } catch {
        // A folder that is read-only, or full.
        await rm(unfinished, { force: true }).catch(() => {});
      }
    },
    remove: async () => rm(await place(), { force: true }).catch(() => {}),
  };
}
