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
