import { createRandom, type Locale, type Text } from "../../format/index.js";
import type { Finding, Rule } from "../rule.js";
import type { Subject } from "../subject.js";

const chinese = /\p{Script=Han}/u;
const leastHints = 3;

/** Every label and sentence is there, in each language that the exercise speaks. */
export const texts: Rule = {
  name: "texts",
  about: "Title, task, hints, solution and mistakes are told, in each language that the exercise has.",
  check: async (subject) => [...labels(subject), ...sentences(subject), ...hints(subject)],
};

/** Labels may be the field's own words ("softmax", "token") in Chinese too. */
function labels({ title, signature, pictures, cases, locales }: Subject): readonly Finding[] {
  const returned = [
    ["signature.out", signature.out] as const,
    ...(signature.weights ? [["signature.weights", signature.weights] as const] : []),
  ];
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
    ...returned.map(([where, { about }]) => [where, about] as const),
    ...pictures.flatMap(({ title, rows, columns }, i) =>
      [title, rows, columns].map((text) => [`pictures[${i}]`, text] as const),
    ),
    ...cases(createRandom(1)).map(({ name, title }) => [`case ${name}`, title] as const),
  ];
  return all.flatMap(([where, text]) =>
    locales.filter((locale) => !/\S/.test(text[locale])).map((locale) => blank(where, locale)),
  );
}

const blank = (where: string, locale: Locale): Finding => ({
  where,
  problem: `has no text in ${names[locale]}`,
  mend: "write one",
});
const names = { en: "English", zh: "Chinese" };

function sentences({ prompt, explanation, mistakes, locales }: Subject): readonly Finding[] {
  const all: readonly (readonly [string, Text])[] = [
    ["prompt", prompt],
    ["solution.explanation", explanation],
    ...mistakes.flatMap(({ code, title, explanation }) => [
      [`mistake ${code}, title`, title] as const,
      [`mistake ${code}, explanation`, explanation] as const,
    ]),
  ];
  return all.flatMap(([where, text]) => locales.flatMap((locale) => sentence(where, text[locale], locale)));
}

function sentence(where: string, text: string, locale: Locale): readonly Finding[] {
  if (!/\S/.test(text)) return [blank(where, locale)];
  return locale === "zh" && !chinese.test(text)
    ? [{ where, problem: "is not told in Chinese", mend: "translate it, as the exercise speaks Chinese elsewhere" }]
    : [];
}

function hints({ hints, locales }: Subject): readonly Finding[] {
  const counts = locales.map((locale) => hints[locale].length);
  if (new Set(counts).size > 1)
    return [{ where: "hints", problem: `number ${counts.join(" and ")}`, mend: "give as many in each language" }];
  const few = (counts[0] ?? 0) < leastHints;
  return [
    ...(few
      ? [
          {
            where: "hints",
            problem: `number ${counts[0] ?? 0}`,
            mend: `give at least ${leastHints}, from a nudge to almost the answer`,
          },
        ]
      : []),
    ...locales.flatMap((locale) => hints[locale].flatMap((hint, i) => sentence(`hints[${i}]`, hint, locale))),
  ];
}
