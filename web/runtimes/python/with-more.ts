import type { Program } from "../runtime.js";
import { moreNames } from "./torch-files.js";

const names = new Set(moreNames);

/** A program with the rest of PyTorch beside it, where it names something of that. Few do; the rest is loaded for them. */
export async function withMore(program: Program): Promise<Program> {
  const calls = program.tensors && program.source.match(/\w+/g)?.some((word) => names.has(word));
  return calls ? { ...program, files: (await import("virtual:torch-more")).files } : program;
}
