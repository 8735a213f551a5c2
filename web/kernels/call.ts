import { count, sameShape } from "../arrays/index.js";
import type { Axis } from "./axes.js";
import { ArgumentError, DTypeError, ShapeError } from "./errors.js";
import { readNamed, unfit } from "./names.js";
import type { InputDetails } from "./operation.js";
import { defaultOf, isRequired } from "./parameters.js";
import { Placed } from "./placed.js";
import type { InputPlan, Plan } from "./plan.js";
import { Sizes } from "./sizes.js";
import { arrayOf, type DataOf, type DType, describe, isArrayOf, isDetached, isObject, readShape } from "./tensor.js";

/** A tensor that needs a place in memory: an input with its data, or an output. */
export interface Slot {
  readonly name: string;
  readonly shape: readonly number[];
  /** The names of its dimensions. */
  readonly axes: readonly { readonly name: string }[];
  /** Of an input; a number is the place in memory where it lies already, and of an output where it is to lie. */
  readonly data?: DataOf[DType] | number;
  /** Where the caller wants an output; absent for one of its own. */
  readonly into?: Float32Array | undefined;
}

/** What an input holds, or where an output is to be written: an array of the caller's, or a place in memory. */
export type SlotData = DataOf[DType] | number | undefined;

/** Where the tensors of a call lie. */
export interface Placement {
  /** Of the first tensor. */
  readonly start: number;
  /** From there to the end of the last. */
  readonly bytes: number;
  readonly pointers: readonly number[];
  /** What the kernel gets: pointers, then scalars. */
  readonly values: readonly number[];
  /** Of all tensors together. */
  readonly elements: number;
}

/** A checked call, in the kernel's terms and order. */
export interface Call {
  readonly plan: Plan;
  /** Inputs, then outputs; `undefined` for what is absent or not wanted. */
  readonly slots: readonly (Slot | undefined)[];
  /** Dimensions, strides of what broadcasts or lies apart, parameters. */
  readonly scalars: readonly number[];
  /** Where its tensors lay the last time. */
  placement?: Placement;
}

/** Checks the arguments of an operation. After this nothing of the caller's is touched but the data. */
export function prepare(plan: Plan, inputs: unknown, given: unknown, into: unknown): Call {
  const { operation, row } = plan;
  const sizes = new Sizes(operation);
  const options = readNamed(operation, "option", given, Object.keys(row.params));
  const tensors = readTensors(plan, inputs, options);
  // What broadcasts follows the sizes that the others give.
  for (const late of [false, true]) {
    for (const { name, shape, axes, spec } of tensors.values()) {
      if ((spec.broadcast ?? false) === late) sizes.match(name, axes, shape, late);
    }
  }
  const params = readParams(plan, options, sizes);
  for (const [dimension, divisor] of plan.multiples) sizes.checkMultiple(dimension, divisor);
  for (const input of plan.inputs) checkIndices(plan, input, tensors, options, sizes);
  const strides = plan.inputs.flatMap(({ name, axes, strides }) => {
    const tensor = tensors.get(name);
    return axes.slice(0, strides).map((_, axis) => strideOf(tensor, axis - axes.length));
  });
  return {
    plan,
    slots: [
      ...plan.inputs.map(({ name }) => tensors.get(name)),
      ...params.slots,
      ...placeOutputs(plan, options, into, sizes),
    ],
    scalars: [...plan.dimensions.map((dimension) => sizes.of(dimension)), ...strides, ...params.scalars],
  };
}

type Options = ReadonlyMap<string, unknown>;

/** An option, or what it is unless given. */
const optionOf = ({ row }: Plan, options: Options, name: string) =>
  options.has(name) ? options.get(name) : defaultOf(row.params[name]);

/** An input under the name by which the caller gave it. */
interface Input extends Slot {
  readonly axes: readonly Axis[];
  readonly data: DataOf[DType] | number;
  /** In elements, where they do not follow from the shape. */
  readonly strides?: readonly number[] | undefined;
  readonly spec: InputDetails;
}

/** The inputs by the places that they take. */
function readTensors(plan: Plan, inputs: unknown, options: Options): ReadonlyMap<string, Input> {
  const { operation, row } = plan;
  const given = readNamed(operation, "input", inputs, Object.keys(row.inputs));
  const tensors = new Map<string, Input>();
  const refuse = (name: string, problem: string) => {
    throw new ArgumentError(operation, `${name} ${problem}`, name);
  };
  for (const { name, spec, shapes, ...otherwise } of plan.inputs) {
    const { chosen, beside = "", floatsGoTo, kinds } = spec;
    const choice = chosen && String(optionOf(plan, options, chosen.by));
    const axes = choice ? shapes.get(choice) : otherwise.axes;
    const value = given.get(name);
    if (value === null && spec.shape.endsWith("?")) refuse(name, "is null: leave it out");
    if (value === undefined) {
      const mayBeAbsent = choice ? !axes : spec.shape.endsWith("?");
      if (!mayBeAbsent || given.has(beside)) refuse(name, "is missing");
    } else if (!axes) refuse(name, `is given, but ${chosen?.by} is ${choice}`);
    else if (value instanceof Placed) tensors.set(name, { ...value, name, axes, spec });
    else {
      const { shape, data } = readTensor(operation, name, kinds, value);
      if (floatsGoTo && isOfFlags(data)) refuse(name, writtenAsFloats);
      const place = floatsGoTo && isArrayOf(data, ["float32"]) ? floatsGoTo : name;
      if (place !== name && given.has(place)) refuse(place, `is of floats and so is ${name}: ${addThemUp}`);
      tensors.set(place, { name, shape, axes, data, spec });
    }
  }
  return tensors;
}

