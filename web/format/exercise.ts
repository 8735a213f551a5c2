import type { FloatTensor, Kernels, Tensor } from "../kernels/index.js";
import type { Cost } from "./cost.js";
import type { Counted } from "./counted.js";
import type { Language } from "./languages.js";
import type { Locale, Text } from "./locales.js";
import type { ScriptedMistake } from "./mistake.js";
import type { ModuleForm } from "./module-form.js";
import type { Random } from "./random.js";
import type { Script } from "./script.js";
import type { Signature } from "./signature.js";
import type { Style } from "./styles.js";
import type { Difficulty, Track } from "./tracks.js";

/** The value of one argument: an array, a number, a truth value, or a dictionary of arrays. */
export type Input = Tensor | number | boolean | Readonly<Record<string, FloatTensor>>;
/** The arguments of one call, by their names in the signature. */
export type Inputs = Readonly<Record<string, Input>>;

/** The right answer of a case: every output of the signature by its name, optional ones too. Booleans are 0 and 1. */
export type Outputs = Readonly<Record<string, Tensor>>;

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

/** Accepted when |actual - expected| <= absolute + relative * |expected|, element by element. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** What the rows and the columns of a heat map are called, one by one. */
export interface Labels {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

/** How an output is drawn as a heat map of its last two dimensions. */
export interface Picture {
  /** Name of the output; it has one picture. */
  readonly of: string;
  readonly title: Text;
  /** What a row and a column stand for. */
  readonly rows: Text;
  readonly columns: Text;
  /** Name of a boolean argument of the output's shape: where it is false, a cell is drawn as masked. */
  readonly mask?: string;
  /** Labels of rows and columns, such as the words of a sentence, for a case of these inputs. */
  readonly labels?: (inputs: Inputs, caseName: string) => Labels;
}

/** What a list needs of an exercise. Of the package's own it is made at build, so that a list loads no exercise. */
export interface Head {
  /** Its name: that of its folder. */
  readonly slug: string;
  readonly title: Text;
  readonly track: Track;
  readonly difficulty: Difficulty;
  /** How long it takes who has met the topic before. */
  readonly minutes: number;
  /** How often interviews ask for it: 3 most, 1 seldom. */
  readonly asked: 1 | 2 | 3;
  /** Slugs of the exercises that it builds on. */
  readonly after: readonly string[];
  /** Name of the learner's function, and of its arguments, in snake_case. */
  readonly function: string;
  readonly arguments: readonly string[];
  /** The programming languages that it is offered in. */
  readonly languages: readonly Language[];
}

/** What an interviewer asks next, and what a strong candidate answers. */
export interface FollowUp {
  /** HTML that fits a line: words, code, formulas. */
  readonly question: string;
  readonly answer: string;
}

/** The words of an exercise in one language, as HTML. */
export interface Words {
  /** The task. */
  readonly prompt: string;
  /** From a nudge to almost the answer. */
  readonly hints: readonly string[];
  /** Why the solution is right. */
  readonly explanation: string;
  /** A site's own exercise has none. */
  readonly followUps: readonly FollowUp[];
}

/** What judging and drawing an exercise take. */
interface Judged {
  readonly signature: Signature;
  /** Draws every case. Unit variance, every dimension of a different size, no shape a multiple of a tile. */
  readonly cases: (random: Random) => readonly ExerciseCase[];
  /** The right answer: by the kernels, by a plain reference, or by a program. */
  readonly expected: ((kernels: Kernels, inputs: Inputs) => Outputs) | Script;
  /** For outputs of floats. */
  readonly tolerance: Tolerance;
  readonly pictures: readonly Picture[];
  readonly cost?: Cost;
  readonly counted?: Counted;
  /** The class that a learner may write instead of the function. */
  readonly module?: ModuleForm;
  /** What PyTorch has finished of what is to be written here, such as `torch.nn.functional.softmax`: it is refused. */
  readonly finished?: readonly string[];
  /** Whether a PyTorch answer must let gradients through to every input of floats. Default: true. */
  readonly differentiable?: boolean;
  /** Arguments that stay as they are in training: an answer may let no gradient through to them. */
  readonly frozen?: readonly string[];
}

/** An exercise, wherever it comes from: `openExercise` and `readOwnExercise` give it. */
export interface Exercise extends Head, Judged {
  /** Whether it is a site's own. Learners' work is kept apart from that of the package's exercises. */
  readonly own: boolean;
  /** Whether its right outputs are written out, so that no seed changes its cases. */
  readonly written: boolean;
  words(locale: Locale): Promise<Words>;
  /** The source that a learner begins with: it runs, and is not accepted. */
  starter(language: Language): Promise<string>;
  /** In which styles there is a solution, the usual one of the language first. */
  styles(language: Language): readonly Style[];
  /** In the usual style, where no other is named. */
  solution(language: Language, style?: Style): Promise<string>;
  /** The mistakes that the judge knows of it. */
  mistakes(): Promise<readonly ScriptedMistake[]>;
}

/** The default export of `web/exercises/<slug>/exercise.ts`; the files beside it hold the rest. */
export type Definition = Pick<Head, "title" | "track" | "difficulty" | "minutes" | "asked" | "after"> & Judged;
