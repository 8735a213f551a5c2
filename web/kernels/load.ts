import { prepare } from "./call.js";
import { ArgumentError, KernelError } from "./errors.js";
import type { Operation } from "./function-types.js";
import { createRunner } from "./instance.js";
import { readNamed } from "./names.js";
import type { Row } from "./operation.js";
import * as operations from "./operations/index.js";
import { hasRelaxedSimd } from "./relaxed.js";
import { describe } from "./tensor.js";

/** Node, where there is one; bundlers for browsers must not find an import of it. */
declare const process:
  | { getBuiltinModule?: (name: "node:fs/promises") => { readFile(path: string | URL): Promise<BufferSource> } }
  | undefined;

/** Where the WebAssembly comes from: its address (in Node a path too), its bytes, a response, or the compiled module. */
export type WasmSource = URL | string | BufferSource | Response | WebAssembly.Module;

/** How `loadKernels` finds the WebAssembly. */
export interface LoadOptions {
  /** Default: the file beside this module, `kernels-relaxed.wasm` or `kernels.wasm`. */
  readonly wasm?: WasmSource | undefined;
  /**
   * Which of the two files, where `wasm` does not say: the one that uses relaxed SIMD (fused multiply-add: faster, and its last
   * bit may differ between machines) or the one of plain SIMD. Default: relaxed where the engine has it.
   */
  readonly relaxed?: boolean | undefined;
}

/**
 * The operations, as functions that take tensors and options by name and return tensors of their own. They are synchronous.
 * Memory that a call needs is used again by the next; after a very large call (256 MiB) it is given back.
 *
 * Every function throws, before anything is computed, {@link ShapeError} when sizes do not fit, {@link DTypeError} when data
 * is of the wrong kind and {@link ArgumentError} when an input is missing, or an option unknown or out of range; and
 * {@link KernelError} when memory does not suffice. After an error the next call works.
 */
export type Kernels = { readonly [Name in keyof typeof operations]: Operation<Name> };

/**
 * Loads the kernels, in a page, a worker or Node. Each call returns kernels with a memory of their own. A page's
 * content security policy has to allow `'wasm-unsafe-eval'`.
 *
 * @throws {KernelError} when the WebAssembly cannot be fetched, compiled or started
 * @throws {ArgumentError} when an option is unknown or of the wrong type
 */
export async function loadKernels(options: LoadOptions = {}): Promise<Kernels> {
  const given = readNamed("loadKernels", "option", options, ["wasm", "relaxed"]);
  const relaxed = given.has("relaxed") ? given.get("relaxed") : hasRelaxedSimd();
  if (typeof relaxed !== "boolean") {
    throw new ArgumentError("loadKernels", `relaxed is ${describe(relaxed)}, must be true or false`, "relaxed");
  }
  // Bundlers find the two files by these expressions.
  const beside = relaxed
    ? new URL("./kernels-relaxed.wasm", import.meta.url)
    : new URL("./kernels.wasm", import.meta.url);
  const run = createRunner(await compile(options.wasm === undefined ? beside : options.wasm));
  const rows: readonly (readonly [string, Row])[] = Object.entries(operations);
  const functions = rows.map(([name, row]) => [
    name,
    (inputs: unknown, given: unknown = {}) => run(name, prepare(name, row, inputs, given)),
  ]);
  // The one cast: `prepare` holds what comes in, and the row says what goes out, as the types derived from that row do.
  return Object.fromEntries(functions) as Kernels;
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  try {
    return await read(source);
  } catch (cause) {
    if (cause instanceof ArgumentError) throw cause;
    const place = typeof source === "string" || source instanceof URL ? ` from ${source}` : "";
    throw new KernelError("loadKernels", `cannot load the WebAssembly${place}: ${cause}`, undefined, undefined, {
      cause,
    });
  }
}

async function read(source: WasmSource): Promise<WebAssembly.Module> {
  if (typeof source === "string" || source instanceof URL) return read(await open(source));
  if (source instanceof Response) {
    if (!source.ok) throw new TypeError(`the server answered ${source.status}`);
    return read(await source.arrayBuffer());
  }
  if (isBytes(source)) return WebAssembly.compile(source);
  if (source instanceof WebAssembly.Module) return source;
  const rule = "must be a URL, a string, bytes, a Response or a WebAssembly.Module";
  throw new ArgumentError("loadKernels", `wasm is ${describe(source)}, ${rule}`, "wasm");
}

const isBytes = (source: unknown): source is BufferSource =>
  ArrayBuffer.isView(source) || source instanceof ArrayBuffer;

/** Node's fetch has no `file:`. */
function open(address: string | URL): Promise<Response | BufferSource> {
  const text = String(address);
  const files = typeof process === "object" ? process.getBuiltinModule?.("node:fs/promises") : undefined;
  if (!files || /^(https?|data|blob):/.test(text)) return fetch(address);
  return files.readFile(text.startsWith("file:") ? new URL(text) : text);
}
