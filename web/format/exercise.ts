import type { FloatTensor, Kernels, Tensor } from "../kernels/index.js";
import type { Random } from "./random.js";

/** A sentence in both languages of the product. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** `bugs`: the starter is a whole program with mistakes in it, to be mended. */
export type Topic = "numerics" | "basics" | "core" | "vision" | "layers" | "models" | "bugs";
/** How long an exercise takes: a few minutes, a quarter of an hour, most of an interview. */
export type Difficulty = "easy" | "medium" | "hard";

/** One argument of the learner's function. Names are Python's; parameter dictionaries keep their keys in both languages. */
export type Argument =
  | {
      readonly name: string;
      readonly kind: "float" | "int" | "bool";
      /** Named dimensions, for example `["B", "L", "d"]`. */
      readonly shape: readonly string[];
      readonly about: Text;
    }
  | { readonly name: string; readonly kind: "number"; readonly about: Text }
  | {
      readonly name: string;
      readonly kind: "params";
      readonly entries: Readonly<Record<string, { readonly shape: readonly string[]; readonly about: Text }>>;
      readonly about: Text;
    };

/** What the function returns: `out`, and in some exercises optionally the attention weights beside it. */
export interface Returned {
  readonly kind: "float" | "bool";
  readonly shape: readonly string[];
  readonly about: Text;
}

/** The function that the learner writes: its name, its arguments in order, what it returns. */
export interface Signature {
  /** In snake_case; JavaScript learners write it in camelCase (see `functionName`). */
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly out: Returned;
  /** Present where a second output is checked too, if the learner returns one. */
  readonly weights?: Returned;
}

/** The value of one argument: a tensor, a plain number, or a dictionary of tensors. */
export type Input = Tensor | number | Readonly<Record<string, FloatTensor>>;
/** The arguments of one call, by their names in the signature. */
export type Inputs = Readonly<Record<string, Input>>;

/** One call of the learner's function, with inputs drawn from a seed. */
export interface ExerciseCase {
  /** Short, stable, lower-case with hyphens: `scores-near-1000`. */
  readonly name: string;
  /** What a learner reads above the case: "Scores near 1000". */
  readonly title: Text;
  /** Sample cases are small enough to read; Run judges these, Submit judges all. The first case is always one. */
  readonly sample: boolean;
  /** In the order of the signature. */
  readonly inputs: Inputs;
}

/** The right answer of a case, as the kernels compute it. */
export interface Outputs {
  /** Booleans come as 0 and 1. */
  readonly out: FloatTensor;
  readonly weights?: FloatTensor;
}

/** A program in JavaScript that defines the exercise's function. It runs where learners' code runs, never beside the judge. */
export interface Script {
  readonly javascript: string;
}

/** Accepted when |actual - expected| <= absolute + relative * |expected|, element by element. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** How a result is drawn as a heat map of its last two dimensions. */
export interface Picture {
  readonly of: "out" | "weights";
  readonly title: Text;
  /** What a row and a column stand for. */
  readonly rows: Text;
  readonly columns: Text;
  /** Labels of rows and columns, such as the words of a sentence, for a case of these inputs. */
  readonly labels?: (
    inputs: Inputs,
    caseName: string,
  ) => { readonly rows: readonly string[]; readonly columns: readonly string[] };
}

/** What judging and drawing an exercise take, wherever it comes from. */
export interface ExerciseDefinition {
  readonly title: Text;
  readonly topic?: Topic;
  readonly difficulty?: Difficulty;
  readonly signature: Signature;
  /** Draws every case. Unit variance, every dimension of a different size, no shape a multiple of a tile. */
  readonly cases: (random: Random) => readonly ExerciseCase[];
  /** The right answer: by the kernels, or by a program. */
  readonly expected: ((kernels: Kernels, inputs: Inputs) => Outputs) | Script;
  readonly tolerance: Tolerance;
  readonly pictures: readonly Picture[];
}

/** The default export of `web/exercises/<slug>/exercise.ts`. */
export interface Exercise extends ExerciseDefinition {
  readonly topic: Topic;
  readonly difficulty: Difficulty;
  readonly expected: (kernels: Kernels, inputs: Inputs) => Outputs;
}
