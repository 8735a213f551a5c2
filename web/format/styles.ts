import { type Language, languages } from "./languages.js";

/** How a solution is written: on whole arrays, number by number, or with `einsum`. */
export const styles = ["vectorised", "loop", "einsum"] as const;
/** One of them. */
export type Style = (typeof styles)[number];

/** That of `solution.<extension>`; another style is in its name, `solution.loop.py`. */
export const usualStyle = (language: Language): Style =>
  languages[language].arrays === "nested" ? "loop" : "vectorised";
