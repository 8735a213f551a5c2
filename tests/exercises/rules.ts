/** What the tests of exercises share: arguments as learners and mistakes see them, and the distance between answers. */
import type { Exercise, ExerciseCase, Inputs, Signature, Tolerance } from "../../web/exercises/exercise.js";
import type { Answer } from "../../web/exercises/mistake.js";
import { type Nd, nd } from "../../web/exercises/nd.js";
import { functionName } from "../../web/exercises/signature.js";

type Value = Inputs[string];

interface PlainArray {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

const isArray = (value: Value): value is Extract<Value, PlainArray> =>
  typeof value === "object" && ArrayBuffer.isView(value.data);

/** The inputs of a case as a JavaScript learner gets them, in order. */
export function learnerArguments(signature: Signature, inputs: Inputs): unknown[] {
  return signature.arguments.map(({ name, kind }) => {
    const value = inputs[name];
    if (value === undefined) throw new RangeError(`no input "${name}"`);
    if (typeof value === "number") return value;
    return isArray(value) ? nested(value, kind === "bool") : mapValues(value, (entry) => nested(entry, false));
  });
}

function nested({ shape, data }: PlainArray, bool: boolean): unknown {
  const build = (axis: number, start: number): unknown => {
    if (axis === shape.length) return bool ? data[start] !== 0 : data[start];
    const size = shape[axis] as number;
    return Array.from({ length: size }, (_, i) => build(axis + 1, start * size + i));
  };
  return build(0, 0);
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, f: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}

/** The learner's function out of JavaScript source text, with nothing between it and the test. */
export function compile(source: string, signature: Signature): (...values: unknown[]) => unknown {
  return new Function(`${source}\nreturn ${functionName(signature, "javascript")};`)();
}

/** What JavaScript code returned, as an answer. Throws where rows are ragged or hold anything but numbers and booleans. */
export function toAnswer(returned: unknown): Answer {
  if (returned !== null && typeof returned === "object" && "out" in returned) {
    const { out, weights } = returned as { out: unknown; weights?: unknown };
    return weights === undefined ? { out: toNd(out) } : { out: toNd(out), weights: toNd(weights) };
  }
  return { out: toNd(returned) };
}

function toNd(value: unknown): Nd {
  const isRow = (x: unknown): x is readonly unknown[] =>
    Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView));
  if (!isRow(value)) {
    if (typeof value !== "number" && typeof value !== "boolean") throw new TypeError(`no number: ${String(value)}`);
    return nd([], [Number(value)]);
  }
  const rows = Array.from(value, toNd);
  const shape = rows[0]?.shape ?? [];
  if (rows.some((row) => `${row.shape}` !== `${shape}`)) throw new TypeError("ragged");
  return nd(
    [rows.length, ...shape],
    rows.flatMap((row) => Array.from(row.data)),
  );
}

/** What a way gives, or the message of what it throws. */
export type Result = Answer | { readonly raised: string };

type FirstOutput = { readonly out: PlainArray } | { readonly raised: string };

/**
 * How far the first outputs lie apart: the largest |a - b| / (absolute + relative |b|). Infinite when shapes differ, when one
 * raised, or when NaN or infinities stand in different places.
 */
export function distance(a: FirstOutput, b: FirstOutput, tolerance: Tolerance): number {
  if ("raised" in a || "raised" in b) return Number.POSITIVE_INFINITY;
  return arrayDistance(a.out, b.out, tolerance);
}

export function arrayDistance(a: PlainArray, b: PlainArray, { absolute, relative }: Tolerance): number {
  if (`${a.shape}` !== `${b.shape}`) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < a.data.length; i++) {
    const [x, y] = [a.data[i] as number, b.data[i] as number];
    if (Object.is(x, y) || x === y) continue;
    const apart = Math.abs(x - y) / (absolute + relative * Math.abs(y));
    worst = Math.max(worst, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart);
  }
  return worst;
}

/** Every dimension of a case by its name in the signature. Throws where the case contradicts the signature. */
export function dimensions({ signature }: Exercise, { inputs }: ExerciseCase): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const argument of signature.arguments) {
    const value = inputs[argument.name];
    if (value === undefined) throw new RangeError(`no input "${argument.name}"`);
    if (argument.kind === "number") {
      if (typeof value !== "number") throw new RangeError(`${argument.name} is no number`);
    } else if (argument.kind === "params") {
      if (typeof value === "number" || isArray(value)) throw new RangeError(`${argument.name} is no dictionary`);
      for (const [name, { shape }] of Object.entries(argument.entries)) bind(sizes, shape, value[name]?.shape ?? []);
    } else {
      if (typeof value === "number" || !isArray(value)) throw new RangeError(`${argument.name} is no array`);
      const type = { float: Float32Array, int: Int32Array, bool: Uint8Array }[argument.kind];
      if (!(value.data instanceof type)) throw new RangeError(`${argument.name} is no ${argument.kind} array`);
      bind(sizes, argument.shape, value.shape);
    }
  }
  return sizes;
}

/** Gives each name the size that it has in this shape. Throws where the name has another already. */
export function bind(sizes: Record<string, number>, names: readonly string[], shape: readonly number[]): void {
  if (names.length !== shape.length) throw new RangeError(`[${shape}] is not of the form [${names}]`);
  names.forEach((name, axis) => {
    sizes[name] ??= shape[axis] as number;
    if (sizes[name] !== shape[axis])
      throw new RangeError(`[${shape}] is not of the form [${names}] where ${name} is ${sizes[name]}`);
  });
}
