import { bindOutput, dimensionsOf, SignatureError } from "../format/dimensions.js";
import type {
  Argument,
  ExerciseCase,
  ExerciseDefinition,
  Inputs,
  Outputs,
  Picture,
  Returned,
  Signature,
  Text,
  Tolerance,
} from "../format/exercise.js";
import type { ScriptedMistake, Way } from "../format/mistake.js";
import { createRandom } from "../format/random.js";
import {
  boolean,
  dictionary,
  fields,
  type Given,
  invalid,
  lines,
  list,
  name,
  number,
  oneOf,
  optional,
  shown,
  text,
  tooLarge,
} from "./given.js";
import { readKernelCall } from "./kernel-call.js";
import { type CaseHead, checkCase, type DescribedCases, describeCases } from "./own-cases.js";
import { ownLimits } from "./own-exercise.js";

/** An exercise of a site's own, checked: every text is there for readers of both languages, every default filled in. */
export interface ReadExercise extends ExerciseDefinition {
  readonly slug: string;
  /** Markdown, as are hints and explanation. */
  readonly prompt: Text;
  readonly hints: readonly Text[];
  /** The programming languages that it is offered in. */
  readonly languages: readonly ("javascript" | "python")[];
  readonly starter: ReadSources;
  readonly solution: ReadSources;
  readonly explanation: Text;
  readonly mistakes: readonly ScriptedMistake[];
  /** The right outputs are written out, so that no seed changes the cases. */
  readonly isWritten: boolean;
}

/** The programs of an exercise by language, as `readOwnExercise` gives them: only those that there are. */
export type ReadSources = Readonly<Partial<Record<"javascript" | "python", string>>>;

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const snakeCase = /^[a-z][a-z0-9_]*$/;
const entryName = /^[a-z]\w*$/i;
const dimensionName = /^(?:[a-zA-Z]\w*|[1-9]\d{0,3})$/;
const slugExample = 'a name in lower case with hyphens, such as "two-keys"';
const nameExample = 'a name in snake_case, such as "num_heads"';

/**
 * Checks an exercise of a site's own (`OwnExercise`), as an object or as what its JSON file holds, and fills in what may be
 * left out. Nothing in it is run but the functions of the object form.
 *
 * @param options `taken`: names that it may not have; the page and the command give those of the package's own exercises
 *
 * @throws {OwnExerciseError} that names the part that is wrong: `mistakes[2].code is missing: give ...`
 */
export function readOwnExercise(
  exercise: unknown,
  { taken = [] }: { readonly taken?: readonly string[] } = {},
): ReadExercise {
  const parts = fields({ path: "", value: exercise }, [
    "slug",
    "title",
    "topic",
    "difficulty",
    "signature",
    "prompt",
    "hints",
    "starter",
    "solution",
    "cases",
    "expected",
    "tolerance",
    "pictures",
    "mistakes",
  ]);
  const slug = name(parts.slug, slugPattern, slugExample);
  if (taken.includes(slug)) invalid(parts.slug, `is "${slug}", the name of an exercise of the package: give another.`);
  const signature = readSignature(parts.signature);
  const { starter, solution, explanation, languages } = readSources(parts.starter, parts.solution);
  const described = readCases(parts.cases, signature);
  const read: ReadExercise = {
    slug,
    title: label(parts.title),
    ...(parts.topic.value !== undefined && {
      topic: oneOf(parts.topic, ["numerics", "basics", "core", "vision", "layers", "models", "bugs"]),
    }),
    ...(parts.difficulty.value !== undefined && { difficulty: oneOf(parts.difficulty, ["easy", "medium", "hard"]) }),
    signature,
    prompt: words(parts.prompt, ownLimits.textChars),
    hints: optional(parts.hints, (it) => list(it, ownLimits.hints), []).map((it) => words(it, ownLimits.textChars)),
    languages,
    starter,
    solution,
    explanation,
    cases: described.cases,
    expected: readExpected(parts.expected, signature, described, solution),
    tolerance: optional(parts.tolerance, readTolerance, { absolute: 1e-4, relative: 1e-4 }),
    pictures: optional(parts.pictures, (it) => list(it, ownLimits.pictures), []).map((it) =>
      readPicture(it, signature),
    ),
    mistakes: readMistakes(parts.mistakes),
    isWritten: described.written !== undefined,
  };
  // What contradicts the signature is said now, not when somebody presses Run.
  read.cases(createRandom(1));
  return read;
}

function words(given: Given, max: number): Text {
  if (typeof given.value === "string" || Array.isArray(given.value) || given.value === undefined) {
    const both = lines(given, max, "a text, or { en, zh }");
    return { en: both, zh: both };
  }
  const { en, zh } = fields(given, ["en", "zh"]);
  if (en.value === undefined && zh.value === undefined) return invalid(given, "is empty: give en, zh or both.");
  const [english, chinese] = [en, zh].map((it) => (it.value === undefined ? undefined : lines(it, max)));
  return { en: (english ?? chinese) as string, zh: (chinese ?? english) as string };
}

