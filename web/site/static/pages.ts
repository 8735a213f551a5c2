/** Read when the project is built, never by a page: it loads every definition and every prompt. */
import { questionMessages } from "../../elements/question/drawing/question-text.js";
import { messages } from "../../elements/shared/text.js";
import { type Argument, type Definition, type Locale, type Output, say } from "../../format/index.js";
import { escapeHtml } from "../../markdown/escape-html.js";
import { renderSections } from "../../markdown/render-markdown.js";
import type { Question } from "../../questions/index.js";
import type { Item } from "../review/item.js";
import { hrefOf } from "../routes.js";
import { staticWords } from "../words/static.js";
import { htmlOf, previewTags, rootOf, type StaticPage } from "./frame.js";
import { staticPath } from "./path.js";

const exercises = import.meta.glob<Definition>("../../exercises/*/exercise.ts", { eager: true, import: "default" });
const questions = import.meta.glob<Question>("../../questions/*/question.ts", { eager: true, import: "default" });
const prompts = import.meta.glob<string>("../../exercises/*/prompt.*.md", {
  eager: true,
  import: "default",
  query: "?raw",
});
const asked = import.meta.glob<string>("../../questions/*/question.*.md", {
  eager: true,
  import: "default",
  query: "?raw",
});

const locales = ["en", "zh"] as const;
const slugOf = (file: string) => file.split("/").at(-2) as string;

/** Where a page lies, in each language. */
const placeOf = (item: Item, locale: Locale) => {
  const alternates = { en: staticPath(item, "en"), zh: staticPath(item, "zh") };
  return { locale, path: alternates[locale], alternates };
};

/** A file of the site. */
export interface StaticFile {
  readonly fileName: string;
  readonly source: string;
}

/** A page for each exercise and question in each language; with an address, a map of all of them. */
export function staticFiles(address?: string): readonly StaticFile[] {
  const pages = locales.flatMap((locale) => [
    ...Object.entries(exercises).map(([file, definition]) => exercisePage(slugOf(file), definition, locale)),
    ...Object.entries(questions).map(([file, question]) => questionPage(slugOf(file), question, locale)),
  ]);
  const files = pages.map((page) => ({ fileName: `${page.path}index.html`, source: htmlOf(page, address) }));
  return address ? [...files, { fileName: "sitemap.xml", source: sitemapOf(pages, address) }] : files;
}

/** What the head of the page itself says to other sites. */
export const tagsOfApp = (address?: string): string =>
  previewTags({ title: "Attention Dojo", description: staticWords.en.about, path: "" }, "en", address);

function exercisePage(slug: string, definition: Definition, locale: Locale): StaticPage {
  const { title, track, difficulty, minutes, after, signature } = definition;
  const words = staticWords[locale];
  const { tracks, difficulties } = messages[locale];
  const prompt = prompts[`../../exercises/${slug}/prompt.${locale}.md`] ?? "";
  const name = say(title, locale);
  const place = placeOf({ kind: "exercise", slug }, locale);
  const root = rootOf(place.path);
  const before = after.map((other) => {
    const known = exercises[`../../exercises/${other}/exercise.ts`];
    return known ? `<a href="../${other}/">${escapeHtml(say(known.title, locale))}</a>` : "";
  });
  const call = `${signature.name}(${signature.arguments.map((one) => one.name).join(", ")})`;
  return {
    ...place,
    title: name,
    description: describe(prompt) || words.list(name, tracks[track]),
    body: `<p class="kind">${[words.exercise, tracks[track], difficulties[difficulty], words.minutes(minutes)].join(" · ")}</p>
<h1>${escapeHtml(name)}</h1>
<p><a class="button" href="${root}${hrefOf({ view: "exercise", slug })}">${words.solve}</a></p>
${htmlOfText(prompt)}<h2>${words.write}</h2>
<pre tabindex="0"><code translate="no">${escapeHtml(call)}</code></pre>
<dl>${signature.arguments.map((one) => argument(one, locale)).join("")}${signature.outputs.map((one) => output(one, locale)).join("")}</dl>
${before.length > 0 ? `<p>${words.after}: ${before.join(", ")}</p>\n` : ""}<p><a href="${root}#/">${words.all}</a></p>`,
  };
}

