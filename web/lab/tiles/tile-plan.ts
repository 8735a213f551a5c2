/** Which keys a query may attend to. `window`: causal, and of the keys before it only the last ones. */
export const tileMasks = ["none", "causal", "window"] as const;
export type TileMask = (typeof tileMasks)[number];

/**
 * Which loop is the outer one. `flash1`: over blocks of keys (Dao et al. 2022, algorithm 1). `flash2`: over blocks of queries
 * (Dao 2023, algorithm 1).
 */
export const tileOrders = ["flash2", "flash1"] as const;
export type TileOrder = (typeof tileOrders)[number];

/** Self-attention of one head, cut into tiles. */
export interface TilePlan {
  /** Queries, and as many keys. */
  readonly length: number;
  /** Features of a query, a key and a value. */
  readonly headDim: number;
  /** Queries in a block: Br. */
  readonly blockQ: number;
  /** Keys in a block: Bc. */
  readonly blockK: number;
  readonly mask: TileMask;
  /** With the mask `window`: how many keys a query sees, its own included. */
  readonly window: number;
}

/** From `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const sizeOf = ({ start, end }: Span): number => Math.max(0, end - start);

/** The positions in a block, or in several side by side; the last block may be shorter. */
export function positionsOf(plan: TilePlan, block: number, blocks: Span): Span {
  return { start: blocks.start * block, end: Math.min(plan.length, blocks.end * block) };
}

export const oneBlock = (index: number): Span => ({ start: index, end: index + 1 });

export const queryBlocks = ({ length, blockQ }: TilePlan): number => Math.ceil(length / blockQ);
export const keyBlocks = ({ length, blockK }: TilePlan): number => Math.ceil(length / blockK);

export const queriesOf = (plan: TilePlan, block: number): Span => positionsOf(plan, plan.blockQ, oneBlock(block));
export const keysOf = (plan: TilePlan, block: number): Span => positionsOf(plan, plan.blockK, oneBlock(block));

/** The keys that a query may attend to. */
export function visibleKeys({ length, mask, window }: TilePlan, query: number): Span {
  switch (mask) {
    case "none":
      return { start: 0, end: length };
    case "causal":
      return { start: 0, end: query + 1 };
    case "window":
      return { start: Math.max(0, query + 1 - window), end: query + 1 };
    default:
      return mask satisfies never;
  }
}

/** The queries that may attend to a key. */
function visibleQueries({ length, mask, window }: TilePlan, key: number): Span {
  switch (mask) {
    case "none":
      return { start: 0, end: length };
    case "causal":
      return { start: key, end: length };
    case "window":
      return { start: key, end: Math.min(length, key + window) };
    default:
      return mask satisfies never;
  }
}

/** The blocks of keys of which some query of this block sees some key; they are side by side. */
export function keyBlocksFor(plan: TilePlan, queryBlock: number): Span {
  const { start, end } = queriesOf(plan, queryBlock);
  const keys = { start: visibleKeys(plan, start).start, end: visibleKeys(plan, end - 1).end };
  return { start: Math.floor(keys.start / plan.blockK), end: Math.ceil(keys.end / plan.blockK) };
}

/** The blocks of queries of which some query sees some key of this block; they are side by side. */
export function queryBlocksFor(plan: TilePlan, keyBlock: number): Span {
  const { start, end } = keysOf(plan, keyBlock);
  const queries = { start: visibleQueries(plan, start).start, end: visibleQueries(plan, end - 1).end };
  return { start: Math.floor(queries.start / plan.blockQ), end: Math.ceil(queries.end / plan.blockQ) };
}

/**
 * `whole`: no key of the tile is masked. `edge`: some are. `future`: all are, they come after the last query. `past`: all are,
 * they come before the first query's window.
 */
export type TileKind = "whole" | "edge" | "future" | "past";

export function tileKind(plan: TilePlan, queryBlock: number, keyBlock: number): TileKind {
  const queries = queriesOf(plan, queryBlock);
  const keys = keysOf(plan, keyBlock);
  const [first, last] = [visibleKeys(plan, queries.start), visibleKeys(plan, queries.end - 1)];
  if (keys.start >= last.end) return "future";
  if (keys.end <= first.start) return "past";
  return keys.end <= first.end && keys.start >= last.start ? "whole" : "edge";
}

export const isSkipped = (kind: TileKind): kind is "future" | "past" => kind === "future" || kind === "past";
