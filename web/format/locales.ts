/** A language of the product: English or Simplified Chinese. */
export type Locale = "en" | "zh";
