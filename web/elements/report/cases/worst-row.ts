import { offset } from "../../../arrays/index.js";
import type { OutputReport } from "../../../judge/index.js";

/** On either side of the worst value. */
const neighbours = 2;

/** The row in which an output is furthest off, near that value. */
export interface WorstRow {
  /** Index of the worst value. */
  readonly index: readonly number[];
  /** The columns shown, and how many there are. */
  readonly columns: readonly number[];
  readonly total: number;
  /** Row-major positions of the same. */
  readonly positions: readonly number[];
}

/** Undefined where no value is off, or shapes differ. */
export function worstRow({ expected: { shape }, actual, mismatch }: OutputReport): WorstRow | undefined {
  if (!actual || !mismatch) return undefined;
  const index = mismatch.worstIndex;
  const total = shape.at(-1) ?? 1;
  const column = index.at(-1) ?? 0;
  const many = Math.min(total, 2 * neighbours + 1);
  const first = Math.min(Math.max(column - neighbours, 0), total - many);
  const columns = Array.from({ length: many }, (_, i) => first + i);
  const start = offset(index, shape) - column;
  return { index, columns, total, positions: columns.map((one) => start + one) };
}
