import type { Exercise, ExerciseCase, Inputs, Outputs, Picture, Tolerance } from "../format/exercise.js";
import { type ByLanguage, type Language, languageNames, scriptLanguage } from "../format/languages.js";
import { type Locale, say, type Text } from "../format/locales.js";
import { othersTurn } from "../format/others-turn.js";
import { createRandom } from "../format/random.js";
import type { Signature } from "../format/signature.js";
import { usualStyle } from "../format/styles.js";
import { difficulties, tracks } from "../format/tracks.js";
import type { BadFormula } from "../markdown/render-markdown.js";
import {
  anyOf,
  boolean,
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
  slug,
  whole,
} from "./given.js";
import { readKernelCall } from "./kernel-call.js";
import { type CaseHead, checkCase, checkOutputs, type DescribedCases, describeCases } from "./own-cases.js";
import { ownLimits } from "./own-exercise.js";
import { OwnExerciseError } from "./own-exercise-error.js";
import { readMistakes } from "./read-mistakes.js";
import { readModule } from "./read-module.js";
import { readSignature } from "./read-signature.js";
import { readLabel, readText } from "./read-text.js";

const slugExample = 'a name in lower case with hyphens, such as "two-keys"';

/** How an own exercise is read. */
export interface ReadOptions {
  /** Slugs that it may not have; the page and the command give those of the package's own exercises. Default: none. */
  readonly taken?: readonly string[];
  /** What a formula that does not parse becomes when its words are asked for. Default: its own text, as readers see it. */
  readonly badFormula?: BadFormula;
}

/**
 * Checks an exercise of a site's own (`OwnExercise`), as an object or as what its JSON file holds, and fills in what may be
 * left out. Nothing in it is run but the functions of the object form.
 *
 * @throws {OwnExerciseError} that names the part that is wrong: `mistakes[2].code is missing: give ...`
 */
export function readOwnExercise(exercise: unknown, { taken = [], badFormula = "show" }: ReadOptions = {}): Exercise {
  const parts = fields({ path: "", value: exercise }, [
    "slug",
    "title",
    "track",
    "difficulty",
    "minutes",
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
    "module",
    "finished",
  ]);
  const own = name(parts.slug, slug, slugExample);
  if (taken.includes(own)) invalid(parts.slug, `is "${own}", the name of an exercise of the package: give another.`);
  const signature = readSignature(parts.signature);
  const { starter, solution, explanation } = readSources(parts.starter, parts.solution);
  const described = readCases(parts.cases, signature);
  const prompt = readText(parts.prompt, ownLimits.textChars);
  const hints = optional(parts.hints, (all) => list(all, ownLimits.hints), []).map((hint) =>
    readText(hint, ownLimits.textChars),
  );
  const mistakes = readMistakes(parts.mistakes);
  const read: Exercise = {
    slug: own,
    title: readLabel(parts.title),
    track: optional(parts.track, (track) => oneOf(track, tracks), "core"),
    difficulty: optional(parts.difficulty, (level) => oneOf(level, difficulties), "medium"),
    minutes: optional(parts.minutes, (minutes) => whole(minutes, 1, 600), 20),
    asked: 1,
    after: [],
    function: signature.name,
    arguments: signature.arguments.map(({ name }) => name),
    languages: languageNames.filter((language) => starter[language] !== undefined),
    signature,
    cases: described.cases,
    expected: readExpected(parts.expected, signature, described, solution),
    tolerance: optional(parts.tolerance, readTolerance, { absolute: 1e-4, relative: 1e-4 }),
    pictures: readPictures(parts.pictures, signature),
    ...(parts.module.value !== undefined && { module: readModule(parts.module, signature) }),
    finished: optional(parts.finished, (all) => list(all, ownLimits.finished), []).map((one) =>
      name(one, finishedName, 'a name of PyTorch, such as "torch.nn.functional.softmax"'),
    ),
    own: true,
    written: described.written !== undefined,
    words: (locale) => renderWords({ prompt, hints, explanation }, locale, badFormula),
    starter: async (language) => starter[language] ?? noProgram("starter", language),
    styles: (language) => [usualStyle(language)],
    solution: async (language) => solution[language] ?? noProgram("solution", language),
    mistakes: async () => mistakes,
  };
  // What contradicts the signature is said now, not when somebody presses Run.
  read.cases(createRandom(1));
  return read;
}

const finishedName = /^torch(\.\w+)+$/;

const noProgram = (which: string, language: Language): never => {
  throw new RangeError(`The exercise has no ${which} in ${language}.`);
};

interface Markdown {
  readonly prompt: Text;
  readonly hints: readonly Text[];
  readonly explanation: Text;
}

/** Characters beyond which a text is rendered by itself, so that the page does not stand still for all of them together. */
const longText = 2000;

/** Others' Markdown as HTML. What turns it into HTML is loaded with the first own exercise. */
async function renderWords({ prompt, hints, explanation }: Markdown, locale: Locale, badFormula: BadFormula) {
  const { renderSections } = await import("../markdown/render-markdown.js");
  const html = async (path: string, text: Text) => {
    const markdown = say(text, locale);
    if (markdown.length > longText) await othersTurn();
    try {
      return renderSections(markdown, badFormula).join("");
    } catch (error) {
      const why = (error instanceof Error ? error.message : `${error}`).split("\n")[0]?.trim();
      const what = error instanceof RangeError ? "cannot be drawn" : "has a formula that does not parse";
      throw new OwnExerciseError("invalid", path, `${what}: ${why}`, { cause: error });
    }
  };
  const rendered = { prompt: await html("prompt", prompt), hints: [] as string[] };
  for (const [i, hint] of hints.entries()) rendered.hints.push(await html(`hints[${i}]`, hint));
  return { ...rendered, explanation: await html("solution.explanation", explanation), followUps: [] };
}

