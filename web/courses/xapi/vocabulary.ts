import type { Verb } from "./statement.js";

const verb = (name: string, chinese: string): Verb => ({
  id: `http://adlnet.gov/expapi/verbs/${name}`,
  display: { "en-US": name, "zh-CN": chinese },
});

/** Verbs of ADL's vocabulary: every learning record store knows them. */
export const verbs = {
  /** The exercise or question is there and can be worked on; it is what a duration counts from. */
  initialized: verb("initialized", "开始了"),
  /** Run: an effort that does not count, whatever its verdict. */
  attempted: verb("attempted", "尝试了"),
  /** A submission was accepted. */
  passed: verb("passed", "通过了"),
  /** A submission was not accepted. It may be followed by others: "failed" judges one submission, not the learner. */
  failed: verb("failed", "未通过"),
  /** Nothing is left to be done. Follows `passed`, as in cmi5, because stores count the two apart. */
  completed: verb("completed", "完成了"),
  /** A hint was read: "experienced" is for what is only met, and asks for no achievement. */
  experienced: verb("experienced", "查看了"),
  /** A question was answered, rightly or not: ADL's verb for activities that are questions. */
  answered: verb("answered", "回答了"),
} as const;

/** Activity types of ADL's vocabulary. */
export const activityTypes = {
  exercise: "http://adlnet.gov/expapi/activities/assessment",
  question: "http://adlnet.gov/expapi/activities/question",
  /** "Text, audio, or video used to convey information." */
  hint: "http://adlnet.gov/expapi/activities/media",
} as const;

const extension = <Name extends string>(name: Name) =>
  `https://www.npmjs.com/package/attention-dojo#xapi-${name}` as const;

/** IRIs of what only this judge knows, in a statement's `context.extensions`. */
export const extensions = {
  /** `javascript` or `python`. */
  language: extension("language"),
  /** The report's verdict: `accepted`, `wrong-answer` ... */
  verdict: extension("verdict"),
  /** Stable code of the mistake that was recognised, such as `missing-scale`. */
  mistake: extension("mistake"),
  /** The number that the inputs were drawn from: with it the same submission gets the same report. */
  seed: extension("seed"),
  /** `{ accepted, judged }`: how many cases. Cases after one that ended the program are not judged. */
  cases: extension("cases"),
  /** `{ hint, total }`: which hint, counted from 1, of how many. */
  hint: extension("hint"),
} as const;
