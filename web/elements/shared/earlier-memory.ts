import type { Language } from "../../format/index.js";

/** A learner's text that gave way to another one. */
export interface Earlier {
  /** When it gave way; milliseconds since 1970. */
  readonly at: number;
  /** Of code: what it is written in. */
  readonly language?: Language;
  readonly text: string;
}

/** Where texts are kept that gave way to others, so that none is lost. */
export interface EarlierMemory {
  /** Those of one exercise or question, the newest first. */
  read(slug: string): readonly Earlier[];
  /** Keeps one more. The oldest make room. */
  keep(slug: string, text: string, language?: Language): void;
}
