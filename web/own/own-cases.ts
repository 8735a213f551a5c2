/** The cases of an own exercise that are data: checked once, drawn for every seed. */
import { count } from "../arrays/index.js";

import { arrayOf, bindOutputs, dimensionsOf, SignatureError } from "../format/dimensions.js";
import type { ExerciseCase, Input, Inputs, Outputs } from "../format/exercise.js";
import type { Text } from "../format/locales.js";
import type { Random } from "../format/random.js";
import type { Argument, Kind, Output, Signature } from "../format/signature.js";
import { rounded } from "../format/tensors.js";
import type { FloatTensor, Tensor } from "../kernels/index.js";
import { boolean, fields, type Given, invalid, list, number, optional, shown, tooLarge, whole } from "./given.js";
import { ownLimits } from "./own-exercise.js";

type Draw<T = Input> = (random: Random) => T;

/** What a case is called, however it comes by its inputs. */
export interface CaseHead {
  readonly name: string;
  readonly title: Text;
  readonly sample: boolean;
}

export interface CaseData {
  readonly head: CaseHead;
  readonly given: Given;
  readonly inputs: Given;
  readonly expected: Given;
}

/** Draws the cases, and knows the outputs of those that say their own. */
export interface DescribedCases {
  readonly cases: (random: Random) => readonly ExerciseCase[];
  /** Of inputs that `cases` has drawn. Absent where the cases leave the right outputs to the exercise. */
  readonly written?: (inputs: Inputs) => Outputs;
}

export function describeCases(signature: Signature, cases: readonly CaseData[]): DescribedCases {
  const total = { elements: 0 };
  const described = cases.map(({ head, inputs, expected }) => {
    const draws = readInputs(signature, inputs, total);
    const isDrawn = Object.values(draws).some(({ drawn }) => drawn);
    if (expected.value !== undefined && isDrawn)
      invalid(
        expected,
        "is written out, but inputs of the case are drawn: write them out too, or leave it to the exercise's expected.",
      );
    const outputs = expected.value === undefined ? undefined : readOutputs(signature, expected);
    return { head, draws, outputs };
  });
  const without = described.findIndex(({ outputs }) => outputs === undefined);
  const some = described.some(({ outputs }) => outputs !== undefined);
  if (some && without >= 0)
    invalid((cases[without] as CaseData).expected, "is missing: give the right outputs of every case, or of none.");

  // Cases are told apart by their inputs, which are drawn anew each time.
  const outputsOf = new WeakMap<Inputs, Outputs>();
  const draw = (random: Random) =>
    described.map(({ head, draws, outputs }): ExerciseCase => {
      const inputs = Object.fromEntries(Object.entries(draws).map(([name, { draw }]) => [name, draw(random)]));
      if (outputs) outputsOf.set(inputs, outputs);
      return { ...head, inputs };
    });
  return { cases: draw, ...(some && { written: (inputs: Inputs) => outputsOf.get(inputs) as Outputs }) };
}

interface Drawing<T = Input> {
  readonly draw: Draw<T>;
  /** Whether the seed makes a difference. */
  readonly drawn: boolean;
}

function readInputs(
  signature: Signature,
  given: Given,
  total: { elements: number },
): Readonly<Record<string, Drawing>> {
  const parts = fields(
    given,
    signature.arguments.map(({ name }) => name),
  );
  return Object.fromEntries(
    signature.arguments.map((argument) => [argument.name, readInput(argument, parts[argument.name] as Given, total)]),
  );
}

function readInput(argument: Argument, given: Given, total: { elements: number }): Drawing {
  switch (argument.kind) {
    case "number":
      return readNumber(given);
    case "boolean": {
      const value = boolean(given);
      return { drawn: false, draw: () => value };
    }
    case "params": {
      const keys = Object.keys(argument.entries);
      const parts = fields(given, keys);
      const drawings = keys.map((key) => [key, readArray({ kind: "float" }, parts[key] as Given, total)] as const);
      return {
        drawn: drawings.some(([, { drawn }]) => drawn),
        draw: (random) => Object.fromEntries(drawings.map(([key, { draw }]) => [key, draw(random) as FloatTensor])),
      };
    }
    case "float":
    case "int":
    case "bool":
      return readArray(argument, given, total);
    default:
      return argument satisfies never;
  }
}

