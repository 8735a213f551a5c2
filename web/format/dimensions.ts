import { count, isTensor, type PlainArray } from "../arrays/index.js";
import type { Input, Inputs, Outputs } from "./exercise.js";
import type { Argument, Kind, Output, Signature } from "./signature.js";

/** Sizes by the names that a signature gives them. */
export type Sizes = Map<string, number>;

/** An input or an output is not what the signature says. The message is about `of`, an argument or an output. */
export class SignatureError extends Error {
  override readonly name = "SignatureError";

  constructor(
    readonly of: string,
    readonly problem: string,
  ) {
    super(`${of} ${problem}`);
  }
}

/** Every dimension of a case by its name. Throws SignatureError where the inputs contradict the signature. */
export function dimensionsOf(signature: Signature, inputs: Inputs): Sizes {
  const sizes: Sizes = new Map();
  for (const argument of signature.arguments) bindArgument(sizes, argument, inputs[argument.name]);
  return sizes;
}

/** The typed array that holds each kind. */
export const arrayOf = { float: Float32Array, int: Int32Array, bool: Uint8Array } as const satisfies Record<
  Kind,
  unknown
>;

function bindArgument(sizes: Sizes, argument: Argument, value: Input | undefined): void {
  const { name } = argument;
  switch (argument.kind) {
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) throw new SignatureError(name, "is no finite number");
      return;
    case "boolean":
      if (typeof value !== "boolean") throw new SignatureError(name, "is neither true nor false");
      return;
    case "params": {
      if (typeof value !== "object" || isTensor(value)) throw new SignatureError(name, "is no dictionary of arrays");
      for (const [key, { shape }] of Object.entries(argument.entries)) {
        const entry = Object.hasOwn(value, key) ? value[key] : undefined;
        bindArray(sizes, `${name}.${key}`, { kind: "float", shape }, entry);
      }
      return;
    }
    case "float":
    case "int":
    case "bool":
      bindArray(sizes, name, argument, value);
      return;
    default:
      argument satisfies never;
  }
}

type Wanted = Pick<Output, "kind" | "shape" | "nonFinite">;

function bindArray(
  sizes: Sizes,
  of: string,
  { kind, shape: names, nonFinite }: Wanted,
  value: Input | undefined,
): void {
  if (typeof value !== "object" || !isTensor(value)) throw new SignatureError(of, "is no array { shape, data }");
  const { shape, data } = value;
  const type = arrayOf[kind];
  if (!(data instanceof type)) throw new SignatureError(of, `is no ${kind} array (${type.name})`);
  if (count(shape) !== data.length)
    throw new SignatureError(of, `has shape [${shape.join(", ")}] but ${data.length} numbers`);
  if (!nonFinite) requireFinite(of, data);
  bind(sizes, of, names, shape);
}

function requireFinite(of: string, data: ArrayLike<number>): void {
  if (!Array.prototype.every.call(data, Number.isFinite)) throw new SignatureError(of, "holds NaN or an infinity");
}

/** Gives each name the size that it has in this shape. Throws SignatureError where the name has another already. */
function bind(sizes: Sizes, of: string, names: readonly string[], shape: readonly number[]): void {
  const [is, should] = [`[${shape.join(", ")}]`, `[${names.join(", ")}]`];
  if (names.length !== shape.length)
    throw new SignatureError(of, `has shape ${is}, which is not of the form ${should}`);
  names.forEach((name, axis) => {
    const size = shape[axis] as number;
    const known = sizeOf(name, sizes) ?? size;
    if (known !== size) {
      const where = isName(name) ? ` where ${name} is ${known}` : "";
      throw new SignatureError(of, `has shape ${is}, which is not of the form ${should}${where}`);
    }
    if (isName(name)) sizes.set(name, size);
  });
}

/** A name by itself, neither a number nor an expression. */
const isName = (dimension: string) => /^[a-z]\w*$/i.test(dimension);

/**
 * The size of a dimension: a number as it is, a name as it is known, sums and products of these such as `past+T` or `G*d`;
 * undefined where a part is not known yet.
 */
export function sizeOf(dimension: string, sizes: ReadonlyMap<string, number>): number | undefined {
  let sum = 0;
  for (const term of dimension.split("+")) {
    let product = 1;
    for (const factor of term.split("*")) {
      const size = /^\d+$/.test(factor) ? Number(factor) : sizes.get(factor);
      if (size === undefined) return undefined;
      product *= size;
    }
    sum += product;
  }
  return sum;
}

function bindOutput(sizes: Sizes, output: Output, value: PlainArray | undefined): void {
  if (!value) throw new SignatureError(output.name, "is missing");
  bind(sizes, output.name, output.shape, value.shape);
  if (!output.nonFinite) requireFinite(output.name, value.data);
}

/** Checks the expected outputs of a case. Those that are optional may be absent: then nothing is checked of them. */
export function bindOutputs(signature: Signature, inputs: Inputs, outputs: Outputs): void {
  const sizes = dimensionsOf(signature, inputs);
  for (const output of signature.outputs) {
    const value = outputs[output.name];
    if (value || !output.optional) bindOutput(sizes, output, value);
  }
}
