import { sameShape } from "../arrays/index.js";
import { type Call, prepare, type Slot, type SlotData } from "./call.js";
import type { Run } from "./instance.js";
import type { AnyOperation } from "./kernels-of.js";
import type { Plan } from "./plan.js";
import { isObject } from "./tensor.js";

/** How many are known of an operation. */
const MOST = 8;

/** A tensor that a call was given, and the slot that it fills. */
interface Given {
  readonly name: string;
  readonly slot: number;
  readonly shape: readonly number[];
  readonly length: number;
  readonly prototype: object;
}

interface Known {
  readonly call: Call;
  readonly inputs: readonly Given[];
  readonly into: readonly Given[];
  readonly options: readonly (readonly [name: string, value: unknown])[];
}

/** Checks a call unless it is like one before. */
export function remembering(plan: Plan, run: Run): AnyOperation {
  const calls = new KnownCalls();
  return (inputs, options = {}, into = {}) => {
    const found = calls.find(inputs, options, into);
    if (found) return run(found.call, found.arrays);
    const call = prepare(plan, inputs, options, into);
    calls.add(call, inputs, options, into);
    return run(call);
  };
}

/**
 * Calls of an operation that were checked: one with tensors of the same shapes and kinds and with the same options needs no
 * second look. Where the numbers in a tensor are looked at, such as indices, or those in an option, calls do not come to be known.
 */
class KnownCalls {
  readonly #known: Known[] = [];

  find(inputs: unknown, options: unknown, into: unknown): { call: Call; arrays: readonly SlotData[] } | undefined {
    for (const { call, ...known } of this.#known) {
      const arrays = call.slots.map((slot) => slot?.data);
      if (areOptions(options, known.options) && fill(arrays, inputs, known.inputs) && fill(arrays, into, known.into)) {
        return { call, arrays };
      }
    }
    return undefined;
  }

  add(call: Call, inputs: unknown, options: unknown, into: unknown): void {
    const { plan, slots } = call;
    const isLookedInto = plan.inputs.some(({ name, spec, below }) => {
      const slot = slots.find((each) => each?.name === name);
      return slot && (below || (spec.floatsGoTo && slot.data instanceof Float32Array));
    });
    const given = Object.entries(Object(options));
    const known = { options: given, inputs: givenOf(inputs, slots), into: givenOf(into, slots) };
    const isEmpty = [...known.inputs, ...known.into].some(({ length }) => length === 0);
    if (isLookedInto || isEmpty || given.some(([, value]) => isObject(value))) return;
    this.#known.unshift({
      call: { ...call, slots: slots.map((slot) => slot && emptied(slot, known.inputs)) },
      ...known,
    });
    this.#known.splice(MOST);
  }
}

/** The tensors among the arguments of a call, each with the slot that it filled. */
function givenOf(tensors: unknown, slots: Call["slots"]): readonly Given[] {
  return Object.keys(Object(tensors)).flatMap((name) => {
    const index = slots.findIndex((slot) => slot?.name === name);
    const { shape, data, into = data } = slots[index] ?? {};
    if (!shape || typeof into !== "object") return [];
    return { name, slot: index, shape, length: into.length, prototype: Object.getPrototypeOf(into) };
  });
}

/** A slot without the caller's array, which would otherwise be held as long as the call is known. */
function emptied({ into, ...slot }: Slot, inputs: readonly Given[]): Slot {
  const { data, name } = slot;
  const isInput = inputs.some((input) => input.name === name);
  return isInput && typeof data === "object" ? { ...slot, data: data.slice(0, 0) } : slot;
}

/** Whether options are those of a known call. */
function areOptions(options: unknown, known: Known["options"]): boolean {
  if (!isObject(options)) return false;
  const given = Object.entries(options);
  return (
    given.length === known.length &&
    known.every(([name, value], i) => given[i]?.[0] === name && Object.is(given[i]?.[1], value))
  );
}

/** Puts the data of tensors where those of a known call were; false where a tensor is of another shape or kind. */
function fill(arrays: SlotData[], tensors: unknown, known: readonly Given[]): boolean {
  if (!isObject(tensors)) return false;
  let count = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    if (tensor === undefined) continue;
    const wanted = known[count++];
    if (wanted?.name !== name || !isObject(tensor)) return false;
    const { shape, data }: { shape?: unknown; data?: unknown } = tensor;
    if (!Array.isArray(shape) || !sameShape(shape, wanted.shape) || !isObject(data)) return false;
    if (Object.getPrototypeOf(data) !== wanted.prototype) return false;
    const array = data as Float32Array;
    if (array.length !== wanted.length) return false;
    arrays[wanted.slot] = array;
  }
  return count === known.length;
}
