import { positionsOf, type Span, type TileOrder, type TilePlan } from "./tile-plan.js";

/** What lies in slow memory. `scores` and `weights` only without tiles; `m` and `l` only in the first FlashAttention. */
export type Operand = "q" | "k" | "v" | "scores" | "weights" | "out" | "m" | "l" | "lse";

/** Some rows of an operand go from slow memory to fast memory (`load`) or back (`store`). */
export interface Transfer {
  readonly direction: "load" | "store";
  readonly operand: Operand;
  readonly rows: Span;
  /** How many numbers move. */
  readonly numbers: number;
}

function widthOf({ length, headDim }: TilePlan, operand: Operand): number {
  switch (operand) {
    case "q":
    case "k":
    case "v":
    case "out":
      return headDim;
    case "scores":
    case "weights":
      return length;
    case "m":
    case "l":
    case "lse":
      return 1;
    default:
      return operand satisfies never;
  }
}

const moves = (plan: TilePlan, direction: Transfer["direction"], rows: Span, operands: readonly Operand[]) =>
  operands.map(
    (operand): Transfer => ({
      direction,
      operand,
      rows,
      numbers: (rows.end - rows.start) * widthOf(plan, operand),
    }),
  );

/** Before the first block. The first FlashAttention puts zeros and -infinity into slow memory (algorithm 1, line 2). */
export function atTheStart(plan: TilePlan, order: TileOrder): readonly Transfer[] {
  return order === "flash1" ? moves(plan, "store", { start: 0, end: plan.length }, ["out", "m", "l"]) : [];
}

/** When the outer loop comes to a block, whose rows these are. */
export function atOuterBlock(plan: TilePlan, order: TileOrder, rows: Span): readonly Transfer[] {
  return moves(plan, "load", rows, order === "flash2" ? ["q"] : ["k", "v"]);
}

/** For one tile, or for several side by side in the inner loop, whose rows these are. */
export function atInnerBlocks(plan: TilePlan, order: TileOrder, rows: Span): readonly Transfer[] {
  if (order === "flash2") return moves(plan, "load", rows, ["k", "v"]);
  return [...moves(plan, "load", rows, ["q", "out", "m", "l"]), ...moves(plan, "store", rows, ["out", "m", "l"])];
}

/** When the inner loop is over. */
export function afterOuterBlock(plan: TilePlan, order: TileOrder, rows: Span): readonly Transfer[] {
  return order === "flash2" ? moves(plan, "store", rows, ["out", "lse"]) : [];
}

/**
 * Without tiles (Dao et al. 2022, algorithm 0): scores and weights go to slow memory and come back. Counted in its favour: each
 * product reads its inputs once, and the mask costs nothing.
 */
export function withoutTiles(plan: TilePlan): readonly Transfer[] {
  const all = { start: 0, end: plan.length };
  return [
    ...moves(plan, "load", all, ["q", "k"]),
    ...moves(plan, "store", all, ["scores"]),
    ...moves(plan, "load", all, ["scores"]),
    ...moves(plan, "store", all, ["weights"]),
    ...moves(plan, "load", all, ["weights", "v"]),
    ...moves(plan, "store", all, ["out"]),
  ];
}

/** What nobody can avoid: every input comes once, the output goes once. */
export function leastOfAll(plan: TilePlan): readonly Transfer[] {
  const all = { start: 0, end: plan.length };
  return [...moves(plan, "load", all, ["q", "k", "v"]), ...moves(plan, "store", all, ["out"])];
}

/** The rows of inner blocks side by side. */
export const innerRows = (plan: TilePlan, order: TileOrder, blocks: Span): Span =>
  positionsOf(plan, order === "flash2" ? plan.blockK : plan.blockQ, blocks);
