import type { Locale } from "../../shared/locale.js";

const en = {
  also: "Also right for",
};

/** Every word that only an accepted answer brings. */
export type AcceptedMessages = typeof en;

const zh: AcceptedMessages = {
  also: "以下情形也都正确",
};

export const acceptedMessages: Readonly<Record<Locale, AcceptedMessages>> = { en, zh };
