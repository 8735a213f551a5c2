// @ts-check
import MarkdownIt from "markdown-it";
import temml from "temml";

/**
 * Vite plugin: `import sections from "./prompt.en.md"` gives `string[]`, HTML split at second-level headings. Formulas,
 * `$...$` within a line and `$$...$$` on lines of their own, become MathML now, so that the page ships no formula renderer.
 * Nothing carries a `style` attribute: the page's content security policy forbids them.
 *
 * @returns {import("vite").Plugin}
 */
export function markdown() {
  return {
    name: "attention-dojo:markdown",
    enforce: "pre",
    transform: {
      // The documentation has a renderer of its own.
      filter: { id: { include: /\.md$/, exclude: /\/site\/docs\// } },
      handler(source, id) {
        try {
          return { code: `export default ${JSON.stringify(renderSections(source))};`, map: null };
        } catch (error) {
          throw new Error(`${id}: ${error instanceof Error ? error.message : error}`);
        }
      },
    },
  };
}

const parser = new MarkdownIt({ html: false, linkify: false }).use(formulas).use(alignmentClasses);

/**
 * The HTML of a Markdown text, one string for each section. A section starts at a `## ` heading, which it keeps; what
 * stands before the first heading is a section too, when there is anything.
 *
 * @param {string} source
 * @returns {string[]}
 */
export function renderSections(source) {
  const tokens = parser.parse(source, {});
  const starts = tokens.flatMap((token, index) =>
    token.type === "heading_open" && token.tag === "h2" && token.level === 0 ? [index] : [],
  );
  const bounds = [0, ...starts, tokens.length];
  return bounds
    .slice(0, -1)
    .map((start, i) => parser.renderer.render(tokens.slice(start, bounds[i + 1]), parser.options, {}))
    .filter((html) => html !== "");
}

/**
 * @param {string} tex
 * @param {boolean} displayMode
 */
function mathml(tex, displayMode) {
  const html = temml.renderToString(tex, { displayMode, throwOnError: true, strict: false });
  return html.replace(/ style="[^"]*"/g, "");
}

/** @param {MarkdownIt} md */
export function formulas(md) {
  md.inline.ruler.after("escape", "formula", (state, silent) => {
    if (state.src[state.pos] !== "$") return false;
    const display = state.src[state.pos + 1] === "$";
    const fence = display ? "$$" : "$";
    const start = state.pos + fence.length;
    const end = closing(state.src, start, state.posMax, fence);
    // "it costs $5 or $6" is no formula: TeX in a line starts and ends without a blank.
    if (end < 0 || end === start || (!display && /^\s|\s$/.test(state.src.slice(start, end)))) return false;
    if (!silent) state.push(display ? "formula_display" : "formula", "math", 0).content = state.src.slice(start, end);
    state.pos = end + fence.length;
    return true;
  });
  md.block.ruler.before(
    "paragraph",
    "formula_block",
    (state, startLine, endLine, silent) => {
      const first = state.src.slice(
        (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0),
        state.eMarks[startLine],
      );
      if (!first.startsWith("$$")) return false;
      let text = first.slice(2);
      let line = startLine;
      while (!text.trimEnd().endsWith("$$")) {
        if (++line >= endLine) return false;
        text += `\n${state.src.slice(state.bMarks[line], state.eMarks[line])}`;
      }
      // "$$a$$ and more" is a line of text.
      const content = text.trimEnd().slice(0, -2);
      if (content.includes("$$")) return false;
      if (silent) return true;
      state.line = line + 1;
      const token = state.push("formula_display", "math", 0);
      token.content = content;
      token.block = true;
      token.map = [startLine, state.line];
      return true;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );
  md.renderer.rules.formula = (tokens, index) => mathml(tokens[index]?.content ?? "", false);
  md.renderer.rules.formula_display = (tokens, index) => `${mathml(tokens[index]?.content ?? "", true)}\n`;
}

/**
 * Where the fence that closes a formula stands, or -1.
 *
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {string} fence
 */
function closing(text, from, to, fence) {
  for (let at = from; at < to; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(fence, at)) return at + fence.length <= to ? at : -1;
  }
  return -1;
}

/** Columns of a table carry `class="align-right"` where markdown-it writes a style. @param {MarkdownIt} md */
export function alignmentClasses(md) {
  md.core.ruler.push("alignment_classes", (state) => {
    for (const token of state.tokens) {
      const style = token.attrGet("style");
      if (style === null) continue;
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== "style");
      token.attrJoin("class", style.replace("text-align:", "align-"));
    }
  });
}
