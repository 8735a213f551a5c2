/** Read when the project is built, never by a page: it loads every definition. */
import type { Definition, Head } from "../format/exercise.js";
import { difficulties, tracks } from "../format/tracks.js";
import { headOf } from "./head.js";

export { packHead as pack } from "./head.js";

const definitions = import.meta.glob<Definition>("./*/exercise.ts", { eager: true, import: "default" });

/**
 * Every head in the order of the list: by track, and within it each after what it builds on, the easier first; of those alike
 * what is seldom asked comes last, and first what has fewer arguments.
 */
export function heads(extensionsOf: (slug: string) => readonly string[]): readonly Head[] {
  const all = Object.entries(definitions).map(([path, definition]) => {
    const slug = path.split("/")[1] as string;
    return headOf(slug, definition, extensionsOf(slug));
  });
  const rank = ({ difficulty }: Head) => difficulties.indexOf(difficulty);
  const isSeldom = ({ asked }: Head) => (asked === 1 ? 1 : 0);
  all.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      isSeldom(a) - isSeldom(b) ||
      a.arguments.length - b.arguments.length ||
      a.slug.localeCompare(b.slug),
  );
  return tracks.flatMap((track) => inOrder(all.filter((head) => head.track === track)));
}

/** Of heads in the order of preference, the first whose prerequisites among them have come, one after the other. */
function inOrder(left: readonly Head[]): readonly Head[] {
  const isReady = ({ after }: Head) => left.every(({ slug }) => !after.includes(slug));
  const next = left.find(isReady) ?? left[0];
  return next ? [next, ...inOrder(left.filter((head) => head !== next))] : [];
}
