import { type Language, languageNames } from "../../format/index.js";
import type { ExerciseRecord } from "../storage/record.js";

/** The exercise that somebody worked on last. */
export interface Worked {
  readonly slug: string;
  /** The one chosen, where there is work in it; else one that there is work in. */
  readonly language: Language | undefined;
  readonly solved: boolean;
}

/** Of exercises that there still are, the one touched last in which there is work. */
export function lastWorked(
  records: ReadonlyMap<string, ExerciseRecord>,
  exists: (slug: string) => boolean,
  chosen: Language | undefined,
): Worked | undefined {
  const [last] = [...records]
    .filter(
      ([slug, { sources, hints, solved }]) => exists(slug) && (solved || hints > 0 || Object.keys(sources).length),
    )
    .sort(([, a], [, b]) => b.touched - a.touched);
  if (!last) return undefined;
  const [slug, { sources, solved }] = last;
  const language = [chosen, ...languageNames].find((name) => name && sources[name] !== undefined);
  return { slug, language, solved };
}
