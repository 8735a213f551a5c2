import { functionName, listExercises } from "../exercises/index.js";
import type { ListCommand } from "./arguments.js";
import type { Terminal } from "./run-command.js";

/** Prints the exercises, easy ones first within the alphabetical order of topics that the catalogue has. */
export async function listCommand({ json, locale }: ListCommand, terminal: Terminal): Promise<void> {
  const exercises = await listExercises();
  if (json) {
    const rows = exercises.map(({ slug, title, topic, difficulty, signature }) => ({
      slug,
      title,
      topic,
      difficulty,
      functionName: { javascript: functionName(signature, "javascript"), python: functionName(signature, "python") },
    }));
    terminal.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const width = Math.max(...exercises.map(({ slug }) => slug.length));
  for (const { slug, title, topic, difficulty, signature } of exercises) {
    const call = `${signature.name}(${signature.arguments.map(({ name }) => name).join(", ")})`;
    terminal.write(
      `${slug.padEnd(width)}  ${title[locale]} (${topic}, ${difficulty})\n${" ".repeat(width + 2)}${call}\n`,
    );
  }
}
