import type { Need } from "../../../lab/tiles/fast-memory.js";
import {
  keysOf,
  positionsOf,
  queriesOf,
  sizeOf,
  type TileMask,
  type TileOrder,
  type TilePlan,
  visibleKeys,
} from "../../../lab/tiles/tile-plan.js";
import type { Doubling, Growth } from "../../../lab/tiles/tile-prediction.js";
import type { Progress } from "../../../lab/tiles/tile-progress.js";
import type { Reading } from "../../../lab/tiles/tile-reading.js";
import type { Step, StepEvent } from "../../../lab/tiles/tile-steps.js";
import { allMoved, countPlain, sumOf } from "../../../lab/tiles/tile-traffic.js";
import type { Transfer } from "../../../lab/tiles/tile-transfers.js";
import { formatBytes, formatCount, formatFactor, formatPercent, saySpan } from "./tiles-format.js";
import type { TilesWords } from "./tiles-text.js";

/** Sentences of the lab that are made of numbers. */

export function saidMask({ mask, window }: TilePlan, words: TilesWords): string {
  return words.maskSaid(mask, formatCount(window));
}

export function question(plan: TilePlan, words: TilesWords): string {
  const { length, headDim, blockQ, blockK } = plan;
  const [n, twice, d] = [length, 2 * length, headDim].map(formatCount) as [string, string, string];
  return words.question(n, twice, d, formatCount(blockQ), formatCount(blockK), saidMask(plan, words));
}

/** What came of the prediction, counted for these settings. */
export function outcome(
  { mask }: TilePlan,
  { plain, tiles, nearest }: Growth,
  bytesPerNumber: number,
  prediction: string | null,
  words: TilesWords,
): string {
  const bytes = ({ once, twice, factor }: Doubling) =>
    [formatBytes(once * bytesPerNumber), formatBytes(twice * bytesPerNumber), formatFactor(factor)] as const;
  const verdict = prediction === nearest ? words.predictedRight : words.predictedOther(nearest);
  return [words.outcome(...bytes(plain), ...bytes(tiles)), verdict, ...why(mask, tiles.factor, words)].join(
    words.space,
  );
}

function why(mask: TileMask, tiles: number, words: TilesWords): readonly string[] {
  if (mask === "window") return [words.whyWindow, ...(tiles > 2.3 ? [words.whyWindowShort] : [])];
  return [words.whySquare, ...(tiles < 3.6 ? [words.whyBetween] : [])];
}

export const notFit = (need: Need, memory: number, words: TilesWords): string =>
  words.notFit(formatBytes(need.bytes), formatBytes(memory));

/** The sentences after the bars. */
export function reading(plan: TilePlan, it: Reading, bytesPerNumber: number, words: TilesWords): readonly string[] {
  const [q, k, d] = [plan.blockQ, plan.blockK, plan.headDim].map(formatCount) as [string, string, string];
  const [tiles, plain] = [formatBytes(it.flash2.bytes), formatBytes(it.plain.bytes)];
  const { traffic } = it.flash2;
  return [
    it.flash2.bytes < it.plain.bytes
      ? words.readLess(q, k, d, tiles, plain, formatFactor(it.plain.bytes / it.flash2.bytes))
      : words.readMore(q, k, d, tiles, plain),
    [shareSaid(plan, it, words), ...trialsSaid(plan, it, words)].join(words.space),
    words.readFlash1(formatBytes(it.flash1.bytes), formatCount(it.keyBlocks), plan.mask !== "none"),
    ...(traffic.skipped > 0
      ? [words.readSkipped(formatCount(traffic.skipped), formatCount(traffic.skipped + traffic.tiles))]
      : []),
    words.readHeld(formatBytes(it.matrices)),
    [
      words.readIntensity(formatFactor(it.plain.intensity), formatFactor(it.flash2.intensity)),
      ...(bytesPerNumber === 2 ? [words.readMachine] : []),
    ].join(words.space),
  ];
}

