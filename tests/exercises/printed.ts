/** What the prompts of the bug exercises say that a program prints. */
import { readFileSync } from "node:fs";
import { type Language, languages } from "../../web/format/languages.js";

export interface Printed {
  /** Statements that stand before the call, in this block and in order. */
  readonly setup: string;
  readonly call: string;
  /** The result, rounded to four decimals, or the error. */
  readonly prints: string;
}

export const rawPrompt = (slug: string, locale: "en" | "zh"): string =>
  readFileSync(new URL(`../../web/exercises/${slug}/prompt.${locale}.md`, import.meta.url), "utf8");

/** The prompt's code block of this language; the one of PyTorch is told by its tensors. */
function blockOf(prompt: string, language: Language): string {
  const { family, arrays } = languages[language];
  const blocks = prompt.matchAll(new RegExp(`^\`\`\`${family.toLowerCase()}\n(.*?)^\`\`\``, "gms"));
  const found = Array.from(blocks, ([, block]) => block as string);
  return found.find((block) => block.includes("torch.") === (arrays === "torch")) ?? "";
}

/** The calls in the prompt's code block of this language, each with the comment that follows it. */
export function printed(prompt: string, language: Language): readonly Printed[] {
  const comment = languages[language].family === "Python" ? "# " : "// ";
  const setup: string[] = [];
  const calls: Printed[] = [];
  for (const line of blockOf(prompt, language).trimEnd().split("\n")) {
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
