import type { Definition, Exercise, Head, Words } from "../format/exercise.js";
import { type Language, languages } from "../format/languages.js";
import type { Locale } from "../format/locales.js";
import type { Mistake } from "../format/mistake.js";
import { styles, usualStyle } from "../format/styles.js";
import { headOf, type PackedHead, unpackHead } from "./head.js";

/** What the build makes of a folder. Everything is loaded when first asked for: a visitor downloads one exercise in one language. */
interface Folder {
  readonly definition: Definition;
  /** Of the starters. */
  readonly extensions: readonly string[];
  /** Endings of the solutions; `loop.py` is that of one in another style than the usual. */
  readonly solved: readonly string[];
  readonly words: Readonly<Record<Locale, () => Promise<Words>>>;
  /** Programs by the extension of their files; few learners look at the solutions. */
  readonly starters: () => Promise<Programs>;
  readonly solutions: () => Promise<Programs>;
  readonly mistakes: () => Promise<{ readonly default: readonly Mistake[] }>;
}

interface Programs {
  readonly programs: Readonly<Record<string, string>>;
}

const folders = import.meta.glob<Folder>("./*/exercise.ts", { query: "?folder" });

/** Names of the exercises: their folders, in alphabetical order. */
export const slugs: readonly string[] = Object.keys(folders)
  .map((path) => path.split("/")[1] as string)
  .sort();

/** Every exercise in the order in which they build on each other, as lists show them. Loads none of them. */
export async function listExercises(): Promise<readonly Head[]> {
  const { heads, order } = await import("virtual:attention-dojo/heads-of-exercises");
  return order.map((i) => unpackHead(heads[i] as PackedHead, slugs, i));
}

/** The exercise of this name. Throws RangeError, with the names there are, when there is none. */
export async function openExercise(slug: string): Promise<Exercise> {
  const load = folders[`./${slug}/exercise.ts`];
  if (!load) throw new RangeError(`There is no exercise "${slug}". Exercises: ${slugs.join(", ")}.`);
  const { definition, extensions, solved, words, starters, solutions, mistakes } = await load();
  const program = async (
    load: Folder["starters"],
    which: string,
    language: Language,
    ending = languages[language].extension,
  ) => {
    const { programs } = await load();
    const source = programs[ending];
    if (source === undefined) throw new RangeError(`"${slug}" has no ${which} in ${languages[language].name}.`);
    return source;
  };
  return {
    ...definition,
    ...headOf(slug, definition, extensions),
    own: false,
    written: false,
    words: (locale) => words[locale](),
    starter: (language) => program(starters, "starter", language),
    styles: (language) => [
      usualStyle(language),
      ...styles.filter((style) => solved.includes(`${style}.${languages[language].extension}`)),
    ],
    solution: (language, style = usualStyle(language)) => {
      const { extension } = languages[language];
      const ending = style === usualStyle(language) ? extension : `${style}.${extension}`;
      return program(solutions, "solution", language, ending);
    },
    mistakes: async () => (await mistakes()).default,
  };
}
