import type { Grades } from "./grade.js";
import { summarise } from "./summarise.js";

/** All results as data; programs are left out, since they are in their files. `version` changes when a field changes its meaning. */
export function gradesToJson({ seed, grades, skipped }: Grades, dojo: string): string {
  const { byMistake, byOutcome } = summarise(grades);
  const results = grades.map(({ source: _, ...grade }) => grade);
  const mistakes = byMistake.map(({ mistake, title, grades: same }) => ({ mistake, title, count: same.length }));
  const all = { version: 1, dojo, seed, outcomes: Object.fromEntries(byOutcome), mistakes, results, skipped };
  return `${JSON.stringify(all, null, 2)}\n`;
}
