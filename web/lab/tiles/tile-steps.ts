import { createRandom } from "../../format/random.js";
import type { Buffer } from "./fast-memory.js";
import { emptyRow, type RowState, type RowUpdate, scoresOf, type TileInputs, updateRow } from "./row-update.js";
import {
  keyBlocks,
  keysOf,
  oneBlock,
  queriesOf,
  queryBlocks,
  type Span,
  sizeOf,
  type TileKind,
  type TileOrder,
  type TilePlan,
  tileKind,
} from "./tile-plan.js";
import { type OuterBlock, outerBlocks } from "./tile-traffic.js";
import {
  afterOuterBlock,
  atInnerBlocks,
  atOuterBlock,
  atTheStart,
  innerRows,
  type Transfer,
} from "./tile-transfers.js";

/** What a buffer in fast memory holds: rows of queries or keys; null where a score is masked. */
export interface Content {
  readonly buffer: Buffer;
  readonly rows: Span;
  readonly columns: number;
  readonly values: readonly (number | null)[];
}

/** A query whose last key has been seen. */
export interface FinishedRow {
  readonly query: number;
  readonly state: RowState;
  readonly out: readonly number[];
  readonly lse: number;
}

export type StepEvent =
  | { readonly kind: "start" }
  /** The outer loop comes to this block: of queries in FlashAttention-2, of keys in the first one. */
  | { readonly kind: "outer"; readonly block: number; readonly rows: Span }
  | {
      readonly kind: "tile";
      readonly queryBlock: number;
      readonly keyBlock: number;
      readonly isWhole: boolean;
      readonly rows: readonly RowUpdate[];
    }
  /** Tiles side by side of which every key is masked: nothing is loaded, nothing computed. */
  | {
      readonly kind: "skip";
      readonly queryBlocks: Span;
      readonly keyBlocks: Span;
      readonly why: Extract<TileKind, "future" | "past">;
    }
  /** Only in FlashAttention-2: a block of queries has seen its keys, is divided and leaves fast memory. */
  | { readonly kind: "finish"; readonly queryBlock: number; readonly rows: readonly FinishedRow[] }
  | { readonly kind: "end" };

export interface Step {
  readonly event: StepEvent;
  readonly transfers: readonly Transfer[];
  /** What fast memory holds after the step. */
  readonly memory: readonly Content[];
}

export interface TileRun {
  readonly steps: readonly Step[];
  /** `[length, headDim]`. */
  readonly out: readonly (readonly number[])[];
  /** The logarithm of the sum of the exponentials of each query's scores. */
  readonly lse: readonly number[];
}

/** Normal numbers with one decimal, so that those on the screen are those that are computed with. */
export function drawInputs({ length, headDim }: TilePlan, seed: number): TileInputs {
  const random = createRandom(seed);
  const draw = () => random.normal([length, headDim]).data.map((value) => Math.round(value * 10) / 10 + 0);
  return { q: draw(), k: draw(), v: draw() };
}

const logSumExp = ({ m, l }: RowState) => m + Math.log(l);

/** All steps of FlashAttention's forward pass for one head. The same arguments give the same steps. */
export function runTiles(plan: TilePlan, order: TileOrder, inputs: TileInputs): TileRun {
  const rows = Array.from({ length: plan.length }, () => emptyRow(plan.headDim));
  const run: Run = { plan, order, inputs, rows };
  const steps: Step[] = [{ event: { kind: "start" }, transfers: atTheStart(plan, order), memory: [] }];
  for (const outer of outerBlocks(plan, order)) steps.push(...outerSteps(run, outer));
  steps.push({ event: { kind: "end" }, transfers: [], memory: [] });
  const out = rows.map((row) => finished(order, row));
  return { steps, out, lse: rows.map(logSumExp) };
}

interface Run {
  readonly plan: TilePlan;
  readonly order: TileOrder;
  readonly inputs: TileInputs;
  /** As far as each query has come. */
  readonly rows: RowState[];
}

const finished = (order: TileOrder, { l, out }: RowState): readonly number[] =>
  order === "flash1" || l === 0 ? out : out.map((value) => value / l);

