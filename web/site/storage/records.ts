import { setAside } from "./aside.js";
import { entriesOf } from "./entries.js";
import { asObject, isKey, own } from "./record.js";
import { type Trouble, troubleOf } from "./trouble.js";

/**
 * Records in the browser's storage, one entry each, so that two tabs and one damaged entry harm little. What is read is what
 * is stored by now, also by another tab. `write` takes less than is kept.
 */
export interface Records<T, Written = T> {
  /** The record of this key, or the empty one. */
  read(key: string): T;
  /** Every record there is: the same map until one of them changes. */
  all(): ReadonlyMap<string, T>;
  write(key: string, written: Written): void;
  /** Makes each of these what is kept under its key; null: nothing. */
  replace(records: ReadonlyMap<string, T | null>): void;
  /** Whether a newer version of the page has saved this record: it stays as it is, and nothing is kept in its place. */
  isNewer(key: string): boolean;
  readonly troubles: ReadonlySet<Trouble>;
  /** Calls back after every change, also one made in another tab. Gives the function that ends it. */
  subscribe(changed: () => void): () => void;
}

export interface RecordsOptions<T, Written = T> {
  /** What the keys in the storage start with: `attention-dojo:1:exercise:`. */
  readonly prefix: string;
  readonly empty: T;
  /** Takes a record out of parsed JSON. Throws DamagedError. */
  readonly read: (value: unknown, where: string) => T;
  /** What is kept of what is written. */
  readonly stamp: (written: Written) => T;
}

/** `store` is null where the browser has none. */
export function createRecords<T, Written = T>(
  store: Storage | null,
  { prefix, empty, read, stamp }: RecordsOptions<T, Written>,
): Records<T, Written> {
  let records: ReadonlyMap<string, T> = new Map();
  /** The entries of the storage, as they were when it was last looked. */
  const texts = new Map<string, string>();
  const listeners = new Set<() => void>();
  /** What is newer here than in the storage, and why. */
  const unsaved = new Map<string, Trouble>();
  /** Entries that must stay as they are: nobody here can read them, and they are nowhere else. */
  const locked = new Map<string, Trouble>();
  let damaged = false;

  const put = (key: string, record: T) => {
    records = new Map(records).set(key, record);
  };

  const drop = (key: string) => {
    records = new Map([...records].filter(([other]) => other !== key));
  };

  const save = (key: string): void => {
    const record = records.get(key);
    if (!store || locked.has(key)) return;
    try {
      const text = record && JSON.stringify(record);
      if (text === undefined) store.removeItem(prefix + key);
      else store.setItem(prefix + key, text);
      if (text === undefined) texts.delete(key);
      else texts.set(key, text);
      unsaved.delete(key);
    } catch (error) {
      unsaved.set(key, troubleOf(error));
    }
  };

  /** An entry that is here for the first time, or has changed. */
  const take = (key: string, text: string) => {
    texts.set(key, text);
    locked.delete(key);
    try {
      const value: unknown = JSON.parse(text);
      if (Number(own(asObject(value, key), "version")) > 1) locked.set(key, "newer");
      else put(key, read(value, key));
    } catch {
      putAside(key, text);
    }
  };

  const putAside = (key: string, text: string) => {
    damaged = true;
    try {
      if (store) setAside(store, prefix + key, text);
      texts.delete(key);
      // What was readable here is still right.
      if (records.has(key)) save(key);
    } catch (error) {
      locked.set(key, troubleOf(error));
    }
  };

  /** Looks whether another tab has changed it. */
  const look = (key: string): void => {
    if (!isKey(key)) return;
    let text: string | null = null;
    try {
      text = store?.getItem(prefix + key) ?? null;
    } catch {
      return;
    }
    if (text === (texts.get(key) ?? null)) return;
    if (text !== null) {
      take(key, text);
      return;
    }
    texts.delete(key);
    drop(key);
  };

  const saveAll = (changed: Iterable<string>) => {
    for (const key of changed) save(key);
    // Where there is room for these, there may be room again for others.
    for (const key of [...unsaved.keys()]) save(key);
    for (const listener of listeners) listener();
  };

  for (const name of entriesOf(store, prefix).keys()) look(name.slice(prefix.length));

  return {
    read: (key) => {
      look(key);
      return records.get(key) ?? empty;
    },
    all: () => records,
    write: (key, written) => {
      put(key, stamp(written));
      saveAll([key]);
    },
    replace: (changes) => {
      for (const [key, record] of changes) record === null ? drop(key) : put(key, record);
      saveAll(changes.keys());
    },
    isNewer: (key) => {
      look(key);
      return locked.get(key) === "newer";
    },
    get troubles() {
      return new Set([
        ...unsaved.values(),
        ...locked.values(),
        ...(damaged ? (["damaged"] as const) : []),
        ...(store ? [] : (["forbidden"] as const)),
      ]);
    },
    subscribe: (changed) => {
      const elsewhere = ({ key }: StorageEvent) => {
        if (key !== null && !key.startsWith(prefix)) return;
        for (const changedKey of key === null ? [...texts.keys()] : [key.slice(prefix.length)]) look(changedKey);
        changed();
      };
      listeners.add(changed);
      addEventListener("storage", elsewhere);
      return () => {
        listeners.delete(changed);
        removeEventListener("storage", elsewhere);
      };
    },
  };
}

/** The browser's storage, or null where reading it is forbidden. */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
