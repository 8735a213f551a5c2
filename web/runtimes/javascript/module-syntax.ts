/**
 * Blanks what belongs to modules, `export` and `export default` in front of a declaration and `export { f }`, so that the
 * source runs as a classic script. Every character keeps its line and column.
 */
export function blankExports(source: string): string {
  let blanked = source;
  for (const { start, end } of exportClauses(source)) {
    blanked = blanked.slice(0, start) + blanked.slice(start, end).replace(/[^\n\r]/g, " ") + blanked.slice(end);
  }
  return blanked;
}

const clause = /export(?:\s*\{[^}]*\}(?:\s*;)?|\s+default\b|(?=\s+(?:async|function|class|const|let|var)\b))/y;

/** Finds export clauses outside of comments, strings, templates and brackets. */
function exportClauses(source: string): readonly { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let depth = 0;
  for (let at = 0; at < source.length; ) {
    const past = skipText(source, at);
    if (past > at) {
      at = past;
      continue;
    }
    const character = source[at] as string;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    clause.lastIndex = at;
    const match = depth === 0 && character === "e" && !/[\w$.]/.test(source[at - 1] ?? "") ? clause.exec(source) : null;
    if (match) found.push({ start: at, end: at + match[0].length });
    at += match ? match[0].length : 1;
  }
  return found;
}

/** Where the comment, string, template or regular expression that starts at `at` ends; `at` when none starts there. */
function skipText(source: string, at: number): number {
  const character = source[at];
  if (character === '"' || character === "'" || character === "`") return skipQuoted(source, at, character);
  if (character !== "/") return at;
  if (source[at + 1] === "/") return endOf(source, "\n", at);
  if (source[at + 1] === "*") return endOf(source, "*/", at + 2);
  return startsRegularExpression(source, at) ? skipRegularExpression(source, at) : at;
}

function endOf(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at + mark.length;
}

function skipQuoted(source: string, at: number, quote: string): number {
  let position = at + 1;
  while (position < source.length && source[position] !== quote) {
    if (source[position] === "\\") position++;
    else if (source[position] === "\n" && quote !== "`") return position;
    else if (quote === "`" && source.startsWith("${", position)) {
      position = skipBraces(source, position + 2);
      continue;
    }
    position++;
  }
  return position + 1;
}

/** Past the brace that closes the one before `at`. */
function skipBraces(source: string, at: number): number {
  let depth = 1;
  let position = at;
  while (position < source.length && depth > 0) {
    const past = skipText(source, position);
    if (past > position) {
      position = past;
      continue;
    }
    if (source[position] === "{") depth++;
    else if (source[position] === "}") depth--;
    position++;
  }
  return position;
}

/** A slash divides after a value, and starts a regular expression elsewhere. */
function startsRegularExpression(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - 200), at).trimEnd();
  return (
    before === "" ||
    /[([{,;=:!&|?+\-*%^~<>]$/.test(before) ||
    /\b(?:return|typeof|case|in|of|void|delete|throw|new|do|else)$/.test(before)
  );
}

function skipRegularExpression(source: string, at: number): number {
  let inClass = false;
  for (let position = at + 1; position < source.length; position++) {
    const character = source[position];
    if (character === "\n") return at; // It was a division after all.
    if (character === "\\") position++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) return position + 1;
  }
  return at;
}