const label = (given: Given): Text => words(given, ownLimits.labelChars);

function readSignature(given: Given): Signature {
  const parts = fields(given, ["name", "arguments", "out", "weights"]);
  const known = list(parts.arguments, ownLimits.arguments, 1).map(readArgument);
  known.forEach((argument, i) => {
    if (known.findIndex((other) => other.name === argument.name) < i)
      invalid({ path: `${parts.arguments.path}[${i}].name`, value: undefined }, `is "${argument.name}" a second time.`);
  });
  return {
    name: name(parts.name, snakeCase, 'the function\'s name in snake_case, such as "softmax"'),
    arguments: known,
    out: readReturned(parts.out),
    ...(parts.weights.value !== undefined && { weights: readReturned(parts.weights) }),
  };
}

function readArgument(given: Given): Argument {
  const parts = fields(given, ["name", "kind", "shape", "entries", "about"]);
  const [own, about] = [name(parts.name, snakeCase, nameExample), label(parts.about)];
  const kind = oneOf(parts.kind, ["float", "int", "bool", "number", "params"]);
  const unused = kind === "params" ? parts.shape : parts.entries;
  if (unused.value !== undefined || (kind === "number" && parts.shape.value !== undefined))
    invalid(
      given,
      `is of kind "${kind}", which has no ${kind === "params" ? "shape" : kind === "number" ? "shape or entries" : "entries"}.`,
    );
  switch (kind) {
    case "number":
      return { name: own, kind, about };
    case "params": {
      const entries = dictionary(parts.entries, entryName, 32).map(([key, entry]) => {
        const { shape, about } = fields(entry, ["shape", "about"]);
        return [key, { shape: readNames(shape), about: label(about) }] as const;
      });
      return { name: own, kind, entries: Object.fromEntries(entries), about };
    }
    case "float":
    case "int":
    case "bool":
      return { name: own, kind, shape: readNames(parts.shape), about };
    default:
      return kind satisfies never;
  }
}

function readReturned(given: Given): Returned {
  const { kind, shape, about } = fields(given, ["kind", "shape", "about"]);
  return {
    kind: optional(kind, (it) => oneOf(it, ["float", "bool"]), "float"),
    shape: readNames(shape),
    about: label(about),
  };
}

const readNames = (given: Given): readonly string[] =>
  list(given, ownLimits.rank).map((it) => name(it, dimensionName, 'a dimension\'s name, such as "L"'));

function readSources(starter: Given, solution: Given) {
  const starters = fields(starter, ["javascript", "python"]);
  const solutions = fields(solution, ["javascript", "python", "explanation"]);
  const languages = (["javascript", "python"] as const).filter((it) => starters[it].value !== undefined);
  if (languages.length === 0) invalid(starter, "is empty: give javascript, python or both.");
  const read = (from: Readonly<Record<"javascript" | "python", Given>>, given: readonly ("javascript" | "python")[]) =>
    Object.fromEntries(
      given.map((it) => [
        it,
        lines(from[it], ownLimits.sourceChars, "a program, as there is a starter in this language"),
      ]),
    ) as ReadSources;
  // A solution in JavaScript may also be there for the expected outputs alone.
  const solved = (["javascript", "python"] as const).filter(
    (it) => languages.includes(it) || solutions[it].value !== undefined,
  );
  return {
    languages,
    starter: read(starters, languages),
    solution: read(solutions, solved),
    explanation: optional(solutions.explanation, (it) => words(it, ownLimits.textChars), { en: "", zh: "" }),
  };
}

function readCases(given: Given, signature: Signature): DescribedCases {
  if (typeof given.value !== "function") {
    const entries = list(given, ownLimits.cases, 1);
    const cases = entries.map((entry, i) => {
      const parts = fields(entry, ["name", "title", "sample", "inputs", "expected"]);
      return { given: entry, head: readHead(parts, i), inputs: parts.inputs, expected: parts.expected };
    });
    unlikeNames(
      given,
      cases.map(({ head }) => head),
    );
    const described = describeCases(signature, cases);
    return { ...described, cases: (random) => checked(described.cases(random), described.written) };
  }
  const draw = given.value;
  const cases = (random: unknown): readonly ExerciseCase[] => {
    const drawn = list({ path: "cases()", value: draw(random) }, ownLimits.cases, 1).map((entry, i) => {
      const parts = fields(entry, ["name", "title", "sample", "inputs"]);
      const inputs = fields(
        parts.inputs,
        signature.arguments.map(({ name }) => name),
      );
      return {
        ...readHead(parts, i),
        inputs: Object.fromEntries(Object.entries(inputs).map(([key, { value }]) => [key, value])) as Inputs,
      };
    });
    unlikeNames(given, drawn);
    return checked(drawn);
  };
  return { cases };

  function checked(cases: readonly ExerciseCase[], written?: (inputs: Inputs) => Outputs): readonly ExerciseCase[] {
    for (const [i, { inputs }] of cases.entries()) checkCase(signature, `cases[${i}]`, inputs, written?.(inputs));
    return cases;
  }
}

