import type { Head } from "../../format/index.js";
import { leadsTo } from "../path/next-step.js";
import { isFine, type Outcome } from "./outcomes.js";

const most = 5;

/**
 * What to practise after an interview beside what was wrong in it: what that builds on, as far as it is unsolved; and what
 * that which was accepted leads to. What is asked most comes first.
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
  const later = fine.flatMap((slug) => leadsTo(slug, catalogue)).filter(({ slug }) => !isSolved(slug));
  const byAsked = [...before, ...later].sort((a, b) => b.asked - a.asked);
  return [...new Set(byAsked)].filter(({ slug }) => !asked.includes(slug)).slice(0, most);
}
