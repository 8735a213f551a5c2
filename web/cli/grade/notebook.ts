/** What keeps a notebook from being read. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
}

/**
 * The program of a Jupyter notebook: its code cells in their order, each below a comment with its number. Lines of IPython's
 * own (`%`, `!`, `?`) are commented out, and cells in other languages (`%%bash`) too.
 *
 * @throws NotebookError
 */
export function programOfNotebook(text: string): string {
  const cells = cellsOf(text);
  const programs = cells.flatMap((cell, i) =>
    isCode(cell) ? [`# cell ${i + 1}\n${plainPython(sourceOf(cell))}`] : [],
  );
  if (programs.length === 0) throw new NotebookError("The notebook has no cell with code.");
  return `${programs.join("\n\n")}\n`;
}

type Cell = Readonly<Record<string, unknown>>;

function cellsOf(text: string): readonly Cell[] {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    throw new NotebookError("The notebook is not JSON: it is damaged, or cut off.");
  }
  const { cells } = isObject(notebook) ? notebook : {};
  if (!Array.isArray(cells))
    throw new NotebookError("The notebook has no list of cells; notebooks of format 4 have one.");
  return cells.map((cell) => (isObject(cell) ? cell : {}));
}

const isObject = (value: unknown): value is Cell =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCode = (cell: Cell) => cell.cell_type === "code";

/** nbformat allows a text, or a list of its lines. */
function sourceOf({ source }: Cell): string {
  const lines: readonly unknown[] = Array.isArray(source) ? source : [source];
  return lines.filter((line) => typeof line === "string").join("");
}

const pythonMagics = /^%%(?:time|timeit|capture|prun|python3?)\b/;

function plainPython(source: string): string {
  const lines = source.split("\n");
  const isForeign = /^\s*%%/.test(source) && !pythonMagics.test(source.trimStart());
  if (isForeign) return lines.map((line) => `# ${line}`).join("\n");
  // A block may consist of nothing else.
  return lines.map((line) => line.replace(/^(\s*)(?=[%!?])/, "$1pass  # ")).join("\n");
}
