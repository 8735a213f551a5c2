import type { Row } from "./operation.js";

/** The section of the WebAssembly that holds the operation table, as JSON. The build writes it there. */
export const SECTION = "attention-dojo.operations";

/** The rows of the kernels that a module holds, by the names of their operations. */
export function operationsOf(module: WebAssembly.Module): Readonly<Record<string, Row>> {
  const [section] = WebAssembly.Module.customSections(module, SECTION);
  if (!section) throw new TypeError("the module describes no operations: another version?");
  return JSON.parse(new TextDecoder().decode(section));
}
