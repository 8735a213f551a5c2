import { type Head, type Track, tracks } from "../../format/index.js";
import type { Standing } from "./standing.js";

export interface Counts {
  readonly solved: number;
  readonly total: number;
}

/** Of each track that has exercises, in the order of the tracks. */
export function countsByTrack(
  catalogue: readonly Head[],
  standingOf: (slug: string) => Standing,
): ReadonlyMap<Track, Counts> {
  return new Map(
    tracks.flatMap((track) => {
      const within = catalogue.filter((head) => head.track === track);
      const solved = within.filter(({ slug }) => standingOf(slug).state === "solved").length;
      return within.length > 0 ? [[track, { solved, total: within.length }] as const] : [];
    }),
  );
}
