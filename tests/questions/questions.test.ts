/** What every question must keep, folder by folder: nothing is registered here. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { labNames } from "../../web/elements/lab/lab-name.js";
import { slugs as exercises } from "../../web/exercises/index.js";
import { readExpressions } from "../../web/questions/expression.js";
import {
  isAnswered,
  listQuestions,
  markAnswer,
  openQuestion,
  type Question,
  questionSlugs,
  questionTopics,
} from "../../web/questions/index.js";

const heads = await listQuestions();
const questions = await Promise.all(questionSlugs.map(openQuestion));
const labs: readonly string[] = labNames.map((name) => `lab/${name}`);
const locales = ["en", "zh"] as const;
const chinese = /\p{Script=Han}/u;

const markdown = (slug: string, file: string) =>
  readFileSync(new URL(`../../web/questions/${slug}/${file}`, import.meta.url), "utf8");

/** Every number of a Markdown text, with TeX's and English's separators of thousands taken out. */
function numbersIn(text: string): readonly number[] {
  const plain = text.replace(/\\,|\{,\}|\\\s/g, "").replace(/(?<=\d),(?=\d{3}(?!\d))/g, "");
  return [...plain.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
}

function textsOf(question: Question) {
  const { title } = question;
  switch (question.kind) {
    case "choice":
      return [title, ...question.choices.flatMap(({ text, why }) => [text, why])];
    case "numeric":
      return [title];
    case "open":
      return [title, ...question.rubric];
    case "whiteboard":
      return [title, ...question.lines.flatMap(({ ask, why }) => [ask, why])];
    default:
      return question satisfies never;
  }
}

const empty = { chosen: [], written: "", ticked: [] };

describe.each(questionSlugs)("%s", (slug) => {
  test("has a name that says what it is about", () => {
    expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test("is told in both languages", async () => {
    const question = await openQuestion(slug);
    for (const { en, zh } of textsOf(question)) {
      expect(en).toMatch(/\S/);
      expect(en, "English without Chinese in it").not.toMatch(chinese);
      expect(zh).toMatch(/\S/);
    }
    // Titles and choices may be formulas or names; what explains may not.
    const [en, zh] = [await question.words("en"), await question.words("zh")];
    for (const text of [en.question, en.answer]) expect(text).toMatch(/[a-z]{3}/);
    for (const text of [zh.question, zh.answer]) expect(text).toMatch(chinese);
    expect(en.answer.length).toBeGreaterThan(200);
  });

  test("names one to three exercises or labs that practise it", async () => {
    const { practise } = await openQuestion(slug);
    expect(practise.length).toBeGreaterThanOrEqual(1);
    expect(practise.length).toBeLessThanOrEqual(3);
    expect(new Set(practise).size).toBe(practise.length);
    expect(practise.filter((name) => !exercises.includes(name) && !labs.includes(name))).toEqual([]);
  });

  test("has sources whose links are well-formed", async () => {
    const { sources } = await openQuestion(slug);
    const linked = locales.flatMap((locale) =>
      ["question", "answer"].flatMap((file) =>
        [...markdown(slug, `${file}.${locale}.md`).matchAll(/\]\(([^)]+)\)/g)].map(([, url]) => url as string),
      ),
    );
    for (const { title } of sources) expect(title).toMatch(/\w{3}/);
    for (const url of [...sources.map(({ url }) => url), ...linked]) {
      expect(new URL(url).protocol).toBe("https:");
      expect(url).toBe(url.trim());
      if (new URL(url).hostname.endsWith("arxiv.org"))
        expect(url).toMatch(/^https:\/\/arxiv\.org\/abs\/(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?\/\d{7})(v\d+)?$/);
    }
    expect(new Set(sources.map(({ url }) => url)).size).toBe(sources.length);
  });

  test("can be answered right, and wrong", async () => {
    const question = await openQuestion(slug);
    expect(isAnswered(question, empty)).toBe(false);
    switch (question.kind) {
      case "choice": {
        const { choices } = question;
        const right = choices.filter((choice) => choice.right).map(({ id }) => id);
        expect([4, 5]).toContain(choices.length);
        for (const { id } of choices) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length);
        expect(right.length).toBeGreaterThan(0);
        expect(right.length).toBeLessThan(choices.length);
        for (const { why } of choices) {
          expect(why.en.length).toBeGreaterThan(20);
          expect(why.zh).toMatch(chinese);
        }
        expect(markAnswer(question, { ...empty, chosen: right })).toEqual({ points: 1, of: 1 });
        const all = choices.map(({ id }) => id);
        for (const chosen of [[], all, right.slice(1), [...right, all.find((id) => !right.includes(id)) as string]])
          expect(markAnswer(question, { ...empty, chosen })).toEqual({ points: 0, of: 1 });
        return;
      }
      case "numeric": {
        const { answer, tolerance, unit } = question;
        expect(answer()).toSatisfy(Number.isFinite);
        expect(answer()).not.toBe(0);
        expect(tolerance).toBeGreaterThan(0);
        expect(tolerance).toBeLessThanOrEqual(0.05);
        for (const [locale, word] of Object.entries(unit)) {
          const written = `${answer()} ${word}`;
          expect(markAnswer(question, { ...empty, written }), `${locale}: ${written}`).toEqual({ points: 1, of: 1 });
        }
        const off = (factor: number) => `${answer() * (1 + factor * tolerance)}`;
        for (const factor of [0.9, -0.9])
          expect(markAnswer(question, { ...empty, written: off(factor) }).points).toBe(1);
        for (const factor of [1.1, -1.1])
          expect(markAnswer(question, { ...empty, written: off(factor) }).points).toBe(0);
        return;
      }
      case "open": {
        const { rubric } = question;
        expect(rubric.length).toBeGreaterThanOrEqual(3);
        expect(rubric.length).toBeLessThanOrEqual(6);
        for (const { en, zh } of rubric) {
          expect(en.length).toBeGreaterThan(15);
          expect(zh).toMatch(chinese);
        }
        expect(new Set(rubric.map(({ en }) => en)).size).toBe(rubric.length);
        const ticked = rubric.map((_, i) => i);
        expect(markAnswer(question, { ...empty, ticked })).toEqual({ points: rubric.length, of: rubric.length });
        expect(markAnswer(question, { ...empty, ticked: [0, 99] }).points).toBe(1);
        return;
      }
      case "whiteboard": {
        const { lines } = question;
        expect(lines.length).toBeGreaterThanOrEqual(3);
        expect(lines.length).toBeLessThanOrEqual(10);
        for (const { names, right, why } of lines) {
          expect(readExpressions(right, names).length).toBeGreaterThan(0);
          expect(why.en.length).toBeGreaterThan(20);
          expect(why.zh).toMatch(chinese);
        }
        // A name that no line of the question needs would only mislead.
        const needed = lines.map(({ right }) => ` ${right.replaceAll(/[^\w]+/g, " ")} `).join("");
        for (const name of new Set(lines.flatMap(({ names }) => names))) expect(needed).toContain(` ${name} `);
        const written = lines.map(({ right }) => right).join("\n");
        expect(markAnswer(question, { ...empty, written })).toEqual({ points: lines.length, of: lines.length });
        expect(markAnswer(question, { ...empty, written, ticked: [1] }).points).toBe(lines.length - 1);
        const off = lines.map(({ right }) => `2 * (${right.replace(/^\((.*)\)$/, "$1").split(",")[0]})`).join("\n");
        expect(markAnswer(question, { ...empty, written: off }).points).toBe(0);
        return;
      }
      default:
        question satisfies never;
    }
  });
});

