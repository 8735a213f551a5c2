/**
 * What a site's author writes for an exercise of their own. It is the form of a folder of `web/exercises/`, as one object;
 * without functions it is also JSON. Everything that does not change from run to run is data; programs are text, and run
 * only in the sandbox of learners' code. `readOwnExercise` checks it.
 */

import type { Inputs, Outputs, Picture, Tolerance } from "../format/exercise.js";
import type { ByLanguage } from "../format/languages.js";
import type { Locale } from "../format/locales.js";
import type { Way } from "../format/mistake.js";
import type { ModuleForm } from "../format/module-form.js";
import type { Random } from "../format/random.js";
import type { Argument, Output } from "../format/signature.js";
import type { Difficulty, Track } from "../format/tracks.js";
import type { Kernels } from "../kernels/index.js";

/** A text, or its lines, which are easier to write in JSON. */
export type Lines = string | readonly string[];

/** What readers see: by language, or in one, which readers of the others see too. */
export type OwnText = Lines | Readonly<Partial<Record<Locale, Lines>>>;

/** An exercise of a site's author: what `element.exercise` and `readOwnExercise` take. */
export interface OwnExercise {
  /** Names the exercise in events and in the learner's stored work: lower-case with hyphens, none of the package's own. */
  readonly slug: string;
  readonly title: OwnText;
  /** Default: `core`. */
  readonly track?: Track;
  /** Default: `medium`. */
  readonly difficulty?: Difficulty;
  /** How long it takes. Default: 20. */
  readonly minutes?: number;
  readonly signature: OwnSignature;
  /** The task, in Markdown with `$formulas$`, which cannot define commands. */
  readonly prompt: OwnText;
  /** From a nudge to almost the answer, each in Markdown. */
  readonly hints?: readonly OwnText[];
  /** What learners start from, in each language that the exercise offers. */
  readonly starter: Sources;
  /** The right answer in the same languages, and why it is right, in Markdown. */
  readonly solution: Sources & { readonly explanation?: OwnText };
  /** A function that draws them, or their description. The first is a sample. */
  readonly cases: ((random: Random) => readonly OwnCase[]) | readonly OwnCaseData[];
  /**
   * The right outputs: by a function of the kernels, by one kernel, or by the JavaScript solution, run in the sandbox. Absent
   * where each case says its own.
   */
  readonly expected?: ((kernels: Kernels, inputs: Inputs) => Outputs) | KernelCall | "solution";
  /** Default: 1e-4, absolute and relative. */
  readonly tolerance?: Tolerance;
  readonly pictures?: readonly OwnPicture[];
  readonly mistakes?: readonly OwnMistake[];
  /** The class that learners of PyTorch may write in the place of the function, which holds the weights. */
  readonly module?: ModuleForm;
  /** What PyTorch has finished of what is to be written: `torch.nn.functional.softmax`. There it raises. */
  readonly finished?: readonly string[];
}

/** Programs by language; at least one. */
export type Sources = ByLanguage<Lines>;

/** What stands in both languages elsewhere may stand in one. */
type Told<T> = T extends { readonly about: unknown } ? Omit<T, "about"> & { readonly about: OwnText } : never;

/** The learner's function: its name, its arguments in order, what it returns in order. */
export interface OwnSignature {
  /** In snake_case; JavaScript learners write it in camelCase. */
  readonly name: string;
  readonly arguments: readonly OwnArgument[];
  /** At least one, the required ones first. */
  readonly outputs: readonly OwnOutput[];
}

/** One argument of the learner's function, as in `Argument`, told in one language or more. */
export type OwnArgument =
  | Told<Exclude<Argument, { readonly kind: "params" }>>
  | {
      readonly name: string;
      readonly kind: "params";
      readonly entries: Readonly<Record<string, { readonly shape: readonly string[]; readonly about: OwnText }>>;
      readonly about: OwnText;
    };

/** One output of the learner's function, as in `Output`. Default kind: float. */
export type OwnOutput = Omit<Told<Output>, "kind"> & Partial<Pick<Output, "kind">>;

/** A drawn case. */
export interface OwnCase {
  /** Lower-case with hyphens. */
  readonly name: string;
  /** Default: the name. */
  readonly title?: OwnText;
  /** Run judges the samples, Submit all cases. Default: the first case alone. */
  readonly sample?: boolean;
  readonly inputs: Inputs;
}

