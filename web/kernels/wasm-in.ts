import { hasRelaxedSimd } from "./relaxed.js";

/**
 * The address of the WebAssembly in a folder that a site serves, `<name>.wasm` or `<name>-relaxed.wasm`.
 *
 * @param relaxed default: relaxed where the engine has it
 */
export const wasmIn = (folder: string | URL, name = "kernels", relaxed = hasRelaxedSimd()): URL =>
  new URL(`${name}${relaxed ? "-relaxed" : ""}.wasm`, folder);
