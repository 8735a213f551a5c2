import { type BenchOptions, createBench } from "./bench.js";
import type { Finding, Rule } from "./rule.js";
import { cases, shapes } from "./rules/cases.js";
import { mistakes } from "./rules/mistakes.js";
import { judged, rounding, solution } from "./rules/programs.js";
import { sources } from "./rules/sources.js";
import { texts } from "./rules/texts.js";
import type { Subject } from "./subject.js";

/** In the order in which an author mends them. */
export const rules: readonly Rule[] = [texts, sources, cases, shapes, solution, judged, rounding, mistakes];

export interface Checked {
  readonly rule: string;
  readonly about: string;
  readonly findings: readonly Finding[];
}

/** Holds an exercise against every rule. What makes a rule impossible to check is a finding of it. */
export async function check(subject: Subject, options: BenchOptions): Promise<readonly Checked[]> {
  const bench = createBench(subject, options);
  const checked: Checked[] = [];
  for (const { name, about, check } of rules) {
    const findings = await check(subject, bench).catch((error: unknown): readonly Finding[] => [
      { where: subject.slug, problem: error instanceof Error ? error.message : `${error}`, mend: "mend this first" },
    ]);
    checked.push({ rule: name, about, findings });
  }
  return checked;
}
