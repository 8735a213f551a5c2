import type { Language } from "../../format/index.js";
import type { Verdict } from "../../judge/index.js";

/** A learner's text that gave way to another one, or was submitted. */
export interface Earlier {
  /** When that was; milliseconds since 1970. */
  readonly at: number;
  /** Of code: what it is written in. */
  readonly language?: Language;
  /** Of code that was submitted. */
  readonly verdict?: Verdict;
  readonly text: string;
}

/** Where texts are kept that gave way to others, or were submitted, so that none is lost. */
export interface EarlierMemory {
  /** Those of one exercise or question, the newest first. */
  read(slug: string): readonly Earlier[];
  /** Keeps one more. The oldest make room, accepted code last of all. */
  keep(slug: string, text: string, language?: Language, verdict?: Verdict): void;
}
