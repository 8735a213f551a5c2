import type { Checked } from "../check/index.js";
import type { Terminal } from "./terminal.js";
import { plain, wrap } from "./terminal-text.js";

/** What was checked, as people read it in a terminal: a line for each rule, and below it what is wrong and how to fix it. */
export function describeCheck(
  file: string,
  checked: readonly Checked[],
  seeds: number,
  { isTerminal, columns }: Pick<Terminal, "isTerminal" | "columns">,
): string {
  const paint = (code: number, text: string) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);
  const width = Math.max(...checked.map(({ rule }) => rule.length));
  const findings = checked.reduce((sum, rule) => sum + rule.findings.length, 0);
  const lines = checked.flatMap(({ rule, about, findings }) => [
    `${findings.length === 0 ? paint(32, "✓") : paint(31, "✗")} ${paint(1, rule.padEnd(width))}  ${paint(2, about)}`,
    ...findings.flatMap(({ where, problem, fix }) =>
      wrap(plain(`${where} ${problem}${fix ? `: ${fix}.` : ""}`), Math.min(columns, 110) - 4).map(
        (line) => `    ${line}`,
      ),
    ),
  ]);
  const outcome =
    findings === 0
      ? `No problems found in ${file}, with ${seeds} ${seeds === 1 ? "seed" : "seeds"}.`
      : `${findings} ${findings === 1 ? "finding" : "findings"} in ${file}.`;
  return `${lines.join("\n")}\n\n${outcome}\n`;
}
