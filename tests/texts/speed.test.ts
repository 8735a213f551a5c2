/** The figures that `npm run bench -- --publish` has written, and the documentation and the README publish. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Bench, benchFile, withBench, withReadmeTable } from "../../web/scripts/docs/bench-tables.mjs";
import { suite } from "../bench/suite.js";
import { locales, read } from "./texts.js";

const bench: Bench = JSON.parse(readFileSync(benchFile, "utf8"));

test("the README's table is what the published figures give", () => {
  expect(read("README.md")).toBe(withReadmeTable(read("README.md")));
});

test("Node and Chromium have measured every case of the benchmark, ours in all of them", () => {
  const engines = bench.environments.map(({ engine }) => engine).join(", ");
  expect(engines).toMatch(/^Node .+, Chromium /);
  for (const { engine, rows } of bench.environments) {
    const ours = rows.filter(({ way, threads }) => way === "fresh" && threads === "one");
    expect(
      ours.map(({ title }) => title),
      engine,
    ).toEqual(suite.map(({ title }) => title));
    for (const row of ours) expect(row.ours, row.title.en).toBeTypeOf("object");
  }
});

test("loops in plain JavaScript beat every library where nothing is left but a call", () => {
  for (const { engine, rows } of bench.environments) {
    const call = rows.find(({ title }) => title.en === "SDPA 1x1x1x4");
    const { "plain JS": loops, ...libraries } = call?.peers ?? {};
    for (const time of [call?.ours, ...Object.values(libraries)])
      if (typeof time === "object" && typeof loops === "object") expect(loops.ms, engine).toBeLessThan(time.ms);
  }
});

test.each(locales)("a table for each engine, with processor, day and versions, in %s", (locale) => {
  const page = withBench(read(`web/site/docs/speed.${locale}.md`), locale);
  expect(page.match(/^## .+ \{#[\w-]+\}$/gm)).toHaveLength(bench.environments.length);
  expect(page).toContain(bench.machine.processor);
  expect(page).toContain(bench.made);
  for (const version of Object.values(bench.peers)) expect(page).toContain(version);
  expect(page).not.toMatch(/@(bench|made|processor|cores|versions)\b/);
});

test("a row says what ours takes, what the others take, and what the fastest of them takes as a multiple, even below 1", () => {
  const given: Bench = {
    made: "2026-11-30",
    machine: { processor: "a processor", cores: 2, platform: "linux x64" },
    peers: { "jax-js": "1.2.3" },
    environments: [
      {
        engine: "Node 20.20.2",
        build: "simd128",
        limit: { median: 60.04, deviation: 1, kind: "mul-add" },
        rows: [
          {
            ...{ title: { en: "SDPA 1x1x1x4", zh: "SDPA 1x1x1x4" }, main: true, way: "into", threads: "one" },
            unit: "operations",
            ours: { ms: 0.00123, deviation: 3, rate: 0.013, share: 0.0002 },
            peers: {
              "onnxruntime-web": { ms: 0.000984, deviation: 2, ratio: { median: 0.8, deviation: 4 } },
              "jax-js": { ms: 0.2, deviation: 5, ratio: { median: 162.6, deviation: 1 } },
              "tfjs-wasm": "fails",
              "plain JS": { ms: 0.0002, deviation: 9, ratio: { median: 0.16, deviation: 9 } },
            },
          },
          {
            ...{ title: { en: "SDPA 1x1x1x4", zh: "SDPA 1x1x1x4" }, main: true, way: "fresh", threads: "all" },
            unit: "operations",
            peers: { "jax-js": { ms: 0.3, deviation: 5 } },
          },
        ],
      },
    ],
  };
  const page = withBench("@bench\n", "en", given);
  expect(page).toContain(
    "| SDPA 1x1x1x4, into a given tensor | 0.00123 ±3% | 0.0130 | 0% | 0.000984 | 0.200 | fails | onnxruntime-web 0.800×\u00a0±4% |",
  );
  expect(page).toContain("All threads, 2 cores:");
  expect(page).toContain("| SDPA 1x1x1x4 | – |  |  | – | 0.300 | – |  |");
  expect(withReadmeTable("<!-- bench -->\n<!-- /bench -->", given)).toContain(
    "| SDPA 1x1x1x4, into a given tensor | 0.800× onnxruntime-web, 0% |",
  );
});
