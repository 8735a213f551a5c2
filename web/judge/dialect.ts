import type { Language } from "../format/index.js";

/** What only programs of a dialect of Python import. */
const imported: readonly (readonly [Language, RegExp])[] = [
  ["pytorch", /^[ \t]*(?:import|from)[ \t]+torch\b/m],
  ["python", /^[ \t]*(?:import|from)[ \t]+numpy\b/m],
];

/** The dialect that a source of Python is written in; undefined where nothing tells. */
export const dialectOf = (source: string): Language | undefined => imported.find(([, sign]) => sign.test(source))?.[0];
