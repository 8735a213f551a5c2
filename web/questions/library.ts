import type { FollowUp, Locale } from "../format/index.js";
import type { Question, QuestionHead } from "./question.js";

/** What the build makes of a folder. */
interface Folder {
  readonly definition: Question;
  readonly words: Readonly<Record<Locale, () => Promise<QuestionWords>>>;
}

/** The words of a question in one language, as HTML. */
export interface QuestionWords {
  /** What is asked. */
  readonly question: string;
  /** The explanation, or the model answer of an open question. */
  readonly answer: string;
  readonly followUps: readonly FollowUp[];
}

/** A question with its name and what loads its words. */
export type OpenedQuestion = Question & {
  readonly slug: string;
  words(locale: Locale): Promise<QuestionWords>;
};

const folders = import.meta.glob<Folder>("./*/question.ts", { query: "?folder" });

/** Names of the questions: their folders, in alphabetical order. */
export const questionSlugs: readonly string[] = Object.keys(folders)
  .map((path) => path.split("/")[1] as string)
  .sort();

/** Every question in the order of the list. Loads none of them. */
export async function listQuestions(): Promise<readonly QuestionHead[]> {
  const { heads, order } = await import("virtual:attention-dojo/heads-of-questions");
  const all = questionSlugs.map((slug, i) => ({ slug, ...(heads[i] as Omit<QuestionHead, "slug">) }));
  return order.map((i) => all[i] as QuestionHead);
}

/** The question of this name. Throws RangeError, with the names there are, when there is none. */
export async function openQuestion(slug: string): Promise<OpenedQuestion> {
  const load = folders[`./${slug}/question.ts`];
  if (!load) throw new RangeError(`There is no question "${slug}". Questions: ${questionSlugs.join(", ")}.`);
  const { definition, words } = await load();
  return { ...definition, slug, words: (locale) => words[locale]() };
}
