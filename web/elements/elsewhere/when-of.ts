import type { Earlier } from "../shared/earlier-memory.js";
import type { Locale } from "../shared/locale.js";

/** "30 Nov 2026, 10:15" */
export const whenOf = ({ at }: Earlier, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" }).format(at);
