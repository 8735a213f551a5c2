import type { Endpoint } from "../endpoint.js";

/** The memory of a worker in which Python and NumPy are loaded: see worker/snapshot.js. */
export interface Snapshot {
  readonly memory: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  readonly libraries: readonly { readonly path: string; readonly handle: number; readonly global: boolean }[];
  /** In Node: what V8 made of `pyodide.asm.js`. */
  readonly code?: Uint8Array<ArrayBuffer>;
}

/**
 * Where a snapshot stays for the next visit. Losing it costs a second.
 *
 * @typeParam Kept what a worker gets of it
 */
export interface SnapshotStore<Kept> {
  read(): Promise<Kept | undefined>;
  /** For this visit the snapshot can be used even if it does not stay. */
  write(snapshot: Snapshot): Promise<Kept>;
  remove(): Promise<void>;
}

/**
 * Starts workers from a snapshot: the stored one, else the one that the first worker makes before it has seen any
 * learner's code.
 *
 * @param startWorker starts one worker; without a snapshot it sends one when it is ready
 */
export function snapshotStarter<Kept>(
  startWorker: (snapshot?: Kept) => Promise<Endpoint>,
  store: SnapshotStore<Kept>,
): () => Promise<Endpoint> {
  let snapshot: Promise<Kept | undefined> | undefined;

  const startFresh = async () => {
    const endpoint = await startWorker();
    snapshot = store.write(await receiveSnapshot(endpoint));
    return endpoint;
  };
  return async () => {
    snapshot ??= store.read().catch(() => undefined);
    const known = await snapshot;
    if (!known) return startFresh();
    try {
      return await startWorker(known);
    } catch {
      // Perhaps it was made by another version of the browser.
      await store.remove();
      return startFresh();
    }
  };
}

function receiveSnapshot(endpoint: Endpoint): Promise<Snapshot> {
  return new Promise((resolve, reject) => {
    endpoint.died.then((reason) => reject(new Error(reason)));
    endpoint.listen((message) => {
      if (isRecord(message) && message.type === "snapshot" && isSnapshot(message.snapshot)) resolve(message.snapshot);
    });
  });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isSnapshot = (value: unknown): value is Snapshot =>
  isRecord(value) &&
  value.memory instanceof Uint8Array &&
  typeof value.pages === "number" &&
  Array.isArray(value.libraries) &&
  (value.code === undefined || value.code instanceof Uint8Array);
