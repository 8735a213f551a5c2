// @ts-check
import { readFileSync } from "node:fs";
import { inRoot } from "../paths.mjs";

/**
 * A time of ours: milliseconds, half the distance of its quartiles in per cent, thousand millions of `unit` in a second, and the
 * share of the limit of one thread.
 *
 * @typedef {object} BenchTime
 * @property {number} ms
 * @property {number} deviation
 * @property {number} rate
 * @property {number} [share]
 */

/**
 * A time of a peer, and how many times longer than ours that is, where ours has a time.
 *
 * @typedef {object} BenchPeer
 * @property {number} ms
 * @property {number} deviation
 * @property {{ readonly median: number, readonly deviation: number }} [ratio]
 */

/**
 * @typedef {object} BenchRow
 * @property {{ readonly en: string, readonly zh: string }} title
 * @property {"fresh" | "into" | "cached"} way whether ours makes a tensor, writes into one that is there, or reads a cache
 * @property {"one" | "all"} threads
 * @property {boolean} main
 * @property {"operations" | "elements"} unit
 * @property {BenchTime | "fails"} [ours]
 * @property {Readonly<Record<string, BenchPeer | "fails">>} peers
 */

/**
 * @typedef {object} BenchEnvironment
 * @property {string} engine with its version
 * @property {string} build
 * @property {{ readonly median: number, readonly deviation: number, readonly kind: string }} limit
 * @property {readonly BenchRow[]} rows
 */

/**
 * What `npm run bench -- --publish` writes.
 *
 * @typedef {object} Bench
 * @property {string} made the day
 * @property {{ readonly processor: string, readonly cores: number, readonly platform: string }} machine
 * @property {Readonly<Record<string, string>>} peers their versions
 * @property {readonly BenchEnvironment[]} environments
 */

/** Where the published figures lie. */
export const benchFile = inRoot("web/site/docs/bench.json");

const words = {
  en: {
    columns: ["", "Ours, ms", "GFLOP/s", "Of the limit"],
    best: "Fastest peer",
    ways: { fresh: "", into: ", into a given tensor", cached: ", keys and values in a cache" },
    fails: "fails",
    heading: (/** @type {string} */ engine, /** @type {string} */ build) => `${engine}, \`${build}\``,
    limit: (/** @type {string} */ figure, /** @type {string} */ kind) =>
      `The limit of one thread: ${figure} GFLOP/s (\`${kind}\`).`,
    all: (/** @type {number} */ cores) => `All threads, ${cores} cores:`,
    times: (/** @type {string} */ ratio) => `${ratio}×`,
    separator: ", ",
  },
  zh: {
    columns: ["", "本库（毫秒）", "GFLOP/s", "占上限"],
    best: "最快的同类库",
    ways: { fresh: "", into: "，写入给定的张量", cached: "，键和值在缓存里" },
    fails: "失败",
    heading: (/** @type {string} */ engine, /** @type {string} */ build) => `${engine}，\`${build}\``,
    limit: (/** @type {string} */ figure, /** @type {string} */ kind) =>
      `单线程上限：${figure} GFLOP/s（\`${kind}\`）。`,
    all: (/** @type {number} */ cores) => `全部线程，${cores} 个核：`,
    times: (/** @type {string} */ ratio) => `${ratio}\u00a0倍`,
    separator: "，",
  },
};

/** Loops that a learner writes. */
const noLibrary = "plain JS";

/** The peers that mostly come nearest; the others are in the terminal's table alone. */
const columns = ["onnxruntime-web", "jax-js", "tfjs-wasm"];

/**
 * A line `@bench` becomes the tables of each engine. `@made` is the day, `@processor` and `@cores` are the machine, `@versions` those
 * of the peers.
 *
 * @param {string} source
 * @param {"en" | "zh"} locale
 * @param {Bench} [bench]
 */
export function withBench(source, locale, bench = readBench()) {
  if (!/^@bench$/m.test(source)) return source;
  const { machine, peers, environments, made } = bench;
  const versions = Object.entries(peers).map(([name, version]) => `\`${name}\` ${version}`);
  return source
    .replace(/^@bench$/m, () =>
      environments.map((environment) => section(environment, machine.cores, locale)).join("\n\n"),
    )
    .replaceAll("@made", made)
    .replaceAll("@processor", machine.processor)
    .replaceAll("@cores", String(machine.cores))
    .replaceAll("@versions", versions.join(words[locale].separator));
}

/** @returns {Bench} */
function readBench() {
  return JSON.parse(readFileSync(benchFile, "utf8"));
}

/**
 * @param {BenchEnvironment} environment
 * @param {number} cores
 * @param {"en" | "zh"} locale
 */
