import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installAssets } from "../runtimes/index.node.js";
import type { AssetsCommand } from "./arguments.js";
import { megabytes } from "./megabytes.js";
import { Misuse } from "./options.js";
import type { Terminal } from "./terminal.js";

/** Makes `<folder>/python`, from where a site serves the Python runtime. */
export async function assetsCommand({ folder }: AssetsCommand, terminal: Terminal): Promise<void> {
  const python = join(folder, "python");
  if (holdsSomethingElse(python))
    throw new Misuse(`${python} contains other files, which would be lost. Name another folder, or empty this one.`);
  const onDownload = (bytes: number) =>
    terminal.print(`Downloading Pyodide and NumPy with npm (${megabytes(bytes)}) and compressing them.`);
  await installAssets(python, { compressed: true, onDownload });
  terminal.print(
    `${python} is ready, with its licences. If it is not in the folder of the page, give the address of its`,
    'parent folder: <attention-exercise asset-base="https://…/">.',
  );
}

/** Whether a folder is there that this command has not made. */
function holdsSomethingElse(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const files = readdirSync(folder);
  return files.length > 0 && !files.includes("pyodide.asm.wasm");
}
