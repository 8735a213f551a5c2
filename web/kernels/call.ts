import { count } from "../arrays/index.js";
import { ArgumentError, DTypeError, ShapeError } from "./errors.js";
import { readNamed, unfit } from "./names.js";
import { detail, type InputDetails, type Row } from "./operation.js";
import { defaultOf, lower } from "./parameters.js";
import { Placed } from "./placed.js";
import { axesOf, Sizes } from "./sizes.js";
import { arrayNames, type DataOf, type DType, describe, isArrayOf, isObject, readShape } from "./tensor.js";

/** A tensor that needs a place in memory: an input with its data, or an output. */
export interface Slot {
  readonly name: string;
  readonly shape: readonly number[];
  /** The names of its dimensions, as the row writes them. */
  readonly axes: string;
  /** Of an input; a number is the place in memory where it lies already. */
  readonly data?: DataOf[DType] | number;
  /** Where the caller wants an output; absent for one of its own. */
  readonly into?: Float32Array;
}

/** A checked call, in the kernel's terms and order. */
export interface Call {
  /** Inputs, then outputs; `undefined` for what is absent or not wanted. */
  readonly slots: readonly (Slot | undefined)[];
  /** Dimensions, strides of what broadcasts or lies apart, parameters. */
  readonly scalars: readonly number[];
}

/** Checks the arguments of an operation against its row. After this nothing of the caller's is touched but the data. */
export function prepare(operation: string, row: Row, inputs: unknown, options: unknown, into: unknown = {}): Call {
  const sizes = new Sizes(operation);
  const given = readNamed(operation, "option", options, Object.keys(row.params));
  const tensors = readTensors(operation, row, inputs, given);
  // What broadcasts follows the sizes that the others give.
  for (const late of [false, true]) {
    for (const { name, shape, axes, spec } of tensors.values()) {
      if ((spec.broadcast ?? false) === late) sizes.match(name, axes, shape, late);
    }
  }
  const dimensions = dimensionsOf(row);
  const params = readParams(operation, row, given, sizes, dimensions);
  for (const [dimension, divisor] of Object.entries(row.multiples ?? {})) sizes.checkMultiple(dimension, divisor);
  for (const tensor of tensors.values()) checkIndices(operation, tensor, sizes);

  const specs = Object.entries(row.inputs);
  const places = readNamed(operation, "output", into, Object.keys(row.outputs));
  const outputs = Object.entries(row.outputs).map(([name, spec]) => {
    const [axes = "", when] = spec.split(" if ");
    const place = places.get(name);
    if (when && !optionOf(row, given, when)) {
      if (place !== undefined)
        throw new ArgumentError(operation, `${name} is to be written, but ${when} is false`, name);
      return undefined;
    }
    const shape = sizes.shapeOf(axes);
    return { name, shape, axes, ...(place !== undefined && { into: readPlace(operation, name, place, shape) }) };
  });
  const strides = specs.flatMap(([name, spec]) => {
    const { broadcast, strided, shape } = detail(spec);
    const tensor = tensors.get(name);
    if (!broadcast && !strided) return [];
    const strides = tensor?.strides ?? stridesOf(tensor?.shape ?? [], shape);
    return broadcast ? strides : strides.slice(0, axesOf(shape).length - 1);
  });
  return {
    slots: [...specs.map(([name]) => tensors.get(name)), ...params.slots, ...outputs],
    scalars: [...dimensions.map((name) => sizes.of(name)), ...strides, ...params.scalars],
  };
}

/** An option, or what it is unless given. */
const optionOf = ({ params }: Row, given: ReadonlyMap<string, unknown>, name: string) =>
  given.has(name) ? given.get(name) : defaultOf(params[name]);

/** The dimensions that a kernel takes, in its order. */
function dimensionsOf({ dimensions, inputs, outputs }: Row): readonly string[] {
  const ofInputs = Object.values(inputs).map((spec) => {
    const { shape, chosen } = detail(spec);
    return [shape, ...Object.values(chosen?.shapes ?? {})];
  });
  const ofOutputs = Object.values(outputs).map((spec) => spec.split(" if ")[0]);
  return [...new Set((dimensions ?? String([ofInputs, ofOutputs])).match(/[a-z]\w*/gi))];
}

/** An input under the name by which the caller gave it, with its specification. */
interface Input extends Slot {
  readonly data: DataOf[DType] | number;
  /** In elements, where they do not follow from the shape. */
  readonly strides?: readonly number[];
  readonly spec: InputDetails;
}

