import type { WireArray, WireError, WireMalformed, WorkerMessage } from "./protocol.js";
import type { PlacedBy, ProgramOutput, SideEffect } from "./runtime.js";

/** What the trusted side asked for, which an answer must fit. */
export interface Asked {
  readonly outputs: readonly ProgramOutput[];
  /** How many parameters a module has. */
  readonly parameters: number;
  /** How many arrays of floats there are among the arguments. */
  readonly gradients: number;
  /** The most numbers in one output. */
  readonly values: number;
}

/**
 * Reads a message of a worker as what it may be: hostile. Gives a message of known form, of values that belong to nobody
 * else, or undefined.
 */
export function readWorkerMessage(message: unknown, asked: Asked): WorkerMessage | undefined {
  if (!isRecord(message)) return undefined;
  const durationMs = readDuration(message.durationMs);
  switch (message.type) {
    case "ready":
    case "loaded":
    case "no-function":
      return { type: message.type };
    case "console":
      return typeof message.text === "string" ? { type: "console", text: message.text } : undefined;
    case "values-limit":
    case "console-limit":
      return { type: message.type, durationMs };
    case "load-failed": {
      const status = message.status === "syntax-error" ? "syntax-error" : "threw";
      return { type: "load-failed", status, error: readError(message.error) };
    }
    case "threw":
      return { type: "threw", error: readError(message.error), durationMs };
    case "returned": {
      const outputs = readOutputs(message.outputs, asked);
      return outputs && { type: "returned", outputs, durationMs };
    }
    case "malformed": {
      const malformed = readMalformed(message.malformed, asked.outputs.length);
      return malformed && { type: "malformed", malformed, durationMs };
    }
    case "placed":
      return readPlaced(message, asked);
    case "unplaced":
      return readUnplaced(message, asked, durationMs);
    case "side-effect": {
      const effect = sideEffects.find((one) => one === message.effect);
      return effect && { type: "side-effect", effect };
    }
    case "counts": {
      const { numbers, operations } = message;
      return isCount(numbers) && isCount(operations) ? { type: "counts", numbers, operations } : undefined;
    }
    case "gradients": {
      const outputs = Array.from({ length: asked.gradients }, () => ({ optional: true }));
      const gradients = readOutputs(message.gradients, { outputs, values: asked.values });
      return gradients && { type: "gradients", gradients };
    }
    default:
      return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const readDuration = (value: unknown): number => (typeof value === "number" && value >= 0 && value < 1e9 ? value : 0);

function readArray(value: unknown, maxValues: number): WireArray | undefined {
  if (!isRecord(value)) return undefined;
  const { shape, data } = value;
  if (!(shape instanceof Int32Array && data instanceof Float64Array) || shape.length > 8 || data.length > maxValues)
    return undefined;
  const total = shape.reduce((product, size) => product * size, 1);
  // A million empty rows are as bad as a million numbers.
  const places = shape.reduce((product, size) => product * Math.max(size, 1), 1);
  return shape.every(isCount) && total === data.length && places <= maxValues ? { shape, data } : undefined;
}

/** As many as were asked for, each of the required ones there. */
function readOutputs(
  value: unknown,
  { outputs, values }: { readonly outputs: readonly Pick<ProgramOutput, "optional">[]; readonly values: number },
): readonly (WireArray | null)[] | undefined {
  if (!Array.isArray(value) || value.length !== outputs.length) return undefined;
  const read = outputs.map(({ optional }, i) => (value[i] === null && optional ? null : readArray(value[i], values)));
  return read.every((array) => array !== undefined) ? read : undefined;
}

const sideEffects: readonly SideEffect[] = ["drew", "made-weights", "changed-weights"];
const ways: readonly PlacedBy[] = ["name", "other-name", "part", "order"];
/** A class may have any number of parameters; a report shows some. */
const mostParameters = 200;
const nameChars = 100;

const records = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.slice(0, mostParameters).filter(isRecord) : [];

const numbersBelow = (value: unknown, end: number): readonly number[] =>
  Array.isArray(value) ? value.slice(0, end).filter((number) => isCount(number) && number < end) : [];

function readPlaced(message: Readonly<Record<string, unknown>>, { parameters }: Asked): WorkerMessage {
  const placed = records(message.placed).flatMap(({ found, parameter, by }) => {
    const way = ways.find((one) => one === by);
    if (!way || !isCount(parameter) || parameter >= parameters) return [];
    return [{ found: readText(found, nameChars), parameter, by: way }];
  });
  return {
    type: "placed",
    className: readText(message.className, nameChars),
    placed,
    without: numbersBelow(message.without, parameters),
    unsure: message.unsure === true,
  };
}

function readUnplaced(
  message: Readonly<Record<string, unknown>>,
  { parameters }: Asked,
  durationMs: number,
): WorkerMessage {
  const found = records(message.found).map(({ name, shape }) => ({
    name: readText(name, nameChars),
    shape: shape instanceof Int32Array && shape.length <= 8 ? shape : new Int32Array(0),
  }));
  const className = readText(message.className, nameChars);
  return { type: "unplaced", className, found, wanted: numbersBelow(message.wanted, parameters), durationMs };
}

function readError(value: unknown): WireError {
  if (!isRecord(value)) return { name: "Error", message: "" };
  const { line, column } = value;
  return {
    name: readText(value.name, 100) || "Error",
    message: readText(value.message, 2000),
    ...(isCount(line) && line > 0 && { line }),
    ...(isCount(column) && column > 0 && { column }),
    ...(typeof value.trace === "string" && { trace: readText(value.trace, 20_000) }),
    ...(typeof value.stack === "string" && { stack: readText(value.stack, 20_000) }),
    ...(typeof value.file === "string" && { file: readText(value.file, 200) }),
  };
}

const readText = (value: unknown, length: number): string => (typeof value === "string" ? value.slice(0, length) : "");

function readMalformed(value: unknown, outputs: number): WireMalformed | undefined {
  if (!isRecord(value)) return undefined;
  const output = isCount(value.output) && value.output < outputs ? value.output : 0;
  const { path, length, expectedLength } = value;
  const found = readText(value.found, 200);
  const indices = path instanceof Int32Array && path.length <= 8 ? path : new Int32Array(0);
  switch (value.problem) {
    case "nothing":
    case "absent":
    case "too-deep":
    case "masked-array":
      return { output, problem: value.problem };
    case "not-an-array":
    case "not-the-outputs":
      return { output, problem: value.problem, found };
    case "not-a-number":
      return { output, problem: "not-a-number", path: indices, found };
    case "mixed":
      return { output, problem: "mixed", path: indices, found: found === "array" ? "array" : "number" };
    case "ragged":
      return isCount(length) && isCount(expectedLength)
        ? { output, problem: "ragged", path: indices, length, expectedLength }
        : undefined;
    default:
      return undefined;
  }
}