/** A case as data. */
export interface OwnCaseData extends Omit<OwnCase, "inputs"> {
  readonly inputs: Readonly<Record<string, InputData | Readonly<Record<string, InputData>>>>;
  /** The right outputs by their names, where the inputs are written out too and the exercise has no `expected`. */
  readonly expected?: Readonly<Record<string, Nested>>;
}

/**
 * A number, or arrays of arrays of numbers (or of booleans). JSON has no NaN and no infinities: there they are the texts "NaN",
 * "Infinity" and "-Infinity".
 */
export type Nested = number | boolean | "NaN" | "Infinity" | "-Infinity" | readonly Nested[];

/** Written out, or how it is drawn anew for every seed. */
export type InputData =
  | Nested
  /** Of this shape, from a normal distribution: standard deviation 1 and mean 0 unless given, to multiples of 1/`parts`. */
  | { readonly normal: readonly number[]; readonly deviation?: number; readonly mean?: number; readonly parts?: number }
  /** Of this shape, uniform from `low` (default 0) to `high` (default 1). */
  | { readonly uniform: readonly number[]; readonly low?: number; readonly high?: number }
  /** Whole numbers of this shape, from `low` (default 0) to `high`, both included. */
  | { readonly integers: readonly number[]; readonly low?: number; readonly high: number }
  /** True with this probability. Default 0.7. */
  | { readonly booleans: readonly number[]; readonly probability?: number }
  /** For an argument that is one number: a whole number, both ends included. */
  | { readonly between: readonly [low: number, high: number] };

/** One kernel of the package, with where its inputs come from and where its outputs go. */
export interface KernelCall {
  /** Its name in `Kernels`, such as `scaledDotProductAttention`. */
  readonly kernel: string;
  /**
   * By the kernel's names: the argument's (`q`, `params.wq`), where need be in another shape of as many elements, of the
   * signature's dimensions and of numbers: `{ argument: "q", shape: [1, 1, "L", "d"] }`.
   */
  readonly inputs: Readonly<
    Record<string, string | { readonly argument: string; readonly shape: readonly (string | number)[] }>
  >;
  /** By the kernel's names: a value, or `{ argument: "axis" }` for a number that the learner gets. */
  readonly options?: Readonly<Record<string, OptionData>>;
  /** The kernel's name of each output, by the signature's; it takes the signature's shape. Default: the same name. */
  readonly outputs?: Readonly<Record<string, string>>;
}

/** An option of a kernel as data; `{ argument }` takes the number that the learner gets under this name. */
export type OptionData = number | boolean | string | readonly number[] | { readonly argument: string };

/** How a result is drawn as a heat map, as in `Picture`. */
export interface OwnPicture extends Pick<Picture, "of" | "mask" | "labels"> {
  readonly title: OwnText;
  readonly rows: OwnText;
  readonly columns: OwnText;
}

/** A wrong answer that people give: a failing program that gives the same is told its title and explanation. */
export interface OwnMistake {
  /** Stable, lower-case with hyphens. */
  readonly code: string;
  readonly title: OwnText;
  /** What went wrong, why it matters and where to look. Plain text. */
  readonly explanation: OwnText;
  /** How people make it: functions, or JavaScript programs, which run in the sandbox. */
  readonly ways: readonly (Way<never> | Lines)[];
  /** Recognises the mistake by what the learner's code throws: a part of the message, or a pattern. */
  readonly raises?: string | RegExp;
}

/** Own exercises may come from anywhere; nothing in one may be larger. */
export const ownLimits = {
  fileBytes: 1 << 20,
  depth: 24,
  textChars: 20_000,
  labelChars: 300,
  sourceChars: 100_000,
  arguments: 16,
  hints: 20,
  cases: 24,
  outputs: 8,
  finished: 40,
  pictures: 8,
  mistakes: 40,
  /** Of all mistakes together. */
  ways: 100,
  rank: 6,
  dimension: 1024,
  /** Numbers in one array, and in all inputs of all cases. */
  elements: 65_536,
  elementsInAll: 524_288,
} as const;
