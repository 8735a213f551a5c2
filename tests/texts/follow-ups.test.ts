/** What an interviewer asks next has an answer everywhere, and what a text links to is there. */
import { describe, expect, test } from "vitest";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { openQuestion, questionSlugs } from "../../web/questions/index.js";
import { locales, pairs, read } from "./texts.js";

const chinese = /\p{Script=Han}/u;
const plain = (html: string) => html.replace(/<[^>]+>/g, "").trim();

const opened = { exercises: openExercise, questions: openQuestion };

describe.each([
  ...slugs.map((slug) => ["exercises", slug] as const),
  ...questionSlugs.map((slug) => ["questions", slug] as const),
])("%s: %s", (room, slug) => {
  test.each(locales)("every follow-up is asked and answered (%s)", async (locale) => {
    const { followUps } = await (await opened[room](slug)).words(locale);
    expect(followUps.length).toBeGreaterThanOrEqual(room === "exercises" ? 2 : 1);
    expect(followUps.length).toBeLessThanOrEqual(4);
    for (const { question, answer } of followUps) {
      expect(plain(question)).toMatch(/[?？]$/);
      if (locale === "en") expect(plain(answer).length, question).toBeGreaterThanOrEqual(60);
      else expect(answer, question).toMatch(chinese);
    }
  });
});

test("what a text links to in the site is there", () => {
  const known = [...slugs.map((slug) => `#/exercise/${slug}`), ...questionSlugs.map((slug) => `#/question/${slug}`)];
  const linked = pairs
    .filter((pair) => !pair.startsWith("web/site/"))
    .flatMap((pair) => locales.map((locale) => `${pair}.${locale}.md`))
    .flatMap((path) => [...read(path).matchAll(/\]\((#\/[^)]*)\)/g)].map(([, to]) => ({ path, to: to as string })));
  expect(linked.length).toBeGreaterThan(50);
  for (const { path, to } of linked) expect(known, path).toContain(to);
});

test("a text does not link to itself", () => {
  for (const pair of pairs)
    for (const locale of locales) expect(read(`${pair}.${locale}.md`)).not.toContain(`/${pair.split("/")[2]})`);
});
