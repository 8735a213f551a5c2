/** How the benchmark takes times, by a clock that the computations move. */
import { expect, test, vi } from "vitest";
import { measure } from "../bench/measure.js";

/** A clock, and what moves it: by `first` milliseconds in each of the first hundred calls, by `later` in all others. */
function clock() {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const computation = (first: number, later: number) => {
    const spent = { calls: 0, ms: 0 };
    const compute = () => {
      spent.calls += 1;
      spent.ms += spent.calls <= 100 ? first : later;
      now += spent.calls <= 100 ? first : later;
    };
    return { compute, spent };
  };
  return computation;
}

test("a turn lasts as long as it should, also of a call that becomes a hundred times faster while it warms up", async () => {
  const computation = clock();
  const short = computation(0.1, 0.001);
  const turns: number[] = [];
  const long = computation(30, 30);
  const afterwards = () => {
    long.compute();
    turns.push(short.spent.ms);
    short.spent.ms = 0;
  };
  const effort = { rounds: 4, turnMs: 20, budgetMs: 1000 };
  const [times = []] = await measure([short.compute, afterwards], effort);
  for (const ms of times) expect(ms).toBeCloseTo(0.001, 5);
  for (const turn of turns.slice(-3)) expect(turn).toBeGreaterThan(10);
});

test("what is slow has fewer turns, but two", async () => {
  const slow = clock()(900, 900);
  const [times] = await measure([slow.compute], { rounds: 4, turnMs: 20, budgetMs: 1000 });
  expect(times).toEqual([900, 900, undefined, undefined]);
});
