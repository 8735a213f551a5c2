import { type Language, languageNames, languages } from "../../format/index.js";
import { dialectOf } from "../dialect.js";

/** How to tell a programming language by its source, which need not be right. Every pattern is linear: sources are hostile. */
interface Signs {
  /** How lines of this language begin, and of no other. */
  readonly line: RegExp;
  /** Where it names a function or a value: the indentation, the name of a function, that of a value, and whether that is a function too. */
  readonly definition: RegExp;
  /** What is missing where somebody is used to another language, or forgot a line: that line, or what to write. */
  readonly missing: Readonly<Record<string, { readonly add: string } | { readonly write: string }>>;
}

const python: Signs = {
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
};

const nested = { write: "arrays of arrays, map, reduce and Math" };

export const languageSigns: Readonly<Record<Language, Signs>> = {
  pytorch: {
    ...python,
    missing: {
      ...python.missing,
      torch: { add: "import torch" },
      nn: { add: "from torch import nn" },
      F: { add: "import torch.nn.functional as F" },
      Tensor: { add: "from torch import Tensor" },
      Math: { write: "torch.exp, torch.sqrt or torch.max" },
      Infinity: { write: 'float("inf")' },
      NaN: { write: 'float("nan")' },
      inf: { write: 'float("inf")' },
    },
  },
  python,
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
export function languageOf(source: string, taken: Language): Language | undefined {
  const lines = (language: Language) => source.match(languageSigns[language].line)?.length ?? 0;
  const most = Math.max(...languageNames.map(lines));
  const first = languageNames.filter((language) => lines(language) === most);
  const { runtime } = languages[first[0] as Language];
  if (most === 0 || first.some((language) => languages[language].runtime !== runtime)) return undefined;
  if (first.length === 1) return first[0];
  return dialectOf(source) ?? first.find((language) => language === taken) ?? first.at(-1);
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