function readSources(starter: Given, solution: Given) {
  const starters = fields(starter, languageNames);
  const { explanation, ...solutions } = fields(solution, [...languageNames, "explanation"]);
  const offered = languageNames.filter((language) => starters[language].value !== undefined);
  if (offered.length === 0) invalid(starter, `is empty: give ${anyOf(languageNames)}.`);
  const read = (from: Readonly<Record<Language, Given>>, given: readonly Language[]): ByLanguage<string> =>
    Object.fromEntries(
      given.map((language) => [
        language,
        lines(from[language], ownLimits.sourceChars, "a program, as there is a starter in this language"),
      ]),
    );
  // A solution in JavaScript may also be there for the expected outputs alone.
  const solved = languageNames.filter(
    (language) => offered.includes(language) || solutions[language].value !== undefined,
  );
  return {
    starter: read(starters, offered),
    solution: read(solutions, solved),
    explanation: optional(explanation, (text) => readText(text, ownLimits.textChars), { en: "" } as Text),
  };
}

function readCases(given: Given, signature: Signature): DescribedCases {
  const check = (cases: readonly ExerciseCase[], written?: (inputs: Inputs) => Outputs) => {
    for (const [i, { inputs }] of cases.entries()) checkCase(signature, `cases[${i}]`, inputs, written?.(inputs));
    return cases;
  };
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
    return { ...described, cases: (random) => check(described.cases(random), described.written) };
  }
  const draw = given.value;
  return { cases: (random) => check(drawnBy(() => draw(random), given, signature)) };
}

/** What an author's own function draws. */
function drawnBy(draw: () => unknown, given: Given, signature: Signature): readonly ExerciseCase[] {
  const drawn = list({ path: "cases()", value: draw() }, ownLimits.cases, 1).map((entry, i) => {
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
  return drawn;
}

function readHead(parts: Readonly<Record<"name" | "title" | "sample", Given>>, index: number): CaseHead {
  const own = name(parts.name, slug, slugExample);
  const sample = optional(parts.sample, boolean, index === 0);
  if (index === 0 && !sample)
    invalid(parts.sample, "is false, but the first case is what Run shows: make it a sample.");
  return { name: own, title: optional(parts.title, readLabel, { en: own }), sample };
}

function unlikeNames(given: Given, cases: readonly CaseHead[]): void {
  const twice = cases.find(({ name }, i) => cases.findIndex((other) => other.name === name) < i);
  if (twice) invalid(given, `has two cases of the name "${twice.name}".`);
}

function readExpected(
  given: Given,
  signature: Signature,
  { written }: DescribedCases,
  { [scriptLanguage]: script }: ByLanguage<string>,
): Exercise["expected"] {
  const { value } = given;
  if (written) {
    if (value !== undefined) invalid(given, "is given, but the cases say their own: leave one of them out.");
    return (_, inputs) => written(inputs);
  }
  if (value === "solution")
    return script === undefined
      ? invalid(given, `is "solution", but there is no solution.${scriptLanguage}.`)
      : { script };
  if (typeof value === "string" || value === undefined)
    return invalid(
      given,
      `is ${value === undefined ? "missing" : shown(value)}: give "solution", a call of a kernel, or an expected in every case.`,
    );
  const expect = typeof value === "function" ? value : readKernelCall(given, signature);
  return (kernels, inputs) => {
    const outputs = expect(kernels, inputs) as Outputs;
    checkOutputs(signature, inputs, outputs, (of) => `expected().${of}`);
    return outputs;
  };
}

function readTolerance(given: Given): Tolerance {
  const parts = fields(given, ["absolute", "relative"]);
  const tolerance = { absolute: number(parts.absolute, 0), relative: number(parts.relative, 0) };
  if (tolerance.absolute === 0) invalid(parts.absolute, "is 0: give a positive number, for results are rounded.");
  return tolerance;
}

function readPictures(given: Given, signature: Signature): readonly Picture[] {
  const pictures = optional(given, (all) => list(all, ownLimits.pictures), []).map((one) =>
    readPicture(one, signature),
  );
  const twice = pictures.findIndex(({ of }, i) => pictures.findIndex((other) => other.of === of) < i);
  if (twice >= 0)
    invalid({ path: `pictures[${twice}].of`, value: undefined }, `is "${pictures[twice]?.of}" a second time.`);
  return pictures;
}

function readPicture(given: Given, signature: Signature): Picture {
  const parts = fields(given, ["of", "title", "rows", "columns", "mask", "labels"]);
  const { value: labels } = parts.labels;
  if (labels !== undefined && typeof labels !== "function")
    invalid(parts.labels, `is ${shown(labels)}: give a function.`);
  return {
    of: oneOf(
      parts.of,
      signature.outputs.map(({ name }) => name),
    ),
    title: readLabel(parts.title),
    rows: readLabel(parts.rows),
    columns: readLabel(parts.columns),
    ...(parts.mask.value !== undefined && {
      mask: oneOf(
        parts.mask,
        signature.arguments.filter(({ kind }) => kind === "bool").map(({ name }) => name),
      ),
    }),
    ...(labels !== undefined && { labels: labels as NonNullable<Picture["labels"]> }),
  };
}
