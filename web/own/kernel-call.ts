/** The right answer of an own exercise by one kernel, as data: `KernelCall`, checked and turned into a function. */
import { count, isTensor } from "../arrays/index.js";

import { arrayOf, dimensionsOf, sizeOf } from "../format/dimensions.js";
import type { Inputs, Outputs } from "../format/exercise.js";
import type { Argument, Output, Signature } from "../format/signature.js";
import type { FloatTensor, Kernels, Tensor } from "../kernels/index.js";
import { dictionary, fields, type Given, invalid, list, name, number, shown, text, whole } from "./given.js";
import { ownLimits } from "./own-exercise.js";
import { OwnExerciseError } from "./own-exercise-error.js";

type Sizes = ReadonlyMap<string, number>;
type Evaluate<T> = (inputs: Inputs, sizes: Sizes) => T;

const identifier = /^[a-z]\w*$/i;

/** Gives the function of `Exercise.expected`. It throws OwnExerciseError where the call does not fit the kernel. */
export function readKernelCall(given: Given, signature: Signature): (kernels: Kernels, inputs: Inputs) => Outputs {
  const parts = fields(given, ["kernel", "inputs", "options", "outputs"]);
  const kernel = name(parts.kernel, identifier, 'the name of a kernel, such as "softmax"');
  const inputs = dictionary(parts.inputs, identifier, 32).map(
    ([key, part]) => [key, readInput(part, signature)] as const,
  );
  const options =
    parts.options.value === undefined
      ? []
      : dictionary(parts.options, identifier, 16).map(([key, part]) => [key, readOption(part, signature)] as const);
  const outputs = readOutputs(parts.outputs, signature);

  return (kernels, drawn) => {
    const sizes = dimensionsOf(signature, drawn);
    const operations: Readonly<Record<string, unknown>> = kernels;
    const run = Object.hasOwn(operations, kernel) ? operations[kernel] : undefined;
    if (typeof run !== "function")
      return invalid(parts.kernel, `is "${kernel}", which is no kernel. Kernels: ${Object.keys(kernels).join(", ")}.`);
    const evaluated = (entries: readonly (readonly [string, Evaluate<unknown>])[]) =>
      Object.fromEntries(entries.map(([key, evaluate]) => [key, evaluate(drawn, sizes)]));
    const results = attempt(given, () => run(evaluated(inputs), evaluated(options)));
    const take = ({ name, shape, kind }: Output): Tensor => {
      const output = outputs[name] ?? name;
      const result = Object.hasOwn(results, output) ? results[output] : undefined;
      if (!isTensor<unknown>(result)) {
        const there = Object.keys(results).join(", ");
        return invalid(
          given,
          `says that ${kernel} gives "${output}". It gives: ${there}. Name the output in "outputs".`,
        );
      }
      const taken = inShape(given, result as Tensor, shape, sizes);
      return { shape: taken.shape, data: arrayOf[kind].from(taken.data) } as Tensor;
    };
    return Object.fromEntries(signature.outputs.map((output) => [output.name, take(output)]));
  };
}

/** Kernels check what they get, whatever its type, and say what is wrong. */
function attempt(given: Given, run: () => unknown): Readonly<Record<string, unknown>> {
  try {
    return { ...(run() as object) };
  } catch (error) {
    if (error instanceof OwnExerciseError) throw error;
    return invalid(given, `does not fit the kernel. ${error instanceof Error ? error.message : error}.`);
  }
}

/** The kernel's name of each output, where it is another than the signature's. */
function readOutputs(given: Given, signature: Signature): Readonly<Record<string, string>> {
  if (given.value === undefined) return {};
  const parts = fields(
    given,
    signature.outputs.map(({ name }) => name),
  );
  return Object.fromEntries(
    Object.entries(parts).flatMap(([own, part]) =>
      part.value === undefined ? [] : [[own, name(part, identifier, "the name of an output of the kernel")]],
    ),
  );
}

function readInput(given: Given, signature: Signature): Evaluate<Tensor> {
  if (typeof given.value === "string") return readSource(given, signature);
  const parts = fields(given, ["argument", "shape"]);
  const source = readSource(parts.argument, signature);
  const shape = list(parts.shape, 8).map((size) =>
    typeof size.value === "string" ? text(size, 60) : `${whole(size, 1, ownLimits.dimension)}`,
  );
  return (inputs, sizes) => inShape(given, source(inputs, sizes), shape, sizes);
}

/** `q`, or `params.wq`. */
function readSource(given: Given, signature: Signature): Evaluate<Tensor> {
  const path = text(given, 120, "the name of an argument");
  const [first = "", second, ...more] = path.split(".");
  const argument = argumentOf(given, signature, first);
  const isEntry = argument.kind === "params";
  if (
    more.length > 0 ||
    isEntry !== (second !== undefined) ||
    argument.kind === "number" ||
    argument.kind === "boolean"
  )
    return invalid(given, `is "${path}", which is no array: name an argument, or an entry as in "params.wq".`);
  if (isEntry && !(second !== undefined && Object.hasOwn(argument.entries, second)))
    return invalid(given, `is "${path}", but ${first} has only: ${Object.keys(argument.entries).join(", ")}.`);
  return (inputs) => {
    const input = inputs[first] as Tensor | Readonly<Record<string, FloatTensor>>;
    return second === undefined
      ? (input as Tensor)
      : ((input as Readonly<Record<string, FloatTensor>>)[second] as Tensor);
  };
}

function argumentOf(given: Given, { arguments: known }: Signature, wanted: string): Argument {
  const argument = known.find(({ name }) => name === wanted);
  return (
    argument ??
    invalid(given, `is ${shown(wanted)}, which is no argument. Arguments: ${known.map(({ name }) => name).join(", ")}.`)
  );
}

function readOption(given: Given, signature: Signature): Evaluate<unknown> {
  const { value } = given;
  if (typeof value === "boolean") return () => value;
  if (typeof value === "string") {
    const word = text(given, 60);
    return () => word;
  }
  if (typeof value === "number") {
    const it = readNumber(given);
    return () => it;
  }
  if (Array.isArray(value)) {
    const numbers = list(given, 64).map(readNumber);
    return () => numbers;
  }
  const { argument: part } = fields(given, ["argument"]);
  const argument = argumentOf(part, signature, text(part, 60, "the name of an argument that is a number"));
  if (argument.kind === "boolean") return (inputs) => inputs[argument.name];
  if (argument.kind !== "number")
    return invalid(part, `is "${argument.name}", which is neither a number nor true or false.`);
  return (inputs) => readNumber({ path: given.path, value: inputs[argument.name] });
}

/** A whole number may be a size: none that would take a page's memory. */
function readNumber(given: Given): number {
  const value = number(given, -1e9, 1e9);
  return Number.isInteger(value) ? whole(given, -4096, 4096) : value;
}

function inShape(given: Given, { shape, data }: Tensor, names: readonly string[], sizes: Sizes): Tensor {
  const wanted = names.map((name) => {
    return sizeOf(name, sizes) ?? invalid(given, `has a dimension "${name}" that no argument has.`);
  });
  if (count(wanted) !== data.length)
    invalid(
      given,
      `has shape [${shape.join(", ")}], which cannot become [${names.join(", ")}] = [${wanted.join(", ")}].`,
    );
  return { shape: wanted, data } as Tensor;
}
