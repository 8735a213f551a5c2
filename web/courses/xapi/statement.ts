/** Words by RFC 5646 language tag. */
export type LanguageMap = Readonly<Record<string, string>>;

/** Who learns: one of the four identifiers of xAPI 1.0.3 (Data 2.4.2.3), and no other. */
export type Agent = { readonly objectType?: "Agent"; readonly name?: string } & (
  | { readonly mbox: `mailto:${string}` }
  | { readonly mbox_sha1sum: string }
  | { readonly openid: string }
  | { readonly account: { readonly homePage: string; readonly name: string } }
);

/** A verb of ADL's vocabulary, with words for it in en-US and zh-CN. */
export interface Verb {
  readonly id: string;
  readonly display: LanguageMap;
}

/** Name and ADL type of an activity; `interactionType` for questions. */
export interface ActivityDefinition {
  readonly name?: LanguageMap;
  readonly type: string;
  readonly interactionType?: "choice" | "fill-in" | "long-fill-in";
}

/** What a statement is about: an exercise, a question or a hint. `id` is an IRI below `activityBase`. */
export interface Activity {
  readonly objectType: "Activity";
  readonly id: string;
  readonly definition: ActivityDefinition;
}

/** Points; of an exercise 1 or 0. */
export interface Score {
  /** From 0 to 1. */
  readonly scaled: number;
  readonly raw: number;
  readonly min: number;
  readonly max: number;
}

/** What came of it. `success` and `score` are absent where nothing was judged. */
export interface Result {
  readonly score?: Score;
  readonly success?: boolean;
  readonly completion?: boolean;
  /** What the learner wrote or chose. */
  readonly response?: string;
  /** ISO 8601, to the hundredth of a second: `PT93.5S`. */
  readonly duration?: string;
}

/** The circumstances of a statement. What only this judge knows stands in `extensions`. */
export interface Context {
  readonly registration?: string;
  readonly platform?: string;
  readonly language?: string;
  readonly contextActivities?: { readonly parent: readonly Activity[] };
  /** By the IRIs of `extensions`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What our events become: a statement of xAPI 1.0.3, as a learning record store takes it. */
export interface Statement {
  readonly id: string;
  readonly timestamp: string;
  readonly actor: Agent;
  readonly verb: Verb;
  readonly object: Activity;
  readonly result?: Result;
  readonly context: Context;
}