/** A text as HTML. What may be wider than a telephone is scrolled, so it can be reached by keyboard. */
const htmlOfText = (markdown: string): string =>
  renderSections(markdown)
    .join("")
    .replace(/<(?:math(?=[^>]* display="block")|pre|table)(?=[ >])/g, (tag) => `${tag} tabindex="0"`);

const shapeOf = (shape: readonly string[]) =>
  shape.length > 0 ? ` <code translate="no">(${shape.join(", ")}${shape.length === 1 ? "," : ""})</code>` : "";

function argument(one: Argument, locale: Locale): string {
  const shape = "shape" in one ? shapeOf(one.shape) : "";
  const entries = one.kind === "params" ? Object.entries(one.entries) : [];
  const own = `<dt><code translate="no">${one.name}</code>${shape}</dt><dd>${escapeHtml(say(one.about, locale))}</dd>`;
  return [
    own,
    ...entries.map(
      ([key, entry]) =>
        `<dt><code translate="no">.${key}</code>${shapeOf(entry.shape)}</dt><dd>${escapeHtml(say(entry.about, locale))}</dd>`,
    ),
  ].join("");
}

function output({ shape, about, optional }: Output, locale: Locale): string {
  const words = staticWords[locale];
  return `<dt>${optional ? words.optional : words.returns}${shapeOf(shape)}</dt><dd>${escapeHtml(say(about, locale))}</dd>`;
}

function questionPage(slug: string, question: Question, locale: Locale): StaticPage {
  const words = staticWords[locale];
  const { topics, kinds } = questionMessages[locale];
  const text = asked[`../../questions/${slug}/question.${locale}.md`] ?? "";
  const name = say(question.title, locale);
  const place = placeOf({ kind: "question", slug }, locale);
  const root = rootOf(place.path);
  const choices =
    question.kind === "choice"
      ? `<h2>${words.choices}</h2>\n<ul>${question.choices.map((one) => `<li>${escapeHtml(say(one.text, locale))}</li>`).join("")}</ul>\n`
      : "";
  return {
    ...place,
    title: name,
    description: describe(text) || `${name}. ${words.about}`,
    body: `<p class="kind">${[words.question, topics[question.topic], kinds[question.kind]].join(" · ")}</p>
<h1>${escapeHtml(name)}</h1>
${htmlOfText(text)}${choices}${question.kind === "numeric" ? `<p>${words.asks}</p>\n` : ""}<p><a class="button" href="${root}${hrefOf({ view: "question", slug })}">${words.answer}</a></p>
<p><a href="${root}#/questions">${words.allQuestions}</a></p>`,
  };
}

const mostDescribed = 200;

/** The first sentences of a text, as far as they are words: no formulas, no code of several lines. */
function describe(markdown: string): string {
  const [first = ""] = markdown.split(/^#{2,} /m);
  const sentences = first
    .split(/\n{2,}/)
    .filter((paragraph) => !/^(?:\$\$|```|[|#>-])/.test(paragraph))
    .join(" ")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/[`*]|\n/g, (mark) => (mark === "\n" ? " " : ""))
    .split(/(?<=[.?!])\s+|(?<=[。？！])/)
    .filter((sentence) => sentence.trim() !== "" && !/[$\\]/.test(sentence));
  let said = "";
  for (const sentence of sentences) {
    const longer = said ? `${said}${/[。？！]$/.test(said) ? "" : " "}${sentence}` : sentence;
    if (said && longer.length > mostDescribed) break;
    said = longer;
  }
  return said.trim();
}

function sitemapOf(pages: readonly StaticPage[], address: string): string {
  const urls = ["", ...pages.map(({ path }) => path)].map(
    (path) => `<url><loc>${escapeHtml(address + path)}</loc></url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("\n")}
</urlset>
`;
}
