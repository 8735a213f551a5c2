import MarkdownIt from "markdown-it";
import temml from "temml";
import { escapeHtml } from "./escape-html.js";

/** What a formula that does not parse becomes: an error, or its own text between dollars. */
export type BadFormula = "throw" | "show";

/** What one text may become: several times the largest of ours. Whoever reads a stranger's text must not wait for it. */
const most = {
  /** Temml is recursive. */
  formulaChars: 2000,
  /** Every row of a table is filled up to the longest. */
  cells: 2500,
  /** Characters of MathML in a text; those of TeX cost more, for they take time even where they give nothing. */
  mathml: 300_000,
  elements: 5000,
};
const costOfTex = 20;
const costOfFormula = 300;

/** Commands that define others: a few of them make megabytes of a short formula. */
const definition =
  /(?<!\\)(?:\\\\)*\\(?:[gex]?def|let|futurelet|(?:re|provide)?(?:new)?command|DeclareMathOperator)(?![a-zA-Z@])/;

/** What rendering keeps of one text; markdown-it hands it from rule to rule. */
interface Rendering {
  mathmlRoom?: number;
}

/**
 * The HTML of a Markdown text, one string for each section. A section starts at a `## ` heading, which it keeps; what
 * stands before the first heading is a section too, when there is anything. Formulas, `$...$` within a line and `$$...$$` on
 * lines of their own, become MathML; what `\qquad` separates on such a line may wrap there.
 *
 * The text may be anybody's: markup in it is shown as text, links lead to http, https, mailto or `#`, an image is its
 * description, and nothing carries a `style` attribute, which a page's content security policy forbids.
 */
export function renderSections(source: string, badFormula: BadFormula = "throw"): string[] {
  const cells = cellsOfTables(source);
  const sections = cells > most.elements ? [] : drawSections(source, badFormula);
  const elements = Math.max(
    cells,
    sections.reduce((sum, html) => sum + (html.match(/<[a-z]/g)?.length ?? 0), 0),
  );
  if (elements <= most.elements) return sections;
  if (badFormula === "throw")
    throw new RangeError(`The text has ${elements} parts; at most ${most.elements} are drawn.`);
  return [`<pre>${escapeHtml(source)}</pre>\n`];
}

function drawSections(source: string, badFormula: BadFormula): string[] {
  const parser = createParser(badFormula);
  const tokens = parser.parse(source, {});
  const starts = tokens.flatMap((token, index) =>
    token.type === "heading_open" && token.tag === "h2" && token.level === 0 ? [index] : [],
  );
  const bounds = [0, ...starts, tokens.length];
  const rendering: Rendering = {};
  return bounds
    .slice(0, -1)
    .map((start, i) => parser.renderer.render(tokens.slice(start, bounds[i + 1]), parser.options, rendering))
    .filter((html) => html !== "");
}

/** At most so many: a row of a table, however short, is filled up to the columns that the line under the head has. */
function cellsOfTables(source: string): number {
  let [cells, columns] = [0, 0];
  for (const line of source.split("\n")) {
    if (/^[\s>]*$/.test(line)) columns = 0;
    else if (/^[\s>|:*+.)\d-]*$/.test(line))
      columns = Math.max(columns, line.includes("|") ? line.split("|").length : 0);
    cells += columns;
  }
  return cells;
}

function createParser(badFormula: BadFormula): MarkdownIt {
  const parser = new MarkdownIt({ html: false, linkify: false });
  return parser.use(formulas, badFormula).use(alignmentClasses).use(plainLinks);
}

function mathml(tex: string, displayMode: boolean, badFormula: BadFormula, rendering: Rendering): string {
  try {
    refuseTooMuch(tex, rendering);
    // Without `trust` there is no \href, \includegraphics, \class ...; \ref would still be a link.
    if (/\\(?:eq)?ref(?![a-zA-Z])/.test(tex)) throw new RangeError("A formula has a \\ref, which is a link.");
    const limits = { maxSize: [20, 20] as [number, number], maxExpand: 500, trust: false };
    const html = temml.renderToString(tex, { displayMode, throwOnError: true, strict: false, ...limits });
    rendering.mathmlRoom = (rendering.mathmlRoom ?? 0) - html.length;
    return html.replace(/ style="[^"]*"/g, "");
  } catch (error) {
    if (badFormula === "throw") throw error;
    const fence = displayMode ? "$$" : "$";
    return `<code>${escapeHtml(`${fence}${tex}${fence}`)}</code>`;
  }
}

