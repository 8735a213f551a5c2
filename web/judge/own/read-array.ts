import type { Text } from "../../format/index.js";

/** Nested brackets beyond this are a slip. */
const deepest = 8;
/** Numbers of one case. What a person types is far less. */
export const mostNumbers = 4096;

/** An array as it is read from what somebody typed; a number alone has no dimensions. */
export type ReadArray =
  | { readonly shape: readonly number[]; readonly data: readonly number[] }
  | { readonly problem: Text };

const token = /\s*(?:([[\],])|([-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|inf(?:inity)?)|nan|true|false)(?![\w.]))/iy;

/** Reads nested arrays as JSON, JavaScript and Python write them: NaN, inf, True and a comma at the end too. */
export function readArray(text: string): ReadArray {
  const scan = new RegExp(token);
  const shape: number[] = [];
  const data: number[] = [];
  let at = 0;
  /** How deep the first number lies, and so all of them. */
  let rank: number | undefined;
  const fail = (problem: Text): never => {
    throw new Problem(problem);
  };
  const next = (): string => {
    scan.lastIndex = at;
    const found = scan.exec(text);
    if (!found) return fail(notUnderstood(text.slice(at).trim()));
    at = scan.lastIndex;
    return found[1] ?? found[2] ?? "";
  };
  const peek = (): string => {
    const before = at;
    const found = next();
    at = before;
    return found;
  };
  const read = (depth: number, path: string): void => {
    const first = next();
    if (first === "]" || first === ",") fail(notUnderstood(first));
    if (first !== "[") {
      rank ??= depth;
      if (depth !== rank || (shape.length > 0 && depth !== shape.length)) fail(ragged(path));
      if (data.push(numberOf(first)) > mostNumbers) fail(tooMany);
      return;
    }
    if (depth >= deepest) fail(tooDeep);
    if (rank !== undefined && depth >= rank) fail(ragged(path));
    let size = 0;
    while (peek() !== "]") {
      read(depth + 1, `${path}[${size++}]`);
      if (peek() === ",") next();
      else if (peek() !== "]") fail(notUnderstood(peek()));
    }
    next();
    // The first array of each depth says how long all of them are; the innermost ones are closed first.
    if (shape[depth] === undefined) shape[depth] = size;
    else if (shape[depth] !== size) fail(ragged(path));
  };
  try {
    read(0, "");
    if (text.slice(at).trim()) fail(notUnderstood(text.slice(at).trim()));
  } catch (error) {
    if (error instanceof Problem) return { problem: error.text };
    throw error;
  }
  return { shape, data };
}

class Problem extends Error {
  constructor(readonly text: Text) {
    super();
  }
}

function numberOf(word: string): number {
  const lower = word.toLowerCase();
  if (lower === "nan") return Number.NaN;
  if (lower === "true" || lower === "false") return Number(lower === "true");
  if (lower.includes("inf")) return lower.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(word);
}

function notUnderstood(rest: string): Text {
  const found = rest.length > 20 ? `${rest.slice(0, 20)}…` : rest;
  return found === ""
    ? { en: "ends too early: a bracket is not closed.", zh: "不完整：有括号没有闭合。" }
    : { en: `cannot be read at “${found}”.`, zh: `在“${found}”处无法解析。` };
}
const ragged = (path: string): Text => ({
  en: `is ragged: its rows differ in length, first at ${path || "the outermost bracket"}.`,
  zh: `的各行长度不一致，首次出现在 ${path || "最外层括号"}。`,
});
const tooDeep: Text = { en: "has too many nested brackets.", zh: "的括号嵌套太深。" };
const tooMany: Text = { en: `has more than ${mostNumbers} numbers.`, zh: `超过 ${mostNumbers} 个数。` };
