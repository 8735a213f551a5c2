/** Papers are cited in one way, and what a text says of a source is what the list of sources says. */
import { expect, test } from "vitest";
import { openQuestion, questionSlugs } from "../../web/questions/index.js";
import { locales, pairs, read, withoutCode } from "./texts.js";

const paper =
  /^(?<authors>\p{Lu}[^,]*?(?: et al\.)?), (?<title>.+) \((?<year>\d{4})\)(?:, (?:sections?|tables?|figures?) .+)?$/u;
const documentation = /^\S+ documentation, \S+$/;

const questions = await Promise.all(
  questionSlugs.map(async (slug) => ({ slug, sources: (await openQuestion(slug)).sources })),
);
const sources = questions.flatMap(({ slug, sources }) => sources.map((source) => ({ slug, ...source })));

test("a source is named: authors, title (year), section", () => {
  for (const { slug, title } of sources) expect(title, slug).toMatch(documentation.test(title) ? documentation : paper);
});

test("a paper has the same authors, title and year wherever it is a source", () => {
  const named = new Map<string, string>();
  for (const { slug, title, url } of sources) {
    const paperOnly = title.replace(/(\(\d{4}\)), .*$/, "$1");
    expect(paperOnly, `${slug}: ${url}`).toBe(named.get(url) ?? paperOnly);
    named.set(url, paperOnly);
  }
});

test("texts name authors and year, not an arXiv number", () => {
  const prose = (text: string) => withoutCode(text).replace(/\[[^\]]*\]\([^)]*\)/g, "");
  const bare = pairs.flatMap((pair) =>
    locales
      .filter((locale) => /\b\d{4}\.\d{5}\b/.test(prose(read(`${pair}.${locale}.md`))))
      .map((it) => `${pair}.${it}.md`),
  );
  expect(bare).toEqual([]);
});

test.each(questions.map(({ slug, sources }) => [slug, sources] as const))(
  "%s names authors with the year of its sources",
  (slug, sources) => {
    const known = sources.map(({ title }) => paper.exec(title)?.groups).filter((groups) => groups !== undefined);
    for (const locale of locales) {
      const text = ["question", "answer"].map((file) => read(`web/questions/${slug}/${file}.${locale}.md`)).join("\n");
      for (const [cited, author, year] of text.matchAll(/(\p{Lu}\p{L}+)(?: et al\.| 等)? ?[(（](\d{4})[)）]/gu)) {
        const of = known.filter(({ authors }) => authors?.includes(author as string));
        expect(
          of.map((it) => it.year),
          `${slug}.${locale}: ${cited}`,
        ).toContain(year);
      }
    }
  },
);
