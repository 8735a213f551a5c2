import { prepare } from "./call.js";
import { operationsOf } from "./described.js";
import { ArgumentError, DTypeError } from "./errors.js";
import type { Inputs, Known, OperationName, Options, Outputs } from "./function-types.js";
import { attempt, KEPT_BYTES } from "./instance.js";
import { KeepingInstance } from "./keeping-instance.js";
import { KeptTensor } from "./kept-tensor.js";
import { compileOneOf, type LoadOptions } from "./module.js";
import { detail } from "./operation.js";
import { Placed } from "./placed.js";
import { type Plan, planOf } from "./plan.js";
import {
  arrayOf,
  type DType,
  describe,
  type FloatTensor,
  isArrayOf,
  isObject,
  readShape,
  type Tensor,
} from "./tensor.js";

const LOAD = "loadTrainingKernels";
const KEEP = "keep";

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

/** Runs calls in one instance as long as it keeps anything; after a trap in a fresh one. */
class KeepingRunner {
  readonly #module: WebAssembly.Module;
  readonly #forgotten = new FinalizationRegistry<() => void>((release) => release());
  #instance: KeepingInstance;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.#instance = new KeepingInstance(module);
  }

  keep<D extends DType>(value: Tensor<D>): KeptTensor<D> {
    const instance = this.#ready();
    const dtype = dtypeOf(value);
    const shape = readShape(KEEP, "tensor", value.shape, value.data);
    const block = attempt(KEEP, () => instance.keep(value.data.byteLength, "tensor", shape));
    const kept = new KeptTensor(instance, block, shape, dtype);
    this.#forgotten.register(kept, () => instance.free(block));
    kept.write({ shape, data: value.data });
    return kept;
  }

  run(plan: Plan, inputs: unknown, given: unknown, into: unknown): object {
    const instance = this.#ready();
    const sources = this.#place(plan, inputs, (name) => kindsOf(plan, name));
    const targets = this.#place(plan, into, () => ["float32"]);
    const late = plan.row.inPlace
      ? []
      : [...targets.kept].filter(([, kept]) => [...sources.kept.values()].includes(kept));
    refuseTwice(plan.operation, targets.kept);
    const places = { ...targets.given, ...Object.fromEntries(late.map(([name]) => [name, undefined])) };
    const outputs = attempt(plan.operation, () => instance.run(prepare(plan, sources.given, given, places)));
    for (const [name, kept] of late) {
      const output = outputs[name];
      if (output) kept.write(output);
    }
    return Object.fromEntries(Object.entries(outputs).filter(([name]) => !targets.kept.has(name)));
  }

  /** Tensors by name, with the places of those that are kept. */
  #place(plan: Plan, values: unknown, kindsOf: (name: string) => readonly DType[]) {
    const kept = new Map<string, KeptTensor>();
    if (!isObject(values)) return { given: values, kept };
    const given = Object.entries(values).map(([name, value]: [string, unknown]) => {
      if (!(value instanceof KeptTensor)) return [name, value];
      const kinds = kindsOf(name);
      const dtype: DType = value.dtype;
      if (!kinds.includes(dtype)) {
        const rule = kinds.map((kind) => arrayOf[kind].name).join(" or ");
        throw new DTypeError(plan.operation, `${name} is kept as ${arrayOf[dtype].name}, must be ${rule}`, name);
      }
      kept.set(name, value);
      return [name, new Placed(value.shape, value.placeIn(this.#instance, plan.operation, name))];
    });
    return { given: Object.fromEntries(given), kept };
  }

  /** WebAssembly memory never shrinks: an instance that keeps nothing and grew large gives way to a fresh one. */
  #ready(): KeepingInstance {
    const { isLost, isKeeping, memory } = this.#instance;
    if (isLost || (!isKeeping && memory.buffer.byteLength > KEPT_BYTES)) {
      this.#instance = attempt(LOAD, () => new KeepingInstance(this.#module));
    }
    return this.#instance;
  }
}

/** What an input may be of where it is kept: floats of a mask have a place of their own, `bias`. */
function kindsOf({ row }: Plan, name: string): readonly DType[] {
  const spec = row.inputs[name];
  if (spec === undefined) return [];
  const { kinds, floatsGoTo } = detail(spec);
  return floatsGoTo ? kinds.filter((kind) => kind !== "float32") : kinds;
}

function refuseTwice(operation: string, targets: ReadonlyMap<string, KeptTensor>): void {
  const names = [...targets.keys()];
  for (const [i, name] of names.entries()) {
    const twin = names.slice(i + 1).find((other) => targets.get(other) === targets.get(name));
    if (twin) throw new ArgumentError(operation, `${name} and ${twin} are to be written into one tensor`, twin);
  }
}

function dtypeOf<D extends DType>({ data }: Tensor<D>): D {
  const dtype = dtypes.find((kind) => isArrayOf(data, [kind]));
  if (dtype) return dtype as D;
  throw new DTypeError(KEEP, `data is ${describe(data)}, must be a Float32Array, Int32Array or Uint8Array`, "tensor");
}
const dtypes = ["float32", "int32", "bool"] as const;
