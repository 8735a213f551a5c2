import { isKey } from "./record.js";

const aside = "attention-dojo:damaged:";

/** Records in the browser's storage, one entry each, so that two tabs and one damaged entry harm little. `write` takes less than is kept. */
export interface Records<T, Written = T> {
  /** The record of this key, or the empty one. */
  read(key: string): T;
  /** Every record there is: the same map until one of them changes. */
  all(): ReadonlyMap<string, T>;
  write(key: string, written: Written): void;
  /** Makes these the only records there are. */
  replaceAll(records: ReadonlyMap<string, T>): void;
  /** Whether anything can be stored. */
  readonly saves: boolean;
  /** Whether an entry was unreadable and has been set aside. */
  readonly damaged: boolean;
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
  const listeners = new Set<() => void>();
  let saves = store !== null;
  let damaged = false;

  const attempt = (action: (store: Storage) => void) => {
    if (!store) return;
    try {
      action(store);
    } catch {
      // Full, or forbidden by the browser: the page goes on and says so.
      saves = false;
    }
  };

  const put = (key: string, record: T) => {
    records = new Map(records).set(key, record);
  };

  const drop = (key: string) => {
    records = new Map([...records].filter(([other]) => other !== key));
  };

  const take = (stored: string, text: string | null) => {
    const key = stored.slice(prefix.length);
    if (!isKey(key)) return;
    if (text === null) {
      drop(key);
      return;
    }
    try {
      put(key, read(JSON.parse(text), key));
    } catch {
      damaged = true;
      attempt((it) => {
        it.setItem(aside + key, text);
        it.removeItem(stored);
      });
    }
  };

  const keep = (key: string, record: T) => {
    put(key, record);
    attempt((it) => it.setItem(prefix + key, JSON.stringify(record)));
  };

  const tell = () => {
    for (const listener of listeners) listener();
  };

  attempt((it) => {
    const keys = Array.from({ length: it.length }, (_, i) => it.key(i) ?? "").filter((key) => key.startsWith(prefix));
    for (const key of keys) take(key, it.getItem(key));
  });

  return {
    read: (key) => records.get(key) ?? empty,
    all: () => records,
    write: (key, written) => {
      keep(key, stamp(written));
      tell();
    },
    replaceAll: (next) => {
      for (const key of records.keys()) {
        if (next.has(key)) continue;
        drop(key);
        attempt((it) => it.removeItem(prefix + key));
      }
      for (const [key, record] of next) keep(key, record);
      tell();
    },
    get saves() {
      return saves;
    },
    get damaged() {
      return damaged;
    },
    subscribe: (changed) => {
      const elsewhere = (event: StorageEvent) => {
        if (!event.key?.startsWith(prefix)) return;
        take(event.key, event.newValue);
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
