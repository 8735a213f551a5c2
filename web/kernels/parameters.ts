import type { ParamSpec } from "./operation.js";
import type { Sizes } from "./sizes.js";
import { isArrayOf, isInteger, isObject } from "./tensor.js";

/**
 * An option as the kernel takes it: numbers among the arguments, an array in memory (`undefined` when absent), or the wish
 * for an output. A string says what the option must be, which it is not.
 */
export type Lowered = readonly number[] | Int32Array | undefined | boolean | string;

/** Checks an option, or takes its default where it is `undefined`. */
export function lower(spec: ParamSpec, given: unknown, sizes: Sizes): Lowered {
  const { kind, otherwise } = spec;
  const value =
    given !== undefined ? given : typeof otherwise === "function" ? otherwise((name) => sizes.of(name)) : otherwise;
  switch (kind) {
    case "flag":
      return typeof value === "boolean" ? [Number(value)] : "true or false";
    case "request":
      return typeof value === "boolean" ? value : "true or false";
    case "number": {
      // What float32 cannot hold is not finite for the kernel.
      const fits = typeof value === "number" && Number.isFinite(Math.fround(value)) && value >= spec.atLeast;
      return fits ? [value] : `a finite number of ${spec.atLeast} or more`;
    }
    case "count":
      return isInteger(value, 1) ? [value] : "an integer of 1 or more";
    case "choice": {
      const index = spec.names.findIndex((name) => name === value);
      return index < 0 ? `one of ${spec.names.join(", ")}` : [index];
    }
    case "axis":
      return splitAt(value, sizes);
    case "window": {
      const fits = Array.isArray(value) && value.length === 2 && value.every((bound) => isInteger(bound, -1));
      return fits ? Array.from<number>(value) : "[left, right], each an integer of -1 (no bound) or more";
    }
    case "perEntry":
      return value === undefined ? value : perEntry(value, spec.atLeast, sizes.of(spec.atMost), sizes.of("batch"));
    default:
      return kind satisfies never;
  }
}

/** The axis tells how a tensor falls into `outer` blocks of `length` rows of `inner` elements. */
function splitAt(axis: unknown, sizes: Sizes): readonly number[] | string {
  const shape = sizes.shapeOf("...shape");
  const rank = shape.length;
  if (!isInteger(axis, -rank, rank - 1)) return `an integer from ${-rank} to ${rank - 1}, the rank being ${rank}`;
  const at = axis < 0 ? axis + rank : axis;
  sizes.set("outer", shape.slice(0, at));
  sizes.set("length", shape.slice(at, at + 1));
  sizes.set("inner", shape.slice(at + 1));
  return [];
}

/** Takes one number for all entries of the batch, an array of one for each, or a tensor of them. */
function perEntry(value: unknown, least: number, most: number, batch: number): Int32Array | string {
  const list: unknown = isObject(value) && "data" in value ? value.data : value;
  const entries: unknown = typeof list === "number" ? Array(batch).fill(list) : list;
  const isList = (Array.isArray(entries) || isArrayOf(entries, [Int32Array])) && entries.length === batch;
  if (isList && Array.from<unknown>(entries).every((entry) => isInteger(entry, least, most)))
    return Int32Array.from(entries);
  return `an integer from ${least} to ${most}, or an array of ${batch}, one for each entry of the batch`;
}