function outerSteps(run: Run, { index, rows, inner }: OuterBlock): readonly Step[] {
  const { plan, order } = run;
  const held = heldThroughout(run, rows);
  const count = order === "flash2" ? keyBlocks(plan) : queryBlocks(plan);
  return [
    { event: { kind: "outer", block: index, rows }, transfers: atOuterBlock(plan, order, rows), memory: held() },
    ...skipped(run, index, { start: 0, end: inner.start }, held()),
    ...Array.from({ length: sizeOf(inner) }, (_, i) => tileStep(run, index, inner.start + i)),
    ...skipped(run, index, { start: inner.end, end: count }, held()),
    ...(order === "flash2" ? [finishStep(run, index, rows)] : []),
  ];
}

/** What stays in fast memory while the inner loop runs. */
function heldThroughout({ plan, order, inputs, rows }: Run, outer: Span): () => readonly Content[] {
  if (order === "flash1") return () => [content("k", plan, outer, inputs.k), content("v", plan, outer, inputs.v)];
  return () => [content("q", plan, outer, inputs.q), ...states(plan, outer, rows)];
}

function content(buffer: "q" | "k" | "v", { headDim }: TilePlan, rows: Span, data: Float32Array): Content {
  const values = Array.from(data.subarray(rows.start * headDim, rows.end * headDim));
  return { buffer, rows, columns: headDim, values };
}

function states({ headDim }: TilePlan, queries: Span, rows: readonly RowState[]): readonly Content[] {
  const of = rows.slice(queries.start, queries.end);
  return [
    { buffer: "out", rows: queries, columns: headDim, values: of.flatMap(({ out }) => out) },
    { buffer: "m", rows: queries, columns: 1, values: of.map(({ m }) => m) },
    { buffer: "l", rows: queries, columns: 1, values: of.map(({ l }) => l) },
  ];
}

function skipped({ plan, order }: Run, outer: number, blocks: Span, memory: readonly Content[]): readonly Step[] {
  if (sizeOf(blocks) === 0) return [];
  const [queryBlocks, keyBlocks] = order === "flash2" ? [oneBlock(outer), blocks] : [blocks, oneBlock(outer)];
  const why = tileKind(plan, queryBlocks.start, keyBlocks.start) === "future" ? "future" : "past";
  return [{ event: { kind: "skip", queryBlocks, keyBlocks, why }, transfers: [], memory }];
}

function tileStep(run: Run, outer: number, inner: number): Step {
  const { plan, order, inputs, rows } = run;
  const [queryBlock, keyBlock] = order === "flash2" ? [outer, inner] : [inner, outer];
  const [queries, keys] = [queriesOf(plan, queryBlock), keysOf(plan, keyBlock)];
  const updates = Array.from({ length: sizeOf(queries) }, (_, i) => {
    const query = queries.start + i;
    return updateRow(plan, order, inputs, query, keys, rows[query] as RowState);
  });
  for (const { query, after } of updates) rows[query] = after;
  const weights = updates.flatMap((row) => row.weights.map((weight, i) => (row.scores[i] === null ? null : weight)));
  return {
    event: {
      kind: "tile",
      queryBlock,
      keyBlock,
      isWhole: tileKind(plan, queryBlock, keyBlock) === "whole",
      rows: updates,
    },
    transfers: atInnerBlocks(plan, order, innerRows(plan, order, oneBlock(inner))),
    memory: [
      content("q", plan, queries, inputs.q),
      content("k", plan, keys, inputs.k),
      content("v", plan, keys, inputs.v),
      { buffer: "scores", rows: queries, columns: sizeOf(keys), values: weights },
      ...states(plan, queries, rows),
    ],
  };
}

function finishStep({ plan, order, rows }: Run, queryBlock: number, queries: Span): Step {
  const done = rows.slice(queries.start, queries.end).map((state, i): FinishedRow => {
    return { query: queries.start + i, state, out: finished(order, state), lse: logSumExp(state) };
  });
  return {
    event: { kind: "finish", queryBlock, rows: done },
    transfers: afterOuterBlock(plan, order, queries),
    memory: [],
  };
}

/** The same by one softmax over the whole row, to compare with. */
export function attendWhole(plan: TilePlan, inputs: TileInputs): readonly (readonly number[])[] {
  const all = { start: 0, end: plan.length };
  return Array.from({ length: plan.length }, (_, query) => {
    const scores = scoresOf(plan, inputs, query, all).map((score) => score ?? Number.NEGATIVE_INFINITY);
    const most = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - most));
    const sum = powers.reduce((total, power) => total + power, 0);
    return Array.from({ length: plan.headDim }, (_, feature) =>
      powers.reduce((total, power, key) => {
        return total + (power / sum) * (inputs.v[key * plan.headDim + feature] as number);
      }, 0),
    );
  });
}
