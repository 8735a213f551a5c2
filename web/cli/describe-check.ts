import type { Checked } from "../check/index.js";
import { type Line, quoted, type Terminal } from "./terminal.js";
import { wrap } from "./terminal-text.js";

/** What was checked, as people read it in a terminal: a line for each rule, and below it what is wrong and how to fix it. */
export function describeCheck(
  file: string,
  checked: readonly Checked[],
  seeds: number,
  { columns }: Pick<Terminal, "columns">,
): readonly Line[] {
  const width = Math.max(...checked.map(({ rule }) => rule.length));
  const findings = checked.reduce((sum, rule) => sum + rule.findings.length, 0);
  const lines = checked.flatMap(({ rule, about, findings }): readonly Line[] => [
    [
      findings.length === 0 ? { text: "✓", style: "good" } : { text: "✗", style: "bad" },
      " ",
      { text: rule.padEnd(width), style: "bold" },
      "  ",
      { text: about, style: "faint" },
    ],
    ...findings.flatMap(({ where, problem, fix }) =>
      quoted(wrap(`${where} ${problem}${fix ? `: ${fix}.` : ""}`, Math.min(columns, 110) - 6), 4),
    ),
  ]);
  const outcome =
    findings === 0
      ? `No problems found in ${file}, with ${seeds} ${seeds === 1 ? "seed" : "seeds"}.`
      : `${findings} ${findings === 1 ? "finding" : "findings"} in ${file}.`;
  return [...lines, "", outcome];
}
