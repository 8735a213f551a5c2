import { listQuestions, type QuestionSummary } from "./library.js";
import type { QuestionTopic } from "./question.js";

export const questionTopics: readonly QuestionTopic[] = ["basics", "transformers", "cost", "effect", "applications"];
const difficulties = ["easy", "medium", "hard"] as const;

/** All questions in the order of the list. */
export async function loadQuestions(): Promise<readonly QuestionSummary[]> {
  const rank = ({ topic, difficulty }: QuestionSummary) =>
    questionTopics.indexOf(topic) * 10 + difficulties.indexOf(difficulty);
  return [...(await listQuestions())].sort((a, b) => rank(a) - rank(b) || a.slug.localeCompare(b.slug));
}
