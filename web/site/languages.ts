import type { Language } from "../judge/index.js";

/** The programming languages the page offers. A runtime added to the judge appears here as one more word. */
export const languages: readonly Language[] = ["javascript"];
