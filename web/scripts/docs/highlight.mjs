// @ts-check
import { StreamLanguage } from "@codemirror/language";
import { css } from "@codemirror/legacy-modes/mode/css";
import { http } from "@codemirror/legacy-modes/mode/http";
import { javascript, json, typescript } from "@codemirror/legacy-modes/mode/javascript";
import { python } from "@codemirror/legacy-modes/mode/python";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { html } from "@codemirror/legacy-modes/mode/xml";
import { classHighlighter, highlightCode } from "@lezer/highlight";

/** By the name after the fence of a block of code in Markdown. */
const modes = new Map(
  Object.entries({ js: javascript, ts: typescript, json, py: python, sh: shell, html, css, http }).map(
    ([name, mode]) => [name, StreamLanguage.define(mode)],
  ),
);

const coloured = new Set(["keyword", "atom", "bool", "number", "string", "comment", "typeName", "propertyName"]);

const script = /(<script type="module">\n)(.*?)(<\/script>)/s;

/**
 * Code as HTML with `<span class="tok-keyword">` and its like, coloured when the project is built so that no page ships a
 * parser. A script inside HTML is coloured as JavaScript.
 *
 * @param {string} code
 * @param {string} language `js`, `ts`, `json`, `py`, `sh`, `html`, `css` or `http`; of any other only the text is escaped
 * @param {(text: string) => string} [linked] gives the HTML of a piece of text, such as a link around a known name
 * @returns {string}
 */
export function highlight(code, language, linked = escapeHtml) {
  const inner = language === "html" ? script.exec(code) : null;
  if (inner) {
    const [whole, open = "", body = "", close = ""] = inner;
    const [before = "", after = ""] = [code.slice(0, inner.index), code.slice(inner.index + whole.length)];
    return [highlight(before + open, "html"), highlight(body, "js"), highlight(close + after, "html")].join("");
  }
  const mode = modes.get(language);
  if (!mode) return escapeHtml(code);
  let written = "";
  highlightCode(
    code,
    mode.parser.parse(code),
    classHighlighter,
    (text, classes) => {
      const name = classes.split(" ")[0]?.replace("tok-", "") ?? "";
      const content = name === "string" || name === "comment" ? escapeHtml(text) : linked(text);
      written += coloured.has(name) ? `<span class="tok-${name}">${content}</span>` : content;
    },
    () => {
      written += "\n";
    },
  );
  return written;
}

/** @param {string} text */
export function escapeHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
