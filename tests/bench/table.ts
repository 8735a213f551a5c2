import { type BenchRow, bestPeer, significant } from "../../web/scripts/docs/bench-tables.mjs";
import { inCache, intoGiven } from "./library.js";
import type { EnvironmentResults, Results } from "./results.js";
import { rowsOf } from "./rows.js";

const peers = ["onnxruntime-web", "tfjs-wasm", "jax-js", "numpy-ts", "plain JS"] as const;

/** Widths of the columns; together 150. */
const widths = [38, 12, 6, 5, 6, 15, 15, 15, 15, 15];

/** The results for a terminal. */
export function formatText(results: Results): string {
  const titles = ["", "ours, ms", "G/s", "limit", "best", ...peers];
  const blocks = results.environments.map((environment) => [
    headingOf(environment),
    line(titles),
    ...environment.cases.flatMap(rowsOf).map((row) => line([nameOf(row), ...cells(row)])),
    ...failuresOf(environment).map((failure) => `  ${failure}`),
    "",
  ]);
  return [...blocks.flat(), ...legend(results)].join("\n");
}

const line = (texts: readonly string[]) =>
  texts
    .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
    .join(" ")
    .trimEnd();

function headingOf({ engine, build, limit }: EnvironmentResults): string {
  const half = Math.round((50 * (limit.upper - limit.lower)) / limit.median);
  return `${engine}, ${build}; limit ${limit.median.toFixed(1)} G/s ±${half}% (${limit.kind})`;
}

const nameOf = ({ title, way, threads }: BenchRow) =>
  [
    title.en,
    ...(way === "fresh" ? [] : [way === "into" ? intoGiven : inCache]),
    ...(threads === "all" ? ["all threads"] : []),
  ].join(", ");

/** What stands behind the name of a row. */
function cells({ ours, peers: times }: BenchRow): readonly string[] {
  const own = typeof ours === "object" ? ours : undefined;
  const best = bestPeer(times);
  return [
    own ? `${significant(own.ms)}±${own.deviation}%` : ours === "fails" ? "fails" : "-",
    own ? significant(own.rate) : "",
    own?.share === undefined ? "" : `${Math.round(100 * own.share)}%`,
    best ? `${significant(best.median)}x` : "",
    ...peers.map((name) => {
      const peer = times[name];
      if (peer === undefined || peer === "fails") return peer ?? "-";
      return `${significant(peer.ms)}±${peer.deviation}%${peer.ratio ? ` ${significant(peer.ratio.median)}x` : ""}`;
    }),
  ];
}

/** A sentence for each thing that did not work, and for the memory that was asked for. */
function failuresOf({ failures, cases }: EnvironmentResults): readonly string[] {
  const libraries = Object.entries(failures).map(([library, failure]) => `${library} does not start: ${failure}`);
  const entries = cases.flatMap(({ title, entries }) =>
    entries.flatMap(({ library, threads, variant, failure, memory }) => [
      ...(failure === undefined
        ? []
        : [
            `${title.en}, ${library}${variant ? ` ${variant}` : ""}${threads === "all" ? ", all threads," : ""} fails: ${shorten(failure)}`,
          ]),
      ...(memory === undefined
        ? []
        : [`${title.en}, ${library}: ${(memory / 2 ** 20).toFixed(1)} MiB of WebAssembly memory`]),
    ]),
  );
  return [...libraries, ...entries];
}

/** The end of a message says what went wrong; all of it is in the JSON. */
const shorten = (message: string) =>
  message.length > 60 ? `${message.slice(0, 16)} ... ${message.slice(-36)}` : message;

function legend({ machine, peers: versions, quick }: Results): readonly string[] {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `One thread of ${machine.processor} (${machine.cores} cores), but where it says all. ${named.join(", ")}.`,
    "Medians of interleaved rounds; ± is half the distance of the quartiles; 1.5x: takes 1.5 times as long as ours; best: the fastest",
    "peer. G/s: thousand million multiplications and additions in a second (what a causal mask hides is not counted), or elements of",
    "softmax and layer norm. limit: the share of what one thread of the machine can do at most, measured in the same rounds. Floats in,",
    "floats out: copies into WebAssembly memory and back count; tfjs, jax-js, numpy-ts and a cache hold their inputs already. Of several ways of a",
    "peer the fastest. All threads: who has none takes part on one.",
    ...(quick ? ["Few and short rounds (--quick): not for quoting."] : []),
  ];
}