function readHead(parts: Readonly<Record<"name" | "title" | "sample", Given>>, index: number): CaseHead {
  const own = name(parts.name, slugPattern, slugExample);
  const sample = optional(parts.sample, boolean, index === 0);
  if (index === 0 && !sample)
    invalid(parts.sample, "is false, but the first case is what Run shows: make it a sample.");
  return { name: own, title: optional(parts.title, label, { en: own, zh: own }), sample };
}

function unlikeNames(given: Given, cases: readonly CaseHead[]): void {
  const twice = cases.find(({ name }, i) => cases.findIndex((other) => other.name === name) < i);
  if (twice) invalid(given, `has two cases of the name "${twice.name}".`);
}

function readExpected(
  given: Given,
  signature: Signature,
  { written }: DescribedCases,
  { javascript }: ReadSources,
): ReadExercise["expected"] {
  const { value } = given;
  if (written) {
    if (value !== undefined) invalid(given, "is given, but the cases say their own: leave one of them out.");
    return (_, inputs) => written(inputs);
  }
  if (value === "solution")
    return javascript === undefined
      ? invalid(given, 'is "solution", but there is no solution.javascript.')
      : { javascript };
  if (typeof value === "string" || value === undefined)
    return invalid(
      given,
      `is ${value === undefined ? "missing" : shown(value)}: give "solution", a call of a kernel, or an expected in every case.`,
    );
  const expect = typeof value === "function" ? value : readKernelCall(given, signature);
  return (kernels, inputs) => {
    const outputs = expect(kernels, inputs) as Outputs;
    try {
      const sizes = dimensionsOf(signature, inputs);
      bindOutput(sizes, "out", signature.out, outputs.out);
      if (signature.weights && outputs.weights) bindOutput(sizes, "weights", signature.weights, outputs.weights);
    } catch (error) {
      if (error instanceof SignatureError) invalid({ path: `expected().${error.of}`, value }, `${error.problem}.`);
      throw error;
    }
    return outputs;
  };
}

function readTolerance(given: Given): Tolerance {
  const parts = fields(given, ["absolute", "relative"]);
  const tolerance = { absolute: number(parts.absolute, 0), relative: number(parts.relative, 0) };
  if (tolerance.absolute === 0) invalid(parts.absolute, "is 0: give a positive number, for results are rounded.");
  return tolerance;
}

function readPicture(given: Given, signature: Signature): Picture {
  const parts = fields(given, ["of", "title", "rows", "columns", "labels"]);
  const of = oneOf(parts.of, ["out", "weights"]);
  if (of === "weights" && !signature.weights) invalid(parts.of, 'is "weights", but the signature has none.');
  const { value: labels } = parts.labels;
  if (labels !== undefined && typeof labels !== "function")
    invalid(parts.labels, `is ${shown(labels)}: give a function.`);
  return {
    of,
    title: label(parts.title),
    rows: label(parts.rows),
    columns: label(parts.columns),
    ...(labels !== undefined && { labels: labels as NonNullable<Picture["labels"]> }),
  };
}

function readMistakes(given: Given): readonly ScriptedMistake[] {
  const mistakes = optional(given, (it) => list(it, ownLimits.mistakes), []).map(readMistake);
  const twice = mistakes.findIndex(({ code }, i) => mistakes.findIndex((other) => other.code === code) < i);
  if (twice >= 0)
    invalid({ path: `mistakes[${twice}].code`, value: undefined }, `is "${mistakes[twice]?.code}" a second time.`);
  const ways = mistakes.reduce((total, { ways }) => total + ways.length, 0);
  if (ways > ownLimits.ways) tooLarge(given, `have ${ways} ways; at most ${ownLimits.ways} are allowed.`);
  return mistakes;
}

function readMistake(given: Given): ScriptedMistake {
  const parts = fields(given, ["code", "title", "explanation", "ways", "raises"]);
  return {
    code: name(parts.code, slugPattern, 'a name in lower case with hyphens, such as "missing-scale"'),
    title: label(parts.title),
    explanation: words(parts.explanation, 4000),
    ways: list(parts.ways, ownLimits.ways, 1).map((way) =>
      typeof way.value === "function"
        ? (way.value as Way)
        : { javascript: lines(way, ownLimits.sourceChars, "a function, or a program in JavaScript") },
    ),
    ...(parts.raises.value !== undefined && { raises: readRaises(parts.raises) }),
  };
}

/** A file gives words to look for, never a pattern: patterns can take for ever. */
function readRaises(given: Given): RegExp {
  if (given.value instanceof RegExp) return given.value;
  const part = text(given, 200, "a part of the message");
  return new RegExp(part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "i");
}
