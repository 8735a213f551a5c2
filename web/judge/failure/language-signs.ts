import { type Language, languageNames } from "../../format/index.js";

/** How to tell a programming language by its source, which need not be right. Every pattern is linear: sources are hostile. */
interface Signs {
  /** How lines of this language begin, and of no other. */
  readonly line: RegExp;
  /** Where it names a function or a value: the indentation, the name of a function, that of a value, and whether that is a function too. */
  readonly definition: RegExp;
  /** What is missing where somebody is used to another language, or forgot a line: that line, or what to write. */
  readonly missing: Readonly<Record<string, { readonly add: string } | { readonly write: string }>>;
}

const nested = { write: "arrays of arrays, map, reduce and Math" };

export const languageSigns: Readonly<Record<Language, Signs>> = {
  python: {
    line: /^[ \t]*(?:(?:async )?def \w|class \w+[^{\n]{0,80}:|import \w[\w.]*(?: as \w+)?[ \t]*$|from [\w.]+ import |for \w[\w, ]{0,80} in [^{\n]{0,200}:[ \t]*$|elif |except\b)/gm,
    definition: /^([ \t]*)(?:(?:async )?def (\w{1,80})|(\w{1,80})[ \t]*=(?!=)[ \t]*(lambda\b)?)/gm,
    missing: {
      np: { add: "import numpy as np" },
      numpy: { add: "import numpy" },
      math: { add: "import math" },
      itertools: { add: "import itertools" },
      functools: { add: "import functools" },
      random: { add: "import random" },
      Math: { write: "np.exp, np.sqrt or np.max" },
      console: { write: "print(...)" },
      true: { write: "True" },
      false: { write: "False" },
      null: { write: "None" },
      undefined: { write: "None" },
      Infinity: { write: "np.inf" },
      NaN: { write: "np.nan" },
    },
  },
  javascript: {
    line: /^[ \t]*(?:(?:export )?(?:default )?(?:async )?function\b|(?:export )?(?:const|let|var) [\w[{]|for \((?:const|let|var) |\}[ \t]*else\b)/gm,
    definition:
      /^([ \t]*)(?:export )?(?:default )?(?:(?:async )?function\*? ?(\w{1,80})|(?:(?:const|let|var) )?(\w{1,80})[ \t]*=(?![=>])[ \t]*(async\b|function\b|\(|\w{1,80}[ \t]*=>)?)/gm,
    missing: {
      np: nested,
      numpy: nested,
      math: { write: "Math.exp, Math.sqrt or Math.max" },
      print: { write: "console.log(...)" },
      len: { write: "x.length" },
      range: { write: "for (let i = 0; i < n; i++)" },
      True: { write: "true" },
      False: { write: "false" },
      None: { write: "null" },
      inf: { write: "Infinity" },
      nan: { write: "NaN" },
    },
  },
};

/** The language that most of a source's telling lines are written in; undefined where there are none, or as many of another. */
export function languageOf(source: string): Language | undefined {
  const lines = (language: Language) => source.match(languageSigns[language].line)?.length ?? 0;
  const [first, second] = languageNames
    .map((language) => ({ language, lines: lines(language) }))
    .sort((a, b) => b.lines - a.lines);
  return first && first.lines > (second?.lines ?? 0) ? first.language : undefined;
}

/** What a source defines by name. */
export interface Defined {
  readonly name: string;
  readonly isFunction: boolean;
  /** Inside a class or another function. */
  readonly isInner: boolean;
}

export const definedIn = (source: string, language: Language): readonly Defined[] =>
  Array.from(source.matchAll(languageSigns[language].definition), ([, indentation, called, named, isFunction]) => ({
    name: (called ?? named) as string,
    isFunction: called !== undefined || isFunction !== undefined,
    isInner: indentation !== "",
  }));
