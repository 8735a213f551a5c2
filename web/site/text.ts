import type { Locale } from "../elements/toolkit.js";
import { en } from "./text.en.js";
import { zh } from "./text.zh.js";

/** Every word of the page around the elements. A key missing from a language does not compile. */
export type SiteMessages = typeof en;

export const siteMessages: Readonly<Record<Locale, SiteMessages>> = { en, zh };
