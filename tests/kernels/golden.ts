import { readdirSync, readFileSync } from "node:fs";
import { type Tensor, tensor } from "../../web/kernels/index.js";

/** A tensor of a golden file; -Infinity and NaN are strings there. */
interface Encoded {
  readonly shape: readonly number[];
  readonly dtype: "float" | "int32" | "bool";
  readonly data: readonly (number | string)[];
}

export interface GoldenCase {
  readonly name: string;
  readonly options: Record<string, unknown>;
  readonly inputs: Record<string, Tensor>;
  /** The same before they are rounded to float32, where they were not drawn as such: for formulas, which only read elements. */
  readonly exactInputs: Record<string, Tensor>;
  readonly outputs: Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>;
}

const folder = new URL("../golden/", import.meta.url);

export const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const renamed = <T, U>(record: Record<string, T>, convert: (value: T) => U) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [camelCase(name), convert(value)]));

function decode({ shape, dtype, data }: Encoded): Tensor {
  const values = data.map(Number);
  if (dtype === "float") return tensor(shape, values);
  return dtype === "int32" ? tensor(shape, Int32Array.from(values)) : tensor(shape, Uint8Array.from(values));
}

/** Values of float32 are printed with the fewest digits that name them, at most 9, others with 12. */
function exactly(encoded: Encoded): Tensor {
  const values = encoded.data.map(Number);
  const rounded =
    encoded.dtype !== "float" || values.every((value) => Number(value.toPrecision(9)) === value || Number.isNaN(value));
  return rounded
    ? decode(encoded)
    : { shape: encoded.shape, data: Float64Array.from(values) as unknown as Float32Array };
}

/** The operations that have a golden file, as the files name them. */
export const goldenOperations = readdirSync(folder).flatMap((file) =>
  file.endsWith(".json") ? [file.slice(0, -5)] : [],
);

export function readGolden(operation: string): readonly GoldenCase[] {
  const file: {
    cases: {
      name: string;
      params: Record<string, unknown>;
      inputs: Record<string, Encoded>;
      outputs: Record<string, Encoded>;
    }[];
  } = JSON.parse(readFileSync(new URL(`${operation}.json`, folder), "utf8"));
  return file.cases.map(({ name, params, inputs, outputs }) => ({
    name,
    options: renamed(params, (value) => value),
    inputs: renamed(inputs, decode),
    exactInputs: renamed(inputs, exactly),
    outputs: renamed(outputs, ({ shape, data }) => ({ shape, values: data.map(Number) })),
  }));
}
