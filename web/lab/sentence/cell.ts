import { type Attention, capped } from "./attend.js";

/** Everything that made one weight, in the order in which it was computed. */
export interface Cell {
  readonly head: number;
  readonly query: number;
  readonly key: number;
  readonly q: readonly number[];
  readonly k: readonly number[];
  readonly products: readonly number[];
  /** Their sum, q · k. */
  readonly dot: number;
  /** dot · scale */
  readonly scaled: number;
  /** softcap · tanh(scaled / softcap) */
  readonly capped: number;
  /** What ALiBi adds; null without it. */
  readonly bias: number | null;
  readonly isVisible: boolean;
  /** -Infinity where it is masked. */
  readonly score: number;
  /** All scores of the row. */
  readonly row: readonly number[];
  /** The largest of them, the sink's among them, which softmax subtracts. */
  readonly largest: number;
  /** exp(score - largest) */
  readonly power: number;
  /** The same of the sink; null without one. */
  readonly sinkPower: number | null;
  /** The sum over the row, with the sink. */
  readonly sum: number;
  readonly weight: number;
}

/** One weight again, step by step, from the rows of q and k and the scores of the row. */
export function cellOf(attention: Attention, head: number, query: number, key: number): Cell {
  const { size, visible, sink } = attention;
  const q = rowOf(attention.q, attention, head, query);
  const k = rowOf(attention.k, attention, head, key);
  const products = q.map((value, i) => value * (k[i] ?? 0));
  const dot = total(products);
  const scaled = dot * attention.scale;
  const inCap = capped(scaled, attention.softcap);
  const isVisible = visible[query * size + key] ?? false;
  const start = (head * size + query) * size;
  const bias = attention.bias?.[start + key] ?? null;
  const score = isVisible ? inCap + (bias ?? 0) : Number.NEGATIVE_INFINITY;
  const row = Array.from(attention.scores.subarray(start, start + size));
  const largest = Math.max(...row, sink ?? Number.NEGATIVE_INFINITY);
  const power = Math.exp(score - largest);
  const sinkPower = sink === null ? null : Math.exp(sink - largest);
  const sum = total(row.map((other) => Math.exp(other - largest))) + (sinkPower ?? 0);
  return {
    ...{ head, query, key, q, k, products, dot, scaled, capped: inCap, bias, isVisible, score },
    ...{ row, largest, power, sinkPower, sum, weight: power / sum },
  };
}

/** A row of q, k, v or the output. */
export function rowOf(
  matrix: Float32Array,
  { size, headDim }: Pick<Attention, "size" | "headDim">,
  head: number,
  row: number,
): readonly number[] {
  const start = (head * size + row) * headDim;
  return Array.from(matrix.subarray(start, start + headDim));
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0);
