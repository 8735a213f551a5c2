import type { Language } from "../format/index.js";

/** A line that imports a module or what is in it, alone or after others. */
const importing = (module: string): RegExp =>
  new RegExp(
    `^[ \\t]*(?:from[ \\t]+|import[ \\t]+(?:[\\w.]+(?:[ \\t]+as[ \\t]+\\w+)?[ \\t]*,[ \\t]*)*)${module}\\b`,
    "m",
  );

/** What only programs of a dialect of Python import. */
const imported: readonly (readonly [Language, RegExp])[] = [
  ["pytorch", importing("torch")],
  ["python", importing("numpy")],
];

/** The dialect that a source of Python is written in; undefined where nothing tells. */
export const dialectOf = (source: string): Language | undefined => imported.find(([, sign]) => sign.test(source))?.[0];
