import type { Exercise } from "../format/index.js";
import { type BenchOptions, createBench } from "./bench.js";
import type { Finding, Rule } from "./rule.js";
import { cases, shapes } from "./rules/cases.js";
import { mistakes } from "./rules/mistakes.js";
import { judged, rounding, solution } from "./rules/programs.js";
import { sources } from "./rules/sources.js";
import { texts } from "./rules/texts.js";

/** In the order in which an author fixes them. */
export const rules: readonly Rule[] = [texts, sources, cases, shapes, solution, judged, rounding, mistakes];

export interface Checked {
  readonly rule: string;
  readonly about: string;
  readonly findings: readonly Finding[];
}

/** Holds an exercise against every rule. What makes a rule impossible to check is a finding of it. */
export async function check(exercise: Exercise, options: BenchOptions): Promise<readonly Checked[]> {
  const bench = createBench(exercise, options);
  const checked: Checked[] = [];
  for (const { name, about, check } of rules) {
    const findings = await check(exercise, bench).catch((error: unknown): readonly Finding[] => [
      { where: exercise.slug, problem: error instanceof Error ? error.message : `${error}`, fix: "fix this first" },
    ]);
    checked.push({ rule: name, about, findings });
  }
  return checked;
}
