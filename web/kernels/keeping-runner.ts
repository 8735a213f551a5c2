import { type Call, prepare } from "./call.js";
import { ArgumentError, DTypeError } from "./errors.js";
import { attempt, KEPT_BYTES } from "./instance.js";
import { KeepingInstance } from "./keeping-instance.js";
import { KeptTensor } from "./kept-tensor.js";
import { detail } from "./operation.js";
import { Placed } from "./placed.js";
import type { Plan } from "./plan.js";
import { arrayOf, type DType, describe, isArrayOf, isObject, readShape, type Tensor } from "./tensor.js";

const KEEP = "keep";

/** How many calls are remembered; a program that makes tensors all the time would otherwise fill the memory with them. */
const MOST_REMEMBERED = 1024;

/** Runs calls in one instance as long as it keeps anything; after a trap in a fresh one. */
export class KeepingRunner {
  readonly #module: WebAssembly.Module;
  readonly #forgotten = new FinalizationRegistry<() => void>((release) => release());
  /** Calls that were checked before, by their tensors and options: a training step makes the same ones over and over. */
  readonly #checked = new Map<string, Call>();
  /** How many tensors were ever kept. */
  #made = 0;
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
    const kept = new KeptTensor(instance, block, shape, dtype, ++this.#made);
    this.#forgotten.register(kept, () => instance.free(block));
    kept.write({ shape, data: value.data });
    return kept;
  }

  run(plan: Plan, inputs: unknown, given: unknown, into: unknown): object {
    const instance = this.#ready();
    const key = keyOf(instance, plan, inputs, given, into);
    const checked = key && this.#checked.get(key);
    if (checked) return attempt(plan.operation, () => instance.run(checked));
    const sources = this.#place(plan, inputs, (name) => kindsOf(plan, name));
    const targets = this.#place(plan, into, () => ["float32"]);
    const late = plan.row.inPlace
      ? []
      : [...targets.kept].filter(([, kept]) => [...sources.kept.values()].includes(kept));
    refuseTwice(plan.operation, targets.kept);
    const places = { ...targets.given, ...Object.fromEntries(late.map(([name]) => [name, undefined])) };
    const call = prepare(plan, sources.given, given, places);
    if (key && late.length === 0) this.#remember(key, call);
    const outputs = attempt(plan.operation, () => instance.run(call));
    for (const [name, kept] of late) {
      const output = outputs[name];
      if (output) kept.write(output);
    }
    return Object.fromEntries(Object.entries(outputs).filter(([name]) => !targets.kept.has(name)));
  }

  #remember(key: string, call: Call): void {
    if (this.#checked.size >= MOST_REMEMBERED) this.#checked.clear();
    this.#checked.set(key, call);
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
      this.#instance = attempt(KEEP, () => new KeepingInstance(this.#module));
      this.#checked.clear();
    }
    return this.#instance;
  }
}

/** What a call is made of, where that is kept tensors and plain values: the same once more needs no second look. */
function keyOf(instance: KeepingInstance, { operation }: Plan, inputs: unknown, given: unknown, into: unknown) {
  let key = operation;
  for (const values of [inputs, into]) {
    key += ";";
    if (!isObject(values)) return undefined;
    for (const [name, value] of Object.entries(values)) {
      if (!(value instanceof KeptTensor) || !value.isIn(instance)) return undefined;
      key += `${name} ${value.id},`;
    }
  }
  if (!isObject(given)) return undefined;
  for (const [name, value] of Object.entries(given)) {
    if (isObject(value)) return undefined;
    key += `;${name} ${String(value)}`;
  }
  return key;
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