/** The inputs by the places that they take. */
function readTensors(
  operation: string,
  row: Row,
  inputs: unknown,
  options: ReadonlyMap<string, unknown>,
): Map<string, Input> {
  const given = readNamed(operation, "input", inputs, Object.keys(row.inputs));
  const tensors = new Map<string, Input>();
  const refuse = (name: string, problem: string) => {
    throw new ArgumentError(operation, `${name} ${problem}`, name);
  };
  for (const [name, written] of Object.entries(row.inputs)) {
    const spec = detail(written);
    const { chosen, floatsGoTo } = spec;
    const choice = chosen && String(optionOf(row, options, chosen.by));
    const pattern = choice ? (chosen.shapes[choice] ?? "?") : spec.shape;
    const value = given.get(name);
    if (value === undefined) {
      if (!pattern.endsWith("?") || given.has(spec.beside ?? "")) refuse(name, "is missing");
      continue;
    }
    if (pattern === "?") refuse(name, `is given, but ${chosen?.by} is ${choice}`);
    if (value instanceof Placed) {
      const { shape, strides, pointer } = value;
      tensors.set(name, { name, shape, strides, axes: pattern, data: pointer, spec });
      continue;
    }
    const { shape, data } = readTensor(operation, name, spec, value);
    const place = floatsGoTo && isArrayOf(data, ["float32"]) ? floatsGoTo : name;
    if (place !== name && given.has(place)) refuse(place, `is of floats and so is ${name}: add them up`);
    tensors.set(place, { name, shape, axes: pattern.replace("?", ""), data, spec });
  }
  return tensors;
}

/** The data of a tensor that an output of this shape is to be written to. */
function readPlace(operation: string, name: string, value: unknown, wanted: readonly number[]): Float32Array {
  const { shape, data } = readTensor(operation, name, { kinds: ["float32"] as const }, value);
  if (String(shape) === String(wanted)) return data;
  throw new ShapeError(operation, `${name} has shape [${shape}], the output's is [${wanted}]`, name);
}

function readTensor<D extends DType>(
  operation: string,
  name: string,
  { kinds }: { readonly kinds: readonly D[] },
  value: unknown,
) {
  if (!isObject(value) || !("shape" in value && "data" in value)) {
    throw unfit(operation, name, value, "a tensor { shape, data }");
  }
  const { shape, data } = value;
  if (!isArrayOf(data, kinds)) {
    const rule = kinds.map((kind) => arrayNames[kind]).join(" or ");
    throw new DTypeError(operation, `${name}.data is ${describe(data)}, must be ${rule}`, name);
  }
  return { shape: readShape(operation, name, shape, data.length), data };
}

function readParams(
  operation: string,
  row: Row,
  given: ReadonlyMap<string, unknown>,
  sizes: Sizes,
  dimensions: readonly string[],
) {
  const scalars: number[] = [];
  const slots: (Slot | undefined)[] = [];
  const wishes = new Set(Object.values(row.outputs).map((output) => output.split(" if ")[1]));
  for (const [name, spec] of Object.entries(row.params)) {
    const lowered = lower(spec, optionOf(row, given, name), sizes);
    if (typeof lowered === "string") throw unfit(operation, name, given.get(name), lowered);
    if (lowered === undefined) slots.push(lowered);
    else if (lowered instanceof Int32Array) slots.push({ name, shape: [lowered.length], axes: name, data: lowered });
    else if (dimensions.includes(name)) sizes.set(name, lowered);
    else if (!wishes.has(name)) scalars.push(...lowered);
  }
  return { scalars, slots };
}

/** Element strides towards the dimensions `axes`, aligned at the innermost; 0 where the tensor has one element for all. */
function stridesOf(shape: readonly number[], axes: string): readonly number[] {
  const lacking = axesOf(axes).length - shape.length;
  return axesOf(axes).map((_, axis) =>
    (shape[axis - lacking] ?? 1) === 1 ? 0 : count(shape.slice(axis - lacking + 1)),
  );
}

function checkIndices(operation: string, { name, data, spec: { below } }: Input, sizes: Sizes): void {
  if (!below || typeof data === "number") return;
  const most = sizes.of(below) - 1;
  const wrong = data.find((index) => index < 0 || index > most);
  if (wrong !== undefined)
    throw new ArgumentError(operation, `${name} holds ${wrong}, must be from 0 to ${below} - 1 = ${most}`, name, below);
}
