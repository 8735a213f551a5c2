/** What a program in PyTorch is asked beside what every program is. Loaded with the first such program. */
import { isTensor } from "../../arrays/index.js";
import {
  createRandom,
  dimensionsOf,
  type Exercise,
  type Inputs,
  isDifferentiable,
  type ModuleForm,
  type Outputs,
  type Signature,
  sizeOf,
} from "../../format/index.js";
import type { BackwardCall, ModuleParameter, ModuleProgram, TensorProgram } from "../../runtimes/index.js";
import type { DrawnCase } from "../draw-cases.js";

/** A class that is a function with another name: it has no weights. */
const withoutWeights = ({ name, arguments: all }: Signature): ModuleForm => ({
  name: name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()),
  init: {},
  parameters: {},
  forward: all.map((argument) => argument.name),
});

export const moduleOf = ({ module, signature }: Pick<Exercise, "module" | "signature">): ModuleForm =>
  module ?? withoutWeights(signature);

/** @param goesBack whether gradients are asked for */
export function tensorProgramOf(exercise: Exercise, cases: readonly DrawnCase[], goesBack: boolean): TensorProgram {
  return {
    finished: exercise.finished ?? [],
    module: moduleProgram(exercise, cases),
    backward: goesBack && isDifferentiable(exercise) ? cases.map(backwardCall(exercise)) : [],
  };
}

function moduleProgram(exercise: Exercise, cases: readonly DrawnCase[]): ModuleProgram {
  const { signature } = exercise;
  const { name, init, parameters, forward } = moduleOf(exercise);
  const sizes = cases.map(({ inputs }) => sizesOf(signature, inputs));
  const position = (argument: string) => signature.arguments.findIndex((one) => one.name === argument);
  return {
    name,
    sizes,
    init: sizes.map((known) =>
      Object.fromEntries(
        Object.entries(init).map(([argument, from]) => [
          argument,
          sizeOf(from, new Map(Object.entries(known))) as number,
        ]),
      ),
    ),
    parameters: Object.entries(parameters).map(([name, input]): ModuleParameter => {
      const [argument = "", entry] = input.split(".");
      return { name, argument: position(argument), ...(entry !== undefined && { entry }) };
    }),
    forward: forward.map((argument) => ({ name: argument, argument: position(argument) })),
  };
}

/** Dimensions, and arguments that are numbers, by name. */
function sizesOf(signature: Signature, inputs: Inputs): Readonly<Record<string, number>> {
  const numbers = Object.entries(inputs).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return { ...Object.fromEntries(dimensionsOf(signature, inputs)), ...Object.fromEntries(numbers) };
}

/** Cotangents are no secret: what is, are the directions along which the gradients are compared. */
const backwardCall =
  ({ signature }: Exercise) =>
  ({ expected }: DrawnCase, call: number): BackwardCall => {
    const random = createRandom(call + 1);
    return {
      call,
      cotangents: signature.outputs.map(({ name, kind, optional }) => {
        const right = expected[name];
        if (!right || optional || kind !== "float") return null;
        const { shape, data } = random.normal(right.shape);
        return { kind, shape, data: Float64Array.from(data) };
      }),
    };
  };

/** The inputs that gradients go back to, in the order in which they come: arrays of floats, entries of dictionaries too. */
export function floatInputs({ arguments: all }: Signature, inputs: Inputs): readonly FloatInput[] {
  return all.flatMap(({ name, kind }): readonly FloatInput[] => {
    const input = inputs[name];
    if (typeof input !== "object") return [];
    if (!isTensor(input)) return Object.keys(input).map((entry) => ({ argument: name, entry }));
    return kind === "float" ? [{ argument: name }] : [];
  });
}

export interface FloatInput {
  readonly argument: string;
  readonly entry?: string;
}

/** All outputs times their cotangents. */
export function weighted({ outputs }: Signature, { cotangents }: BackwardCall, given: Outputs): readonly number[] {
  return outputs.flatMap(({ name }, i) => {
    const [cotangent, values] = [cotangents[i], given[name]?.data];
    return cotangent && values ? Array.from(values, (value, at) => value * (cotangent.data[at] as number)) : [];
  });
}
