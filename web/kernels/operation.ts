import type { DataOf, DType, Kind } from "./tensor.js";

/*
 * The language of the operation table. A row (a file of `operations/`) gives an operation's tensors with named
 * dimensions and its parameters with defaults; types, checks and the order of the C arguments follow from it.
 *
 * A shape is its dimensions in order, separated by blanks:
 *   batch           a named size, equal wherever the name stands in the row
 *   2               exactly this size
 *   seqPast+seqK    sums and products of both: "2*dim", "height*width"
 *   ...rows         first only: any number of leading dimensions, which the kernel sees as one
 */

/** An input tensor, in the order of the C arguments. */
export interface InputSpec<D extends DType = DType, Optional extends boolean = boolean> {
  /** The arrays that it may be made of. */
  readonly kinds: readonly Kind<DataOf[D]>[];
  readonly shape: string;
  readonly optional: Optional;
  /** Required all the same when this other input is given. */
  readonly beside?: string;
  /** Broadcasts to `shape` as in NumPy. The kernel gets an element stride for each dimension. */
  readonly broadcast?: boolean;
  /** Each element is an index: at least 0 and less than this dimension. */
  readonly below?: string;
  /** Where the tensor goes when it is of floats: the kernel has two places for it. */
  readonly floatsGoTo?: string;
}

/** A float output; with `when` only on request, by the parameter of that name. */
export interface OutputSpec<When extends string | undefined = string | undefined> {
  readonly shape: string;
  readonly when: When;
}

/** Sizes of the dimensions of a call, by name. */
export type SizeOf = (dimension: string) => number;

/** A parameter, with what it is unless given. */
export type ParamSpec =
  | { readonly kind: "flag"; readonly otherwise: false }
  /** Asks for an output. The kernel gets a pointer for the output, nothing for the boolean. */
  | { readonly kind: "request"; readonly otherwise: boolean }
  /** A finite float. */
  | { readonly kind: "number"; readonly otherwise: number | ((sizeOf: SizeOf) => number); readonly atLeast: number }
  /** A required integer of 1 or more. */
  | { readonly kind: "count"; readonly otherwise?: undefined }
  /** One of these names. The kernel gets its position. */
  | { readonly kind: "choice"; readonly otherwise: string; readonly names: readonly string[] }
  /** An axis of the input of shape `...shape`. The kernel gets the dimensions `outer`, `length` and `inner`. */
  | { readonly kind: "axis"; readonly otherwise: -1 }
  /** `[left, right]`, each -1 for no bound. */
  | { readonly kind: "window"; readonly otherwise: readonly number[] }
  /** An integer for all entries of the batch, or one for each. The kernel gets an int32 array after the inputs, none when absent. */
  | { readonly kind: "perEntry"; readonly otherwise?: undefined; readonly atLeast: number; readonly atMost: string };

/** One operation. A parameter named like a dimension gives that dimension its size. */
export interface Row {
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly outputs: Readonly<Record<string, OutputSpec>>;
  readonly params: Readonly<Record<string, ParamSpec>>;
  /** The dimensions in the order of the C arguments, where that is not the order in which the row first names them. */
  readonly dimensions?: string;
  /** `{ modelDim: "numHeads" }`: modelDim must be a multiple of numHeads. */
  readonly multiples?: Readonly<Record<string, string>>;
}

export const float = (shape: string): InputSpec<"float32", false> => ({
  kinds: [Float32Array],
  shape,
  optional: false,
});
export const bool = (shape: string): InputSpec<"bool", false> => ({ kinds: [Uint8Array], shape, optional: false });
export const indices = (shape: string, below: string): InputSpec<"int32", false> => ({
  kinds: [Int32Array],
  shape,
  optional: false,
  below,
});
export const optional = <D extends DType>(spec: InputSpec<D>): InputSpec<D, true> => ({ ...spec, optional: true });
export const beside = <D extends DType>(other: string, spec: InputSpec<D>): InputSpec<D, true> => ({
  ...optional(spec),
  beside: other,
});
export const broadcast = <D extends DType>(spec: InputSpec<D>): InputSpec<D, true> => ({
  ...optional(spec),
  broadcast: true,
});
/** A mask: booleans, or floats, which the kernel takes in the place of `bias`. */
export const maskOrBias = (shape: string): InputSpec<"bool" | "float32", true> => ({
  kinds: [Uint8Array, Float32Array],
  shape,
  optional: true,
  broadcast: true,
  floatsGoTo: "bias",
});

export const output = (shape: string): OutputSpec<undefined> => ({ shape, when: undefined });
export const onRequest = <When extends string>(when: When, shape: string): OutputSpec<When> => ({ shape, when });

export const flag = { kind: "flag", otherwise: false } as const;
export const request = <Otherwise extends boolean>(otherwise: Otherwise) => ({ kind: "request", otherwise }) as const;
export const atLeast = (least: number, otherwise: number | ((sizeOf: SizeOf) => number)) =>
  ({ kind: "number", otherwise, atLeast: least }) as const;
export const count = { kind: "count" } as const;
/** The first name is the default. */
export const choice = <const Name extends string>(...names: readonly [Name, ...Name[]]) =>
  ({ kind: "choice", otherwise: names[0], names }) as const;
export const axis = { kind: "axis", otherwise: -1 } as const;
export const window = { kind: "window", otherwise: [-1, -1] } as const;
export const perEntry = (least: number, most: string) => ({ kind: "perEntry", atLeast: least, atMost: most }) as const;
