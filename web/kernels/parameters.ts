import { count } from "../arrays/index.js";
import { readAxis } from "./axes.js";
import type { ParamSpec } from "./operation.js";
import type { Sizes } from "./sizes.js";
import { isArrayOf, isInteger, isObject, MOST } from "./tensor.js";

/**
 * An option as the kernel takes it: numbers among the arguments, or an array in memory (`undefined` when absent). A string
 * says what the option must be, which it is not.
 */
export type Lowered = readonly number[] | Int32Array | undefined | string;

/** What a parameter is unless given. */
export const defaultOf = (spec: ParamSpec | undefined) => (typeof spec === "object" ? spec.otherwise : spec);

/** Whether there is no default. */
export const isRequired = (spec: ParamSpec | undefined) => typeof spec === "object" && spec.kind === "count";

export type Lower = (value: unknown, sizes: Sizes) => Lowered;

/** How an option is checked and lowered. */
export function lowering(spec: ParamSpec): Lower {
  if (typeof spec === "boolean") return (value) => (typeof value === "boolean" ? [Number(value)] : "true or false");
  const { kind } = spec;
  switch (kind) {
    case "number":
      return (value) => atLeast(spec.atLeast, value);
    case "decay":
      return (value) => (typeof value === "number" && value >= 0 && value < 1 ? [value] : "a number from 0 to below 1");
    case "integer":
      return (value) => (isInteger(value, -MOST - 1) ? [value] : "an integer of 32 bits");
    case "scale":
      return (value, sizes) =>
        value === undefined ? [Math.max(count(sizes.list("headDim")), 1) ** -0.5] : atLeast(0, value);
    case "count":
      return (value) => (isInteger(value, 1) ? [value] : "an integer of 1 or more");
    case "choice":
      return (value) => {
        const index = typeof value === "string" ? spec.names.indexOf(value) : -1;
        return index < 0 ? `one of ${spec.names.join(", ")}` : [index];
      };
    case "axis":
      return splitAt;
    case "window":
      return (value) => integers(value, -1, MOST, 2) ?? "[left, right], integers of -1 (no bound) or more";
    case "perEntry": {
      const atMost = readAxis(spec.atMost);
      return (value, sizes) => {
        if (value === undefined) return value;
        const [batch, most] = [count(sizes.list("batch")), sizes.of(atMost)];
        const list: unknown = isObject(value) && "data" in value ? value.data : value;
        const entries = integers(typeof list === "number" ? Array(batch).fill(list) : list, spec.atLeast, most, batch);
        return entries
          ? Int32Array.from(entries)
          : `an integer from ${spec.atLeast} to ${most}, or an array of ${batch}`;
      };
    }
    case "list":
      return (value, sizes) => {
        const list = integers(value, 1, 1024);
        if (!list) return "an array of integers from 1 to 1024";
        const squares = list.reduce((sum, entry) => sum + entry * entry, 0);
        if (squares > MOST) return `integers whose squares come to at most ${MOST}: give fewer, or smaller ones`;
        sizes.bind(spec.number, [list.length]);
        sizes.bind(spec.squares, [squares]);
        return Int32Array.from(list);
      };
    default:
      return kind satisfies never;
  }
}

function atLeast(least: number | undefined, value: unknown): readonly number[] | string {
  // What float32 cannot hold is not finite for the kernel.
  const fits = typeof value === "number" && Number.isFinite(Math.fround(value)) && value >= (least ?? value);
  return fits ? [value] : `a finite number${least === undefined ? "" : ` of ${least} or more`}`;
}

/** The axis tells how a tensor falls into `outer` blocks of `length` rows of `inner` elements. */
function splitAt(axis: unknown, sizes: Sizes): readonly number[] | string {
  const shape = sizes.some("shape");
  const rank = shape.length;
  if (!isInteger(axis, -rank, rank - 1)) return `an integer from ${-rank} to ${rank - 1}`;
  const at = axis < 0 ? axis + rank : axis;
  sizes.bind("outer", shape.slice(0, at));
  sizes.bind("length", shape.slice(at, at + 1));
  sizes.bind("inner", shape.slice(at + 1));
  return [];
}

/** An array, or Int32Array, of integers from `least` to `most`, if it is one and has that length. */
function integers(value: unknown, least: number, most: number, wanted?: number): readonly number[] | undefined {
  if (!Array.isArray(value) && !isArrayOf(value, ["int32"])) return undefined;
  const list = Array.from<unknown, unknown>({ length: value.length }, (_, i) => value[i]); // No iterator goes over a detached buffer.
  const fits = list.length === (wanted ?? list.length);
  return fits && list.every((entry) => isInteger(entry, least, most)) ? list : undefined;
}
