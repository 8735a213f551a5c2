import { type Need, needOf } from "./fast-memory.js";
import { keyBlocks, queryBlocks, type TilePlan } from "./tile-plan.js";
import { bytesOf, countLeast, countPlain, countTiles, intensityOf, type Moved, type Traffic } from "./tile-traffic.js";

/** A way to compute attention, and what it costs. */
export interface Counted {
  readonly traffic: Traffic;
  readonly bytes: number;
  /** FLOPs for each byte. */
  readonly intensity: number;
}

/** What other blocks would move, and whether they fit. */
export interface Trial {
  readonly block: number;
  readonly bytes: number;
  readonly need: number;
  readonly fits: boolean;
}

/** Everything that the sentences after a count say, in bytes. */
export interface Reading {
  readonly plain: Counted;
  readonly flash1: Counted;
  readonly flash2: Counted;
  readonly least: Counted;
  readonly need: Need;
  readonly fits: boolean;
  /** The part of FlashAttention-2's bytes that are keys and values, from 0 to 1. */
  readonly shareOfKeys: number;
  readonly queryBlocks: number;
  readonly keyBlocks: number;
  /** With twice the queries in a block, or twice the keys; undefined where a block holds all of them. */
  readonly twiceQ: Trial | undefined;
  readonly twiceK: Trial | undefined;
  /** Scores and weights, as plain attention holds them in slow memory. */
  readonly matrices: number;
}

const bothWays = (traffic: Traffic, operand: keyof Moved) =>
  (traffic.loaded[operand] ?? 0) + (traffic.stored[operand] ?? 0);

/** Numbers that moved, of several operands. */
export const movedOf = (traffic: Traffic, operands: readonly (keyof Moved)[]): number =>
  operands.reduce((sum, operand) => sum + bothWays(traffic, operand), 0);

export function readingOf(plan: TilePlan, bytesPerNumber: number, memory: number): Reading {
  const counted = (traffic: Traffic): Counted => ({
    traffic,
    bytes: bytesOf(traffic, bytesPerNumber),
    intensity: intensityOf(traffic, bytesPerNumber),
  });
  const trial = (side: "blockQ" | "blockK"): Trial | undefined => {
    const block = 2 * plan[side];
    if (plan[side] >= plan.length) return undefined;
    const other = { ...plan, [side]: block };
    const need = needOf(other, bytesPerNumber).bytes;
    return { block, bytes: bytesOf(countTiles(other, "flash2"), bytesPerNumber), need, fits: need <= memory };
  };
  const flash2 = counted(countTiles(plan, "flash2"));
  const need = needOf(plan, bytesPerNumber);
  return {
    plain: counted(countPlain(plan)),
    flash1: counted(countTiles(plan, "flash1")),
    flash2,
    least: counted(countLeast(plan)),
    need,
    fits: need.bytes <= memory,
    shareOfKeys: (movedOf(flash2.traffic, ["k", "v"]) * bytesPerNumber) / flash2.bytes,
    queryBlocks: queryBlocks(plan),
    keyBlocks: keyBlocks(plan),
    twiceQ: trial("blockQ"),
    twiceK: trial("blockK"),
    matrices: 2 * plan.length ** 2 * bytesPerNumber,
  };
}

/** Keys in a block where as many queries as possible lie beside them. */
export const fewKeys = 16;

/** With so much fast memory: the most queries that fit beside a few keys, in steps of 16, and what they move. */
export interface Purchase {
  readonly memory: number;
  readonly blockQ: number;
  readonly bytes: number;
  /** Numbers moved, as a multiple of N² d² / M; undefined where M is beyond N d, of which the theorem says nothing. */
  readonly ofBound: number | undefined;
}

/** What FlashAttention-2 moves with each of these memories, without a mask; undefined where not even 16 queries fit. */
export function purchases(
  plan: TilePlan,
  bytesPerNumber: number,
  memories: readonly number[],
): readonly (Purchase | undefined)[] {
  const withQueries = (blockQ: number): TilePlan => ({ ...plan, mask: "none", blockQ, blockK: fewKeys });
  // A query more takes the same everywhere.
  const [one, two] = [1, 2].map((blockQ) => needOf(withQueries(blockQ), bytesPerNumber).bytes) as [number, number];
  return memories.map((memory) => {
    const fitting = 16 * Math.floor((1 + (memory - one) / (two - one)) / 16);
    if (fitting < 16) return undefined;
    const blockQ = Math.min(fitting, plan.length);
    const bytes = bytesOf(countTiles(withQueries(blockQ), "flash2"), bytesPerNumber);
    const numbers = memory / bytesPerNumber;
    const bound = (plan.length * plan.headDim) ** 2 / numbers;
    const isKnown = numbers <= plan.length * plan.headDim;
    return { memory, blockQ, bytes, ofBound: isKnown ? bytes / bytesPerNumber / bound : undefined };
  });
}
