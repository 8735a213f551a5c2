import type { Text } from "../format/index.js";

/** What a learner's text says: the numbers it may mean, or why it says none. */
export type ReadNumber = { readonly values: readonly number[] } | { readonly problem: "empty" | "unreadable" | "unit" };

/**
 * Reads a number as people write it: `1e6`, `1,048,576`, `1 048 576`, `2^20`, `512*512*4`, `1/3`, `√64`, `2 GiB`, `1.05 million`,
 * `21万`, `33%`, with or without the unit the question asks for. Text may mean two numbers: 2 GB is 2·10⁹ or 2·2³⁰ bytes.
 */
export function parseNumber(text: string, unit: Text): ReadNumber {
  const written = normalized(text);
  if (written === "") return { problem: "empty" };
  const reading = readProduct(written, 0);
  if (!reading) return { problem: "unreadable" };
  const factors = factorsOf(written.slice(reading.end).trim(), unit);
  if (!factors) return { problem: "unit" };
  const values = factors.map((factor) => reading.value * factor).filter(Number.isFinite);
  return values.length ? { values } : { problem: "unreadable" };
}

/** Full-width digits and signs become plain ones; separators between groups of three digits disappear. */
function normalized(text: string): string {
  return text
    .slice(0, 200)
    .normalize("NFKC")
    .replace(/^\s*(?:≈|~|=|about\s|约)\s*/i, "")
    .replace(/[−–]/g, "-")
    .replace(/\*\*/g, "^")
    .replace(/[×·∙⋅]/g, "*")
    .replace(/÷/g, "/")
    .replace(/(?<![\d.,_'’])\d{1,3}(?:([,_'’]|\s)\d{3})(?:\1\d{3})*(?![\d,_'’])/g, (group) => group.replace(/\D/g, ""))
    .trim();
}

interface Reading {
  readonly value: number;
  readonly end: number;
}

const skipBlanks = (text: string, at: number) => at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);

/** factor (("*" | "/" | "x" | "+" | "-") factor)*, products before sums. */
function readProduct(text: string, start: number): Reading | null {
  const first = readPower(text, start);
  if (!first) return null;
  let { value, end } = first;
  let sum = 0;
  for (;;) {
    const at = skipBlanks(text, end);
    const sign = text[at]?.toLowerCase();
    if (!sign || !"*/x+-".includes(sign)) return { value: sum + value, end };
    const next = readPower(text, skipBlanks(text, at + 1));
    // "8x" is eight times, not the start of a product.
    if (!next) return sign === "x" ? { value: sum + value, end } : null;
    if (sign === "/") value /= next.value;
    else if (sign === "*" || sign === "x") value *= next.value;
    else {
      sum += value;
      value = sign === "+" ? next.value : -next.value;
    }
    end = next.end;
  }
}

function readPower(text: string, start: number): Reading | null {
  const base = readAtom(text, start);
  if (!base) return null;
  const at = skipBlanks(text, base.end);
  if (text[at] !== "^") return base;
  const exponent = readPower(text, skipBlanks(text, at + 1));
  return exponent && { value: base.value ** exponent.value, end: exponent.end };
}

function readAtom(text: string, start: number): Reading | null {
  const rest = text.slice(start);
  const number = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?|^\.\d+(?:e[+-]?\d+)?/i.exec(rest);
  if (number) {
    const end = start + number[0].length;
    // A comma or a point that groups nothing: half a number must not pass for a whole one.
    return /^[.,]\d/.test(text.slice(end)) ? null : { value: Number(number[0]), end };
  }
  const root = /^(?:√|sqrt(?=\s*\())\s*/i.exec(rest);
  if (root) {
    const inner = readAtom(text, start + root[0].length);
    return inner && { value: Math.sqrt(inner.value), end: inner.end };
  }
  if (rest[0] === "-" || rest[0] === "+") {
    const inner = readAtom(text, skipBlanks(text, start + 1));
    return inner && { value: rest[0] === "-" ? -inner.value : inner.value, end: inner.end };
  }
  if (rest[0] !== "(") return null;
  const inner = readProduct(text, skipBlanks(text, start + 1));
  const close = inner && skipBlanks(text, inner.end);
  return inner && close !== null && text[close] === ")" ? { value: inner.value, end: close + 1 } : null;
}

const multiples: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  b: 1e9,
  g: 1e9,
  t: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
};

/** What stands after the number multiplies it. Null where it is a unit that the question does not ask for. */
function factorsOf(suffix: string, unit: Text): readonly number[] | null {
  if (unit.en === "%") {
    if (suffix === "%" || /^per ?cent$/i.test(suffix)) return [1];
    return suffix === "" ? [1, 100] : null;
  }
  if (suffix === "%") return unit.en === "" ? [0.01] : null;
  if (unit.en === "bytes") {
    const size = byteSizes(suffix);
    if (size) return size;
  }
  if (unit.en === "times" && /^x$/i.test(suffix)) return [1];
  const match = /^([a-z]+|[千万亿百十]+)?\s*(.*)$/iu.exec(withoutUnit(suffix, unit));
  const [, word = "", rest = ""] = match ?? [];
  if (rest !== "") return null;
  if (word === "") return [1];
  const multiple = Object.hasOwn(multiples, word.toLowerCase()) ? multiples[word.toLowerCase()] : undefined;
  return multiple === undefined ? null : [multiple];
}

/** Takes the unit, in either language and in singular or plural, off the end. */
function withoutUnit(suffix: string, unit: Text): string {
  const words = Object.values(unit).flatMap((word) => [word, word.replace(/s$/, ""), word.replace(/^个\s*/, "")]);
  const found = words
    .filter((word) => suffix.toLowerCase().endsWith(word.toLowerCase()))
    .reduce((longest, word) => (word.length > longest.length ? word : longest), "");
  const before = suffix.slice(0, suffix.length - found.length);
  return before.trim().replace(/\s*个$/, "");
}

/** kB and KiB, GB and GiB ...; the forms without i are used for both. */
function byteSizes(suffix: string): readonly number[] | null {
  const size = /^([kmgt])(i?)(?:b|bytes?|字节)$/i.exec(suffix.replaceAll(" ", ""));
  if (size) {
    const step = " kmgt".indexOf((size[1] as string).toLowerCase());
    return size[2] ? [1024 ** step] : [1000 ** step, 1024 ** step];
  }
  if (/^b$/i.test(suffix)) return [1];
  return /^bits?$/i.test(suffix) ? [1 / 8] : null;
}
