import { execFile } from "node:child_process";
import { promisify } from "node:util";

const script = "web/scripts/python-assets.mjs";
const run = promisify(execFile);

/** The folder that holds the runtime's files; they are fetched the first time. */
export async function ensurePythonAssets(): Promise<string> {
  const { stdout } = await run(process.execPath, [script]);
  return stdout.trim().split("\n").at(-1) as string;
}

/** Copies what a page needs. */
export async function copyPythonAssets(folder: string): Promise<void> {
  await run(process.execPath, [script, folder]);
}