function refuseTooMuch(tex: string, rendering: Rendering): void {
  rendering.mathmlRoom ??= most.mathml;
  if (rendering.mathmlRoom < 0)
    throw new RangeError("The formulas of the text are too many, or too long, to be drawn.");
  rendering.mathmlRoom -= costOfFormula + tex.length * costOfTex;
  if (tex.length > most.formulaChars)
    throw new RangeError(`A formula has ${tex.length} characters; at most ${most.formulaChars} are drawn.`);
  const counted = (pattern: RegExp) => (tex.match(pattern)?.length ?? 0) + 1;
  if (counted(/&/g) * counted(/\\(?:\\|cr|newline)/g) > most.cells)
    throw new RangeError(`A formula has a table of more than ${most.cells} cells.`);
  if (definition.test(tex)) throw new RangeError("A formula defines a command, which is not possible here.");
}

export function formulas(md: MarkdownIt, badFormula: BadFormula = "throw"): void {
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
      let content = "";
      let text = first.slice(2);
      let line = startLine;
      // Only up to the next line that has a fence: a text of such lines is read once, not once for each.
      while (!text.includes("$$")) {
        if (++line >= endLine) return false;
        content += `${text}\n`;
        text = state.src.slice(state.bMarks[line], state.eMarks[line]);
      }
      // "$$a$$ and more" is a line of text.
      if (text.indexOf("$$") !== text.trimEnd().length - 2) return false;
      content += text.trimEnd().slice(0, -2);
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
  md.renderer.rules.formula = (tokens, index, _, env) => mathml(tokens[index]?.content ?? "", false, badFormula, env);
  md.renderer.rules.formula_display = (tokens, index, _, env) => {
    const parts = partsOfFormula(tokens[index]?.content ?? "").map((part) => mathml(part, true, badFormula, env));
    return parts.length === 1 ? `${parts[0]}\n` : `<div class="formulas">${parts.join(" ")}</div>\n`;
  };
}

/** What `\qquad` separates, outside of groups and environments. */
function partsOfFormula(tex: string): string[] {
  if (tex.length > most.formulaChars) return [tex];
  const parts = [""];
  let depth = 0;
  for (const [piece] of tex.matchAll(/\\(?:[a-zA-Z]+|[\s\S])|[^\\]/g)) {
    if (/^(?:\{|\\begin|\\left|\\begingroup)$/.test(piece)) depth++;
    if (/^(?:\}|\\end|\\right|\\endgroup)$/.test(piece)) depth--;
    if (piece === "\\qquad" && depth === 0) parts.push("");
    else parts.push(`${parts.pop()}${piece}`);
  }
  const said = parts.filter((part) => part.trim() !== "");
  return said.length === 0 ? [tex] : said;
}

/** Where the fence that closes a formula stands, or -1. */
function closing(text: string, from: number, to: number, fence: string): number {
  for (let at = from; at < to; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(fence, at)) return at + fence.length <= to ? at : -1;
  }
  return -1;
}

/** Columns of a table carry `class="align-right"` where markdown-it writes a style. */
export function alignmentClasses(md: MarkdownIt): void {
  md.core.ruler.push("alignment_classes", (state) => {
    for (const token of state.tokens) {
      const style = token.attrGet("style");
      if (style === null) continue;
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== "style");
      token.attrJoin("class", style.replace("text-align:", "align-"));
    }
  });
}

/** Links that lead where a reader expects, and tell nobody where from; no request for an image. */
function plainLinks(md: MarkdownIt): void {
  md.validateLink = (url) => /^(?:https?:\/\/|mailto:|#)/i.test(url);
  md.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    tokens[index]?.attrSet("rel", "noreferrer");
    return self.renderToken(tokens, index, options);
  };
  md.renderer.rules.image = (tokens, index) => escapeHtml(tokens[index]?.content ?? "");
}
