import { ArgumentError, DTypeError } from "./errors.js";
import { readNamed } from "./names.js";
import { detail, type InputDetails, type Row } from "./operation.js";
import { defaultOf, lower } from "./parameters.js";
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
  const given = readNamed(operation, "option", options, Object.keys(row.params));
  const tensors = readTensors(operation, row, inputs, (param) => given.get(param) ?? defaultOf(row.params[param]));
  // What broadcasts follows the sizes that the others give.
  for (const late of [false, true]) {
    for (const { name, shape, axes, spec } of tensors.values()) {
      if ((spec.broadcast ?? false) === late) sizes.match(name, axes, shape, late);
    }
  }
  const params = readParams(operation, row, given, sizes);
  for (const [dimension, divisor] of Object.entries(row.multiples ?? {})) sizes.checkMultiple(dimension, divisor);
  for (const tensor of tensors.values()) checkIndices(operation, tensor, sizes);

  const specs = Object.entries(row.inputs);
  const outputs = Object.entries(row.outputs).map(([name, spec]) => {
    const [axes = "", when] = spec.split(" if ");
    return when && !params.wishes.has(when) ? undefined : { name, shape: sizes.shapeOf(axes), axes };
  });
  const strides = specs.flatMap(([name, spec]) => {
    const { broadcast, shape } = detail(spec);
    return broadcast ? stridesOf(tensors.get(name)?.shape ?? [], shape) : [];
  });
  return {
    slots: [...specs.map(([name]) => tensors.get(name)), ...params.slots, ...outputs],
    scalars: [...dimensionsOf(row).map((name) => sizes.of(name)), ...strides, ...params.scalars],
  };
}

/** The dimensions that a kernel takes, in its order. */
function dimensionsOf({ dimensions, inputs, outputs }: Row): readonly string[] {
  const ofInputs = Object.values(inputs).flatMap((spec) => {
    const { shape, chosen } = detail(spec);
    return [shape, ...Object.values(chosen?.shapes ?? {})];
  });
  const ofOutputs = Object.values(outputs).map((spec) => spec.split(" if ")[0]);
  return [...new Set((dimensions ?? String([...ofInputs, ...ofOutputs])).match(/[a-z]\w*/gi))];
}

/** An input under the name by which the caller gave it, with the specification of the place that it takes. */
interface Input extends Slot {
  readonly data: DataOf[DType];
  readonly spec: InputDetails;
}

function readTensors(
  operation: string,
  row: Row,
  inputs: unknown,
  option: (param: string) => unknown,
): Map<string, Input> {
  const given = readNamed(operation, "input", inputs, Object.keys(row.inputs));
  const tensors = new Map<string, Input>();
  for (const [name, written] of Object.entries(row.inputs)) {
    const spec = detail(written);
    const value = given.get(name);
    const choice = spec.chosen && String(option(spec.chosen.by));
    const pattern = choice ? (spec.chosen?.shapes[choice] ?? "?") : spec.shape;
    if (value === undefined) {
      if (!pattern.endsWith("?") || given.has(spec.beside ?? ""))
        throw new ArgumentError(operation, `${name} is missing`, name);
      continue;
    }
    if (pattern === "?")
      throw new ArgumentError(operation, `${name} is given, but ${spec.chosen?.by} is ${choice}`, name);
    const { shape, data } = readTensor(operation, name, spec, value);
    const place = spec.floatsGoTo && isArrayOf(data, [Float32Array]) ? spec.floatsGoTo : name;
    if (place !== name && given.has(place)) {
      throw new ArgumentError(operation, `${name} is of floats and so is ${place}: add them up`, place);
    }
    const axes = pattern.replace("?", "");
    tensors.set(place, { name, shape, axes, data, spec: detail(row.inputs[place] ?? spec) });
  }
  return tensors;
}

function readTensor(operation: string, name: string, { kinds }: InputDetails, value: unknown) {
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

function readParams(operation: string, row: Row, given: ReadonlyMap<string, unknown>, sizes: Sizes) {
  const dimensions = dimensionsOf(row);
  const requests = Object.values(row.outputs).map((output) => output.split(" if ")[1]);
  const scalars: number[] = [];
  const slots: (Slot | undefined)[] = [];
  const wishes = new Set<string>();
  for (const [name, spec] of Object.entries(row.params)) {
    const lowered = lower(spec, given.get(name), sizes);
    if (typeof lowered === "string") {
      throw new ArgumentError(operation, `${name} is ${describe(given.get(name))}, must be ${lowered}`, name);
    }
    if (typeof lowered === "boolean") {
      if (!requests.includes(name)) scalars.push(Number(lowered));
      else if (lowered) wishes.add(name);
    } else if (lowered === undefined) slots.push(lowered);
    else if (lowered instanceof Int32Array) slots.push({ name, shape: [lowered.length], axes: name, data: lowered });
    else if (dimensions.includes(name)) sizes.set(name, lowered);
    else scalars.push(...lowered);
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
  const most = sizes.of(below) - 1;
  const wrong = data.find((index) => index < 0 || index > most);
  if (wrong !== undefined)
    throw new ArgumentError(operation, `${name} holds ${wrong}, must be from 0 to ${below} - 1 = ${most}`, name, below);
}
