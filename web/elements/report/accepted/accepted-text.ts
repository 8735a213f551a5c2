import type { Locale } from "../../shared/locale.js";

const en = {
  also: "Also right for",
  cost: "What it costs",
};

/** Every word that only an accepted answer brings. */
export type AcceptedMessages = typeof en;

const zh: AcceptedMessages = {
  also: "以下情形也都正确",
  cost: "计算开销",
};

export const acceptedMessages: Readonly<Record<Locale, AcceptedMessages>> = { en, zh };
