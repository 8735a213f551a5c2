import type { ExerciseMemory, Remembered } from "../../elements/index.js";
import { type ExerciseRecord, emptyRecord, isSlug, readRecord } from "./record.js";

const prefix = "attention-dojo:1:exercise:";
const aside = "attention-dojo:damaged:";

/** Code and progress in the browser's storage, one entry per exercise, so that two tabs and one damaged entry harm little. */
export interface Progress extends ExerciseMemory {
  read(slug: string): ExerciseRecord;
  all(): ReadonlyMap<string, ExerciseRecord>;
  /** Makes these the only records there are. */
  replaceAll(records: ReadonlyMap<string, ExerciseRecord>): void;
  /** Whether anything can be stored. */
  readonly saves: boolean;
  /** Whether an entry was unreadable and has been set aside. */
  readonly damaged: boolean;
  /** Calls back after every change, also one made in another tab. Gives the function that ends it. */
  subscribe(changed: () => void): () => void;
}

/** `store` is null where the browser has none. `now` is the clock, in milliseconds. */
export function createProgress(store: Storage | null, now: () => number = Date.now): Progress {
  const records = new Map<string, ExerciseRecord>();
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

  const take = (key: string, text: string | null) => {
    const slug = key.slice(prefix.length);
    if (!isSlug(slug)) return;
    if (text === null) {
      records.delete(slug);
      return;
    }
    try {
      records.set(slug, readRecord(JSON.parse(text), slug));
    } catch {
      damaged = true;
      attempt((it) => {
        it.setItem(aside + slug, text);
        it.removeItem(key);
      });
    }
  };

  const keep = (slug: string, record: ExerciseRecord) => {
    records.set(slug, record);
    attempt((it) => it.setItem(prefix + slug, JSON.stringify(record)));
  };

  const tell = () => {
    for (const listener of listeners) listener();
  };

  attempt((it) => {
    const keys = Array.from({ length: it.length }, (_, i) => it.key(i) ?? "").filter((key) => key.startsWith(prefix));
    for (const key of keys) take(key, it.getItem(key));
  });

  return {
    read: (slug) => records.get(slug) ?? emptyRecord,
    all: () => new Map(records),
    write: (slug: string, remembered: Remembered) => {
      keep(slug, { ...remembered, touched: now() });
      tell();
    },
    replaceAll: (next) => {
      for (const slug of [...records.keys()]) {
        if (next.has(slug)) continue;
        records.delete(slug);
        attempt((it) => it.removeItem(prefix + slug));
      }
      for (const [slug, record] of next) keep(slug, record);
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
