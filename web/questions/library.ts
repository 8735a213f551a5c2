import type { Locale } from "../format/index.js";
import type { Question } from "./question.js";

/** A question with the name of its folder. */
export type QuestionSummary = Question & { readonly slug: string };

const questions = import.meta.glob<Question>("./*/question.ts", { import: "default" });
const texts = import.meta.glob<readonly string[]>("./*/*.md", { import: "default" });

/** Names of the questions: their folders, in alphabetical order. */
export const questionSlugs: readonly string[] = Object.keys(questions).map((path) => path.split("/")[1] as string);

function find<T>(files: Record<string, () => Promise<T>>, slug: string, file: string): Promise<T> {
  const load = files[`./${slug}/${file}`];
  if (!load) throw new RangeError(`There is no question "${slug}". Questions: ${questionSlugs.join(", ")}.`);
  return load();
}

/** The question of this name. Throws RangeError, with the names there are, when there is none. */
export const loadQuestion = async (slug: string): Promise<Question> => find(questions, slug, "question.ts");

/** Every question, in the order of `questionSlugs`, without its texts. */
export const listQuestions = (): Promise<readonly QuestionSummary[]> =>
  Promise.all(questionSlugs.map(async (slug) => ({ slug, ...(await loadQuestion(slug)) })));

/** What is asked, as HTML. */
export const loadQuestionText = async (slug: string, locale: Locale): Promise<string> =>
  (await find(texts, slug, `question.${locale}.md`)).join("");

/** The explanation, or the model answer of an open question, as HTML. */
export const loadAnswerText = async (slug: string, locale: Locale): Promise<string> =>
  (await find(texts, slug, `answer.${locale}.md`)).join("");
