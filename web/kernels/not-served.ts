// Loaded when a server has answered a request for the WebAssembly with something else.
import { NotServed } from "../assets/not-served.js";
import { KernelError } from "./errors.js";

/** What to throw when `response` is not the WebAssembly. */
export function notServed(operation: string, { url, ok, status }: Response): KernelError {
  if (!url) return new KernelError(operation, `cannot load the WebAssembly: the response has the status ${status}`);
  const cause = new NotServed(url, ok ? "page" : status);
  const problem = `${cause.message} Where only the kernels are used, the option wasm takes the address of the file.`;
  return new KernelError(operation, problem, undefined, undefined, { cause });
}