const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

function readNumber(given: Given): Drawing<number> {
  if (!isObject(given.value)) {
    const value = number(given);
    return { drawn: false, draw: () => value };
  }
  const ends = list(fields(given, ["between"]).between, 2, 2);
  const [low, high] = ends.map((end) => whole(end, -1e6, 1e6)) as [number, number];
  if (low > high) invalid(given, `is drawn between ${low} and ${high}: give the smaller number first.`);
  return { drawn: true, draw: (random) => random.between(low, high) };
}

const drawings = {
  float: '{ "normal": [3, 5] } or { "uniform": [3, 5] }',
  int: '{ "integers": [3, 5], "high": 9 }',
  bool: '{ "booleans": [3, 5] }',
} satisfies Record<Kind, string>;

type Elements = Pick<Output, "kind" | "nonFinite">;

function readArray(elements: Elements, given: Given, total: { elements: number }): Drawing<Tensor> {
  const { kind } = elements;
  const drawing = isObject(given.value) ? readDrawing(kind, given) : undefined;
  if (drawing) {
    addElements(given, drawing.shape, total);
    return { drawn: true, draw: drawing.draw };
  }
  if (!Array.isArray(given.value))
    invalid(
      given,
      `is ${given.value === undefined ? "missing" : shown(given.value)}: give nested arrays, or ${drawings[kind]}.`,
    );
  const { shape, data } = readNested(given, elements);
  addElements(given, shape, total);
  return { drawn: false, draw: () => typed(kind, shape, data) };
}

const typed = (kind: Kind, shape: readonly number[], data: readonly number[]): Tensor =>
  ({ shape, data: arrayOf[kind].from(data) }) as Tensor;

function readDrawing(kind: Kind, given: Given): { readonly shape: readonly number[]; readonly draw: Draw<Tensor> } {
  switch (kind) {
    case "float": {
      if (Object.hasOwn(given.value as object, "uniform")) {
        const parts = fields(given, ["uniform", "low", "high"]);
        const shape = readShape(parts.uniform);
        const [low, high] = [optional(parts.low, number, 0), optional(parts.high, number, 1)];
        const draw = (random: Random) => ({
          shape,
          data: Float32Array.from({ length: count(shape) }, () => low + (high - low) * random.uniform()),
        });
        return { shape, draw };
      }
      const parts = fields(given, ["normal", "deviation", "mean", "parts"]);
      const shape = readShape(parts.normal);
      const deviation = optional(parts.deviation, number, 1);
      const mean = optional(parts.mean, number, 0);
      const grain = optional(parts.parts, (it) => whole(it, 1, 1024), 0);
      const draw = (random: Random) => {
        const { data } = random.normal(shape, deviation);
        const moved = { shape, data: mean === 0 ? data : data.map((value) => value + mean) };
        return grain === 0 ? moved : rounded(moved, grain);
      };
      return { shape, draw };
    }
    case "int": {
      const parts = fields(given, ["integers", "low", "high"]);
      const shape = readShape(parts.integers);
      const low = optional(parts.low, (it) => whole(it, -1e6, 1e6), 0);
      const high = whole(parts.high, low, 1e6);
      const draw = (random: Random) => {
        const { data } = random.integers(high - low + 1, shape);
        return { shape, data: data.map((value) => value + low) };
      };
      return { shape, draw };
    }
    case "bool": {
      const parts = fields(given, ["booleans", "probability"]);
      const shape = readShape(parts.booleans);
      const probability = optional(parts.probability, (it) => number(it, 0, 1), 0.7);
      return { shape, draw: (random) => random.booleans(shape, probability) };
    }
    default:
      return kind satisfies never;
  }
}

