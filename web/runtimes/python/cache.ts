import { type FilePin, pinnedFiles } from "./pins.js";
import type { Snapshot, SnapshotStore } from "./snapshot.js";

/**
 * The browser's cache of this runtime: files by their digest, unpacked, so that a new version of one leaves the others in
 * place; and the snapshot. Where there is no cache (a private window, no room), everything works without.
 */
const cacheName = "attention-dojo-python";

const fileKey = ({ sha256 }: FilePin) => `https://cache.invalid/file/${sha256}`;

/** As a blob, which a worker reads by itself: see browser.ts. */
export type SnapshotBlob = Omit<Snapshot, "memory"> & { readonly memory: Blob };

const snapshotKey = (version: string) => `https://cache.invalid/snapshot/${version}`;
const detailsHeader = "X-Snapshot";

export async function readCachedFile(pin: FilePin): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = await readEntry(fileKey(pin));
  return bytes && (await digest(bytes)) === pin.sha256 ? bytes : undefined;
}

export const writeCachedFile = (pin: FilePin, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
  attempt((cache) => cache.put(fileKey(pin), new Response(bytes)));

/** Removes what other versions have left. */
export const forgetOldEntries = (version: string): Promise<void> =>
  attempt(async (cache) => {
    const wanted = new Set([...Object.values(pinnedFiles).map(fileKey), snapshotKey(version)]);
    for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  });

/** Keeps the snapshot of one version; everything that goes into it must go into the version. */
export function cachedSnapshot(version: string): SnapshotStore<SnapshotBlob> {
  const key = snapshotKey(version);
  return {
    read: async () => {
      const found = await attempt((cache) => cache.match(key));
      const details = found?.headers.get(detailsHeader);
      if (!found || !details) return undefined;
      const { sha256, ...rest }: Omit<Snapshot, "memory"> & { readonly sha256?: string } = JSON.parse(details);
      const memory = await readAll(found);
      return (await digest(memory)) === sha256 ? { ...rest, memory: new Blob([memory]) } : undefined;
    },
    write: async ({ memory, ...details }) => {
      const headers = { [detailsHeader]: JSON.stringify({ ...details, sha256: await digest(memory) }) };
      void attempt((cache) => cache.put(key, new Response(memory, { headers })));
      return { ...details, memory: new Blob([memory]) };
    },
    remove: async () => void (await attempt((cache) => cache.delete(key))),
  };
}

/** @returns the SHA-256 of the bytes, in hexadecimal */
export async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const readAll = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer());

async function readEntry(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = await attempt((cache) => cache.match(key));
  return found && readAll(found);
}

async function attempt<T>(work: (cache: Cache) => Promise<T>): Promise<T | undefined> {
  try {
    return await work(await caches.open(cacheName));
  } catch {
    return undefined;
  }
}
