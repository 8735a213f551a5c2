import { operationsOf } from "./described.js";
import type { Inputs, Known, OperationName, Options, Outputs } from "./function-types.js";
import { attempt } from "./instance.js";
import { KeepingRunner } from "./keeping-runner.js";
import type { KeptTensor } from "./kept-tensor.js";
import { compileOneOf, type LoadOptions } from "./module.js";
import { planOf } from "./plan.js";
import type { DType, FloatTensor, Tensor } from "./tensor.js";

const LOAD = "loadTrainingKernels";

type Nothing = Record<never, never>;
type Keepable<T> = T extends Tensor<infer D> ? T | KeptTensor<D> : T;

/** The first argument of an operation; each tensor may be a kept one. */
export type KeptInputs<Name extends OperationName> = {
  readonly [K in keyof Inputs<Name>]: Keepable<Inputs<Name>[K]>;
};

/** The third argument of an operation: where outputs are to be written. */
export type KeptInto<Name extends OperationName> = {
  readonly [K in keyof Outputs<Name, Record<string, boolean>>]?: FloatTensor | KeptTensor<"float32"> | undefined;
};

type KeptNames<P> = { [K in keyof P]: P[K] extends KeptTensor ? K : never }[keyof P];

/** An operation that takes kept tensors too. What it writes into a kept tensor it does not return. */
export type KeepingOperation<Name extends OperationName> =
  Nothing extends Options<Name>
    ? <const O extends Partial<Options<Name>> = Nothing, const P extends KeptInto<Name> = Nothing>(
        inputs: KeptInputs<Name>,
        options?: Options<Name> & Known<Name, O>,
        into?: P,
      ) => Omit<Outputs<Name, O>, KeptNames<P>>
    : <const O extends Options<Name>, const P extends KeptInto<Name> = Nothing>(
        inputs: KeptInputs<Name>,
        options: Options<Name> & Known<Name, O>,
        into?: P,
      ) => Omit<Outputs<Name, O>, KeptNames<P>>;

/** All operations, those of training too, and tensors that stay in their memory. */
export type TrainingKernels = { readonly [Name in OperationName]: KeepingOperation<Name> } & {
  /**
   * Copies a tensor into the kernels' memory, where it stays: see {@link KeptTensor}.
   *
   * @throws {KernelError} when there is not memory enough
   */
  keep<D extends DType>(tensor: Tensor<D>): KeptTensor<D>;
};

/**
 * Loads the kernels with the operations of training, and with `keep`: a module of its own, a few kilobytes larger than that
 * of `loadKernels`, in whose place it does as well. A training step that reads and writes kept tensors copies nothing.
 *
 * @throws {KernelError} when the WebAssembly cannot be fetched, compiled or started
 * @throws {ArgumentError} when an option is unknown or of the wrong type
 */
export async function loadTrainingKernels(options: LoadOptions = {}): Promise<TrainingKernels> {
  const module = await compileOneOf(LOAD, options, (relaxed) =>
    relaxed
      ? new URL("./kernels-training-relaxed.wasm", import.meta.url)
      : new URL("./kernels-training.wasm", import.meta.url),
  );
  const rows = attempt(LOAD, () => operationsOf(module));
  const runner = attempt(LOAD, () => new KeepingRunner(module));
  const functions = Object.entries(rows).map(([name, row]) => {
    const plan = planOf(name, row);
    return [name, (inputs: unknown, given: unknown = {}, into: unknown = {}) => runner.run(plan, inputs, given, into)];
  });
  // The one cast, as in `loadKernels`.
  return {
    ...Object.fromEntries(functions),
    keep: (tensor: Tensor) => runner.keep(tensor),
  } as TrainingKernels;
}
