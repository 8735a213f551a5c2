/** How the benchmark makes rows of what it has measured. */
import { expect, test } from "vitest";
import { intoGiven, ours } from "../bench/library.js";
import type { CaseResults, EntryResults } from "../bench/results.js";
import { rowsOf } from "../bench/rows.js";

const spread = (median: number) => ({ median, lower: 0.9 * median, upper: 1.1 * median, samples: 5 });

const measured = (entries: readonly EntryResults[]): CaseResults => ({
  title: { en: "a case", zh: "用例" },
  main: false,
  work: { amount: 6e6, unit: "operations" },
  entries,
});

const onOne: EntryResults = {
  ...{ library: ours, threads: "one", ms: spread(2), share: spread(0.5) },
  against: { onnx: spread(1.5), jax: spread(0.7) },
};
const peers: readonly EntryResults[] = [
  { library: "onnx", threads: "one", variant: "slow", ms: spread(4) },
  { library: "onnx", threads: "one", variant: "fast", ms: spread(3) },
  { library: "jax", threads: "one", ms: spread(1.4) },
];

test("one row, with the fastest way of each peer", () => {
  const ratio = { deviation: 10 };
  expect(rowsOf(measured([onOne, ...peers]))).toEqual([
    {
      ...{ title: { en: "a case", zh: "用例" }, main: false, way: "fresh", threads: "one", unit: "operations" },
      ours: { ms: 2, deviation: 10, rate: 3, share: 0.5 },
      peers: {
        onnx: { ms: 3, deviation: 10, ratio: { median: 1.5, ...ratio } },
        jax: { ms: 1.4, deviation: 10, ratio: { median: 0.7, ...ratio } },
      },
    },
  ]);
});

test("a result that goes into a given tensor has a row of its own, and so has a failure of ours", () => {
  const rows = rowsOf(
    measured([onOne, { library: ours, threads: "one", variant: intoGiven, failure: "no memory" }, ...peers]),
  );
  expect(rows.map(({ way }) => way)).toEqual(["fresh", "into"]);
  expect(rows[1]?.ours).toBe("fails");
});

test("all threads have a row of their own, with peers on all threads where they have them, and where ours may still be missing", () => {
  const onAll: EntryResults = { library: "jax", threads: "all", ms: spread(1.9) };
  const [one, all] = rowsOf(measured([onOne, ...peers, onAll]));
  expect(one?.peers.jax).toMatchObject({ ms: 1.4 });
  expect(all).toMatchObject({ threads: "all", peers: { jax: { ms: 1.9 }, onnx: { ms: 3 } } });
  expect(all).not.toHaveProperty("ours");

  const ourThreads: EntryResults = { ...onOne, threads: "all", ms: spread(1), against: { jax: spread(1.9) } };
  const rows = rowsOf(measured([onOne, ourThreads, ...peers, onAll]));
  expect(rows.map(({ threads }) => threads)).toEqual(["one", "all"]);
  expect(rows[1]).toMatchObject({ ours: { ms: 1, rate: 6 }, peers: { jax: { ratio: { median: 1.9 } } } });
});

test("a peer that cannot do a thing fails in its row", () => {
  const [row] = rowsOf(measured([onOne, { library: "tfjs", threads: "one", failure: "too large" }]));
  expect(row?.peers).toEqual({ tfjs: "fails" });
});
