import {
  createRandom,
  type Exercise,
  type Locale,
  localeNames,
  say,
  type Text,
  type Words,
} from "../../format/index.js";
import type { Finding, Rule } from "../rule.js";

const chinese = /\p{Script=Han}/u;
const leastHints = 3;
const names: Readonly<Record<Locale, string>> = { en: "English", zh: "Chinese" };

/** Every label and sentence is there, in each language that the exercise speaks. */
export const texts: Rule = {
  name: "texts",
  about: "Title, task, hints, solution and mistakes are told, in each language that the exercise has.",
  check: async (exercise) => {
    const all = await Promise.all(localeNames.map(async (locale) => ({ locale, words: await exercise.words(locale) })));
    const [english] = all;
    // Who writes something in another language beside English means to write all of it so.
    const spoken = all.filter(
      ({ locale, words }) =>
        !exercise.own || words === english?.words || exercise.title[locale] || isOther(words, english?.words),
    );
    return [
      ...spoken.flatMap(({ locale }) => labels(exercise, locale)),
      ...(await Promise.all(spoken.map(({ locale, words }) => sentences(exercise, words, locale)))).flat(),
      ...hints(spoken.map(({ words }) => words)),
    ];
  },
};

const isOther = (words: Words, english: Words | undefined) => JSON.stringify(words) !== JSON.stringify(english);

/** Labels may be the field's own words ("softmax", "token") in Chinese too, and then stand in an own exercise once. */
function labels({ own, title, signature, pictures, cases }: Exercise, locale: Locale): readonly Finding[] {
  const all: readonly (readonly [string, Text])[] = [
    ["title", title],
    ...signature.arguments.flatMap((argument): readonly (readonly [string, Text])[] => [
      [`argument ${argument.name}`, argument.about],
      ...(argument.kind === "params"
        ? Object.entries(argument.entries).map(
            ([key, { about }]) => [`argument ${argument.name}.${key}`, about] as const,
          )
        : []),
    ]),
    ...signature.outputs.map(({ name, about }) => [`output ${name}`, about] as const),
    ...pictures.flatMap(({ title, rows, columns }, i) =>
      [title, rows, columns].map((text) => [`pictures[${i}]`, text] as const),
    ),
    ...cases(createRandom(1)).map(({ name, title }) => [`case ${name}`, title] as const),
  ];
  return all.flatMap(([where, text]) => {
    const written = own ? say(text, locale) : text[locale];
    return /\S/.test(written ?? "") ? [] : [blank(where, locale)];
  });
}

const blank = (where: string, locale: Locale): Finding => ({
  where,
  problem: `has no text in ${names[locale]}`,
  fix: "write one",
});

async function sentences(exercise: Exercise, words: Words, locale: Locale): Promise<readonly Finding[]> {
  const all: readonly (readonly [string, string])[] = [
    ["prompt", words.prompt],
    ["solution.explanation", words.explanation],
    ...(await exercise.mistakes()).flatMap(({ code, title, explanation }) => [
      [`mistake ${code}, title`, say(title, locale)] as const,
      [`mistake ${code}, explanation`, say(explanation, locale)] as const,
    ]),
    ...words.hints.map((hint, i) => [`hints[${i}]`, hint] as const),
  ];
  return all.flatMap(([where, text]) => sentence(where, text, locale));
}

function sentence(where: string, text: string, locale: Locale): readonly Finding[] {
  if (!/\S/.test(text)) return [blank(where, locale)];
  return locale === "zh" && !chinese.test(text)
    ? [{ where, problem: "is not told in Chinese", fix: "translate it, as the exercise speaks Chinese elsewhere" }]
    : [];
}

function hints(spoken: readonly Words[]): readonly Finding[] {
  const counts = spoken.map(({ hints }) => hints.length);
  if (new Set(counts).size > 1)
    return [{ where: "hints", problem: `number ${counts.join(" and ")}`, fix: "give as many in each language" }];
  const [count = 0] = counts;
  return count >= leastHints
    ? []
    : [
        {
          where: "hints",
          problem: `number ${count}`,
          fix: `give at least ${leastHints}, from a nudge to almost the answer`,
        },
      ];
}
