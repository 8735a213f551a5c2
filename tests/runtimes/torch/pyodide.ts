/// <reference path="../../../web/runtimes/python/virtual.d.ts" />
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { files as core, moreNames } from "virtual:torch";
import { files as rest } from "virtual:torch-more";
import { ensurePythonAssets } from "../python-assets.js";

export type Files = Readonly<Record<string, string>>;

export const coreFiles: Files = JSON.parse(core);
export const restFiles: Files = JSON.parse(rest);
export const allFiles: Files = { ...coreFiles, ...restFiles };

const words = new Set(moreNames);

/** Whether a program has a word in it that calls for the rest. */
export const needsRest = (source: string) => (source.match(/\w+/g) ?? []).some((word) => words.has(word));

/** What a Python program prints that is run in a process of its own. It finds `data`, by name, in the folder `/data`. */
export async function runPython(program: string, files: Files, data: Files = {}): Promise<string> {
  const script = fileURLToPath(new URL("pyodide.mjs", import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", script, await ensurePythonAssets()], { stdio: "pipe" });
  child.stdin.end(JSON.stringify({ program, files, data }));
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on("close", resolve)),
  ]);
  if (code !== 0) throw new Error(`Python ended with ${code}:\n${errors.slice(-4000)}`);
  return output;
}
