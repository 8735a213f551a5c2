import type { CaseResults, EntryResults, EnvironmentResults, Results, Spread } from "./results.js";

const peers = ["onnxruntime-web", "tfjs-wasm", "jax-js", "numpy-ts", "plain JS"] as const;

/** Widths of the columns; together 124. */
const widths = [24, 9, 6, 5, 15, 15, 15, 15, 15];

/** The results for a terminal. */
export function formatText(results: Results): string {
  const titles = ["", "ours, ms", "G/s", "limit", ...peers];
  const blocks = results.environments.map((environment) => [
    headingOf(environment),
    line(titles),
    ...environment.cases.map((measured) => line([measured.name, ...cells(measured)])),
    ...failuresOf(environment).map((failure) => `  ${failure}`),
    "",
  ]);
  return [...blocks.flat(), ...legend(results)].join("\n");
}

/** The main rows, for the README. */
export function formatMarkdown(results: Results): string {
  const titles = ["", "ours, ms", "G/s", "of the limit", ...peers];
  const row = (texts: readonly string[]) => `| ${texts.join(" | ")} |`;
  const blocks = results.environments.map((environment) => [
    `${headingOf(environment)}:`,
    "",
    row(titles),
    row(titles.map((_, i) => (i === 0 ? "---" : "---:"))),
    ...environment.cases.filter(({ main }) => main).map((measured) => row([measured.name, ...cells(measured)])),
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
  return `${engine}, ${build}; limit ${limit.median.toFixed(1)} G/s ${deviation(limit)} (${limit.kind})`;
}

/** What stands behind the name of a case. */
function cells({ entries, work }: CaseResults): readonly string[] {
  const own = fastest(entries, "ours");
  const ms = own?.ms;
  const share = own?.share;
  return [
    ms ? `${significant(ms.median)}${deviation(ms)}` : cellOfMissing(entries, "ours"),
    ms ? significant(work.amount / ms.median / 1e6) : "",
    share ? `${Math.round(100 * share.median)}%` : "",
    ...peers.map((peer) => {
      const best = fastest(entries, peer);
      if (!best?.ms) return cellOfMissing(entries, peer);
      const ratio = best.ratio && Number.isFinite(best.ratio.median) ? ` ${significant(best.ratio.median)}x` : "";
      return `${significant(best.ms.median)}${deviation(best.ms)}${ratio}`;
    }),
  ];
}

function fastest(entries: readonly EntryResults[], library: string): EntryResults | undefined {
  return entries
    .filter((entry) => entry.library === library && entry.ms)
    .toSorted((a, b) => (a.ms?.median ?? 0) - (b.ms?.median ?? 0))[0];
}

const cellOfMissing = (entries: readonly EntryResults[], library: string) =>
  entries.some((entry) => entry.library === library) ? "fails" : "-";

/** Half the distance of the quartiles, in per cent of the median. */
const deviation = ({ median, lower, upper }: Spread) => `±${Math.round((50 * (upper - lower)) / median)}%`;

/** Three digits that count, never as a power of ten. */
function significant(value: number): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toFixed(Math.min(digits, 3));
}

/** A sentence for each thing that did not work, and for the memory that was asked for. */
function failuresOf({ failures, cases }: EnvironmentResults): readonly string[] {
  const libraries = Object.entries(failures).map(([library, failure]) => `${library} does not start: ${failure}`);
  const entries = cases.flatMap(({ name, entries }) =>
    entries.flatMap(({ library, variant, failure, memory }) => [
      ...(failure === undefined
        ? []
        : [`${name}, ${library}${variant ? ` ${variant}` : ""} fails: ${shorten(failure)}`]),
      ...(memory === undefined
        ? []
        : [`${name}, ${library}: ${(memory / 2 ** 20).toFixed(1)} MiB of WebAssembly memory`]),
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
    `One thread of ${machine.processor} (${machine.cores} cores). ${named.join(", ")}.`,
    "Medians of interleaved rounds; ± is half the distance of the quartiles; 1.5x: takes 1.5 times as long as ours. G/s: thousand",
    "million multiplications and additions in a second (what a causal mask hides is not counted), or elements of softmax and",
    "layer norm. limit: the share of what the machine can do at most, measured in the same rounds. Floats in, floats out: copies",
    "into WebAssembly memory and back count; tfjs, numpy-ts and a cache hold theirs already. Of several ways the fastest.",
    ...(quick ? ["Few and short rounds (--quick): not for quoting."] : []),
  ];
}
