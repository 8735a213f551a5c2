import type { Head } from "../../format/index.js";
import { leadsTo } from "../path/next-step.js";
import { isFine, type Outcome } from "./outcomes.js";

const most = 5;

/**
 * What to practise after an interview beside what was wrong in it, as far as it is unsolved: what a wrong program builds on, the
 * exercises that a question without a right answer names, and what an accepted program leads to. What is asked most comes first.
 */
export function practiseNext(
  outcomes: readonly Outcome[],
  catalogue: readonly Head[],
  isSolved: (slug: string) => boolean,
): readonly Head[] {
  const headOf = (slug: string) => catalogue.filter((head) => head.slug === slug);
  const coding = outcomes.filter(({ task }) => task.kind === "exercise");
  const failed = coding.filter((outcome) => !isFine(outcome)).flatMap(({ task }) => headOf(task.slug));
  const fine = coding.filter(isFine).map(({ task }) => task.slug);
  const asked = coding.map(({ task }) => task.slug);
  const before = failed.flatMap(({ after }) => after.flatMap(headOf)).filter(({ slug }) => !isSolved(slug));
  const named = outcomes
    .filter((outcome) => !isFine(outcome))
    .flatMap(({ practise }) => practise.flatMap(headOf))
    .filter(({ slug }) => !isSolved(slug));
  const later = fine.flatMap((slug) => leadsTo(slug, catalogue)).filter(({ slug }) => !isSolved(slug));
  const byAsked = [...before, ...named, ...later].sort((a, b) => b.asked - a.asked);
  return [...new Set(byAsked)].filter(({ slug }) => !asked.includes(slug)).slice(0, most);
}