test.each(
  questions.flatMap((question) =>
    question.kind === "numeric" ? locales.map((locale) => [question.slug, locale, question] as const) : [],
  ),
)("the explanation of %s (%s) arrives at the number that the code computes", (slug, locale, question) => {
  const wanted = question.answer();
  const found = numbersIn(markdown(slug, `answer.${locale}.md`));
  expect(
    found.some((number) => Math.abs(number - wanted) <= question.tolerance * Math.abs(wanted)),
    `${wanted} among ${found.join(" ")}`,
  ).toBe(true);
  expect(
    numbersIn(markdown(slug, `question.${locale}.md`)),
    "the question does not give its answer away",
  ).not.toContain(wanted);
});

test.each(
  questions.flatMap((question) =>
    question.kind === "numeric" ? locales.map((locale) => [question.slug, locale, question] as const) : [],
  ),
)("no other number that %s (%s) explains is marked as its answer", (slug, locale, { answer, tolerance }) => {
  const wanted = answer();
  for (const number of numbersIn(markdown(slug, `answer.${locale}.md`))) {
    if (Math.abs(number - wanted) > tolerance * Math.abs(wanted)) continue;
    const decimals = `${number}`.split(".")[1]?.length ?? 0;
    expect(number, "the answer, rounded").toBe(Number(wanted.toFixed(decimals)));
  }
});

describe("all questions", () => {
  const count = (kind: Question["kind"]) => questions.filter((question) => question.kind === kind).length;

  test("are of all kinds and topics, each told apart by its title", () => {
    expect(heads.map(({ slug }) => slug).sort()).toEqual([...questionSlugs].sort());
    expect(count("choice")).toBeGreaterThanOrEqual(12);
    expect(count("numeric")).toBeGreaterThanOrEqual(6);
    expect(count("open")).toBeGreaterThan(0);
    expect(count("whiteboard")).toBeGreaterThan(0);
    expect(new Set(questions.map(({ topic }) => topic))).toEqual(new Set(questionTopics));
    for (const locale of locales)
      expect(new Set(questions.map(({ title }) => title[locale])).size).toBe(questions.length);
  });

  test("do not give the right choice away by its place or its length", () => {
    const sets = questions.flatMap((question) => (question.kind === "choice" ? [question.choices] : []));
    const right = sets.flatMap((choices) => choices.flatMap((choice, i) => (choice.right ? [i] : [])));
    for (const place of [0, 1, 2, 3])
      expect(right.filter((i) => i === place).length / right.length, `place ${place}`).toBeLessThan(0.45);
    // Taking the longest choice alone must not be a way to pass.
    const passes = sets.filter((choices) => {
      const longest = [...choices].sort((a, b) => b.text.en.length - a.text.en.length)[0];
      return choices.every((choice) => choice.right === (choice === longest));
    });
    expect(passes.length / sets.length).toBeLessThan(0.4);
  });
});
