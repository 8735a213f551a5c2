import type { Language } from "../format/index.js";

/** What only programs of a dialect of Python import. */
const imported: readonly (readonly [Language, RegExp])[] = [
  ["pytorch", /^[ \t]*(?:from[ \t]+torch\b|import[ \t]+(?:[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*torch\b)/m],
  ["python", /^[ \t]*(?:from[ \t]+numpy\b|import[ \t]+(?:[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*numpy\b)/m],
];

/** The dialect that a source of Python is written in; undefined where nothing tells. */
export const dialectOf = (source: string): Language | undefined => imported.find(([, sign]) => sign.test(source))?.[0];
