// @ts-check
import MarkdownIt from "markdown-it";
import { alignmentClasses, formulas } from "../../markdown/render-markdown.ts";
import { escapeHtml, highlight } from "./highlight.mjs";

const parser = new MarkdownIt({ html: false, linkify: false })
  .use(formulas)
  .use(alignmentClasses)
  .use(codeBlocks)
  .use(chineseLines);

/**
 * A page of the documentation. Headings end in the name of their address, the same in every language: `## Errors {#errors}`.
 * Code is coloured; after the language of a block may stand `example`, which draws it live beside its source, `file=<name>`, its
 * name in a test, `browser` or `unchecked`, why that test cannot run it.
 *
 * @param {string} source Markdown
 * @returns {import("../../site/docs/page.js").Page}
 */
export function renderPage(source) {
  const tokens = parser.parse(source, {});
  /** @type {{ id: string, title: string }[]} */
  const headings = [];
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const inline = tokens[index + 1];
    const last = inline?.children?.at(-1);
    const [whole = "", id] = / \{#([a-z][a-z0-9-]*)\}$/.exec(last?.content ?? "") ?? [];
    if (!last || !id) throw new Error(`The heading "${inline?.content}" has no name: ## Title {#name}`);
    last.content = last.content.slice(0, -whole.length);
    token.attrSet("id", id);
    if (token.tag === "h2")
      headings.push({ id, title: inline?.children?.map(({ content }) => content).join("") ?? "" });
  });
  return { html: parser.renderer.render(tokens, parser.options, {}), headings };
}

/** Where a line ends and the next begins in Chinese, there is no blank. @param {MarkdownIt} md */
function chineseLines(md) {
  const chinese = /[\u3000-\u9fff\uff00-\uffef]/;
  md.renderer.rules.softbreak = (tokens, index) => {
    const before = tokens[index - 1]?.content.at(-1) ?? "";
    const after = tokens[index + 1]?.content.at(0) ?? "";
    return chinese.test(before) && chinese.test(after) ? "" : "\n";
  };
}

/** @param {MarkdownIt} md */
function codeBlocks(md) {
  md.renderer.rules.fence = (tokens, index) => {
    const { info = "", content = "" } = tokens[index] ?? {};
    const [language = "", ...words] = info.trim().split(/\s+/);
    const element = words.includes("example") ? "dojo-example" : "dojo-code";
    const file = words.find((word) => word.startsWith("file="))?.slice(5);
    const name = file ? ` name="${escapeHtml(file)}"` : "";
    return `<${element}${name}><pre><code>${highlight(content.trimEnd(), language)}</code></pre></${element}>\n`;
  };
}
