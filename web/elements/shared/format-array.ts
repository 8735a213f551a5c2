import { count } from "../../arrays/index.js";
import { type Kind, type Language, languages } from "../../format/index.js";
import type { ReportTensor } from "../../judge/index.js";

export type { Kind };

/** A number of bytes in megabytes, without the unit: "3.2". */
export const inMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** One value: at most `digits` decimals, exponents for what is very large or smaller than `tiny`. */
export function formatValue(
  value: number,
  kind: Kind,
  language: Language,
  digits = 4,
  tiny = 0.5 * 10 ** -digits,
): string {
  const word = languages[language].words;
  if (Number.isNaN(value)) return word.nan;
  if (!Number.isFinite(value)) return value < 0 ? `-${word.infinity}` : word.infinity;
  if (kind === "bool" && (value === 0 || value === 1)) return value ? word.true : word.false;
  if (kind === "int" && Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < tiny)) return value.toExponential(2);
  return value.toFixed(digits).replace(/^-(0\.?0*)$/, "$1");
}

/** As few decimals, up to four, as tell all values apart from their rounding: 0.5 and 1.25 are written 0.50 and 1.25. */
function decimals(values: readonly number[]): number {
  for (let digits = 1; digits < 4; digits++) {
    if (values.every((value) => !Number.isFinite(value) || Math.abs(value - Number(value.toFixed(digits))) < 1e-7))
      return digits;
  }
  return 4;
}

/** `(2, 5, 7)`; Python writes one dimension `(5,)`, and so do we. */
export const formatShape = (shape: readonly number[]) =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;

/** A piece of a printed array: punctuation, or the value at a row-major position. */
export type Piece = { readonly text: string; readonly at?: number };

/** Of an array with more places than this only the ends of its axes are printed. */
const mostPlaces = 2000;
const longestEnd = 20;

/** How many entries are printed at either end of an axis that is longer than both; a row without values takes a place too. */
function endsOf(shape: readonly number[]): number {
  const places = (end: number) => count(shape.map((size) => Math.max(Math.min(size, 2 * end), 1)));
  if (places(Number.POSITIVE_INFINITY) <= mostPlaces) return Number.POSITIVE_INFINITY;
  let end = longestEnd;
  while (end > 1 && places(end) > mostPlaces) end--;
  return end;
}

/**
 * An array as NumPy prints it, in pieces, so that single values can be marked. Columns line up, and of a large array only the
 * corners are there, with "..." between them.
 */
export function formatArray(tensor: ReportTensor, kind: Kind, language: Language): readonly Piece[] {
  const { shape, data } = tensor;
  const end = endsOf(shape);
  const pieces: (string | number)[] = []; // Numbers are positions.
  const write = (axis: number, position: number) => {
    const size = shape[axis];
    if (size === undefined) {
      pieces.push(position);
      return;
    }
    const innermost = axis === shape.length - 1;
    const separator = innermost ? " " : `${"\n".repeat(shape.length - 1 - axis)}${" ".repeat(axis + 1)}`;
    pieces.push("[");
    for (let i = 0; i < size; i++) {
      if (i > 0) pieces.push(separator);
      if (i === end && size > 2 * end) {
        pieces.push("...", separator);
        i = size - end;
      }
      write(axis + 1, position * size + i);
    }
    pieces.push("]");
  };
  write(0, 0);

  const values = pieces.flatMap((piece) => (typeof piece === "number" ? [data[piece] ?? Number.NaN] : []));
  const digits = kind === "float" ? decimals(values) : 4;
  // Beside ordinary values a tiny one is a zero; only among its like is it worth an exponent.
  const tiny = values.some((value) => Math.abs(value) >= 0.01) ? 0 : undefined;
  const written = values.map((value) => formatValue(value, kind, language, digits, tiny));
  const width = written.reduce((widest, text) => Math.max(widest, text.length), 0);
  let next = 0;
  return pieces.map((piece) =>
    typeof piece === "number" ? { text: (written[next++] as string).padStart(width), at: piece } : { text: piece },
  );
}
