import { parseAst } from "vite";

/** What a module of the package imports when it is loaded, and what it may import later. */
export interface Imported {
  readonly atOnce: readonly string[];
  readonly later: readonly string[];
}

/** @param code as it is built, without blanks and with backquotes for quotation marks */
export function importedBy(code: string): Imported {
  const program = parseAst(code);
  const atOnce = program.body.flatMap((node) => ("source" in node && node.source ? [textOf(node.source)] : []));
  return { atOnce, later: [...expressionsIn(program)].map(textOf) };
}

/** The sources of all `import(…)` that are written out. */
function* expressionsIn(node: unknown): Generator<unknown> {
  if (typeof node !== "object" || node === null) return;
  if ("type" in node && node.type === "ImportExpression" && "source" in node) yield node.source;
  for (const child of Object.values(node)) yield* expressionsIn(child);
}

function textOf(source: unknown): string {
  const { value, quasis } = source as { readonly value?: string; readonly quasis?: readonly Quasi[] };
  return value ?? quasis?.[0]?.value.cooked ?? "";
}

interface Quasi {
  readonly value: { readonly cooked: string };
}
