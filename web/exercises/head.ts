import type { Definition, Head } from "../format/exercise.js";
import { languageNames, languages } from "../format/languages.js";

/** The head of a folder. `extensions` are those of its starters. */
export function headOf(slug: string, definition: Definition, extensions: readonly string[]): Head {
  const { title, track, difficulty, minutes, asked, after, signature } = definition;
  return {
    slug,
    title,
    track,
    difficulty,
    minutes,
    asked,
    after,
    function: signature.name,
    arguments: signature.arguments.map(({ name }) => name),
    languages: languageNames.filter((language) => extensions.includes(languages[language].extension)),
  };
}

/** A head as the list of all holds it, without what its slug says. */
export interface PackedHead extends Omit<Head, "slug" | "after" | "function"> {
  /** Positions of slugs in alphabetical order. */
  readonly after: readonly number[];
  /** Where it is not the slug with underscores. */
  readonly function?: string;
}

const nameOf = (slug: string) => slug.replaceAll("-", "_");

/** @param slugs all of them, in alphabetical order */
export const packHead = ({ slug, after, function: name, ...head }: Head, slugs: readonly string[]): PackedHead => ({
  ...head,
  after: after.map((before) => slugs.indexOf(before)),
  ...(name !== nameOf(slug) && { function: name }),
});

/** What `packHead` packed, of the slug at this position. */
export function unpackHead({ after, ...head }: PackedHead, slugs: readonly string[], position: number): Head {
  const slug = slugs[position] as string;
  return { slug, function: nameOf(slug), ...head, after: after.map((before) => slugs[before] as string) };
}
