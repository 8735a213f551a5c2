import type { Head } from "../../format/index.js";
import type { Standing } from "./standing.js";

export interface Step {
  readonly head: Head;
  readonly kind: "continue" | "begin";
}

/**
 * The one thing to do next: what was begun last and is not solved; else the first in order that is not solved and whose
 * prerequisites are; else the first that is not solved. Undefined when everything is.
 */
export function nextStep(ordered: readonly Head[], standingOf: (slug: string) => Standing): Step | undefined {
  const open = ordered.filter(({ slug }) => standingOf(slug).state !== "solved");
  const begun = open
    .filter(({ slug }) => standingOf(slug).state === "started")
    .sort((a, b) => standingOf(b.slug).touched - standingOf(a.slug).touched)[0];
  if (begun) return { head: begun, kind: "continue" };
  const within = new Set(ordered.map(({ slug }) => slug));
  const isReady = ({ after }: Head) => after.every((slug) => !within.has(slug) || standingOf(slug).state === "solved");
  const head = open.find(isReady) ?? open[0];
  return head && { head, kind: "begin" };
}

/** What builds on an exercise, in the order of the list. */
export const leadsTo = (slug: string, catalogue: readonly Head[]): readonly Head[] =>
  catalogue.filter(({ after }) => after.includes(slug));
