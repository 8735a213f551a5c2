/*
 * Writes ONNX models of a few nodes. A model is a protocol buffer (onnx.proto, version 1.20): a message is its fields one
 * after the other, each a key (number and kind) with a value.
 */

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Its attributes. */
  readonly ints?: Readonly<Record<string, number>>;
  readonly floats?: Readonly<Record<string, number>>;
  /** Default: that of ONNX itself. */
  readonly domain?: "com.microsoft";
}

export interface Model {
  readonly nodes: readonly Node[];
  /** Shapes of the inputs and outputs by name; all are float32. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  /** Weights that belong to the model. */
  readonly constants?: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>>;
}

const float32 = 1;

/** The model as a file. Operators are those of opset 23. */
export function writeModel({ nodes, inputs, outputs, constants = {} }: Model): Uint8Array {
  const graph = message(
    ...nodes.map((node) => field(1, writeNode(node))),
    field(2, text("graph")),
    ...Object.entries(constants).map(([name, { shape, data }]) =>
      field(
        5,
        message(
          ...shape.map((size) => integer(1, size)),
          integer(2, float32),
          field(8, text(name)),
          field(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
        ),
      ),
    ),
    ...Object.entries(inputs).map(([name, shape]) => field(11, writeValue(name, shape))),
    ...Object.entries(outputs).map(([name, shape]) => field(12, writeValue(name, shape))),
  );
  const opset = (domain: string, version: number) => field(8, message(field(1, text(domain)), integer(2, version)));
  return message(integer(1, 10), field(7, graph), opset("", 23), opset("com.microsoft", 1));
}

function writeNode({ op, inputs, outputs, ints = {}, floats = {}, domain }: Node): Uint8Array {
  return message(
    ...inputs.map((name) => field(1, text(name))),
    ...outputs.map((name) => field(2, text(name))),
    field(4, text(op)),
    ...Object.entries(ints).map(([name, value]) =>
      field(5, message(field(1, text(name)), integer(3, value), integer(20, 2))),
    ),
    ...Object.entries(floats).map(([name, value]) =>
      field(5, message(field(1, text(name)), float(2, value), integer(20, 1))),
    ),
    ...(domain ? [field(7, text(domain))] : []),
  );
}

function writeValue(name: string, shape: readonly number[]): Uint8Array {
  const dimensions = message(...shape.map((size) => field(1, message(integer(1, size)))));
  const tensor = message(integer(1, float32), field(2, dimensions));
  return message(field(1, text(name)), field(2, message(field(1, tensor))));
}

function message(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

/** A field of bytes: text or a message. */
const field = (number: number, bytes: Uint8Array) => message(varint(number * 8 + 2), varint(bytes.length), bytes);
const integer = (number: number, value: number) => message(varint(number * 8), varint(value));
const float = (number: number, value: number) =>
  message(varint(number * 8 + 5), new Uint8Array(Float32Array.of(value).buffer));
const text = (value: string) => new TextEncoder().encode(value);

/** Seven bits in each byte, the lowest first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.of(...bytes, rest);
}
