import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tilesMessages } from "../../web/elements/lab/tiles/tiles-text.js";
import { openExercise } from "../../web/exercises/index.js";
import { tensor } from "../../web/kernels/index.js";
import { buffers, largestBlock, needOf } from "../../web/lab/tiles/fast-memory.js";
import {
  keyBlocks,
  keysOf,
  queriesOf,
  queryBlocks,
  sizeOf,
  type TilePlan,
  tileKind,
  tileMasks,
  tileOrders,
  visibleKeys,
} from "../../web/lab/tiles/tile-plan.js";
import { growthOf } from "../../web/lab/tiles/tile-prediction.js";
import { finishOf, momentsOf, progressAt } from "../../web/lab/tiles/tile-progress.js";
import { fewKeys, purchases, readingOf } from "../../web/lab/tiles/tile-reading.js";
import {
  defaultSettings,
  largeChoices,
  largePlanOf,
  readSettings,
  smallChoices,
  writeSettings,
} from "../../web/lab/tiles/tile-settings.js";
import { attendWhole, drawInputs, runTiles } from "../../web/lab/tiles/tile-steps.js";
import {
  allMoved,
  bytesOf,
  countLeast,
  countPlain,
  countTiles,
  intensityOf,
  Tally,
} from "../../web/lab/tiles/tile-traffic.js";
import { builds } from "../kernels/builds.js";

/** The same draws on every run. `FAST_CHECK_SEED` makes others. */
const seed = Number(process.env.FAST_CHECK_SEED ?? 20_261_120);
const check = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void, numRuns = 60) =>
  fc.assert(fc.property(arbitrary, predicate), { seed, numRuns });

const within = (min: number, max: number) => fc.integer({ min, max });
const plans: fc.Arbitrary<TilePlan> = fc.record({
  length: within(1, 32),
  headDim: within(1, 8),
  blockQ: within(1, 16),
  blockK: within(1, 16),
  mask: fc.constantFrom(...tileMasks),
  window: within(1, 32),
});
const drawn = fc.record({ plan: plans, order: fc.constantFrom(...tileOrders), seed: fc.nat() });

const plan = (changes: Partial<TilePlan>): TilePlan => ({
  length: 64,
  headDim: 8,
  blockQ: 8,
  blockK: 8,
  mask: "none",
  window: 1,
  ...changes,
});

const windowOf = ({ mask, window }: TilePlan) => {
  if (mask === "none") return [-1, -1] as const;
  return [mask === "causal" ? -1 : window - 1, 0] as const;
};

