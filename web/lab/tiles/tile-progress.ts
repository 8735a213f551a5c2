import type { RowUpdate } from "./row-update.js";
import { isSkipped, keyBlocks, queriesOf, queryBlocks, type TileOrder, type TilePlan, tileKind } from "./tile-plan.js";
import type { FinishedRow, Step } from "./tile-steps.js";
import { type Moved, Tally } from "./tile-traffic.js";

/** `skip`: never computed, whether the loop has come to it or not. */
export type TileStatus = "waits" | "now" | "done" | "skip";
/** A block of the output in slow memory. */
export type OutputStatus = "empty" | "begun" | "done";

/** How far the steps have come, up to one of them. */
export interface Progress {
  /** `[blocks of queries][blocks of keys]`. */
  readonly tiles: readonly (readonly TileStatus[])[];
  /** For each block of queries. */
  readonly output: readonly OutputStatus[];
  readonly loaded: Moved;
  readonly stored: Moved;
}

const before = (steps: readonly Step[], index: number) => steps.slice(0, index + 1);

export function progressAt(plan: TilePlan, order: TileOrder, steps: readonly Step[], index: number): Progress {
  const tiles = Array.from({ length: queryBlocks(plan) }, (_, i) =>
    Array.from({ length: keyBlocks(plan) }, (_, j): TileStatus => (isSkipped(tileKind(plan, i, j)) ? "skip" : "waits")),
  );
  const tally = new Tally();
  const passed = before(steps, index);
  for (const { event, transfers } of passed) {
    tally.add(transfers);
    if (event.kind !== "tile") continue;
    const row = tiles[event.queryBlock];
    if (row) row[event.keyBlock] = event === steps[index]?.event ? "now" : "done";
  }
  const finished = new Set(passed.flatMap(({ event }) => (event.kind === "finish" ? [event.queryBlock] : [])));
  const output = tiles.map((row, i): OutputStatus => {
    if (order === "flash2") return finished.has(i) ? "done" : "empty";
    if (!row.includes("waits")) return "done";
    return row.includes("done") || row.includes("now") ? "begun" : "empty";
  });
  return { tiles, output, loaded: tally.loaded, stored: tally.stored };
}

/** What one tile did to the query that is followed. */
export interface RowMoment {
  readonly step: number;
  readonly keyBlock: number;
  readonly update: RowUpdate;
}

/** Every tile that the query meets, in order, whether it has happened yet or not. */
export function momentsOf(steps: readonly Step[], query: number): readonly RowMoment[] {
  return steps.flatMap(({ event }, step) => {
    if (event.kind !== "tile") return [];
    const update = event.rows.find((row) => row.query === query);
    return update ? [{ step, keyBlock: event.keyBlock, update }] : [];
  });
}

/** The step at which the query's output is divided, in FlashAttention-2. */
export function finishOf(
  steps: readonly Step[],
  query: number,
): { readonly step: number; readonly row: FinishedRow } | undefined {
  for (const [step, { event }] of steps.entries()) {
    const row = event.kind === "finish" ? event.rows.find((it) => it.query === query) : undefined;
    if (row) return { step, row };
  }
  return undefined;
}

/** Whether a step is about this block of queries. */
export function queriesAt(plan: TilePlan, { event }: Step, order: TileOrder) {
  switch (event.kind) {
    case "tile":
    case "finish":
      return queriesOf(plan, event.queryBlock);
    case "outer":
      return order === "flash2" ? event.rows : undefined;
    case "skip":
    case "start":
    case "end":
      return undefined;
    default:
      return event satisfies never;
  }
}
