import { ArgumentError, KernelError } from "./errors.js";
import { readNamed } from "./names.js";
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

/** Finds and compiles the WebAssembly, for the function `operation` that errors shall name. */
export async function compileKernels(operation: string, options: LoadOptions): Promise<WebAssembly.Module> {
  const given = readNamed(operation, "option", options, ["wasm", "relaxed"]);
  const relaxed = given.has("relaxed") ? given.get("relaxed") : hasRelaxedSimd();
  if (typeof relaxed !== "boolean") {
    throw new ArgumentError(operation, `relaxed is ${describe(relaxed)}, must be true or false`, "relaxed");
  }
  // Bundlers find the two files by these expressions.
  const beside = relaxed
    ? new URL("./kernels-relaxed.wasm", import.meta.url)
    : new URL("./kernels.wasm", import.meta.url);
  return compile(operation, options.wasm === undefined ? beside : options.wasm);
}

async function compile(operation: string, source: WasmSource): Promise<WebAssembly.Module> {
  try {
    return await read(operation, source);
  } catch (cause) {
    if (cause instanceof ArgumentError) throw cause;
    const place = typeof source === "string" || source instanceof URL ? ` from ${source}` : "";
    throw new KernelError(operation, `cannot load the WebAssembly${place}: ${cause}`, undefined, undefined, {
      cause,
    });
  }
}

async function read(operation: string, source: WasmSource): Promise<WebAssembly.Module> {
  if (typeof source === "string" || source instanceof URL) return read(operation, await open(source));
  if (source instanceof Response) {
    if (!source.ok) throw new TypeError(`the server answered ${source.status}`);
    return read(operation, await source.arrayBuffer());
  }
  if (isBytes(source)) return WebAssembly.compile(source);
  if (source instanceof WebAssembly.Module) return source;
  const rule = "must be a URL, bytes, a Response or a WebAssembly.Module";
  throw new ArgumentError(operation, `wasm is ${describe(source)}, ${rule}`, "wasm");
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
