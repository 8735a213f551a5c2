import type { Language } from "../format/index.js";

/** The programming languages the page offers, the one of interviews first. A runtime added to the judge is one more word. */
export const languages: readonly Language[] = ["python", "javascript"];
