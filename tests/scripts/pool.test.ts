import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { createPool } from "../../web/scripts/pool.mjs";

test("so many pieces of work run at a time, in order, also after one has failed", async () => {
  const pool = createPool(2);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const piece = (index: number) =>
    pool(async () => {
      started.push(index);
      most = Math.max(most, ++running);
      await setTimeout(5);
      running -= 1;
      if (index % 3 === 0) throw new Error(`${index} fails`);
      return index;
    });
  const ended = await Promise.allSettled(Array.from({ length: 9 }, (_, index) => piece(index)));
  expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(most).toBe(2);
  expect(ended.map(({ status }) => status === "fulfilled")).toEqual(started.map((index) => index % 3 !== 0));
});
