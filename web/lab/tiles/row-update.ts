import { type Span, type TileOrder, type TilePlan, visibleKeys } from "./tile-plan.js";

/** Queries, keys and values of one head, row-major: `[length, headDim]`. */
export interface TileInputs {
  readonly q: Float32Array;
  readonly k: Float32Array;
  readonly v: Float32Array;
}

/** What is known of a query's softmax after some keys. */
export interface RowState {
  /** The largest score; -infinity before the first visible key. */
  readonly m: number;
  /** The sum of exp(score - m). */
  readonly l: number;
  /** The sum of exp(score - m) · value; in the first FlashAttention divided by l. */
  readonly out: readonly number[];
}

/** What one tile does to one query. */
export interface RowUpdate {
  readonly query: number;
  /** Scaled; null where the mask is. */
  readonly scores: readonly (number | null)[];
  readonly before: RowState;
  readonly after: RowState;
  /** exp(m before - m after): what l and out are multiplied by. */
  readonly correction: number;
  /** exp(score - m after); 0 where the mask is. */
  readonly weights: readonly number[];
  /** The sum of the weights. */
  readonly sum: number;
  /** The sum of weight · value. */
  readonly product: readonly number[];
}

export const emptyRow = (headDim: number): RowState => ({
  m: Number.NEGATIVE_INFINITY,
  l: 0,
  out: new Array<number>(headDim).fill(0),
});

export const rowOf = (data: Float32Array, headDim: number, row: number): readonly number[] =>
  Array.from(data.subarray(row * headDim, (row + 1) * headDim));

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);

/** The scaled scores of a query against some keys. */
export function scoresOf(plan: TilePlan, { q, k }: TileInputs, query: number, keys: Span): readonly (number | null)[] {
  const { headDim } = plan;
  const visible = visibleKeys(plan, query);
  const row = rowOf(q, headDim, query);
  return Array.from({ length: keys.end - keys.start }, (_, i) => {
    const key = keys.start + i;
    if (key < visible.start || key >= visible.end) return null;
    return dot(row, rowOf(k, headDim, key)) / Math.sqrt(headDim);
  });
}

/** The sum of weight · value over some keys. */
function mixed({ headDim }: TilePlan, { v }: TileInputs, keys: Span, weights: readonly number[]): readonly number[] {
  return Array.from({ length: headDim }, (_, feature) =>
    weights.reduce((sum, weight, i) => sum + weight * (v[(keys.start + i) * headDim + feature] as number), 0),
  );
}

/** Online softmax (Milakov and Gimelshein 2018) with the output beside it: a query meets the keys of one tile. */
export function updateRow(
  plan: TilePlan,
  order: TileOrder,
  inputs: TileInputs,
  query: number,
  keys: Span,
  before: RowState,
): RowUpdate {
  const scores = scoresOf(plan, inputs, query, keys);
  const m = scores.reduce<number>((most, score) => Math.max(most, score ?? Number.NEGATIVE_INFINITY), before.m);
  // Without a visible key so far nothing was collected: -infinity - -infinity would be NaN.
  const shift = m === Number.NEGATIVE_INFINITY ? 0 : m;
  const weights = scores.map((score) => (score === null ? 0 : Math.exp(score - shift)));
  const correction = Math.exp(before.m - shift);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const product = mixed(plan, inputs, keys, weights);
  const l = before.l * correction + sum;
  const out = product.map((added, i) => {
    const old = before.out[i] as number;
    if (order === "flash2") return old * correction + added;
    return l === 0 ? 0 : (old * before.l * correction + added) / l;
  });
  return { query, scores, before, after: { m, l, out }, correction, weights, sum, product };
}
