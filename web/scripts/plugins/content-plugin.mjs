// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { renderSections } from "../../markdown/render-markdown.ts";
import { importSource } from "../import-source.mjs";
import { inRoot } from "../paths.mjs";

/** @typedef {"exercise" | "question"} Kind */
/** @typedef {{ question: string, answer: string }} FollowUp */

const prefix = "virtual:attention-dojo/heads-of-";

/**
 * Vite plugin for the content: an exercise or a question is its folder, `web/exercises/<slug>` or `web/questions/<slug>`, and
 * nothing else. From the folders it makes
 *
 * - `virtual:attention-dojo/heads-of-exercises` and `...-questions`: what lists need of all of them, as one array;
 * - `exercise.ts?folder`: the definition, and what loads the rest: `words` by language, `starters`, `solutions`, `mistakes`;
 * - `question.ts?folder`: the definition and `words` by language.
 *
 * Markdown becomes HTML and formulas MathML now, so that a page of the package's own content ships no renderer.
 *
 * @returns {import("vite").Plugin}
 */
export function content() {
  return {
    name: "attention-dojo:content",
    enforce: "pre",
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load: {
      filter: { id: /^\0virtual:attention-dojo\/heads-of-|\/(?:exercise|question)\.ts\?/ },
      async handler(id) {
        if (id.startsWith(`\0${prefix}`)) {
          const room = id.slice(prefix.length + 1);
          return exported(await headsOf(room));
        }
        const [path, query] = /** @type {[string, string]} */ (id.split("?"));
        const kind = /** @type {Kind} */ (basename(path, ".ts"));
        return moduleOf(dirname(path), kind, query);
      },
    },
  };
}

/**
 * @param {string} folder
 * @param {Kind} kind
 * @param {string} query `folder`, `words=en` or `programs=starter`
 * @returns {string | undefined} undefined where the query is none of ours
 */
function moduleOf(folder, kind, query) {
  const [what, option = ""] = query.split("=");
  const names = readdirSync(folder);
  switch (what) {
    case "folder":
      return [
        `export { default as definition } from "./${kind}.ts";`,
        `export const words = { ${localesOf(names)
          .map((one) => `${one}: () => import("./${kind}.ts?words=${one}")`)
          .join(", ")} };`,
        ...(kind === "exercise"
          ? [
              `export const extensions = ${JSON.stringify(endingsOf(names, "starter"))};`,
              `export const solved = ${JSON.stringify(endingsOf(names, "solution"))};`,
              'export const starters = () => import("./exercise.ts?programs=starter");',
              'export const solutions = () => import("./exercise.ts?programs=solution");',
              'export const mistakes = () => import("./mistakes.ts");',
            ]
          : []),
      ].join("\n");
    case "words":
      return exported(wordsOf(folder, kind, option));
    case "programs":
      return exported({ programs: programsOf(folder, names, option) });
    default:
      return undefined;
  }
}

/** @param {object} values */
const exported = (values) =>
  Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join("\n");

/** @param {readonly string[]} names those of a folder's files */
const localesOf = (names) => names.flatMap((name) => /^(?:prompt|question)\.(\w+)\.md$/.exec(name)?.[1] ?? []);

/**
 * @param {readonly string[]} names
 * @param {string} program `starter` or `solution`
 * @returns {string[]} `torch.py`; of a solution in another style than the usual, `loop.torch.py`
 */
const endingsOf = (names, program) =>
  names
    .filter((name) => name.startsWith(`${program}.`) && !name.endsWith(".md"))
    .map((name) => name.slice(program.length + 1));

/**
 * @param {string} folder
 * @param {Kind} kind
 * @param {string} locale
 * @returns {Record<string, string | string[] | FollowUp[]>}
 */
function wordsOf(folder, kind, locale) {
  const pathOf = (/** @type {string} */ name) => join(folder, `${name}.${locale}.md`);
  const sections = (/** @type {string} */ name) => {
    try {
      return renderSections(readFileSync(pathOf(name), "utf8"));
    } catch (error) {
      throw new Error(`${pathOf(name)}: ${error instanceof Error ? error.message : error}`);
    }
  };
  const followUps = existsSync(pathOf("follow-ups")) ? sections("follow-ups").map(followUpOf) : [];
  return kind === "exercise"
    ? {
        prompt: sections("prompt").join(""),
        hints: sections("hints"),
        explanation: sections("solution").join(""),
        followUps,
      }
    : { question: sections("question").join(""), answer: sections("answer").join(""), followUps };
}

/**
 * @param {string} section HTML: the question is its heading, the answer is the rest
 * @returns {FollowUp}
 */
function followUpOf(section) {
  const [, question, answer] = /^<h2>(.*?)<\/h2>\n(.*)$/s.exec(section) ?? [];
  if (!question || !answer) throw new Error(`A follow-up is "## The question?" and its answer below, not: ${section}`);
  return { question, answer };
}

/**
 * @param {string} folder
 * @param {readonly string[]} names
 * @param {string} program `starter` or `solution`
 * @returns {Record<string, string>} sources by extension
 */
const programsOf = (folder, names, program) =>
  Object.fromEntries(
    endingsOf(names, program).map((ending) => [ending, readFileSync(join(folder, `${program}.${ending}`), "utf8")]),
  );

/**
 * The heads in the alphabetical order of their slugs, without these, which the library knows and which would be a third of the
 * list, and packed as the room does it; and the order of the list.
 *
 * @param {string} room `exercises` or `questions`
 * @returns {Promise<{ heads: readonly object[], order: readonly number[] }>}
 */
async function headsOf(room) {
  const home = inRoot("web", room);
  /** @typedef {{ readonly slug: string }} Head */
  /** @type {{ heads: (extensionsOf: (slug: string) => readonly string[]) => readonly Head[], pack?: (head: Head, slugs: readonly string[]) => object }} */
  const { heads, pack = (head) => ({ ...head, slug: undefined }) } = await importSource(join(home, "heads.ts"));
  const listed = heads((slug) => endingsOf(readdirSync(join(home, slug)), "starter"));
  const slugs = listed.map(({ slug }) => slug).sort();
  return {
    heads: slugs.map((slug) => pack(/** @type {Head} */ (listed.find((head) => head.slug === slug)), slugs)),
    order: listed.map(({ slug }) => slugs.indexOf(slug)),
  };
}
