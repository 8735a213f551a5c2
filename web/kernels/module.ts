import { failure } from "./errors.js";
import { readNamed, unfit } from "./names.js";
import { hasRelaxedSimd } from "./relaxed.js";

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
export async function compileKernels(
  operation: string,
  options: LoadOptions,
  others?: readonly string[],
): Promise<WebAssembly.Module> {
  // Bundlers find the two files by these expressions.
  const beside = (relaxed: boolean) =>
    relaxed ? new URL("./kernels-relaxed.wasm", import.meta.url) : new URL("./kernels.wasm", import.meta.url);
  return compileOneOf(operation, options, beside, others);
}

/** The same, of two files by whether relaxed SIMD is wanted; `others` are options that there are beside. */
export function compileOneOf(
  operation: string,
  options: LoadOptions,
  besideThisModule: (relaxed: boolean) => URL,
  others: readonly string[] = [],
): Promise<WebAssembly.Module> {
  const given = readNamed(operation, "option", options, ["wasm", "relaxed", ...others]);
  const relaxed = given.has("relaxed") ? given.get("relaxed") : hasRelaxedSimd();
  if (typeof relaxed !== "boolean") throw unfit(operation, "relaxed", relaxed, "true or false");
  return compile(operation, options.wasm === undefined ? besideThisModule(relaxed) : options.wasm);
}

async function compile(operation: string, source: WasmSource): Promise<WebAssembly.Module> {
  const isAddress = typeof source === "string" || source instanceof URL;
  try {
    const found = isAddress ? await open(source) : source;
    const code = found instanceof Response ? await bytesOf(operation, found) : found;
    if (isBytes(code)) return await WebAssembly.compile(code);
    if (code instanceof WebAssembly.Module) return code;
  } catch (cause) {
    throw failure(operation, `cannot load the WebAssembly${isAddress ? ` from ${source}` : ""}`, cause);
  }
  throw unfit(operation, "wasm", source, "a URL, bytes, a Response or a WebAssembly.Module");
}

/** Development servers answer what they do not find with the page of the site. */
async function bytesOf(operation: string, response: Response): Promise<ArrayBuffer> {
  if (response.ok && !response.headers.get("content-type")?.startsWith("text/html")) return response.arrayBuffer();
  const { notServed } = await import("./not-served.js");
  throw notServed(operation, response);
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
