/** Why the page cannot keep, or read, what it should: not at all, no more, not this, or not this yet. */
export type Trouble = "forbidden" | "full" | "damaged" | "newer";

/** What an error of the browser's storage means. */
export const troubleOf = (error: unknown): Trouble =>
  error instanceof Error && /quota/i.test(error.name) ? "full" : "forbidden";
