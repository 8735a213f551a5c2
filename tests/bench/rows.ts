import type { Bench, BenchEnvironment, BenchPeer, BenchRow, BenchTime } from "../../web/scripts/docs/bench-tables.mjs";
import { inCache, intoGiven, onThreads, ours, type Threads } from "./library.js";
import type { CaseResults, EntryResults, EnvironmentResults, Results, Spread } from "./results.js";

/** What the documentation publishes of a run. */
export function publishedOf({ date, machine, peers, environments }: Results): Bench {
  return { made: date.slice(0, 10), machine, peers, environments: environments.map(publishedEnvironment) };
}

function publishedEnvironment({ engine, build, limit, cases }: EnvironmentResults): BenchEnvironment {
  const published = { median: rounded(limit.median), deviation: deviationOf(limit), kind: limit.kind };
  return { engine, build, limit: published, rows: cases.flatMap(rowsOf) };
}

/**
 * A row for each of our ways. Where somebody runs on all threads there is a row for that too, whether or not we do.
 */
export function rowsOf(measured: CaseResults): readonly BenchRow[] {
  const ways = measured.entries.filter(({ library }) => library === ours);
  const on = (wanted: Threads) => ways.filter(({ threads }) => threads === wanted);
  const hasThreads = measured.entries.some(({ threads }) => threads === "all");
  const onAll = on("all");
  return [
    ...on("one").map((way) => rowOf(measured, "one", way)),
    ...(hasThreads && onAll.length === 0 ? [rowOf(measured, "all")] : onAll.map((way) => rowOf(measured, "all", way))),
  ];
}

const wayOf = (variant?: string): BenchRow["way"] =>
  variant === intoGiven ? "into" : variant === inCache ? "cached" : "fresh";

function rowOf({ title, main, work, entries }: CaseResults, threads: Threads, way?: EntryResults): BenchRow {
  const peers = onThreads(
    threads,
    entries.filter(({ library }) => library !== ours),
  );
  const names = [...new Set(peers.map(({ library }) => library))];
  const row = { title, threads, main, way: wayOf(way?.variant), unit: work.unit };
  return {
    ...row,
    ...(way ? { ours: way.ms ? timeOf(way.ms, work.amount, way.share) : "fails" } : {}),
    peers: Object.fromEntries(
      names.map((name) => [
        name,
        peerOf(
          peers.filter(({ library }) => library === name),
          way?.against?.[name],
        ),
      ]),
    ),
  };
}

const timeOf = (ms: Spread, amount: number, share?: Spread): BenchTime => ({
  ms: rounded(ms.median),
  deviation: deviationOf(ms),
  rate: rounded(amount / ms.median / 1e6),
  ...(share ? { share: rounded(share.median) } : {}),
});

function peerOf(ways: readonly EntryResults[], ratio: Spread | undefined): BenchPeer | "fails" {
  const times = ways.flatMap(({ ms }) => ms ?? []);
  const best = times.toSorted((a, b) => a.median - b.median)[0];
  if (!best) return "fails";
  return {
    ms: rounded(best.median),
    deviation: deviationOf(best),
    ...(ratio ? { ratio: { median: rounded(ratio.median), deviation: deviationOf(ratio) } } : {}),
  };
}

/** Half the distance of the quartiles, in per cent of the median. */
const deviationOf = ({ median, lower, upper }: Spread) => Math.round((50 * (upper - lower)) / median);

/** Four digits that count. */
const rounded = (value: number) => Number(value.toPrecision(4));
