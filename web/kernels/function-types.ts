import type { InputDetails, ParamSpec, Row } from "./operation.js";
import type { operations, trainingOperations } from "./operations/index.js";
import type { DType, FloatTensor, IntTensor, Tensor } from "./tensor.js";

/*
 * The static types of an operation, from its row of the table. The mapped types keep to `keyof Pick<...>` so that the
 * docstrings of the row show on inputs, options and outputs in an editor.
 */

type Rows = typeof operations & typeof trainingOperations;
type Nothing = Record<never, never>;

/** `"softmax"`, `"scaledDotProductAttention"` and so on: all operations, those of training too. */
export type OperationName = keyof Rows;

/** The first argument of an operation, its tensors by name: `Inputs<"softmax">`. */
export type Inputs<Name extends OperationName> = InputsOf<Rows[Name]>;

/** The second argument of an operation, its options by name. `undefined` is the default. */
export type Options<Name extends OperationName> = OptionsOf<Rows[Name]>;

/** What an operation returns, its outputs by name; those on request only where the options `O` ask for them. */
export type Outputs<Name extends OperationName, O = Nothing> = OutputsOf<Rows[Name], O>;

/** The third argument of an operation, tensors that outputs are written into instead of new ones. Default: none. */
export type Into<Name extends OperationName> = {
  readonly [K in keyof Rows[Name]["outputs"]]?: FloatTensor | undefined;
};

/** The function of one operation. */
export type Operation<Name extends OperationName> =
  Nothing extends Options<Name>
    ? <const O extends Partial<Options<Name>> = Nothing>(
        inputs: Inputs<Name>,
        options?: Options<Name> & Known<Name, O>,
        into?: Into<Name>,
      ) => Outputs<Name, O>
    : <const O extends Options<Name>>(
        inputs: Inputs<Name>,
        options: Options<Name> & Known<Name, O>,
        into?: Into<Name>,
      ) => Outputs<Name, O>;

/** Makes an option that there is not an error, which TypeScript alone overlooks in generic arguments. */
export type Known<Name extends OperationName, O> = O & {
  readonly [K in Exclude<keyof O, keyof Rows[Name]["params"]>]: never;
};

type TensorOf<D extends DType> = D extends DType ? Tensor<D> : never;
type KeysWhere<T, Condition> = { [K in keyof T]: T[K] extends Condition ? K : never }[keyof T];

type OptionalInput<R extends Row> = KeysWhere<R["inputs"], `${string}?` | InputDetails<DType, `${string}?`>>;

type InputsOf<R extends Row> = {
  readonly [K in keyof Omit<R["inputs"], OptionalInput<R>>]: InputTensor<R["inputs"][K]>;
} & {
  readonly [K in keyof Pick<R["inputs"], OptionalInput<R>>]?: InputTensor<R["inputs"][K]> | undefined;
};
type InputTensor<S> = S extends string ? FloatTensor : S extends InputDetails<infer D> ? TensorOf<D> : never;

type ParamValue<P> = P extends boolean
  ? boolean
  : P extends { kind: "number" | "decay" | "integer" | "scale" | "count" | "axis" }
    ? number
    : P extends { kind: "choice"; names: readonly (infer Name)[] }
      ? Name
      : P extends { kind: "window" }
        ? readonly [left: number, right: number]
        : P extends { kind: "perEntry" }
          ? number | readonly number[] | Int32Array | IntTensor
          : P extends { kind: "list" }
            ? readonly number[] | Int32Array
            : never;

type RequiredParam<R extends Row> = KeysWhere<R["params"], { kind: "count" } & ParamSpec>;

type OptionsOf<R extends Row> = {
  readonly [K in keyof Pick<R["params"], RequiredParam<R>>]: ParamValue<R["params"][K]>;
} & {
  readonly [K in keyof Omit<R["params"], RequiredParam<R>>]?: ParamValue<R["params"][K]> | undefined;
};

/** Whether an output is there: `true`, `false`, or `boolean` when only the call itself decides. */
type Wanted<R extends Row, S, O> = S extends `${string} if ${infer When}`
  ? When extends keyof R["params"]
    ? When extends keyof O
      ? O[When] extends undefined
        ? Otherwise<R["params"][When]>
        : O[When] extends boolean
          ? O[When]
          : boolean
      : Otherwise<R["params"][When]>
    : never
  : true;
type Otherwise<P> = P extends boolean ? P : never;

type OutputsWhere<R extends Row, O, Answer extends boolean> = {
  [K in keyof R["outputs"]]: Same<Wanted<R, R["outputs"][K], O>, Answer> extends true ? K : never;
}[keyof R["outputs"]];
type Same<A, B> = [A, B] extends [B, A] ? true : false;

type OutputsOf<R extends Row, O> = {
  readonly [K in keyof Pick<R["outputs"], OutputsWhere<R, O, true>>]: FloatTensor;
} & {
  readonly [K in keyof Pick<R["outputs"], OutputsWhere<R, O, boolean>>]?: FloatTensor;
};
