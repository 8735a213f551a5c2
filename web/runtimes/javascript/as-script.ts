import type { Program } from "../runtime.js";

/** The program as a classic script: without what belongs to modules. */
export async function asScript(program: Program): Promise<Program> {
  if (!program.source.includes("export")) return program;
  const { blankExports } = await import("./module-syntax.js");
  return { ...program, source: blankExports(program.source) };
}
