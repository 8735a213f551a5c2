/** Cases that a reader writes. Loaded with the first. */
import { count, isTensor, type PlainArray } from "../../arrays/index.js";
import {
  type Argument,
  arrayOf,
  dimensionsOf,
  type Input,
  type Inputs,
  type Kind,
  type Signature,
  SignatureError,
  type Text,
} from "../../format/index.js";
import type { Tensor } from "../../kernels/index.js";
import type { ReportInput } from "../report.js";
import { mostNumbers, readArray } from "./read-array.js";

/** One array, number or truth value that a reader writes: an argument, or an entry of a dictionary, `params.w_q`. */
export interface Field {
  readonly name: string;
  readonly kind: Kind | "number" | "boolean";
  /** As the signature names its dimensions; absent of a single number or truth value. */
  readonly shape?: readonly string[];
  readonly nonFinite: boolean;
}

/** What a reader of this signature writes, in its order. */
export const fieldsOf = ({ arguments: all }: Signature): readonly Field[] =>
  all.flatMap((argument): readonly Field[] => {
    const { name, kind } = argument;
    switch (kind) {
      case "number":
      case "boolean":
        return [{ name, kind, nonFinite: false }];
      case "params":
        return Object.entries(argument.entries).map(([key, { shape }]) => ({
          name: `${name}.${key}`,
          kind: "float",
          shape,
          nonFinite: false,
        }));
      case "float":
      case "int":
      case "bool":
        return [{ name, kind, shape: argument.shape, nonFinite: argument.nonFinite ?? false }];
      default:
        return argument satisfies never;
    }
  });

/** The inputs of a case as texts to edit, by the names of their fields; null where there are more numbers than a reader may write. */
export function writeInputs(
  signature: Signature,
  inputs: Readonly<Record<string, ReportInput>>,
): Readonly<Record<string, string>> | null {
  const values = fieldsOf(signature).map(({ name }) => [name, fieldOf(inputs, name)] as const);
  const numbers = values.reduce((sum, [, value]) => sum + (typeof value === "object" ? count(value.shape) : 1), 0);
  if (numbers > mostNumbers) return null;
  return Object.fromEntries(
    values.map(([name, value]) => [name, typeof value === "object" ? writeArray(value) : String(value)]),
  );
}

function fieldOf(inputs: Readonly<Record<string, ReportInput>>, field: string): PlainArray | number | boolean {
  const [name = "", key] = field.split(".");
  const input = inputs[name];
  if (typeof input !== "object") return input ?? 0;
  const value = isTensor(input) ? input : input[key ?? ""];
  return value ?? { shape: [0], data: [] };
}

/** A row a line. */
function writeArray({ shape, data }: PlainArray): string {
  const write = (axis: number, at: number): string => {
    const size = shape[axis];
    if (size === undefined) return writeNumber(data[at] as number);
    const parts = Array.from({ length: size }, (_, i) => write(axis + 1, at * size + i));
    const rest = shape.length - 1 - axis;
    return `[${parts.join(rest === 0 ? ", " : `,${"\n".repeat(rest)}${" ".repeat(axis + 1)}`)}]`;
  };
  return write(0, 0);
}

/** As few digits as give the same float32. */
function writeNumber(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

/** Inputs that a case can have, or what of them is wrong; `of` names the field. */
export type ReadInputs = { readonly inputs: Inputs } | { readonly of: string; readonly problem: Text };

/** Reads what a reader wrote, by the names of the fields. */
export function readInputs(signature: Signature, texts: Readonly<Record<string, string>>): ReadInputs {
  const read = new Map<string, Input>();
  let numbers = 0;
  for (const field of fieldsOf(signature)) {
    const array = readArray(texts[field.name] ?? "");
    const value = "problem" in array ? array : valueFor(field, array);
    if (typeof value === "object" && "problem" in value) return { of: field.name, problem: value.problem };
    numbers += typeof value === "object" ? value.data.length : 1;
    if (numbers > mostNumbers) return { of: field.name, problem: tooManyInAll };
    read.set(field.name, value);
  }
  const inputs = Object.fromEntries(signature.arguments.map((argument) => [argument.name, inputOf(argument, read)]));
  try {
    dimensionsOf(signature, inputs);
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    return { of: error.of, problem: doesNotFit(signature, error.of, inputs) };
  }
  return { inputs };
}

function inputOf(argument: Argument, read: ReadonlyMap<string, Input>): Input {
  if (argument.kind !== "params") return read.get(argument.name) as Input;
  const keys = Object.keys(argument.entries);
  return Object.fromEntries(keys.map((key) => [key, read.get(`${argument.name}.${key}`)])) as Input;
}

type Numbers = { readonly shape: readonly number[]; readonly data: readonly number[] };

function valueFor(
  { kind, shape: names = [], nonFinite }: Field,
  { shape, data }: Numbers,
): Tensor | number | boolean | { readonly problem: Text } {
  if (kind === "number" || kind === "boolean") {
    const [value] = data;
    if (shape.length > 0 || value === undefined) return { problem: oneNumber };
    if (!Number.isFinite(value)) return { problem: finite };
    if (kind === "number") return value;
    return value === 0 || value === 1 ? value === 1 : { problem: truth };
  }
  if (shape.some((size) => size === 0)) return { problem: empty };
  if (shape.length !== names.length) return { problem: otherRank(names, shape) };
  if (!nonFinite && !data.every(Number.isFinite)) return { problem: finite };
  if (kind === "bool" && !data.every((value) => value === 0 || value === 1)) return { problem: truth };
  if (kind === "int" && !data.every((value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31))
    return { problem: whole };
  return { shape, data: arrayOf[kind].from(data) } as Tensor;
}

const written = (shape: readonly (number | string)[]) => `[${shape.join(", ")}]`;

const oneNumber: Text = { en: "is one value, without brackets.", zh: "是单个值，不要加括号。" };
const truth: Text = { en: "holds truth values: true and false.", zh: "只能是 true 或 false。" };
const whole: Text = { en: "holds whole numbers of 32 bits.", zh: "只能是 32 位整数。" };
const finite: Text = { en: "may not hold NaN or infinities.", zh: "不能含 NaN 或无穷。" };
const empty: Text = { en: "has a dimension of size 0.", zh: "有一维大小为 0。" };
const tooManyInAll: Text = {
  en: `is too much: all inputs together may have ${mostNumbers} numbers.`,
  zh: `过多：全部输入合计最多 ${mostNumbers} 个数。`,
};

function otherRank(names: readonly string[], shape: readonly number[]): Text {
  const [wanted, found] = [written(names), written(shape)];
  return { en: `has shape ${found}, but ${wanted} is asked for.`, zh: `的形状是 ${found}，应为 ${wanted}。` };
}

/** An array has another size where an earlier one has said what it is. */
function doesNotFit(signature: Signature, of: string, inputs: Inputs): Text {
  const names = fieldsOf(signature).find(({ name }) => name === of)?.shape ?? [];
  const [name = "", key] = of.split(".");
  const input = inputs[name];
  const value = typeof input === "object" && !isTensor(input) ? input[key ?? ""] : input;
  const found = typeof value === "object" && isTensor(value) ? written(value.shape) : "[]";
  return {
    en: `has shape ${found}, which does not fit ${written(names)} with the sizes of the inputs before it.`,
    zh: `的形状是 ${found}，与 ${written(names)} 不符：前面的输入已经定下了这些维的大小。`,
  };
}
