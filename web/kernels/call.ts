import { ArgumentError, DTypeError } from "./errors.js";
import { readNamed } from "./names.js";
import type { InputSpec, Row } from "./operation.js";
import { lower } from "./parameters.js";
import { axesOf, Sizes } from "./sizes.js";
import { type DataOf, type DType, describe, isArrayOf, isObject, product, readShape } from "./tensor.js";

/** A tensor that needs a place in memory: an input with its data, or an output. */
export interface Slot {
  readonly name: string;
  readonly shape: readonly number[];
  /** The names of its dimensions, as the row writes them. */
  readonly axes: string;
  readonly data?: DataOf[DType];
}

/** A checked call, in the kernel's terms and order. */
export interface Call {
  /** Inputs, then outputs; `undefined` for what is absent or not wanted. */
  readonly slots: readonly (Slot | undefined)[];
  /** Dimensions, strides of what broadcasts, parameters. */
  readonly scalars: readonly number[];
}

/** Checks the arguments of an operation against its row. After this nothing of the caller's is touched but the data. */
export function prepare(operation: string, row: Row, inputs: unknown, options: unknown): Call {
  const sizes = new Sizes(operation);
  const tensors = readTensors(operation, row, inputs);
  // What broadcasts follows the sizes that the others give.
  for (const late of [false, true]) {
    for (const { name, shape, axes, spec } of tensors.values()) {
      if ((spec.broadcast ?? false) === late) sizes.match(name, axes, shape, late);
    }
  }
  const params = readParams(operation, row, options, sizes);
  for (const [dimension, divisor] of Object.entries(row.multiples ?? {})) sizes.checkMultiple(dimension, divisor);
  for (const tensor of tensors.values()) checkIndices(operation, tensor, sizes);

  const specs = Object.entries(row.inputs);
  const outputs = Object.entries(row.outputs).map(([name, { shape: axes, when }]) =>
    when === undefined || params.wishes.has(when) ? { name, shape: sizes.shapeOf(axes), axes } : undefined,
  );
  const strides = specs.flatMap(([name, { broadcast, shape }]) =>
    broadcast ? stridesOf(tensors.get(name)?.shape ?? [], shape) : [],
  );
  return {
    slots: [...specs.map(([name]) => tensors.get(name)), ...params.slots, ...outputs],
    scalars: [...dimensionsOf(row).map((name) => sizes.of(name)), ...strides, ...params.scalars],
  };
}

/** The dimensions that a kernel takes, in its order. */
function dimensionsOf({ dimensions, inputs, outputs }: Row): readonly string[] {
  const shapes = [...Object.values(inputs), ...Object.values(outputs)].map(({ shape }) => shape);
  return [...new Set((dimensions ?? String(shapes)).match(/[a-z]\w*/gi))];
}

/** An input under the name by which the caller gave it, with the specification of the place that it takes. */
interface Input extends Slot {
  readonly data: DataOf[DType];
  readonly spec: InputSpec;
}

function readTensors(operation: string, row: Row, inputs: unknown): Map<string, Input> {
  const given = readNamed(operation, "input", inputs, Object.keys(row.inputs));
  const tensors = new Map<string, Input>();
  for (const [name, spec] of Object.entries(row.inputs)) {
    const value = given.get(name);
    if (value === undefined) {
      if (!spec.optional || given.has(spec.beside ?? ""))
        throw new ArgumentError(operation, `${name} is missing`, name);
      continue;
    }
    const { shape, data } = readTensor(operation, name, spec, value);
    const place = spec.floatsGoTo && isArrayOf(data, [Float32Array]) ? spec.floatsGoTo : name;
    if (place !== name && given.has(place)) {
      throw new ArgumentError(
        operation,
        `${name} is of floats and so is ${place}, must be one of them: add them up`,
        place,
      );
    }
    tensors.set(place, { name, shape, axes: spec.shape, data, spec: row.inputs[place] ?? spec });
  }
  return tensors;
}

function readTensor(operation: string, name: string, { kinds }: InputSpec, value: unknown) {
  if (!isObject(value) || !("shape" in value && "data" in value)) {
    throw new ArgumentError(operation, `${name} is ${describe(value)}, must be a tensor { shape, data }`, name);
  }
  const { shape, data } = value;
  if (!isArrayOf(data, kinds)) {
    const rule = kinds.map((kind) => kind.name).join(" or ");
    throw new DTypeError(operation, `${name}.data is ${describe(data)}, must be ${rule}`, name);
  }
  return { shape: readShape(operation, name, shape, data.length), data };
}

function readParams(operation: string, row: Row, options: unknown, sizes: Sizes) {
  const given = readNamed(operation, "option", options, Object.keys(row.params));
  const dimensions = dimensionsOf(row);
  const scalars: number[] = [];
  const slots: (Slot | undefined)[] = [];
  const wishes = new Set<string>();
  for (const [name, spec] of Object.entries(row.params)) {
    const lowered = lower(spec, given.get(name), sizes);
    if (typeof lowered === "string") {
      throw new ArgumentError(operation, `${name} is ${describe(given.get(name))}, must be ${lowered}`, name);
    }
    if (lowered === true) wishes.add(name);
    else if (lowered === undefined) slots.push(lowered);
    else if (lowered instanceof Int32Array) slots.push({ name, shape: [lowered.length], axes: "batch", data: lowered });
    else if (lowered && dimensions.includes(name)) sizes.set(name, lowered);
    else if (lowered) scalars.push(...lowered);
  }
  return { scalars, slots, wishes };
}

/** Element strides towards the dimensions `axes`, aligned at the innermost; 0 where the tensor has one element for all. */
function stridesOf(shape: readonly number[], axes: string): readonly number[] {
  const lacking = axesOf(axes).length - shape.length;
  return axesOf(axes).map((_, axis) =>
    (shape[axis - lacking] ?? 1) === 1 ? 0 : product(shape.slice(axis - lacking + 1)),
  );
}

function checkIndices(operation: string, { name, data, spec: { below } }: Input, sizes: Sizes): void {
  if (!below) return;
  const wrong = data.find((index) => index < 0 || index >= sizes.of(below));
  if (wrong === undefined) return;
  throw new ArgumentError(
    operation,
    `${name} holds ${wrong}, must be from 0 to ${below} - 1 = ${sizes.of(below) - 1}`,
    name,
    below,
  );
}
