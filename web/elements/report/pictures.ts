import { count, isTensor, sameShape } from "../../arrays/index.js";
import type { Inputs, Picture, Signature } from "../../format/index.js";
import type { CaseReport, ReportTensor } from "../../judge/index.js";
import type { Scale } from "../heatmap/heatmap-scale.js";

/** One heat map of a case: what to draw, before any words. */
export interface Drawing {
  readonly picture: Picture;
  readonly shows: "expected" | "actual" | "difference";
  readonly tensor: ReportTensor;
  readonly scale: Scale;
  readonly range: readonly [number, number];
  readonly mask?: readonly number[];
  readonly labels?: { readonly rows: readonly string[]; readonly columns: readonly string[] };
}

const kinds = (signature: Signature) => new Map(signature.arguments.map((argument) => [argument.name, argument.kind]));

/** A report's inputs as the exercise's own types, for its label function. */
function asInputs(signature: Signature, inputs: CaseReport["inputs"]): Inputs {
  const kindOf = kinds(signature);
  const arrays = { float: Float32Array, number: Float32Array, params: Float32Array, int: Int32Array, bool: Uint8Array };
  const tensor = (name: string, { shape, data }: ReportTensor) => ({
    shape,
    data: arrays[kindOf.get(name) ?? "float"].from(data),
  });
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      if (typeof input === "number") return [name, input];
      if (isTensor(input)) return [name, tensor(name, input)];
      return [
        name,
        Object.fromEntries(
          Object.entries(input).map(([key, { shape, data }]) => [key, { shape, data: Float32Array.from(data) }]),
        ),
      ];
    }),
  );
}

/** The boolean input of the picture's own shape hides its cells. */
function maskOf(
  signature: Signature,
  inputs: CaseReport["inputs"],
  shape: readonly number[],
): readonly number[] | undefined {
  for (const argument of signature.arguments) {
    const input = inputs[argument.name];
    if (argument.kind === "bool" && input !== undefined && isTensor(input) && sameShape(input.shape, shape))
      return input.data;
  }
  return undefined;
}

function largest(tensors: readonly ReportTensor[]): number {
  let size = 0;
  for (const { data } of tensors)
    for (const value of data) if (Number.isFinite(value)) size = Math.max(size, Math.abs(value));
  return size;
}

/** Everything there is to draw of a case: expected, actual, and their difference where the values differ. */
export function drawings(pictures: readonly Picture[], signature: Signature, report: CaseReport): readonly Drawing[] {
  return pictures.flatMap((picture) => {
    const own = report.output === picture.of;
    const expected = own ? report.expected : picture.of === "weights" ? report.weights?.expected : undefined;
    const actual = own ? report.actual : picture.of === "weights" ? report.weights?.actual : undefined;
    if (!expected || count(expected.shape) < 2) return [];
    const labels = picture.labels?.(asInputs(signature, report.inputs), report.name);
    const mask = picture.of === "weights" ? maskOf(signature, report.inputs, expected.shape) : undefined;
    const partner = actual && sameShape(actual.shape, expected.shape) ? actual : undefined;
    const both = partner ? [expected, partner] : [expected];
    const scale: Scale = both.some(({ data }) => data.some((value) => value < 0)) ? "diverging" : "sequential";
    const size = largest(both);
    const shared = { picture, ...(labels && { labels }), ...(mask && { mask }) };
    const range = [scale === "diverging" ? -size : 0, size] as const;
    const drawn: Drawing[] = [{ ...shared, shows: "expected", tensor: expected, scale, range }];
    if (!partner || report.verdict === "accepted") return drawn;
    const difference = {
      shape: expected.shape,
      data: partner.data.map((value, at) => value - (expected.data[at] as number)),
    };
    const most = largest([difference]);
    drawn.push(
      { ...shared, shows: "actual", tensor: partner, scale, range },
      { ...shared, shows: "difference", tensor: difference, scale: "diverging", range: [-most, most] },
    );
    return drawn;
  });
}
