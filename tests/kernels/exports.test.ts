import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SECTION } from "../../web/kernels/described.js";
import { detail, type Row } from "../../web/kernels/operation.js";
import { cacheOperations, operations, trainingOperations } from "../../web/kernels/operations/index.js";

const all = { ...operations, ...trainingOperations };
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const modules = [
  ["kernels", operations],
  ["kernels-relaxed", operations],
  ["kernels-training", all],
  ["kernels-training-relaxed", all],
  ["kernels-cache", cacheOperations],
  ["kernels-cache-relaxed", cacheOperations],
] as const;
const rooms = [
  ["", operations],
  ["training/", trainingOperations],
  ["cache/", cacheOperations],
] as const;

describe.each(rooms)("operations/%s", (room, table) => {
  const filesOf = (folder: string, ending: string) =>
    readdirSync(new URL(`../../${folder}/${room}`, import.meta.url))
      .filter((file) => file.endsWith(ending) && file !== "index.ts")
      .map((file) => file.slice(0, -ending.length));

  test("every file of the table is exported under its own name", () => {
    const names = filesOf("web/kernels/operations", ".ts").map((file) =>
      file.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(names.toSorted()).toEqual(Object.keys(table).toSorted());
  });

  test("every operation of C++ is in the table", () => {
    expect(filesOf("cpp/ops", ".cpp").toSorted()).toEqual(Object.keys(table).map(snakeCase).toSorted());
  });
});

test("out of memory is the status that C++ gives for it", () => {
  expect(readFileSync(new URL("../../cpp/abi.h", import.meta.url), "utf8")).toMatch(/out_of_memory = 1,/);
});

describe.each(modules)("%s.wasm", (name, table) => {
  const rows: readonly (readonly [string, Row])[] = Object.entries(table);
  const bytes = readFileSync(new URL(`../../web/kernels/${name}.wasm`, import.meta.url));
  const module = readModule(bytes);

  test("holds the operation table of its sources", () => {
    expect(module.custom.get(SECTION)).toBe(JSON.stringify(table));
  });

  test("imports nothing, so that it runs anywhere", () => expect(module.imports).toBe(0));

  test.each(rows)("exports %s with the arguments of its row", (operation, row) => {
    expect(module.functions.get(snakeCase(operation))).toEqual({ parameters: argumentsOf(row), results: ["i32"] });
  });
});

/** The C arguments of an operation, derived from its row once more and independently of the marshalling. */
function argumentsOf(row: Row): string[] {
  const params = Object.entries(row.params);
  const inputs = Object.values(row.inputs).map(detail);
  const outputs = Object.values(row.outputs).map((output) => output.split(" if "));
  const arrays = params.filter(([, spec]) => typeof spec === "object" && ["perEntry", "list"].includes(spec.kind));
  const pointers = [...inputs, ...arrays, ...outputs];
  const shapes = [
    ...inputs.flatMap(({ shape, chosen }) => [shape, ...Object.values(chosen?.shapes ?? {})]),
    ...outputs.map(([shape]) => shape),
  ];
  const dimensions = new Set((row.dimensions ?? shapes.join(" ")).split(/[^a-zA-Z]+/).filter(Boolean));
  const strides = inputs.flatMap(({ broadcast, strided, shape }) =>
    broadcast ? shape.split(" ") : strided ? shape.split(" ").slice(1) : [],
  );
  const integers = [...pointers, ...dimensions, ...strides].map(() => "i32");
  const scalars = params.flatMap(([name, spec]) => {
    if (typeof spec === "boolean") return outputs.some(([, when]) => when === name) ? [] : ["i32"];
    if (dimensions.has(name) || ["perEntry", "list", "axis"].includes(spec.kind)) return [];
    if (spec.kind === "decay") return ["f64"];
    return ["number", "scale"].includes(spec.kind) ? ["f32"] : spec.kind === "window" ? ["i32", "i32"] : ["i32"];
  });
  return [...integers, ...scalars];
}

interface Signature {
  readonly parameters: readonly string[];
  readonly results: readonly string[];
}

/** What is read off a binary: the JavaScript API does not tell types, and this engine may not compile relaxed SIMD. */
interface Binary {
  imports: number;
  functions: Map<string, Signature>;
  custom: Map<string, string>;
}

function readModule(bytes: Uint8Array): Binary {
  let at = 8;
  const number = () => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7;
    }
  };
  const list = <T>(item: () => T): T[] => Array.from({ length: number() }, item);
  const valueTypes: Readonly<Record<number, string>> = { 127: "i32", 126: "i64", 125: "f32", 124: "f64" };
  const valueType = () => valueTypes[number()] ?? "other";
  const text = () => String.fromCharCode(...list(() => bytes[at++] ?? 0));

  let [types, indices, imports]: [Signature[], number[], number] = [[], [], 0];
  const functions = new Map<string, Signature>();
  const custom = new Map<string, string>();
  while (at < bytes.length) {
    const [section, size] = [number(), number()];
    const end = at + size;
    if (section === 0) custom.set(text(), Buffer.from(bytes.subarray(at, end)).toString());
    if (section === 1)
      types = list(() => ({ form: number(), parameters: list(valueType), results: list(valueType) })).map(
        ({ form: _, ...type }) => type,
      );
    if (section === 2) imports = number();
    if (section === 3) indices = list(number);
    if (section === 7) {
      for (const [name, kind, index] of list(() => [text(), number(), number()] as const)) {
        const type = types[indices[index - imports] ?? -1];
        if (kind === 0 && type) functions.set(name, type);
      }
    }
    at = end;
  }
  return { imports, functions, custom };
}
