/** First letters of mathematical italic, by the first of the plain ones, and how many there are. */
const italics: readonly (readonly [string, number, number])[] = [
  ["A", 0x1d434, 26],
  ["a", 0x1d44e, 26],
  ["Α", 0x1d6e2, 25],
  ["α", 0x1d6fc, 25],
];

/** Letters whose italic lies elsewhere. */
const exceptions = new Map([
  ["h", "\u210e"],
  ["∂", "\u{1d715}"],
  ["ϵ", "\u{1d716}"],
  ["ϑ", "\u{1d717}"],
  ["ϰ", "\u{1d718}"],
  ["ϕ", "\u{1d719}"],
  ["ϱ", "\u{1d71a}"],
  ["ϖ", "\u{1d71b}"],
]);

/** The character that a browser draws for an `<mi>` of one letter. */
export function italicOf(letter: string): string {
  const exception = exceptions.get(letter);
  if (exception) return exception;
  const code = letter.codePointAt(0) ?? 0;
  for (const [first, italic, count] of italics) {
    const at = code - (first.codePointAt(0) ?? 0);
    if (at >= 0 && at < count) return String.fromCodePoint(italic + at);
  }
  return letter;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Characters that are drawn by whatever font there is for text: Chinese, and the line over a letter, which few mathematical fonts have. */
const ofText = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u203e]/u;
/** Characters that have no picture. */
const invisible = /[\s\p{Cf}\p{Mn}\u2000-\u200a]/u;

/** The characters that the formulas in a piece of HTML are drawn with. */
export function mathGlyphsOf(html: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [formula] of html.matchAll(/<math\b.*?<\/math>/gs)) {
    for (const [, tag = "", attributes = "", written = ""] of formula.matchAll(/<(\w+)([^>]*)>([^<]+)</g)) {
      const text = written
        .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? "")
        .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
      const letters = [...text];
      const isItalic = tag === "mi" && letters.length === 1 && !/mathvariant="normal"/.test(attributes);
      for (const letter of letters)
        if (!invisible.test(letter) && !ofText.test(letter)) found.add(isItalic ? italicOf(letter) : letter);
    }
  }
  return found;
}
