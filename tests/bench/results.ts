import type { Threads } from "./library.js";
import type { Work } from "./problem.js";
import type { Title } from "./suite.js";

/** What a run of the benchmark gives, as it is written to build/bench.json. */
export interface Results {
  readonly version: 2;
  readonly date: string;
  readonly machine: { readonly processor: string; readonly cores: number; readonly platform: string };
  /** The peers' versions. */
  readonly peers: Readonly<Record<string, string>>;
  /** Few and short rounds: good enough to see whether everything works. */
  readonly quick: boolean;
  readonly environments: readonly EnvironmentResults[];
}

/** Everything that was measured in one engine, by one process. */
export interface EnvironmentResults {
  /** "Node 20.19.2" */
  readonly engine: string;
  /** The build of ours that is in the table; where another is measured too, it is among the entries. */
  readonly build: string;
  /** Multiplications and additions of floats in a second, of the fastest loop: a thousand million is 1. */
  readonly limit: Spread & { readonly kind: string };
  /** Libraries that do not start. */
  readonly failures: Readonly<Record<string, string>>;
  readonly cases: readonly CaseResults[];
}

export interface CaseResults {
  readonly title: Title;
  readonly main: boolean;
  readonly work: Work;
  readonly entries: readonly EntryResults[];
}

/** One contender in one case. */
export interface EntryResults {
  readonly library: string;
  readonly threads: Threads;
  readonly variant?: string;
  /** What it said, when it could not do it. The rest is then missing. */
  readonly failure?: string;
  /** The largest error of a sample against float64, relative to the largest value. */
  readonly error?: number;
  /** Milliseconds of one computation. */
  readonly ms?: Spread;
  /** Of ours: how many times longer each peer takes, round by round; of several ways of a peer the fastest. */
  readonly against?: Readonly<Record<string, Spread>>;
  /** How much of the limit of one thread it reaches, round by round: 1 is all of it. */
  readonly share?: Spread;
  /** Bytes of WebAssembly memory after the computation, where that was asked for. */
  readonly memory?: number;
}

/** A median with its quartiles. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly samples: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (share: number) => {
    const position = share * (sorted.length - 1);
    const below = sorted[Math.floor(position)] ?? Number.NaN;
    const above = sorted[Math.ceil(position)] ?? Number.NaN;
    return below + (above - below) * (position - Math.floor(position));
  };
  return { median: quantile(0.5), lower: quantile(0.25), upper: quantile(0.75), samples: sorted.length };
}
