// One pass without recursion, and nothing is looked at more than a few times: the source may be hostile, and this is the
// one place where the trusted side reads it. Loaded with the first source that holds the word `export`.

const word = /[\w$]+/y;
const bracedExport = /export\s*\{[^}]*\}(?:\s*;)?/y;
const plainExport = /export(?:\s+default\b|(?=\s+(?:async|function|class|const|let|var)\b))/y;
const lineEnd = /[\n\r\u2028\u2029]/g;

/** After one of these a slash starts a regular expression; after every other word or sign it divides. */
const operators = "([{,;=:!&|?+-*%^~<>";
const operatorWords = new Set("return typeof case in of void delete throw new do else".split(" "));

/**
 * Blanks what belongs to modules, `export` and `export default` in front of a declaration and `export { f }`, so that the
 * source runs as a classic script. Every character keeps its line and column.
 */
export function blankExports(source: string): string {
  let blanked = "";
  let kept = 0;
  for (const { start, end } of exportClauses(source)) {
    blanked += source.slice(kept, start) + source.slice(start, end).replace(/[^\n\r]/g, " ");
    kept = end;
  }
  return blanked + source.slice(kept);
}

/** Finds export clauses outside of comments, strings, templates and brackets. */
function exportClauses(source: string): readonly { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const lastBrace = source.lastIndexOf("}");
  /** How many brackets were open where each open template was left for an expression. */
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  let afterValue = false;
  let noPattern = 0; // Before this position a slash divides: what looked like a regular expression does not end on this line.

  const skipTemplate = () => {
    at = endOfTemplate(source, at + 1);
    afterValue = source[at - 1] !== "{";
    if (!afterValue) templates.push(depth);
  };
  const skipSlash = () => {
    if (source[at + 1] === "/") at = endOfLine(source, at);
    else if (source[at + 1] === "*") at = endOf(source, "*/", at + 2);
    else {
      const divides = afterValue || at < noPattern;
      const end = divides ? at : endOfRegularExpression(source, at);
      if (!divides && end === at) noPattern = endOfLine(source, at);
      afterValue = end > at;
      at = Math.max(end, at + 1);
    }
  };
  const skipWord = () => {
    const mayExport = depth === 0 && templates.length === 0 && source[at - 1] !== ".";
    const braced = mayExport && at < lastBrace ? endOfMatch(bracedExport, source, at) : at;
    const end = mayExport ? Math.max(braced, endOfMatch(plainExport, source, at)) : at;
    const isExport = end > at;
    if (isExport) found.push({ start: at, end });
    const past = isExport ? end : endOfMatch(word, source, at);
    afterValue = !isExport && !operatorWords.has(source.slice(at, past));
    at = past;
  };
  const skipSign = (sign: string) => {
    const isStep = (sign === "+" || sign === "-") && source[at + 1] === sign; // i++ / 2
    if ("([{".includes(sign)) depth++;
    else if (")]}".includes(sign)) depth--;
    if (!isStep && sign.trim() !== "") afterValue = !operators.includes(sign);
    at += isStep ? 2 : 1;
  };

  while (at < source.length) {
    const character = source[at] as string;
    if (character === "}" && depth === templates.at(-1)) {
      templates.pop();
      skipTemplate();
    } else if (character === "`") skipTemplate();
    else if (character === '"' || character === "'") {
      at = endOfString(source, at);
      afterValue = true;
    } else if (character === "/") skipSlash();
    else if (/[\w$]/.test(character)) skipWord();
    else skipSign(character);
  }
  return found;
}

/** `at` where the sticky pattern does not match there. */
function endOfMatch(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}

function endOf(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at + mark.length;
}

function endOfLine(source: string, from: number): number {
  lineEnd.lastIndex = from;
  return lineEnd.test(source) ? lineEnd.lastIndex : source.length;
}

/** Past the quote that closes the one at `at`. */
function endOfString(source: string, at: number): number {
  let position = at + 1;
  while (position < source.length && source[position] !== source[at]) {
    if (source[position] === "\n" || source[position] === "\r") return position;
    position += source[position] === "\\" ? 2 : 1;
  }
  return position + 1;
}

/** Past the backtick that ends the template, or past the `${` before. */
function endOfTemplate(source: string, from: number): number {
  let position = from;
  while (position < source.length && source[position] !== "`") {
    if (source[position] === "$" && source[position + 1] === "{") return position + 2;
    position += source[position] === "\\" ? 2 : 1;
  }
  return position + 1;
}

/** Past the slash that ends it; `at` where it does not end on this line, and was a division after all. */
function endOfRegularExpression(source: string, at: number): number {
  let inClass = false;
  for (let position = at + 1; position < source.length; position++) {
    const character = source[position] as string;
    if ("\n\r\u2028\u2029".includes(character)) return at;
    if (character === "\\") position++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) return position + 1;
  }
  return at;
}
