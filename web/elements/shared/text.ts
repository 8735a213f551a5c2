import type { Locale } from "./locale.js";
import { en, type Messages } from "./text.en.js";
import { zh } from "./text.zh.js";

/** The words of the elements in each language, for elements of your own that should speak like them. */
export const messages: Readonly<Record<Locale, Messages>> = { en, zh };
export type { Messages };
