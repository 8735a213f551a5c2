import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SECTION } from "../kernels/described.js";
import { installAssets } from "../runtimes/index.node.js";
import type { AssetsCommand } from "./arguments.js";
import { megabytes } from "./megabytes.js";
import { Misuse } from "./options.js";
import type { Terminal } from "./terminal.js";

/** Where the package that this command belongs to has them. */
const standalone = fileURLToPath(new URL("dist/standalone/", import.meta.resolve("attention-dojo/package.json")));

/** What lies beside the modules, with something that every version of the file contains. */
const besideModules: Readonly<Record<string, string>> = {
  "sandbox.html": "sandbox-ready",
  "sandbox-offline.html": "sandbox-ready",
  "kernels.wasm": SECTION,
  "kernels-relaxed.wasm": SECTION,
  "kernels-training.wasm": SECTION,
  "kernels-training-relaxed.wasm": SECTION,
};

/** Fills the folder that a site makes its asset base. */
export async function assetsCommand({ folder, python: wanted }: AssetsCommand, terminal: Terminal): Promise<void> {
  const python = join(folder, "python");
  const files = Object.entries(besideModules).map(([name, mark]) => ({ name, path: join(folder, name), mark }));
  const foreign = files.find(({ path, mark }) => existsSync(path) && !readFileSync(path, "latin1").includes(mark));
  if (foreign)
    throw new Misuse(`${foreign.path} is another file, which would be lost. Name another folder, or move it away.`);
  if (wanted && holdsSomethingElse(python))
    throw new Misuse(`${python} contains other files, which would be lost. Name another folder, or empty this one.`);

  try {
    mkdirSync(folder, { recursive: true });
    for (const { name, path } of files) writeFileSync(path, readFileSync(join(standalone, name)));
  } catch (error) {
    throw new Misuse(`${folder} cannot be written. ${error instanceof Error ? error.message : error}`);
  }
  if (wanted) {
    const onDownload = (bytes: number) =>
      terminal.print(`Downloading Pyodide and NumPy with npm (${megabytes(bytes)}) and compressing them.`);
    await installAssets(python, { compressed: true, onDownload });
  }
  terminal.print(
    `${folder} is ready: kernels and sandbox${wanted ? ", and Python with its licences" : ""}. Make its address the asset base`,
    'of your pages, by setAssetBase("/…/") or <attention-exercise asset-base="/…/">.',
  );
}

/** Whether a folder is there that this command has not made. */
function holdsSomethingElse(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const files = readdirSync(folder);
  return files.length > 0 && !files.includes("pyodide.asm.wasm");
}
