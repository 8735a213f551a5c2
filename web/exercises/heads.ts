/** Read when the project is built, never by a page: it loads every definition. */
import type { Definition, Head } from "../format/exercise.js";
import { difficulties, tracks } from "../format/tracks.js";
import { headOf } from "./head.js";

const definitions = import.meta.glob<Definition>("./*/exercise.ts", { eager: true, import: "default" });

/** Every head in the order of the list: by track, then by difficulty; of two alike the one with fewer arguments first. */
export function heads(extensionsOf: (slug: string) => readonly string[]): readonly Head[] {
  const all = Object.entries(definitions).map(([path, definition]) => {
    const slug = path.split("/")[1] as string;
    return headOf(slug, definition, extensionsOf(slug));
  });
  const rank = ({ track, difficulty }: Head) => tracks.indexOf(track) * 10 + difficulties.indexOf(difficulty);
  return all.sort(
    (a, b) => rank(a) - rank(b) || a.arguments.length - b.arguments.length || a.slug.localeCompare(b.slug),
  );
}
