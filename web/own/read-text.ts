import { type Locale, localeNames, type Text } from "../format/locales.js";
import { anyOf, fields, type Given, invalid, lines } from "./given.js";
import { ownLimits } from "./own-exercise.js";

/** A text of at most `max` characters in one language or more. In one alone it is what readers of every language get. */
export function readText(given: Given, max: number): Text {
  if (typeof given.value === "string" || Array.isArray(given.value) || given.value === undefined)
    return { en: lines(given, max, `a text, or { ${localeNames.join(", ")} }`) };
  const parts = fields(given, localeNames);
  const written = localeNames.filter((locale) => parts[locale].value !== undefined);
  const texts: Partial<Record<Locale, string>> = Object.fromEntries(
    written.map((locale) => [locale, lines(parts[locale], max)]),
  );
  const en = texts.en ?? Object.values(texts)[0];
  return en === undefined ? invalid(given, `is empty: give ${anyOf(localeNames)}.`) : { ...texts, en };
}

/** A text of one line. */
export const readLabel = (given: Given): Text => readText(given, ownLimits.labelChars);
