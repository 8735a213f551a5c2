import { listExercises } from "../exercises/index.js";
import { functionName, languageNames, say } from "../format/index.js";
import { listQuestions } from "../questions/index.js";
import type { ListCommand } from "./arguments.js";
import type { Terminal } from "./terminal.js";

/** Prints the exercises and the interview questions, each in alphabetical order. */
export async function listCommand({ json, locale }: ListCommand, terminal: Terminal): Promise<void> {
  const [exercises, questions] = await Promise.all([
    listExercises().then((heads) => heads.toSorted(bySlug)),
    listQuestions().then((heads) => heads.toSorted(bySlug)),
  ]);
  if (json) {
    const rows = [
      ...exercises.map(({ function: name, arguments: _, ...head }) => ({
        kind: "exercise",
        ...head,
        functionName: Object.fromEntries(languageNames.map((language) => [language, functionName({ name }, language)])),
      })),
      ...questions.map(({ slug, title, topic, difficulty, kind }) => ({
        kind: "question",
        slug,
        title,
        topic,
        difficulty,
        answer: kind,
      })),
    ];
    terminal.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const width = Math.max(...[...exercises, ...questions].map(({ slug }) => slug.length));
  terminal.print(headings[locale].exercises, "");
  for (const { slug, title, track, difficulty, function: name, arguments: names } of exercises) {
    const call = `${name}(${names.join(", ")})`;
    terminal.print(
      `${slug.padEnd(width)}  ${say(title, locale)} (${track}, ${difficulty})`,
      `${" ".repeat(width + 2)}${call}`,
    );
  }
  terminal.print("", headings[locale].questions, "");
  for (const { slug, title, topic, difficulty, kind } of questions)
    terminal.print(`${slug.padEnd(width)}  ${say(title, locale)} (${topic}, ${difficulty}, ${kind})`);
}

const headings = {
  en: { exercises: "Exercises", questions: "Interview questions" },
  zh: { exercises: "练习", questions: "面试题" },
} as const;

const bySlug = (a: { readonly slug: string }, b: { readonly slug: string }) => a.slug.localeCompare(b.slug);
