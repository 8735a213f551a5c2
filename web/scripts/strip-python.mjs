// @ts-check

const space = /[ \t\f]/;
const word = /[\p{L}\p{N}_]/u;

/**
 * Python without what only people read: comments, docstrings, blank lines, blanks that nothing needs; one blank for each
 * level of indentation. What remains compiles to the same code.
 *
 * @param {string} source
 */
export function stripPython(source) {
  const lines = logicalLines(source);
  /** @type {number[]} */
  const levels = [0];
  let stripped = "";
  lines.forEach((line, i) => {
    while (line.indent < /** @type {number} */ (levels.at(-1))) levels.pop();
    if (line.indent > /** @type {number} */ (levels.at(-1))) levels.push(line.indent);
    const opensBlock = line.isString && (lines[i - 1]?.indent ?? -1) < line.indent;
    const alone = opensBlock && (lines[i + 1]?.indent ?? -1) < line.indent;
    if (line.isString && !(alone && line.indent > 0)) return;
    stripped += `${" ".repeat(levels.length - 1)}${line.isString ? "pass" : line.text}\n`;
  });
  return stripped;
}

/**
 * @typedef {object} Line A statement, or the head of a block, on one line.
 * @property {number} indent
 * @property {string} text
 * @property {boolean} isString It is a string and nothing else: a docstring.
 */

/**
 * @param {string} source
 * @returns {Line[]}
 */
function logicalLines(source) {
  /** @type {Line[]} */
  const lines = [];
  let depth = 0;
  /** @type {Line | undefined} */
  let line;
  let blank = false;
  let i = 0;
  /** @param {string} token */
  const add = (token) => {
    if (!line) {
      const start = source.lastIndexOf("\n", i - 1) + 1;
      line = { indent: i - start, text: "", isString: true };
      blank = false;
    }
    const last = line.text.at(-1) ?? "";
    if (blank && needsBlank(last, token)) line.text += " ";
    line.text += token;
    blank = false;
  };
  while (i < source.length) {
    const c = /** @type {string} */ (source[i]);
    if (c === "#") {
      while (i < source.length && source[i] !== "\n") i++;
    } else if (c === "\n") {
      if (depth === 0 && line) {
        lines.push(line);
        line = undefined;
      }
      blank = true;
      i++;
    } else if (space.test(c) || (c === "\\" && source[i + 1] === "\n")) {
      blank = true;
      i += c === "\\" ? 2 : 1;
    } else {
      const end = endOfToken(source, i);
      const token = source.slice(i, end);
      add(token);
      if (line && !isString(token)) line.isString = false;
      if ("([{".includes(c)) depth++;
      if (")]}".includes(c)) depth--;
      i = end;
    }
  }
  if (line) lines.push(line);
  return lines;
}

/**
 * Whether two tokens would become one, or another one, without the blank between them.
 *
 * @param {string} last
 * @param {string} token
 */
function needsBlank(last, token) {
  const first = /** @type {string} */ (token[0]);
  if (word.test(last)) return word.test(first) || first === "." || isString(token);
  return last === "." && word.test(first);
}

/** @param {string} token */
const isString = (token) => /^\w*["']/.test(token);

/**
 * @param {string} source
 * @param {number} start
 */
function endOfToken(source, start) {
  const prefix = /^[A-Za-z]{0,2}(?=["'])/.exec(source.slice(start, start + 3))?.[0];
  if (prefix !== undefined) return endOfString(source, start + prefix.length, /f/i.test(prefix));
  let end = start + 1;
  if (word.test(/** @type {string} */ (source[start])))
    while (end < source.length && word.test(/** @type {string} */ (source[end]))) end++;
  return end;
}

/**
 * @param {string} source
 * @param {number} start of the quotation mark
 * @param {boolean} formatted
 */
function endOfString(source, start, formatted) {
  const quote = source.startsWith(/** @type {string} */ (source[start]).repeat(3), start)
    ? source.slice(start, start + 3)
    : /** @type {string} */ (source[start]);
  let i = start + quote.length;
  let depth = 0;
  while (!(depth === 0 && source.startsWith(quote, i))) {
    if (i >= source.length) throw new Error("A string has no end.");
    const c = source[i];
    if (c === "\\") i += 2;
    else if (formatted && depth === 0 && (source.startsWith("{{", i) || source.startsWith("}}", i))) i += 2;
    else if (formatted && depth > 0 && /["']/.test(/** @type {string} */ (c))) i = endOfString(source, i, true);
    else {
      if (formatted && c === "{") depth++;
      if (formatted && c === "}") depth--;
      i++;
    }
  }
  return i + quote.length;
}
