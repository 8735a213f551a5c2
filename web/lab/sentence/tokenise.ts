import { bytesOf, learnBytePairs, type Merge } from "./byte-pairs.js";
import { mostTokens, type TokenWay } from "./settings.js";

export interface Token {
  /** As it is drawn: a blank is visible, bytes that are no whole character are in hexadecimal. */
  readonly label: string;
  /** What it is made of: characters, or bytes. Tokens of the same symbols have the same vector. */
  readonly symbols: readonly string[];
}

/** A merge of byte pairs, as it is drawn. */
export interface NamedMerge {
  readonly left: string;
  readonly right: string;
  readonly whole: string;
  readonly count: number;
}

export interface Tokenised {
  /** At most `mostTokens`. */
  readonly tokens: readonly Token[];
  /** How many there were before the rest was cut off. */
  readonly total: number;
  /** Of byte pairs. */
  readonly merges: readonly NamedMerge[];
}

export function tokenise(text: string, way: TokenWay, merges?: number): Tokenised {
  switch (way) {
    case "characters":
      return cut(segments(text, "grapheme").map(tokenOf));
    case "words":
      return cut(
        segments(text, "word")
          .filter((segment) => segment.trim())
          .map(tokenOf),
      );
    case "bytes": {
      const learnt = learnBytePairs(text, merges);
      return {
        ...cut(learnt.tokens.map(tokenOfBytes)),
        merges: learnt.merges.map((merge) => named(merge, learnt.merges)),
      };
    }
    default:
      return way satisfies never;
  }
}

const cut = (tokens: readonly Token[]): Tokenised => ({
  tokens: tokens.slice(0, mostTokens),
  total: tokens.length,
  merges: [],
});

/** What `Intl.Segmenter` is for; engines before 2024 do without, and split Chinese into characters. */
const withoutSegmenter = {
  grapheme: /\P{M}\p{M}*/gu,
  word: /\p{Script=Han}|[\p{L}\p{N}\p{M}'’]+|[^\p{L}\p{N}]/gu,
} as const;

function segments(text: string, granularity: "grapheme" | "word"): readonly string[] {
  if (!("Segmenter" in Intl)) return text.match(withoutSegmenter[granularity]) ?? [];
  const language = /\p{Script=Han}/u.test(text) ? "zh" : "en";
  return Array.from(new Intl.Segmenter(language, { granularity }).segment(text), ({ segment }) => segment);
}

const visible = (text: string) => text.replaceAll(" ", "␣");

const tokenOf = (text: string): Token => ({ label: visible(text), symbols: Array.from(text) });

function tokenOfBytes(bytes: Uint8Array<ArrayBuffer>): Token {
  const text = textOf(bytes);
  return text === null ? { label: hexOf(bytes), symbols: Array.from(bytes, (byte) => `<${byte}>`) } : tokenOf(text);
}

/** Null where a character begins before these bytes, or ends after them. */
function textOf(bytes: Uint8Array<ArrayBuffer>): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const hexOf = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");

function named(merge: Merge, merges: readonly Merge[]): NamedMerge {
  const label = (...symbols: readonly number[]) =>
    tokenOfBytes(Uint8Array.from(symbols.flatMap((symbol) => bytesOf(symbol, merges)))).label;
  const { left, right, count } = merge;
  return { left: label(left), right: label(right), whole: label(left, right), count };
}
