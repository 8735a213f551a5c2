import type { Earlier, EarlierMemory } from "../../elements/toolkit.js";
import { languageNames } from "../../format/index.js";
import type { Verdict } from "../../judge/index.js";
import { setAside } from "./aside.js";
import { entriesOf } from "./entries.js";
import { asList, asObject, asText, own, wholeNumber } from "./record.js";
import type { Records } from "./records.js";

/** What gave way or was submitted, and what is wrong with the storage of it. */
export interface EarlierRecords extends EarlierMemory, Pick<Records<unknown>, "troubles" | "subscribe"> {
  /** By item, `exercise:softmax`: of every exercise or question that there is anything of. */
  all(): ReadonlyMap<string, readonly Earlier[]>;
  /** Makes these what is kept. */
  replace(slug: string, texts: readonly Earlier[]): void;
}

export const earlierPrefix = "attention-dojo:1:earlier:";

/** Of one exercise or question. The newest is kept however long it is. */
export const mostTexts = 50;
const mostCharacters = 400_000;

const verdicts: Readonly<Record<Verdict, true>> = {
  accepted: true,
  "wrong-answer": true,
  "runtime-error": true,
  "time-limit": true,
  "output-limit": true,
  "compile-error": true,
};

/** Keeps what gave way or was submitted in the browser's storage, one entry for each exercise or question; for as long as the page lives where there is no room. */
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

  const replace = (slug: string, texts: readonly Earlier[]) => {
    const kept = bounded(texts);
    if (kept.length === 0) store?.removeItem(nameOf(slug));
    const stored = store && storeWhatFits(store, nameOf(slug), kept);
    seen.set(slug, { stored: stored ?? storedText(store, nameOf(slug)), texts: kept });
  };

  return {
    read,
    replace,
    all: () => {
      const stored = [...entriesOf(store, nameOf("")).keys()].map((name) => name.slice(nameOf("").length));
      const slugs = [...new Set([...stored, ...seen.keys()])].filter((slug) => read(slug).length > 0);
      return new Map(slugs.map((slug) => [`${kind}:${slug}`, read(slug)]));
    },
    keep: (slug, text, language, verdict) => {
      const known = read(slug);
      const isSame = (it: Earlier) => it.text === text && it.language === language;
      // What was submitted is kept already, with its verdict and its time.
      if (!verdict && known.some((it) => isSame(it) && it.verdict)) return;
      const others = known.filter((it) => !isSame(it) || (it.verdict && it.verdict !== verdict));
      replace(slug, [{ at: now(), ...(language && { language }), ...(verdict && { verdict }), text }, ...others]);
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
    return readEarlier(JSON.parse(stored), name);
  } catch {
    return null;
  }
}

/** Takes texts out of parsed JSON, the newest first; what it does not know it leaves behind. Throws DamagedError. */
export function readEarlier(value: unknown, where: string): readonly Earlier[] {
  return bounded(
    asList(value, mostTexts, where).map((text, i) => {
      const entry = asObject(text, `${where}.${i}`);
      const language = languageNames.find((known) => known === own(entry, "language"));
      const verdict = own(entry, "verdict");
      return {
        at: wholeNumber(own(entry, "at"), 8.64e15, `${where}.${i}.at`),
        ...(language && { language }),
        ...(isVerdict(verdict) && { verdict }),
        text: asText(own(entry, "text"), `${where}.${i}.text`),
      };
    }),
  );
}

const isVerdict = (value: unknown): value is Verdict => typeof value === "string" && Object.hasOwn(verdicts, value);

/** Those of two histories, each once, the newest first. */
export function mergedEarlier(here: readonly Earlier[], others: readonly Earlier[]): readonly Earlier[] {
  const isKnown = (other: Earlier) =>
    here.some((it) => it.text === other.text && it.language === other.language && it.verdict === other.verdict);
  const added = others.filter((other) => !isKnown(other));
  return added.length === 0 ? here : bounded([...here, ...added].sort((a, b) => b.at - a.at));
}

/** In which order texts are worth their room: the newest, what was accepted, all else by age. */
function byWorth([newest, ...others]: readonly Earlier[]): readonly Earlier[] {
  const isAccepted = ({ verdict }: Earlier) => verdict === "accepted";
  return newest ? [newest, ...others.filter(isAccepted), ...others.filter((it) => !isAccepted(it))] : [];
}

function bounded(texts: readonly Earlier[]): readonly Earlier[] {
  let room = mostCharacters;
  const kept = byWorth(texts)
    .slice(0, mostTexts)
    .filter(({ text }, i) => {
      room -= text.length;
      return i === 0 || room >= 0;
    });
  return kept.length === texts.length ? texts : texts.filter((it) => kept.includes(it));
}

/** What is worth least gives way where the storage is full. Gives what is stored, or null. */
function storeWhatFits(store: Storage, name: string, texts: readonly Earlier[]): string | null {
  const worth = byWorth(texts);
  for (let n = texts.length; n > 0; n--) {
    const kept = worth.slice(0, n);
    try {
      const stored = JSON.stringify(texts.filter((it) => kept.includes(it)));
      store.setItem(name, stored);
      return stored;
    } catch {
      // With one less, perhaps.
    }
  }
  return null;
}
