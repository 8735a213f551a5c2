import type { Locale } from "../elements/toolkit.js";
import { en, type SiteMessages } from "./text.en.js";
import { zh } from "./text.zh.js";

export const siteMessages: Readonly<Record<Locale, SiteMessages>> = { en, zh };
export type { SiteMessages };