function section({ engine, build, limit, rows }, cores, locale) {
  const { heading, limit: limitWords, all } = words[locale];
  const id = `${/^\w+/.exec(engine)?.[0].toLowerCase()}-${build}`;
  const onOne = rows.filter(({ threads }) => threads === "one");
  const onAll = rows.filter(({ threads, main }) => threads === "all" && main);
  return [
    `## ${heading(engine, build)} {#${id}}`,
    limitWords(`${limit.median.toFixed(1)}${deviation(limit)}`, limit.kind),
    table(onOne, locale),
    ...(onAll.length > 0 ? [all(cores), table(onAll, locale)] : []),
  ].join("\n\n");
}

/**
 * @param {readonly BenchRow[]} rows
 * @param {"en" | "zh"} locale
 */
function table(rows, locale) {
  const titles = [...words[locale].columns, ...columns, words[locale].best];
  return [
    line(titles),
    line(titles.map((_, i) => (i === 0 ? "---" : "---:"))),
    ...rows.map((row) => line([titleOf(row, locale), ...cellsOf(row, locale)])),
  ].join("\n");
}

/** @param {readonly string[]} texts */
const line = (texts) => `| ${texts.join(" | ")} |`;

/** @param {BenchRow} row @param {"en" | "zh"} locale */
const titleOf = ({ title, way }, locale) => `${title[locale]}${words[locale].ways[way]}`;

/** @param {BenchRow} row @param {"en" | "zh"} locale */
function cellsOf({ ours, unit, peers }, locale) {
  const { fails } = words[locale];
  const time = typeof ours === "object" ? ours : undefined;
  return [
    time ? `${significant(time.ms)}${deviation(time)}` : ours === "fails" ? fails : "–",
    time ? `${significant(time.rate)}${unit === "elements" ? " G/s" : ""}` : "",
    time?.share === undefined ? "" : percent(time.share),
    ...columns.map((name) => {
      const peer = peers[name];
      return peer === undefined ? "–" : peer === "fails" ? fails : significant(peer.ms);
    }),
    bestCell(peers, locale),
  ];
}

/** @param {BenchRow["peers"]} peers @param {"en" | "zh"} locale */
function bestCell(peers, locale) {
  const best = bestPeer(peers);
  return best ? `${best.name} ${words[locale].times(significant(best.median))}\u00a0±${best.deviation}%` : "";
}

/**
 * How many times longer than ours the fastest other library takes: below 1 it is faster.
 *
 * @param {BenchRow["peers"]} peers
 */
export function bestPeer(peers) {
  return Object.entries(peers)
    .flatMap(([name, peer]) => (name !== noLibrary && peer !== "fails" && peer.ratio ? [{ name, ...peer.ratio }] : []))
    .toSorted((a, b) => a.median - b.median)[0];
}

/**
 * Puts the table of the main rows between the two marks of the README.
 *
 * @param {string} readme
 * @param {Bench} [bench]
 */
export function withReadmeTable(readme, bench = readBench()) {
  const [start, end] = ["<!-- bench -->", "<!-- /bench -->"];
  const before = readme.indexOf(start);
  const after = readme.indexOf(end, before);
  if (before < 0 || after < 0) throw new Error(`README.md has no marks ${start} and ${end}`);
  return `${readme.slice(0, before)}${start}\n\n${readmeTable(bench)}\n\n${readme.slice(after)}`;
}

/** @param {Bench} bench */
function readmeTable({ environments }) {
  const mainRows = environments.map(({ rows }) => rows.filter(({ threads, main }) => threads === "one" && main));
  const titles = ["", ...environments.map(({ engine, build }) => `${engine}, ${build}`)];
  return [
    line(titles),
    line(titles.map(() => "---")),
    ...(mainRows[0] ?? []).map((first) => {
      const name = titleOf(first, "en");
      const cells = mainRows.map((rows) => readmeCell(rows.find((row) => titleOf(row, "en") === name)));
      return line([name, ...cells]);
    }),
  ].join("\n");
}

/** @param {BenchRow | undefined} row */
function readmeCell(row) {
  if (typeof row?.ours !== "object") return "–";
  const best = bestPeer(row.peers);
  const share = row.ours.share === undefined ? [] : [percent(row.ours.share)];
  return [...(best ? [`${significant(best.median)}× ${best.name}`] : []), ...share].join(", ");
}

/** @param {{ readonly deviation: number }} figure */
const deviation = (figure) => ` ±${figure.deviation}%`;

/** @param {number} share */
const percent = (share) => `${Math.round(100 * share)}%`;

/**
 * Three digits that count, never as a power of ten.
 *
 * @param {number} value
 */
export function significant(value) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toFixed(Math.min(digits, 6));
}
