import type { Locale } from "./locale.js";
import { en } from "./text.en.js";
import { zh } from "./text.zh.js";

/** Every word the elements say. English defines the keys; a key missing from another language does not compile. */
export type Messages = typeof en;

/** The words of the elements in each language, for elements of your own that should speak like them. */
export const messages: Readonly<Record<Locale, Messages>> = { en, zh };
