/** A programming language that a learner may write. */
export type Language = "pytorch" | "python" | "javascript";

/** What runs programs. Both dialects of Python share one, and one download. */
export type RuntimeName = "python" | "javascript";

/** What everything outside of the runtimes must know of a programming language. */
export interface LanguageFacts {
  readonly name: string;
  /** What it is a dialect of. */
  readonly family: string;
  readonly runtime: RuntimeName;
  /** Of `starter.<extension>` and `solution.<extension>` in an exercise's folder. */
  readonly extension: string;
  /** Of files that may hold programs in it, the usual one first. */
  readonly extensions: readonly string[];
  /** Whether its runtime comes over the network, once, and is only loaded for who writes it. */
  readonly downloaded: boolean;
  /** Blanks of one step of indentation. */
  readonly indent: number;
  /** How it writes the names of functions and arguments. */
  readonly naming: "snake_case" | "camelCase";
  /** How it writes values that are no plain number. */
  readonly words: {
    readonly true: string;
    readonly false: string;
    readonly nan: string;
    readonly infinity: string;
    /** What a function without a return statement gives. */
    readonly nothing: string;
  };
  /** What a learner's arrays are: PyTorch's tensors, NumPy's arrays, or arrays of arrays. */
  readonly arrays: "torch" | "numpy" | "nested";
  /** How several outputs are returned: in order, or under their names. */
  readonly several: "tuple" | "object";
}

const python = {
  family: "Python",
  runtime: "python",
  extensions: ["py"],
  downloaded: true,
  indent: 4,
  naming: "snake_case",
  words: { true: "True", false: "False", nan: "nan", infinity: "inf", nothing: "None" },
  several: "tuple",
} as const satisfies Partial<LanguageFacts>;

/** Every programming language, the one of interviews first. Another one begins here, and the compiler lists what it needs. */
export const languages: Readonly<Record<Language, LanguageFacts>> = {
  pytorch: {
    ...python,
    name: "PyTorch",
    extension: "torch.py",
    arrays: "torch",
  },
  python: {
    ...python,
    name: "NumPy",
    extension: "py",
    arrays: "numpy",
  },
  javascript: {
    name: "JavaScript",
    family: "JavaScript",
    runtime: "javascript",
    extension: "js",
    extensions: ["js", "mjs", "cjs"],
    downloaded: false,
    indent: 2,
    naming: "camelCase",
    words: { true: "true", false: "false", nan: "NaN", infinity: "Infinity", nothing: "undefined" },
    arrays: "nested",
    several: "object",
  },
};

/** Their names, in the order of the table. */
export const languageNames = Object.keys(languages) as readonly Language[];

/** What is written where nobody says otherwise: a language whose runtime is there at once. */
export const defaultLanguage: Language = "javascript";

/** What authors of exercises write their programs in: right answers and mistakes. They run where learners' code runs. */
export const scriptLanguage: Language = "javascript";

/** The value of every language that has one. */
export type ByLanguage<T> = Readonly<Partial<Record<Language, T>>>;