const readShape = (given: Given): readonly number[] =>
  list(given, ownLimits.rank, 1).map((size) => whole(size, 1, ownLimits.dimension));

function addElements(given: Given, shape: readonly number[], total: { elements: number }): void {
  const elements = count(shape);
  if (elements > ownLimits.elements)
    tooLarge(given, `has ${elements} numbers; at most ${ownLimits.elements} are allowed.`);
  total.elements += elements;
  if (total.elements > ownLimits.elementsInAll)
    tooLarge(
      given,
      `and what stands before it have ${total.elements} numbers; at most ${ownLimits.elementsInAll} are allowed.`,
    );
}

/** An array that is written out. */
function readNested(
  given: Given,
  wanted: Elements,
): { readonly shape: readonly number[]; readonly data: readonly number[] } {
  const shape: number[] = [];
  for (let level = given.value; Array.isArray(level); level = level[0]) shape.push(level.length);
  const { rank, dimension, elements } = ownLimits;
  if (shape.length > rank) tooLarge(given, `has ${shape.length} dimensions; at most ${rank} are allowed.`);
  if (shape.includes(0)) invalid(given, "has an empty row: give at least one number.");
  if (Math.max(...shape, 1) > dimension)
    tooLarge(given, `has a dimension of ${Math.max(...shape)}; at most ${dimension} is allowed.`);
  const data: number[] = [];
  const read = (part: Given, axis: number): void => {
    const size = shape[axis];
    if (size === undefined) {
      data.push(readElement(part, wanted));
      return;
    }
    if (data.length > elements) tooLarge(given, `has more than ${elements} numbers.`);
    const rows = list(part, dimension);
    if (rows.length !== size)
      invalid(part, `has length ${rows.length}, the rows before it have ${size}: give all the same length.`);
    for (const row of rows) read(row, axis + 1);
  };
  read(given, 0);
  return { shape, data };
}

const beyond: readonly unknown[] = ["NaN", "Infinity", "-Infinity"];

function readElement(given: Given, { kind, nonFinite }: Elements): number {
  switch (kind) {
    case "float": {
      const value = beyond.includes(given.value) ? Number(given.value) : given.value;
      return nonFinite && typeof value === "number" && !Number.isFinite(value) ? value : number(given);
    }
    case "int":
      return whole(given, -(2 ** 31), 2 ** 31 - 1);
    case "bool":
      return given.value === 0 || given.value === 1 ? given.value : Number(boolean(given));
    default:
      return kind satisfies never;
  }
}

function readOutputs({ outputs }: Signature, given: Given): Outputs {
  const parts = fields(
    given,
    outputs.map(({ name }) => name),
  );
  const written = outputs.filter(({ name, optional }) => !optional || parts[name]?.value !== undefined);
  return Object.fromEntries(
    written.map((output) => {
      const { shape, data } = readNested(parts[output.name] as Given, output);
      return [output.name, typed(output.kind, shape, data)];
    }),
  );
}

/** Checks a drawn case, and written outputs, against the signature. */
export function checkCase(signature: Signature, path: string, inputs: Inputs, outputs?: Outputs): void {
  saidOf(
    (of) => `${path}.inputs.${of}`,
    () => dimensionsOf(signature, inputs),
  );
  if (outputs) checkOutputs(signature, inputs, outputs, (of) => `${path}.expected.${of}`);
}

/** Checks expected outputs against the signature; `pathOf` names an output in the error. */
export const checkOutputs = (
  signature: Signature,
  inputs: Inputs,
  outputs: Outputs,
  pathOf: (output: string) => string,
): void => saidOf(pathOf, () => bindOutputs(signature, inputs, outputs));

function saidOf(pathOf: (of: string) => string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    invalid({ path: pathOf(error.of), value: undefined }, `${error.problem}.`);
  }
}
