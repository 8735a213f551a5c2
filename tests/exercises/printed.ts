/** What the prompts of the bug exercises say that a program prints. */
import { readFileSync } from "node:fs";

export interface Printed {
  /** Statements that stand before the call, in this block and in order. */
  readonly setup: string;
  readonly call: string;
  /** The result, rounded to four decimals, or the error. */
  readonly prints: string;
}

export const rawPrompt = (slug: string, locale: "en" | "zh"): string =>
  readFileSync(new URL(`../../web/exercises/${slug}/prompt.${locale}.md`, import.meta.url), "utf8");

/** The calls in the prompt's code block of this language, each with the comment that follows it. */
export function printed(prompt: string, language: "javascript" | "python"): readonly Printed[] {
  const block = prompt.match(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms"))?.[1] ?? "";
  const comment = { javascript: "// ", python: "# " }[language];
  const setup: string[] = [];
  const calls: Printed[] = [];
  for (const line of block.trimEnd().split("\n")) {
    if (line.startsWith(comment)) {
      const call = setup.pop() ?? "";
      calls.push({ setup: setup.join("\n"), call, prints: line.slice(comment.length) });
    } else setup.push(line);
  }
  return calls;
}

/** A result as the prompts write it. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  return String(typeof value === "number" ? Number(value.toFixed(4)) : value);
}
