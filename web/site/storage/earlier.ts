import type { Earlier, EarlierMemory } from "../../elements/toolkit.js";
import { languageNames } from "../../format/index.js";
import { setAside } from "./aside.js";
import { asList, asObject, asText, own, wholeNumber } from "./record.js";
import type { Records } from "./records.js";

/** What gave way, and what is wrong with the storage of it. */
export type EarlierRecords = EarlierMemory & Pick<Records<unknown>, "troubles" | "subscribe">;

export const earlierPrefix = "attention-dojo:1:earlier:";

/** Of one exercise or question. The newest is kept however long it is. */
const mostTexts = 20;
const mostCharacters = 400_000;

/** Keeps what gave way in the browser's storage, one entry for each exercise or question; for as long as the page lives where there is no room. */
export function createEarlier(store: Storage | null, kind: "exercise" | "question", now: () => number): EarlierRecords {
  const seen = new Map<string, { readonly stored: string | null; readonly texts: readonly Earlier[] }>();
  const listeners = new Set<() => void>();
  let damaged = false;
  const nameOf = (slug: string) => `${earlierPrefix}${kind}:${slug}`;

  const read = (slug: string): readonly Earlier[] => {
    const last = seen.get(slug);
    const stored = storedText(store, nameOf(slug));
    if (last && last.stored === stored) return last.texts;
    const texts = stored === null ? [] : (readTexts(nameOf(slug), stored) ?? putAside(nameOf(slug), stored));
    seen.set(slug, { stored: storedText(store, nameOf(slug)), texts });
    return texts;
  };

  const putAside = (name: string, stored: string): readonly Earlier[] => {
    damaged = true;
    try {
      if (store) setAside(store, name, stored);
    } catch {
      // It stays until something is kept here.
    }
    for (const listener of listeners) listener();
    return [];
  };

  return {
    read,
    keep: (slug, text, language) => {
      const others = read(slug).filter((it) => it.text !== text || it.language !== language);
      const texts = bounded([{ at: now(), ...(language && { language }), text }, ...others]);
      const stored = store && storeWhatFits(store, nameOf(slug), texts);
      seen.set(slug, { stored: stored ?? storedText(store, nameOf(slug)), texts });
    },
    get troubles() {
      return new Set(damaged ? (["damaged"] as const) : []);
    },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}

function storedText(store: Storage | null, name: string): string | null {
  try {
    return store?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

/** Null where it is not what was stored. */
function readTexts(name: string, stored: string): readonly Earlier[] | null {
  try {
    return asList(JSON.parse(stored), mostTexts, name).map((value) => {
      const entry = asObject(value, name);
      const language = languageNames.find((known) => known === own(entry, "language"));
      return {
        at: wholeNumber(own(entry, "at"), 8.64e15, name),
        ...(language && { language }),
        text: asText(own(entry, "text"), name),
      };
    });
  } catch {
    return null;
  }
}

function bounded(texts: readonly Earlier[]): readonly Earlier[] {
  let room = mostCharacters;
  return texts.slice(0, mostTexts).filter(({ text }, i) => {
    room -= text.length;
    return i === 0 || room >= 0;
  });
}

/** The oldest give way where the storage is full. Gives what is stored, or null. */
function storeWhatFits(store: Storage, name: string, texts: readonly Earlier[]): string | null {
  for (let n = texts.length; n > 0; n--) {
    try {
      const stored = JSON.stringify(texts.slice(0, n));
      store.setItem(name, stored);
      return stored;
    } catch {
      // With one less, perhaps.
    }
  }
  return null;
}
