import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderPage } from "../../web/scripts/docs/docs-markdown.mjs";
import { pageNames } from "../../web/site/docs/pages.js";
import { checkTypes, run, runCommands, write } from "./follow.js";
import { installPackage, type Project } from "./installed.js";

const folder = "web/site/docs";
const sourceOf = (page: string, locale: string) => readFileSync(`${folder}/${page}.${locale}.md`, "utf8");
const written = pageNames.filter((name) => name !== "api");

interface Sample {
  readonly language: string;
  readonly words: readonly string[];
  readonly code: string;
}

/** The blocks of code of a page, in order. */
function samplesOf(page: string, locale: string): readonly Sample[] {
  return [...sourceOf(page, locale).matchAll(/^```(\w+)(.*)\n([\s\S]*?)^```$/gm)].map(([, language, words, code]) => ({
    language: language as string,
    words: (words as string).trim().split(/\s+/).filter(Boolean),
    code: code as string,
  }));
}

/** What every language has in common: code without its comments, and without labels for people to read. */
const essence = ({ language, words, code }: Sample) => ({
  language,
  words,
  code: code
    .replace(/\s(?:\/\/|#) .*$/gm, "")
    .replace(/(label|labels|title|dimensions)="[^"]*"/g, "$1")
    .replace(/ +$/gm, ""),
});

test("every file is a page, and every page is there in both languages", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
  expect(files.sort()).toEqual(written.flatMap((name) => [`${name}.en.md`, `${name}.zh.md`]).sort());
});

describe.each(written)("%s", (page) => {
  test("has the same sections and the same code in both languages", () => {
    const ids = (locale: string) => renderPage(sourceOf(page, locale)).headings.map(({ id }) => id);
    expect(ids("zh")).toEqual(ids("en"));
    expect(samplesOf(page, "zh").map(essence)).toEqual(samplesOf(page, "en").map(essence));
  });
});

describe("the samples", () => {
  let project: Project;
  beforeAll(() => {
    project = installPackage();
    write(project, "answer.js", "const softmax = (x) => x;");
  }, 60_000);
  afterAll(() => project.remove());

  /** `unchecked` are those that need more than this test has: a network, or a checkout. */
  const runnable = written.flatMap((page) =>
    samplesOf(page, "en")
      .map((sample, index) => ({ ...sample, page, name: `${page}-${index}.js` }))
      .filter(({ words }) => !words.includes("unchecked")),
  );
  const scripts = runnable.filter(({ language }) => language === "js");
  const nameOf = ({ words, name }: (typeof scripts)[number]) =>
    words.find((word) => word.startsWith("file="))?.slice(5) ?? name;

  test("in JavaScript have the types of the package", async () => {
    for (const sample of scripts) write(project, nameOf(sample), sample.code);
    // The definition of an exercise is not narrowed by its own signature.
    const typed = scripts.filter(({ words }) => !words.includes("untyped"));
    expect(typed.length).toBeGreaterThan(10);
    await checkTypes(project, typed.map(nameOf));
  }, 60_000);

  test("in JavaScript do what their comments say", async () => {
    for (const sample of scripts) write(project, nameOf(sample), sample.code);
    for (const sample of scripts.filter(({ words }) => !words.includes("browser"))) {
      const printed = (await run(project, nameOf(sample))).split("\n");
      const promised = [...sample.code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text as string);
      promised.forEach((text, line) => {
        // What ends in an ellipsis stands in a loop.
        if (text.endsWith(" …")) expect(printed[line], sample.name).toBe(text.slice(0, -2));
        else expect(printed[line], sample.name).toBe(text);
      });
    }
  }, 60_000);

  test("of commands end as they say", async () => {
    const commands = runnable.filter(({ language }) => language === "sh");
    expect(commands.length).toBeGreaterThan(1);
    for (const { code, words } of commands) {
      const status = words.find((word) => word.startsWith("status="))?.slice(7) ?? "0";
      expect(await runCommands(project, code), code).toEqual(status.split(",").map(Number));
    }
  }, 60_000);
});
