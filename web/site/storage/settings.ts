import type { Locale, Theme } from "../../elements/toolkit.js";
import type { Language } from "../../format/index.js";
import { languageNames } from "../../format/index.js";

const key = "attention-dojo:1:settings";

export interface Settings {
  readonly theme: Theme;
  readonly locale: Locale;
  /** The programming language, once the learner has chosen one. */
  readonly language: Language | undefined;
  /** In which order the exercises are done. */
  readonly order: "path" | "three-days";
  /** How code is shown and written, as it was stored; undefined until somebody has said so. */
  readonly editor: unknown;
}

/** What was chosen last; the system's theme and the browser's language where nothing was, or where it cannot be read. */
export function readSettings(store: Storage | null, browserLanguage: string): Settings {
  const fallback: Settings = {
    theme: "auto",
    locale: /^zh\b/i.test(browserLanguage) ? "zh" : "en",
    language: undefined,
    order: "path",
    editor: undefined,
  };
  const { theme, locale, language, order, editor } = storedSettings(store);
  return {
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    locale: locale === "en" || locale === "zh" ? locale : fallback.locale,
    language: languageNames.find((known) => known === language),
    order: order === "three-days" ? order : fallback.order,
    editor,
  };
}

function storedSettings(store: Storage | null): Readonly<Partial<Record<keyof Settings, unknown>>> {
  try {
    const stored: unknown = JSON.parse(store?.getItem(key) ?? "null");
    return typeof stored === "object" && stored !== null ? stored : {};
  } catch {
    return {};
  }
}

/** Keeps what was changed, beside what another tab has changed. */
export function writeSettings(store: Storage | null, change: Partial<Settings>): void {
  try {
    store?.setItem(key, JSON.stringify({ ...storedSettings(store), ...change }));
  } catch {
    // Not remembered; nothing is lost but a click next time.
  }
}
