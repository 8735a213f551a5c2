import { count, isTensor } from "../arrays/index.js";
import type { Argument, Input, Inputs, Returned, Signature } from "./exercise.js";

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

const arrays = { float: Float32Array, int: Int32Array, bool: Uint8Array } as const;

function bindArgument(sizes: Sizes, argument: Argument, value: Input | undefined): void {
  const { name } = argument;
  switch (argument.kind) {
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) throw new SignatureError(name, "is no finite number");
      return;
    case "params": {
      if (typeof value !== "object" || isTensor(value)) throw new SignatureError(name, "is no dictionary of arrays");
      for (const [key, { shape }] of Object.entries(argument.entries))
        bindArray(sizes, `${name}.${key}`, "float", shape, Object.hasOwn(value, key) ? value[key] : undefined);
      return;
    }
    case "float":
    case "int":
    case "bool":
      bindArray(sizes, name, argument.kind, argument.shape, value);
      return;
    default:
      argument satisfies never;
  }
}

function bindArray(
  sizes: Sizes,
  of: string,
  kind: keyof typeof arrays,
  names: readonly string[],
  value: Input | undefined,
): void {
  if (typeof value !== "object" || !isTensor(value)) throw new SignatureError(of, "is no array { shape, data }");
  const { shape, data } = value;
  if (!(data instanceof arrays[kind])) throw new SignatureError(of, `is no ${kind} array (${arrays[kind].name})`);
  const total = count(shape);
  if (total !== data.length) throw new SignatureError(of, `has shape [${shape.join(", ")}] but ${data.length} numbers`);
  if (kind === "float" && !data.every(Number.isFinite)) throw new SignatureError(of, "holds NaN or an infinity");
  bind(sizes, of, names, shape);
}

/** Gives each name the size that it has in this shape. Throws SignatureError where the name has another already. */
export function bind(sizes: Sizes, of: string, names: readonly string[], shape: readonly number[]): void {
  const [is, should] = [`[${shape.join(", ")}]`, `[${names.join(", ")}]`];
  if (names.length !== shape.length)
    throw new SignatureError(of, `has shape ${is}, which is not of the form ${should}`);
  names.forEach((name, axis) => {
    const size = shape[axis] as number;
    const known = /^\d+$/.test(name) ? Number(name) : (sizes.get(name) ?? size);
    if (known !== size) {
      const where = /^\d+$/.test(name) ? "" : ` where ${name} is ${known}`;
      throw new SignatureError(of, `has shape ${is}, which is not of the form ${should}${where}`);
    }
    sizes.set(name, size);
  });
}

/** Checks an output against the signature. `sizes` are those of the inputs. */
export function bindOutput(
  sizes: Sizes,
  of: "out" | "weights",
  { shape }: Returned,
  output: { readonly shape: readonly number[]; readonly data: ArrayLike<number> },
): void {
  bind(sizes, of, shape, output.shape);
  if (!Array.prototype.every.call(output.data, Number.isFinite))
    throw new SignatureError(of, "holds NaN or an infinity");
}
