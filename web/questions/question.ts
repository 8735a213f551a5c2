import type { Text } from "../format/index.js";

/** The topics in the order of the list. */
export const questionTopics = [
  "basics",
  "transformers",
  "positions",
  "variants",
  "cost",
  "hardware",
  "inference",
  "decoding",
  "training",
  "scale",
  "effect",
  "applications",
] as const;

/** What a question is about: see `question-text.ts` of the elements for their names. */
export type QuestionTopic = (typeof questionTopics)[number];

/** A paper, standard or documentation page that a claim of the question rests on. */
export interface Source {
  /** Authors, title and year, as one would cite it. */
  readonly title: string;
  readonly url: string;
}

interface Asked {
  readonly title: Text;
  readonly topic: QuestionTopic;
  readonly difficulty: "easy" | "medium" | "hard";
  /** How often interviews ask it: 3 most, 1 seldom. */
  readonly asked: 1 | 2 | 3;
  readonly sources: readonly Source[];
  /** What practises it, nearest first: slugs of exercises, and labs that show it, as `lab/tiles`. */
  readonly practise: readonly string[];
}

/** One possible answer of a choice question. Formulas are written in Unicode: √d, q·k, O(L²). */
export interface Choice {
  /** Stable, lower-case with hyphens, unique in the question. */
  readonly id: string;
  readonly right: boolean;
  readonly text: Text;
  /** Why it is right, or what exactly is wrong with it. */
  readonly why: Text;
}

/** One or more right answers among plausible wrong ones. */
export interface ChoiceQuestion extends Asked {
  readonly kind: "choice";
  readonly choices: readonly Choice[];
}

/** A number that the learner works out. */
export interface NumericQuestion extends Asked {
  readonly kind: "numeric";
  /** Computed, never written down: a test compares it with the explanation. */
  readonly answer: () => number;
  /** Accepted when |given - answer| <= tolerance * |answer|. */
  readonly tolerance: number;
  /** What the number counts: "bytes", "parameters"; empty for a pure number. */
  readonly unit: Text;
}

/** Answered in the learner's own words, then compared with a model answer. */
export interface OpenQuestion extends Asked {
  readonly kind: "open";
  /** Three to six points that a good answer makes; the learner ticks those that theirs makes. */
  readonly rubric: readonly Text[];
}

/** One line of a derivation: a shape, a number, or a formula. */
export interface Line {
  /** What is to be written: "The shape of the scores". */
  readonly ask: Text;
  /** The names that it may use. */
  readonly names: readonly string[];
  /** As it would be written: `(B, H, L, S)`, `p_i (g_i - s)`. Whatever has the same value is right too. */
  readonly right: string;
  /** Shown when the line stands. */
  readonly why: Text;
}

/** Derived line by line; each is checked before the next one is asked. */
export interface WhiteboardQuestion extends Asked {
  readonly kind: "whiteboard";
  readonly lines: readonly Line[];
}

/** The default export of `web/questions/<slug>/question.ts`. */
export type Question = ChoiceQuestion | NumericQuestion | OpenQuestion | WhiteboardQuestion;

/** What a list needs of a question. It is made at build, so that a list loads no question. */
export type QuestionHead = Pick<Question, "title" | "topic" | "difficulty" | "asked" | "kind"> & {
  /** Its name: that of its folder. */
  readonly slug: string;
};
