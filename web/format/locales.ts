/** A language of the product: English or Simplified Chinese. */
export type Locale = "en" | "zh";

/** What the product must know of a human language. */
interface LocaleFacts {
  /** What it calls itself. */
  readonly name: string;
  /** The BCP 47 tag for `lang` attributes and for sorting. */
  readonly tag: string;
  /** With a region, for dates, numbers and statements. */
  readonly region: string;
  /** Recognises the tags of readers who are to get it. */
  readonly tags: RegExp;
}

/** Every language of the product. Another one begins here, and the compiler lists what it needs. */
export const locales: Readonly<Record<Locale, LocaleFacts>> = {
  en: { name: "English", tag: "en", region: "en-US", tags: /^en\b/i },
  zh: { name: "中文", tag: "zh-CN", region: "zh-CN", tags: /^zh\b/i },
};

/** Their names, in the order of the table. */
export const localeNames = Object.keys(locales) as readonly Locale[];

/** The language a BCP 47 tag asks for, of those there are; English where it is another one. */
export const localeOf = (tag: string): Locale => localeNames.find((locale) => locales[locale].tags.test(tag)) ?? "en";

/** A sentence in the languages of the product. English is always there; readers of a language that lacks it get English. */
export type Text = { readonly en: string } & Readonly<Partial<Record<Locale, string>>>;

/** A text in this language. */
export const say = (text: Text, locale: Locale): string => text[locale] ?? text.en;

/** A text for every language of the product, said by one function. */
export const told = (tell: (locale: Locale) => string): Text =>
  Object.fromEntries(localeNames.map((locale) => [locale, tell(locale)])) as Record<Locale, string>;
