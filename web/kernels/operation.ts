import type { DType } from "./tensor.js";

/*
 * The language of the operation table. A row (a file of `operations/`) gives an operation's tensors with named
 * dimensions and its parameters with defaults; types, checks and the order of the C arguments follow from it. Rows are data:
 * the build writes them into the WebAssembly, where the loader finds them beside the kernels that they describe.
 *
 * A tensor of floats is written as its shape: its dimensions in order, separated by blanks:
 *   batch           a named size, equal wherever the name stands in the row
 *   2               exactly this size
 *   seqPast+seqK    sums and products of both: "2*dim", "height*width"; less a number: "2*seq-1", 0 where that is below
 *   ...rows         first only: any number of leading dimensions, which the kernel sees as one
 * An input whose shape ends in "?" may be absent. An output whose shape ends in " if returnLse" is there on request, by the
 * parameter of that name.
 */

/** An input tensor that is not of floats, or of which there is more to say than its shape. */
export interface InputDetails<D extends DType = DType, Shape extends string = string> {
  /** What its elements may be. */
  readonly kinds: readonly D[];
  readonly shape: Shape;
  /** Required all the same when this other input is given. */
  readonly beside?: string;
  /** Broadcasts to `shape` as in NumPy. The kernel gets an element stride for each dimension. */
  readonly broadcast?: boolean;
  /** Its rows may lie apart: the kernel gets an element stride for each dimension but the last. */
  readonly strided?: boolean;
  /** Each element is an index: at least 0 and less than this dimension. */
  readonly below?: string | undefined;
  /** What this parameter is may stand in the place of an index. */
  readonly except?: string;
  /** Of each row only the first ones are indices: as many as it takes to hold what this other input counts for the row, `each` in one. */
  readonly counted?: { readonly by: string; readonly each: string };
  /** Where the tensor goes when it is of floats: the kernel has two places for it. */
  readonly floatsGoTo?: string;
  /** Its shape hangs on a parameter; it is required where that is one of these names, and otherwise must be absent. */
  readonly chosen?: { readonly by: string; readonly shapes: Readonly<Record<string, string>> };
}

/** An input tensor, in the order of the C arguments. */
export type InputSpec = string | InputDetails;

/** A parameter, with what it is unless given. */
export type ParamSpec =
  /** True or false; this unless given. Where an output names it after "if", the kernel gets a pointer for that instead. */
  | boolean
  /** A finite float. */
  | { readonly kind: "number"; readonly otherwise: number; readonly atLeast?: number }
  /**
   * What a running mean keeps of itself, from 0 to below 1. The kernel gets a float64: of a float32 next to 1, such as 0.999, the
   * rest has few digits.
   */
  | { readonly kind: "decay"; readonly otherwise: number }
  /** An integer of 32 bits. */
  | { readonly kind: "integer"; readonly otherwise: number }
  /** A finite float of 0 or more; 1 / sqrt(headDim) unless given. */
  | { readonly kind: "scale"; readonly otherwise?: undefined }
  /** A required integer of 1 or more. */
  | { readonly kind: "count"; readonly otherwise?: undefined }
  /** One of these names. The kernel gets its position. */
  | { readonly kind: "choice"; readonly otherwise: string; readonly names: readonly string[] }
  /** An axis of the input of shape `...shape`. The kernel gets the dimensions `outer`, `length` and `inner`. */
  | { readonly kind: "axis"; readonly otherwise: number }
  /** `[left, right]`, each -1 for no bound. */
  | { readonly kind: "window"; readonly otherwise: readonly number[] }
  /**
   * Integers from 1 to 1024, any number of them. They give two dimensions: their number, and the sum of their squares. The
   * kernel gets an int32 array after the inputs.
   */
  | { readonly kind: "list"; readonly otherwise: readonly number[]; readonly number: string; readonly squares: string }
  /** An integer for all entries of the batch, or one for each. The kernel gets an int32 array after the inputs, none when absent. */
  | { readonly kind: "perEntry"; readonly otherwise?: undefined; readonly atLeast: number; readonly atMost: string };

/** One operation. A parameter named like a dimension gives that dimension its size. */
export interface Row {
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, ParamSpec>>;
  /** The dimensions in the order of the C arguments, where that is not the order in which the row first names them. */
  readonly dimensions?: string;
  /** `{ modelDim: "numHeads" }`: modelDim must be a multiple of numHeads. Of a number too: "2". */
  readonly multiples?: Readonly<Record<string, string>>;
  /** Any output may be the memory of any input of its shape. */
  readonly inPlace?: true;
}

/** An input with its details. */
export const detail = (spec: InputSpec): InputDetails =>
  typeof spec === "string" ? { kinds: ["float32"], shape: spec } : spec;

export const bool = <const Shape extends string>(shape: Shape): InputDetails<"bool", Shape> => ({
  kinds: ["bool"],
  shape,
});
/** Integers; with `below` indices. */
export const ints = <const Shape extends string>(shape: Shape, below?: string): InputDetails<"int32", Shape> => ({
  kinds: ["int32"],
  shape,
  below,
});
export const beside = <const Shape extends string>(other: string, shape: Shape): InputDetails<"float32", Shape> => ({
  kinds: ["float32"],
  shape,
  beside: other,
});
export const broadcast = <D extends DType, Shape extends string>(
  spec: InputDetails<D, Shape>,
): InputDetails<D, Shape> => ({ ...spec, broadcast: true });
/** Floats that broadcast to a shape. */
export const broadcastFloat = <const Shape extends string>(shape: Shape): InputDetails<"float32", Shape> =>
  broadcast({ kinds: ["float32"], shape });
/** Floats whose rows may lie apart, as those of a cache do. */
export const strided = <const Shape extends string>(shape: Shape): InputDetails<"float32", Shape> => ({
  kinds: ["float32"],
  shape,
  strided: true,
});
/** A mask: booleans, or floats, which the kernel takes in the place of `bias`. */
export const maskOrBias = <const Shape extends string>(shape: Shape): InputDetails<"bool" | "float32", Shape> => ({
  kinds: ["bool", "float32"],
  shape,
  broadcast: true,
  floatsGoTo: "bias",
});
/** Floats in a shape that hangs on the parameter `by`; absent where that has a name that is not among `shapes`. */
export const chosen = (by: string, shapes: Readonly<Record<string, string>>): InputDetails<"float32", "?"> => ({
  kinds: ["float32"],
  shape: "?",
  chosen: { by, shapes },
});

export const number = (otherwise: number) => ({ kind: "number", otherwise }) as const;
export const integer = (otherwise: number) => ({ kind: "integer", otherwise }) as const;
export const atLeast = (least: number, otherwise: number) => ({ kind: "number", otherwise, atLeast: least }) as const;
export const decay = (otherwise: number) => ({ kind: "decay", otherwise }) as const;
export const scale = { kind: "scale" } as const;
export const count = { kind: "count" } as const;
/** The first name is the default. */
export const choice = <const Name extends string>(...names: readonly [Name, ...Name[]]) =>
  ({ kind: "choice", otherwise: names[0], names }) as const;
export const axis = { kind: "axis", otherwise: -1 } as const;
export const window = { kind: "window", otherwise: [-1, -1] } as const;
export const perEntry = (least: number, most: string) => ({ kind: "perEntry", atLeast: least, atMost: most }) as const;
export const list = (otherwise: readonly number[], gives: { readonly number: string; readonly squares: string }) =>
  ({ kind: "list", otherwise, ...gives }) as const;
