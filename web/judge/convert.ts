import { isTensor, type PlainArray } from "../arrays/index.js";
import type { Nd } from "../arrays/nd.js";
import { functionName, type Inputs, type Language, type Signature, type WayInputs } from "../format/index.js";
import type { Argument, CallArgument, Limits, Program } from "../runtimes/index.js";
import { reportTensor } from "./compare.js";
import type { ReportInput } from "./report.js";

// Every function here copies: the runtime, the report and the mistakes each get numbers of their own.

/** A program as a runtime takes it: the source, and the inputs of each call. */
export const programOf = ({
  source,
  language,
  signature,
  inputs,
  limits,
}: {
  readonly source: string;
  readonly language: Language;
  readonly signature: Signature;
  /** Of each call. */
  readonly inputs: readonly Inputs[];
  readonly limits: Limits;
}): Program => ({
  source,
  functionName: functionName(signature, language),
  outputs: signature.outputs.map(({ name, optional = false }) => ({ name, optional })),
  calls: inputs.map((one) => callArguments(signature, one)),
  limits,
});

/** The arguments of a call, in the order of the signature. */
function callArguments(signature: Signature, inputs: Inputs): readonly CallArgument[] {
  return signature.arguments.map((argument): CallArgument => {
    const input = inputs[argument.name];
    if (input === undefined) throw new TypeError(`A case of ${signature.name} has no input "${argument.name}".`);
    if (typeof input !== "object") return input;
    const kind = argument.kind === "int" || argument.kind === "bool" ? argument.kind : "float";
    if (isTensor(input)) return copyTensor(input, kind);
    return { entries: mapValues(input, (tensor) => copyTensor(tensor, "float")) };
  });
}

/** The inputs as a report shows them. */
export function reportInputs(inputs: Inputs): Readonly<Record<string, ReportInput>> {
  return mapValues(inputs, (input): ReportInput => {
    if (typeof input !== "object") return input;
    return isTensor(input) ? reportTensor(input) : mapValues(input, reportTensor);
  });
}

/** The inputs as the functions of mistakes take them: in float64. */
export function wayInputs(inputs: Inputs): WayInputs {
  return mapValues(inputs, (input) => {
    if (typeof input !== "object") return input;
    return isTensor(input) ? copyNd(input) : mapValues(input, copyNd);
  });
}

const copyTensor = ({ shape, data }: PlainArray, kind: Argument["kind"]): Argument => ({
  kind,
  shape: [...shape],
  data: Float64Array.from(data),
});

const copyNd = ({ shape, data }: PlainArray): Nd => ({ shape: [...shape], data: Float64Array.from(data) });

function mapValues<T, U>(record: Readonly<Record<string, T>>, f: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}
