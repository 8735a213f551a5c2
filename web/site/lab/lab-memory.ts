import type { LabMemory } from "../../elements/toolkit.js";

const store = "labs";

/** Keeps what labs keep in the browser's database, where there is room for the weights of a small model. */
export function createLabMemory(): LabMemory {
  const database = open();
  const request = async <T>(mode: IDBTransactionMode, ask: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const objects = (await database).transaction(store, mode).objectStore(store);
    return settled(ask(objects));
  };
  // Where there is no database (a private window of some browsers) the labs forget.
  database.catch(() => undefined);
  return {
    read: (key) => request<unknown>("readonly", (objects) => objects.get(key)),
    write: async (key, value) => void (await request("readwrite", (objects) => objects.put(value, key))),
  };
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open("attention-dojo", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  return settled(opening);
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
