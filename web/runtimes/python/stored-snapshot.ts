import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sha256 } from "./assets/make.mjs";
import type { Snapshot, SnapshotStore } from "./snapshot.js";

/** The path of its file; itself where none can be written: in a folder that is read-only, or full. */
export type StoredSnapshot = string | Snapshot;

/**
 * Keeps a snapshot in a file: the digest of the rest, a line of JSON, the memory, the code. worker/node.js reads it. What is
 * damaged is not there: a changed byte would be somewhere in the memory of Python.
 */
export function storedSnapshot(place: () => Promise<string>): SnapshotStore<StoredSnapshot> {
  return {
    read: async () => {
      const path = await place();
      const file = await readFile(path);
      const digest = file.toString("latin1", 0, digestLength);
      return sha256(file.subarray(digestLength)) === digest ? path : undefined;
    },
    write: async (snapshot) => {
      const path = await place();
      const unfinished = `${path}.${randomUUID()}`;
      const content = contentOf(snapshot);
      try {
        await writeFile(unfinished, sha256(content));
        await writeFile(unfinished, content, { flag: "a" });
        await rename(unfinished, path);
        await removeOthers(path);
        return path;
      } catch {
        await rm(unfinished, { force: true }).catch(() => {});
        return snapshot;
      }
    },
    remove: async () => rm(await place(), { force: true }).catch(() => {}),
  };
}

const digestLength = 64;

/** Those of other versions take 36 MB each. Who still uses one makes it anew. */
async function removeOthers(path: string): Promise<void> {
  const names = await readdir(dirname(path));
  const others = names.filter((name) => /^snapshot-\w+\.bin$/.test(name) && name !== basename(path));
  await Promise.all(others.map((name) => rm(join(dirname(path), name), { force: true })));
}

/** Pyodide reads the memory as words: spaces before the end of the line let it begin at a multiple of eight. */
function contentOf({ memory, code = new Uint8Array(), ...details }: Snapshot): Buffer {
  const text = JSON.stringify({ ...details, memoryBytes: memory.length });
  const spaces = (8 - ((digestLength + text.length + 1) % 8)) % 8;
  return Buffer.concat([Buffer.from(`${text}${" ".repeat(spaces)}\n`, "latin1"), memory, code]);
}
