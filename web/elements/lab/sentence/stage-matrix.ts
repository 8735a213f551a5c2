import type { Attention } from "../../../lab/sentence/attend.js";
import type { Scale } from "../../heatmap/heatmap-scale.js";
import type { Mark } from "./attention-linked-heatmap.js";
import { type Stage, stages } from "./sentence-text.js";

/** A matrix as it is drawn, small or large. */
export interface Matrix {
  readonly shape: readonly [rows: number, columns: number];
  readonly columnLabels: readonly string[];
  readonly data: readonly number[];
  /** Whether a cell may be attended to; absent: there is nothing to mask. */
  readonly visible?: readonly boolean[];
  readonly range: readonly [number, number];
  readonly colors: Scale;
}

export type Matrices = Readonly<Record<Stage, Matrix>>;

/** What is looked at. */
export interface Looked {
  readonly head: number;
  readonly token: number;
  readonly key: number;
}

/** How columns are called. */
interface ColumnNames {
  readonly tokens: readonly string[];
  readonly sink: string;
}

/** The matrices of a head. A sink is one more column of the weights. */
export function stageMatrices(attention: Attention, head: number, names: ColumnNames): Matrices {
  const entries = stages.map((stage) => [stage, matrixOf(attention, head, names, stage)] as const);
  return Object.fromEntries(entries) as Record<Stage, Matrix>;
}

/** What of a matrix is looked at. */
export function markOf(stage: Stage, { token, key }: Looked): Mark {
  switch (stage) {
    case "q":
    case "output":
      return { row: token, column: null, of: "query" };
    case "k":
    case "v":
      return { row: key, column: null, of: "key" };
    case "scores":
    case "weights":
      return { row: token, column: key, of: "query" };
    default:
      return stage satisfies never;
  }
}

function matrixOf(attention: Attention, head: number, names: ColumnNames, stage: Stage): Matrix {
  switch (stage) {
    case "q":
    case "k":
    case "v":
    case "output":
      return ofFeatures(attention, head, attention[stage]);
    case "scores":
      return ofScores(attention, head, names);
    case "weights":
      return ofWeights(attention, head, names);
    default:
      return stage satisfies never;
  }
}

function ofFeatures({ size: rows, headDim: columns }: Attention, head: number, matrix: Float32Array): Matrix {
  const data = headOf(matrix, head, rows * columns);
  const columnLabels = Array.from({ length: columns }, (_, feature) => String(feature));
  return { shape: [rows, columns], columnLabels, data, range: ends(matrix), colors: "diverging" };
}

function ofScores({ size, scores, visible }: Attention, head: number, { tokens }: ColumnNames): Matrix {
  const data = headOf(scores, head, size * size);
  return { shape: [size, size], columnLabels: tokens, data, visible, range: ends(scores), colors: "diverging" };
}

function ofWeights(attention: Attention, head: number, names: ColumnNames): Matrix {
  const { size, weights, sunk, visible, sink } = attention;
  const columnLabels = sink === null ? names.tokens : [...names.tokens, names.sink];
  const data: number[] = [];
  const shown: boolean[] = [];
  for (let row = 0; row < size; row++) {
    data.push(...weights.subarray((head * size + row) * size, (head * size + row + 1) * size));
    shown.push(...visible.slice(row * size, (row + 1) * size));
    if (sink === null) continue;
    data.push(sunk[head * size + row] ?? 0);
    shown.push(true);
  }
  const shape = [size, columnLabels.length] as const;
  return { shape, columnLabels, data, visible: shown, range: [0, darkestOf(attention)], colors: "sequential" };
}

/** The weight that is drawn darkest: in steps, so that a switch changes the colours of weights and not their scale. */
export function darkestOf({ weights, sunk }: Attention): number {
  const most = Math.max(largest(weights), largest(sunk));
  return [0.1, 0.25, 0.5].find((step) => most <= step) ?? 1;
}

const headOf = (matrix: Float32Array, head: number, cells: number): readonly number[] =>
  Array.from(matrix.subarray(head * cells, (head + 1) * cells));

/** Of all heads, so that they compare. */
function ends(matrix: Float32Array): readonly [number, number] {
  const size = matrix.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  return [-size, size];
}

const largest = (numbers: Float32Array) => numbers.reduce((most, value) => Math.max(most, value), 0);
