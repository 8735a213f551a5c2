import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { sha256 } from "./assets/make.mjs";
import { isSnapshot, type SnapshotStore } from "./snapshot.js";

const digestLength = 64;

/**
 * Keeps a snapshot in a file that begins with the digest of the rest. What is damaged is not there: a changed byte would be
 * somewhere in the memory of Python.
 */
export function storedSnapshot(place: () => Promise<string>): SnapshotStore {
  return {
    read: async () => {
      const file = await readFile(await place());
      const content = file.subarray(digestLength);
      if (sha256(content) !== file.toString("latin1", 0, digestLength)) return undefined;
      const snapshot: unknown = deserialize(content);
      return isSnapshot(snapshot) ? snapshot : undefined;
    },
    write: async (snapshot) => {
      const path = await place();
      const unfinished = `${path}.${randomUUID()}`;
      const content = serialize(snapshot);
      try {
        await writeFile(unfinished, sha256(content));
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