describe("the stepper", () => {
  test.each(builds)("ends where scaledDotProductAttention does ($build)", ({ kernels }) => {
    check(drawn, ({ plan, order, seed }) => {
      const inputs = drawInputs(plan, seed);
      const shape = [1, 1, plan.length, plan.headDim];
      const [q, k, v] = [tensor(shape, inputs.q), tensor(shape, inputs.k), tensor(shape, inputs.v)];
      const expected = kernels.scaledDotProductAttention({ q, k, v }, { window: windowOf(plan), returnLse: true });
      const run = runTiles(plan, order, inputs);
      for (const [i, value] of run.out.flat().entries()) expect(value).toBeCloseTo(expected.out.data[i] as number, 5);
      for (const [i, value] of run.lse.entries()) expect(value).toBeCloseTo(expected.lse.data[i] as number, 5);
    });
  });

  test("ends where one softmax over the whole row does", () => {
    check(drawn, ({ plan, order, seed }) => {
      const inputs = drawInputs(plan, seed);
      const whole = attendWhole(plan, inputs).flat();
      for (const [i, value] of runTiles(plan, order, inputs).out.flat().entries())
        expect(Math.abs(value - (whole[i] as number))).toBeLessThan(1e-12);
    });
  });

  test("holds in fast memory what fits there, and no more", () => {
    check(drawn, ({ plan, order, seed }) => {
      const { parts } = needOf(plan, 1);
      let most = 0;
      for (const { memory } of runTiles(plan, order, drawInputs(plan, seed)).steps) {
        most = Math.max(
          most,
          memory.reduce((sum, { values }) => sum + values.length, 0),
        );
        for (const { buffer, rows, columns, values } of memory) {
          expect(values).toHaveLength(sizeOf(rows) * columns);
          expect(values.length).toBeLessThanOrEqual(parts.find((part) => part.buffer === buffer)?.bytes ?? 0);
        }
      }
      expect(most).toBe(needOf(plan, 1).bytes);
    });
  });

  test("says of each tile what it does to m, l and the output", () => {
    check(drawn, ({ plan, order, seed }) => {
      const { steps, out } = runTiles(plan, order, drawInputs(plan, seed));
      for (let query = 0; query < plan.length; query++) {
        const moments = momentsOf(steps, query);
        expect(moments.length).toBeGreaterThan(0);
        for (const [i, { update }] of moments.entries()) {
          const { before, after, correction, sum } = update;
          expect(before).toEqual(
            i === 0 ? { m: -Infinity, l: 0, out: out[0]?.map(() => 0) } : moments[i - 1]?.update.after,
          );
          if (after.m === -Infinity) continue;
          expect(correction).toBeCloseTo(Math.exp(before.m - after.m), 12);
          expect(after.l).toBeCloseTo(before.l * correction + sum, 12);
        }
        const last = moments.at(-1)?.update.after;
        expect(finishOf(steps, query)?.row.out ?? last?.out).toEqual(out[query]);
      }
    });
  });

  test("computes or skips every tile once, and skips those alone that nobody sees", () => {
    check(drawn, ({ plan, order, seed }) => {
      const { steps } = runTiles(plan, order, drawInputs(plan, seed));
      const seen = new Map<string, string>();
      const note = (queryBlock: number, keyBlock: number, what: string) => {
        expect(seen.has(`${queryBlock} ${keyBlock}`)).toBe(false);
        seen.set(`${queryBlock} ${keyBlock}`, what);
      };
      for (const { event } of steps) {
        if (event.kind === "tile") note(event.queryBlock, event.keyBlock, event.isWhole ? "whole" : "edge");
        if (event.kind !== "skip") continue;
        for (let i = event.queryBlocks.start; i < event.queryBlocks.end; i++)
          for (let j = event.keyBlocks.start; j < event.keyBlocks.end; j++) note(i, j, event.why);
      }
      for (let i = 0; i < queryBlocks(plan); i++)
        for (let j = 0; j < keyBlocks(plan); j++) {
          expect(seen.get(`${i} ${j}`)).toBe(tileKind(plan, i, j));
          expect(tileKind(plan, i, j)).toBe(plainKind(plan, i, j));
        }
      const { tiles, output } = progressAt(plan, order, steps, steps.length - 1);
      expect(tiles.flat().every((status) => status === "done" || status === "skip")).toBe(true);
      expect(new Set(output)).toEqual(new Set(["done"]));
    });
  });
});

/** By looking at every pair of a query and a key. */
function plainKind(plan: TilePlan, queryBlock: number, keyBlock: number) {
  const [queries, keys] = [queriesOf(plan, queryBlock), keysOf(plan, keyBlock)];
  let [visible, pairs] = [0, 0];
  for (let query = queries.start; query < queries.end; query++)
    for (let key = keys.start; key < keys.end; key++) {
      const seen = visibleKeys(plan, query);
      pairs += 1;
      visible += Number(key >= seen.start && key < seen.end);
    }
  if (visible === 0) return keys.start >= queries.end ? "future" : "past";
  return visible === pairs ? "whole" : "edge";
}

