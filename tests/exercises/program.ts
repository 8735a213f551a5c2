/** What the tests of styles share: arguments as learners see them, and what programs return as answers. */

import { isTensor, type PlainArray } from "../../web/arrays/index.js";
import { type Nd, nd } from "../../web/arrays/nd.js";
import type { Inputs } from "../../web/format/exercise.js";
import type { Answer } from "../../web/format/mistake.js";
import { functionName, type Signature } from "../../web/format/signature.js";

/** The inputs of a case as a JavaScript learner gets them, in order. */
export function learnerArguments(signature: Signature, inputs: Inputs): unknown[] {
  return signature.arguments.map(({ name, kind }) => {
    const value = inputs[name];
    if (value === undefined) throw new RangeError(`no input "${name}"`);
    if (typeof value !== "object") return value;
    return isTensor(value) ? nested(value, kind === "bool") : mapValues(value, (entry) => nested(entry, false));
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
export function toAnswer(returned: unknown, { outputs }: Signature): Answer {
  const names = outputs.map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(byName(returned, outputs)).flatMap(([name, value]) =>
      names.includes(name) && value !== undefined ? [[name, toNd(value)]] : [],
    ),
  );
}

/** An object with the outputs' names, an array of them where several are required, or the first by itself. */
function byName(returned: unknown, outputs: Signature["outputs"]): Readonly<Record<string, unknown>> {
  const names = outputs.map(({ name }) => name);
  const isObject = returned !== null && typeof returned === "object";
  if (isObject && names.some((name) => Object.hasOwn(returned, name)))
    return returned as Readonly<Record<string, unknown>>;
  const isList = Array.isArray(returned) && outputs.filter(({ optional }) => !optional).length > 1;
  return isList ? Object.fromEntries(names.map((name, i) => [name, returned[i]])) : { [names[0] as string]: returned };
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
