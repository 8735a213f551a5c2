/** Read when the project is built, never by a page: it loads every mistake. */
import type { Mistake } from "../format/mistake.js";

const mistakes = import.meta.glob<readonly Mistake[]>("./*/mistakes.ts", { eager: true, import: "default" });

/** How many mistakes the judge names, over all exercises. */
export const knownMistakes: number = Object.values(mistakes).reduce((sum, known) => sum + known.length, 0);
