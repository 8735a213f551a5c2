import {
  keyBlocks,
  keyBlocksFor,
  keysOf,
  queriesOf,
  queryBlocks,
  queryBlocksFor,
  type Span,
  sizeOf,
  type TileOrder,
  type TilePlan,
} from "./tile-plan.js";
import {
  afterOuterBlock,
  atInnerBlocks,
  atOuterBlock,
  atTheStart,
  innerRows,
  leastOfAll,
  type Operand,
  type Transfer,
  withoutTiles,
} from "./tile-transfers.js";

/** Numbers that went between slow and fast memory, by operand. */
export type Moved = Readonly<Partial<Record<Operand, number>>>;

/** What a way of computing attention moves, and what it computes. */
export interface Traffic {
  readonly loaded: Moved;
  readonly stored: Moved;
  /** Multiplications and additions of the two products. */
  readonly flops: number;
  /** Tiles that are computed, and tiles of which every key is masked. */
  readonly tiles: number;
  readonly skipped: number;
}

/** One turn of the outer loop. */
export interface OuterBlock {
  readonly index: number;
  readonly rows: Span;
  /** The inner blocks that are not skipped. */
  readonly inner: Span;
}

/** The outer loop: blocks of queries in FlashAttention-2, of keys in the first one. */
export function* outerBlocks(plan: TilePlan, order: TileOrder): Generator<OuterBlock> {
  const count = order === "flash2" ? queryBlocks(plan) : keyBlocks(plan);
  for (let index = 0; index < count; index++) {
    yield order === "flash2"
      ? { index, rows: queriesOf(plan, index), inner: keyBlocksFor(plan, index) }
      : { index, rows: keysOf(plan, index), inner: queryBlocksFor(plan, index) };
  }
}

/** Adds up transfers by operand. */
export class Tally {
  readonly #loaded: Partial<Record<Operand, number>> = {};
  readonly #stored: Partial<Record<Operand, number>> = {};

  add(transfers: readonly Transfer[]): void {
    for (const { direction, operand, numbers } of transfers) {
      const sums = direction === "load" ? this.#loaded : this.#stored;
      sums[operand] = (sums[operand] ?? 0) + numbers;
    }
  }

  get loaded(): Moved {
    return { ...this.#loaded };
  }

  get stored(): Moved {
    return { ...this.#stored };
  }
}

export const sumOf = (moved: Moved): number => Object.values(moved).reduce((total, numbers) => total + numbers, 0);

/** All numbers that moved, in both directions. */
export const allMoved = ({ loaded, stored }: Pick<Traffic, "loaded" | "stored">): number =>
  sumOf(loaded) + sumOf(stored);

/** Two products, a multiplication and an addition for each feature, in each pair of a query and a key. */
const flopsOf = ({ headDim }: TilePlan, pairs: number) => 4 * headDim * pairs;

/**
 * With tiles. What the stepper's single steps move, but the tiles of one turn of the outer loop are added at once, since they
 * are side by side: 128k keys take as many turns as there are blocks, not as there are tiles.
 */
export function countTiles(plan: TilePlan, order: TileOrder): Traffic {
  const tally = new Tally();
  let [tiles, pairs] = [0, 0];
  tally.add(atTheStart(plan, order));
  for (const { rows, inner } of outerBlocks(plan, order)) {
    const across = innerRows(plan, order, inner);
    tally.add(atOuterBlock(plan, order, rows));
    tally.add(atInnerBlocks(plan, order, across));
    tally.add(afterOuterBlock(plan, order, rows));
    tiles += sizeOf(inner);
    pairs += sizeOf(rows) * sizeOf(across);
  }
  const skipped = queryBlocks(plan) * keyBlocks(plan) - tiles;
  return { loaded: tally.loaded, stored: tally.stored, flops: flopsOf(plan, pairs), tiles, skipped };
}

function countWhole(plan: TilePlan, transfers: readonly Transfer[], pairs: number): Traffic {
  const tally = new Tally();
  tally.add(transfers);
  return { loaded: tally.loaded, stored: tally.stored, flops: flopsOf(plan, pairs), tiles: 0, skipped: 0 };
}

/** Without tiles: every pair of a query and a key is computed, masked or not. */
export const countPlain = (plan: TilePlan): Traffic => countWhole(plan, withoutTiles(plan), plan.length ** 2);

/** What nobody can avoid moving. The arithmetic is that of plain attention. */
export const countLeast = (plan: TilePlan): Traffic => countWhole(plan, leastOfAll(plan), plan.length ** 2);

/** Bytes that moved, for numbers of so many bytes. */
export const bytesOf = (traffic: Traffic, bytesPerNumber: number): number => allMoved(traffic) * bytesPerNumber;

/** Arithmetic intensity: FLOPs for each byte that moves. */
export const intensityOf = (traffic: Traffic, bytesPerNumber: number): number =>
  traffic.flops / bytesOf(traffic, bytesPerNumber);