function shareSaid({ mask }: TilePlan, it: Reading, words: TilesWords): string {
  const share = formatPercent(it.shareOfKeys);
  return it.queryBlocks === 1
    ? words.readOnce(share)
    : words.readShare(share, formatCount(it.queryBlocks), mask !== "none");
}

function trialsSaid({ mask }: TilePlan, { twiceQ, twiceK }: Reading, words: TilesWords): readonly string[] {
  const ofK = mask === "none" ? words.readTwiceK : words.readTwiceKMask;
  return [
    ...(twiceQ
      ? [words.readTwiceQ(formatCount(twiceQ.block), formatBytes(twiceQ.bytes), formatBytes(twiceQ.need), twiceQ.fits)]
      : []),
    ...(twiceQ && twiceK ? [ofK(formatCount(twiceK.block), formatBytes(twiceK.bytes))] : []),
  ];
}

/** What a step of the figure does. */
export function happening(
  plan: TilePlan,
  order: TileOrder,
  event: StepEvent,
  difference: number,
  words: TilesWords,
): string {
  switch (event.kind) {
    case "start":
      return order === "flash2" ? words.startFlash2 : words.startFlash1;
    case "outer":
      return (order === "flash2" ? words.outerFlash2 : words.outerFlash1)(saySpan(event.rows));
    case "tile":
      return tileSaid(plan, order, event, words);
    case "skip":
      return skipSaid(plan, event, words);
    case "finish":
      return words.finish(saySpan(queriesOf(plan, event.queryBlock)));
    case "end":
      return words.end(difference === 0 ? "0" : difference.toExponential(1).replace("-", "−"));
    default:
      return event satisfies never;
  }
}

function tileSaid(
  plan: TilePlan,
  order: TileOrder,
  { queryBlock, keyBlock, isWhole, rows }: Extract<StepEvent, { kind: "tile" }>,
  words: TilesWords,
): string {
  const queries = saySpan(queriesOf(plan, queryBlock));
  const keys = saySpan(keysOf(plan, keyBlock));
  const said = (order === "flash2" ? words.tileFlash2 : words.tileFlash1)(queries, keys);
  if (isWhole) return said;
  const scores = rows.flatMap((row) => row.scores);
  const masked = scores.filter((score) => score === null).length;
  return [said, words.tileEdge(String(masked), String(scores.length))].join(words.space);
}

function skipSaid(
  plan: TilePlan,
  { queryBlocks, keyBlocks, why }: Extract<StepEvent, { kind: "skip" }>,
  words: TilesWords,
): string {
  const tiles = words.tileCount(sizeOf(queryBlocks) * sizeOf(keyBlocks));
  const keys = saySpan(positionsOf(plan, plan.blockK, keyBlocks));
  const queries = positionsOf(plan, plan.blockQ, queryBlocks);
  if (why === "future") return words.skipFuture(tiles, keys, String(queries.end - 1));
  return words.skipPast(tiles, keys, String(queries.start), String(visibleKeys(plan, queries.start).start));
}

/** What a step moves. */
export function moving({ transfers }: Step, bytesPerNumber: number, words: TilesWords): string {
  if (transfers.length === 0) return words.movesNothing;
  const bytes = (direction: Transfer["direction"]) =>
    transfers.filter((it) => it.direction === direction).reduce((sum, { numbers }) => sum + numbers, 0) *
    bytesPerNumber;
  return words.toAndFro(formatBytes(bytes("load")), formatBytes(bytes("store")));
}

/** What all steps so far have moved, beside what plain attention moves. */
export function movedSoFar(
  plan: TilePlan,
  { loaded, stored }: Progress,
  bytesPerNumber: number,
  words: TilesWords,
): string {
  const bytes = (numbers: number) => formatBytes(numbers * bytesPerNumber);
  return words.movedSoFar(bytes(sumOf(loaded)), bytes(sumOf(stored)), bytes(allMoved(countPlain(plan))));
}
