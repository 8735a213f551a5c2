/** Read when the project is built, never by a page: it loads every definition. */
import { difficulties } from "../format/index.js";
import { type Question, type QuestionHead, questionTopics } from "./question.js";

const definitions = import.meta.glob<Question>("./*/question.ts", { eager: true, import: "default" });

/** Every head in the order of the list: by topic, then by difficulty. */
export function heads(): readonly QuestionHead[] {
  const all = Object.entries(definitions).map(([path, { title, topic, difficulty, asked, kind }]) => ({
    slug: path.split("/")[1] as string,
    title,
    topic,
    difficulty,
    asked,
    kind,
  }));
  const rank = ({ topic, difficulty }: QuestionHead) =>
    questionTopics.indexOf(topic) * 10 + difficulties.indexOf(difficulty);
  return all.sort((a, b) => rank(a) - rank(b) || a.slug.localeCompare(b.slug));
}