const addThemUp = "add them up (two of the lowest float make -Infinity, which hides a key)";

const writtenAsFloats = "holds 0 and 1 as floats, which are added to scores: give true and false, or bias to add them";

/** Whether floats look like a mask of booleans; zeros alone are one that hides nothing. */
const isOfFlags = (data: DataOf[DType]) =>
  isArrayOf(data, ["float32"]) && data.every((value) => value === 0 || value === 1) && data.includes(1);

function placeOutputs(plan: Plan, options: Options, into: unknown, sizes: Sizes): readonly (Slot | undefined)[] {
  const { operation, row } = plan;
  const places = readNamed(operation, "output", into, Object.keys(row.outputs));
  return plan.outputs.map(({ name, axes, when }) => {
    const place = places.get(name);
    if (when && !optionOf(plan, options, when)) {
      if (place === undefined) return undefined;
      throw new ArgumentError(operation, `${name} is to be written, but ${when} is false`, name);
    }
    const shape = sizes.shapeOf(axes);
    return { name, shape, axes, ...(place !== undefined && readPlace(operation, name, place, shape)) };
  });
}

/** Where an output of this shape is to be written. */
function readPlace(
  operation: string,
  name: string,
  value: unknown,
  wanted: readonly number[],
): Pick<Slot, "data" | "into"> {
  const place = value instanceof Placed ? value : readTensor(operation, name, ["float32"] as const, value);
  const { shape, data } = place;
  if (sameShape(shape, wanted)) return typeof data === "number" ? { data } : { into: data };
  throw new ShapeError(operation, `${name} has shape [${shape}], the output's is [${wanted}]`, name);
}

function readTensor<D extends DType>(operation: string, name: string, kinds: readonly D[], value: unknown) {
  if (!isObject(value) || !("shape" in value && "data" in value)) {
    throw unfit(operation, name, value, "a tensor { shape, data }");
  }
  const { shape } = value;
  const data = emptyOf(kinds, value.data);
  if (!isArrayOf(data, kinds)) {
    const rule = kinds.map((kind) => arrayOf[kind].name).join(" or ");
    throw new DTypeError(operation, `${name}.data is ${describe(data)}, must be ${rule}`, name);
  }
  return { shape: readShape(operation, name, shape, data), data };
}

/** An empty array of numbers is as good as one of booleans: `tensor([0, 3], [])` cannot know which is meant. */
function emptyOf(kinds: readonly DType[], data: unknown): unknown {
  const [kind = "float32"] = kinds;
  const isEmpty = kind !== "float32" && isArrayOf(data, ["float32"]) && !data.length && !isDetached(data);
  return isEmpty ? new arrayOf[kind](0) : data;
}

function readParams({ operation, params, row }: Plan, options: Options, sizes: Sizes) {
  const scalars: number[] = [];
  const slots: (Slot | undefined)[] = [];
  for (const { name, axis, otherwise, lower, isDimension, isWish } of params) {
    const lowered = lower(options.has(name) ? options.get(name) : otherwise, sizes);
    if (typeof lowered === "string") {
      const value = options.get(name);
      const mayBeAbsent = value === null && !isRequired(row.params[name]);
      throw unfit(operation, name, value, mayBeAbsent ? `${lowered}; leave it out for the default` : lowered);
    }
    if (lowered === undefined) slots.push(lowered);
    else if (lowered instanceof Int32Array) slots.push({ name, shape: [lowered.length], axes: [axis], data: lowered });
    else if (isDimension) sizes.set(axis, lowered);
    else if (!isWish) scalars.push(...lowered);
  }
  return { scalars, slots };
}

/** The element stride of a dimension, counted from the end (-1 is the last); 0 where the tensor has one element for all. */
function strideOf(tensor: Input | undefined, axis: number): number {
  const { shape, strides } = tensor ?? { shape: [] };
  if (strides) return strides.at(axis + 1) ?? 0;
  return (shape.at(axis) ?? 1) === 1 ? 0 : count(shape.slice(axis).slice(1));
}

function checkIndices(
  plan: Plan,
  { name, below, spec }: InputPlan,
  tensors: ReadonlyMap<string, Input>,
  options: Options,
  sizes: Sizes,
): void {
  const { shape, data } = tensors.get(name) ?? {};
  if (!below || !shape || typeof data !== "object") return;
  const most = sizes.of(below) - 1;
  const { except = "", counted } = spec;
  const exception = except && optionOf(plan, options, except);
  const lengths = counted && tensors.get(counted.by)?.data;
  const isIndex = (at: number) => {
    if (typeof lengths !== "object") return true;
    const width = data.length / lengths.length;
    return (at % width) * count(sizes.list(counted?.each ?? "")) < (lengths[Math.floor(at / width)] ?? 0);
  };
  const wrong = data.findIndex((value, at) => (value < 0 || value > most) && value !== exception && isIndex(at));
  if (wrong < 0) return;
  const place = shape.map((size, axis) => Math.floor(wrong / count(shape.slice(axis + 1))) % size);
  const rule = `from 0 to ${below.isName ? `${below.name} - 1 = ` : ""}${most}${except && `, or ${except}, ${exception}`}`;
  const problem = `${name} holds ${data[wrong]} at [${place.join(", ")}], must be ${rule}`;
  throw new ArgumentError(plan.operation, problem, name, below.name);
}