describe("the count", () => {
  test("is the sum of what the steps move", () => {
    check(drawn, ({ plan, order, seed }) => {
      const { steps } = runTiles(plan, order, drawInputs(plan, seed));
      const tally = new Tally();
      for (const { transfers } of steps) tally.add(transfers);
      const counted = countTiles(plan, order);
      expect(counted.loaded).toEqual(tally.loaded);
      expect(counted.stored).toEqual(tally.stored);
      const tiles = steps.flatMap(({ event }) => (event.kind === "tile" ? [event] : []));
      expect(counted.tiles).toBe(tiles.length);
      expect(counted.tiles + counted.skipped).toBe(queryBlocks(plan) * keyBlocks(plan));
      const pairs = tiles.reduce((sum, { rows }) => sum + rows.length * (rows[0]?.scores.length ?? 0), 0);
      expect(counted.flops).toBe(4 * plan.headDim * pairs);
    });
  });

  test("is the closed formula without a mask, whatever the length and the blocks", () => {
    check(plans, (drawn) => {
      const it = { ...drawn, mask: "none" as const };
      const { length: n, headDim: d } = it;
      const [tr, tc] = [queryBlocks(it), keyBlocks(it)];
      expect(allMoved(countPlain(it))).toBe(4 * n * n + 4 * n * d);
      expect(allMoved(countTiles(it, "flash2"))).toBe(2 * n * d + n + 2 * tr * n * d);
      expect(allMoved(countTiles(it, "flash1"))).toBe(n * d + 2 * n + 2 * n * d + tc * (3 * n * d + 4 * n));
      expect(allMoved(countLeast(it))).toBe(4 * n * d);
    });
  });

  test("is the closed formula with causality: half of the tiles and half of the diagonal", () => {
    check(fc.record({ t: within(1, 12), b: within(1, 9), headDim: within(1, 9) }), ({ t, b, headDim: d }) => {
      const it = plan({ length: t * b, blockQ: b, blockK: b, headDim: d, mask: "causal" });
      const tiles = (t * (t + 1)) / 2;
      expect(countTiles(it, "flash2").tiles).toBe(tiles);
      expect(allMoved(countTiles(it, "flash2"))).toBe(2 * t * b * d + t * b + tiles * 2 * b * d);
      expect(allMoved(countTiles(it, "flash1"))).toBe(3 * t * b * d + 2 * t * b + tiles * (3 * b * d + 4 * b));
    });
  });

  test("is the closed formula with a window of whole blocks and one key", () => {
    // Each block of queries sees its own block of keys and the w before it, as far as there are any.
    check(fc.record({ t: within(1, 12), b: within(1, 9), w: within(0, 5) }), ({ t, b, w }) => {
      const it = plan({ length: t * b, blockQ: b, blockK: b, headDim: 3, mask: "window", window: w * b + 1 });
      const tiles = Array.from({ length: t }, (_, i) => Math.min(i, w) + 1).reduce((sum, count) => sum + count, 0);
      expect(countTiles(it, "flash2").tiles).toBe(tiles);
      expect(countTiles(it, "flash1").tiles).toBe(tiles);
      expect(countTiles(it, "flash2").loaded.k).toBe(tiles * b * 3);
    });
  });

  test("grows as the paper's theorem 2 says: N² d² / M, with the blocks of its algorithm 1", () => {
    const sizes = fc.record({ n: within(10, 15), d: fc.constantFrom(16, 32, 64, 128), times: within(8, 400) });
    check(sizes, ({ n, d, times }) => {
      const length = 2 ** n;
      // d <= M <= N d, as the theorem wants; a block of keys then has M / 4d of them.
      const memory = Math.min(d * times, length * d);
      const blockK = Math.ceil(memory / (4 * d));
      const it = plan({ length, headDim: d, blockQ: Math.min(blockK, d), blockK });
      const bound = (length ** 2 * d ** 2) / memory;
      const ratio = allMoved(countTiles(it, "flash1")) / bound;
      // 12 for q, out in and out again, more where the last block is short or m and l weigh beside few features.
      expect(ratio).toBeGreaterThan(8);
      expect(ratio).toBeLessThan(25);
    });
  });

  test("stays within the same bound in FlashAttention-2, with the largest square blocks that fit", () => {
    const sizes = fc.record({ n: within(12, 15), d: fc.constantFrom(16, 32, 64, 128), times: within(16, 400) });
    check(sizes, ({ n, d, times }) => {
      const length = 2 ** n;
      const memory = d * times;
      const all = Array.from({ length: 1024 }, (_, i) => i + 1);
      const block = largestBlock(plan({ length, headDim: d }), 1, memory, all) as number;
      const moved = allMoved(countTiles(plan({ length, headDim: d, blockQ: block, blockK: block }), "flash2"));
      const ratio = moved / ((length ** 2 * d ** 2) / memory);
      // k and v move 2 N² d / b numbers, and M = b² + 4 b d + 2 b: the tile of scores weighs where d is small beside it.
      const expected = 2 * (block / d + 4 + 2 / d);
      expect(ratio).toBeGreaterThan(0.9 * expected);
      expect(ratio).toBeLessThan(1.5 * expected);
    });
  });

  test("of 128k keys in the smallest blocks takes no time", () => {
    const largest = plan({ length: 2 ** 18, headDim: 256, blockQ: 16, blockK: 16, mask: "window", window: 1024 });
    const start = performance.now();
    for (const order of tileOrders) countTiles(largest, order);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("what the lab says at its defaults", () => {
  const it = { ...largePlanOf(defaultSettings), mask: "none" as const };
  const { bytes } = defaultSettings;

  test("plain attention moves 130 MiB, tiles 33 MiB; they do 32 and 124 FLOPs for each byte", () => {
    expect(bytesOf(countPlain(it), bytes) / 2 ** 20).toBeCloseTo(130, 1);
    expect(bytesOf(countTiles(it, "flash2"), bytes) / 2 ** 20).toBeCloseTo(33.01, 2);
    expect(bytesOf(countTiles(it, "flash1"), bytes) / 2 ** 20).toBeCloseTo(50.52, 2);
    expect(intensityOf(countPlain(it), bytes)).toBeCloseTo(31.5, 1);
    expect(intensityOf(countTiles(it, "flash2"), bytes)).toBeCloseTo(124.1, 1);
  });

  test("both grow fourfold with the length; in a window tiles grow twofold", () => {
    expect(growthOf(it)).toMatchObject({ nearest: "4-4" });
    expect(growthOf(largePlanOf(defaultSettings))).toMatchObject({ nearest: "4-4" });
    expect(growthOf({ ...it, length: 32768, mask: "window" })).toMatchObject({ nearest: "4-2" });
  });

  test("the reading is of the same count, and tries blocks twice as large", () => {
    const reading = readingOf(it, bytes, defaultSettings.large.memory);
    expect(reading.flash2.bytes).toBe(bytesOf(countTiles(it, "flash2"), bytes));
    expect(reading.least.bytes).toBe(4 * it.length * it.headDim * bytes);
    expect(reading.matrices).toBe(2 * it.length ** 2 * bytes);
    expect(reading.shareOfKeys).toBeCloseTo((2 * 32) / (2 * 32 + 2 + 1 / 64), 10);
    expect(reading.twiceQ).toMatchObject({ block: 256, fits: true });
    expect(reading.twiceQ?.bytes).toBe(bytesOf(countTiles({ ...it, blockQ: 256 }, "flash2"), bytes));
    expect(reading.twiceK?.bytes).toBe(reading.flash2.bytes);
    expect(readingOf({ ...it, blockQ: 4096 }, bytes, defaultSettings.large.memory).twiceQ).toBeUndefined();
  });

  test("more fast memory buys as many queries as fit, and the bytes stay near 5 to 8 times N² d² / M", () => {
    const bought = purchases({ ...it, mask: "causal" }, bytes, largeChoices.memory);
    expect(bought).toHaveLength(largeChoices.memory.length);
    for (const purchase of bought) {
      if (!purchase) throw new Error("16 queries fit into 32 KiB");
      const { memory, blockQ, ofBound } = purchase;
      const need = (queries: number) => needOf({ ...it, blockQ: queries, blockK: fewKeys }, bytes).bytes;
      expect(need(blockQ)).toBeLessThanOrEqual(memory);
      expect(need(blockQ + 16)).toBeGreaterThan(memory);
      expect(purchase.bytes).toBe(bytesOf(countTiles({ ...it, blockQ, blockK: fewKeys }, "flash2"), bytes));
      expect(ofBound === undefined).toBe(memory > it.length * it.headDim * bytes);
      if (ofBound !== undefined) expect(ofBound > 5 && ofBound < 9).toBe(true);
    }
    expect(purchases(it, bytes, [1024])).toEqual([undefined]);
  });

  test("its tiles fit into 192 KiB, those of 256 do not", () => {
    const { memory } = defaultSettings.large;
    expect(needOf(it, bytes).bytes).toBe((5 * 128 * 64 - 128 * 64 + 128 * 128 + 2 * 128) * 2);
    expect(needOf(it, bytes).bytes).toBeLessThan(memory);
    expect(largestBlock(it, bytes, memory, largeChoices.blockQ)).toBe(128);
    expect(needOf({ ...it, blockQ: 256, blockK: 256 }, bytes).bytes).toBeGreaterThan(memory);
    expect(needOf(it, bytes).parts.map(({ buffer }) => buffer)).toEqual(buffers);
    expect(largestBlock(it, bytes, 16, largeChoices.blockQ)).toBeUndefined();
  });
});

describe("a link", () => {
  test("gives the settings again that made it", () => {
    const scale = (choices: typeof smallChoices) =>
      fc.record({
        length: fc.constantFrom(...choices.length),
        headDim: fc.constantFrom(...choices.headDim),
        blockQ: fc.constantFrom(...choices.blockQ),
        blockK: fc.constantFrom(...choices.blockK),
        window: fc.constantFrom(...choices.window),
        memory: fc.constantFrom(...choices.memory),
      });
    const settings = fc.record({
      small: scale(smallChoices),
      large: scale(largeChoices),
      bytes: fc.constantFrom(2, 4),
      mask: fc.constantFrom(...tileMasks),
      order: fc.constantFrom(...tileOrders),
      seed: fc.nat(),
      step: within(0, 4096),
      row: within(0, 3),
    });
    check(settings, (it) => {
      expect(readSettings(new URLSearchParams(writeSettings(it).toString()))).toEqual(it);
    });
  });

  test("may say anything", () => {
    const name = fc.constantFrom(...writeSettings(defaultSettings).keys(), "constructor", "__proto__");
    const value = fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom("-1", "1e99", "NaN", "<b>", "", " "));
    check(
      fc.array(fc.tuple(name, value)),
      (pairs) => {
        const { small, large, row, step, seed } = readSettings(new URLSearchParams(pairs));
        for (const [field, choices] of Object.entries(smallChoices))
          expect(choices).toContain(small[field as keyof typeof small]);
        for (const [field, choices] of Object.entries(largeChoices))
          expect(choices).toContain(large[field as keyof typeof large]);
        expect(row).toBeLessThan(small.length);
        for (const number of [row, step, seed]) expect(Number.isInteger(number) && number >= 0).toBe(true);
      },
      300,
    );
  });

  test("that says nothing gives the defaults", () => {
    expect(readSettings(new URLSearchParams())).toEqual(defaultSettings);
  });
});

test("the exercises that the lab leads to have the titles that it gives them", async () => {
  for (const locale of ["en", "zh"] as const)
    for (const [slug, name] of Object.entries(tilesMessages[locale].exerciseNames))
      expect((await openExercise(slug)).title[locale]).toBe(name);
});
