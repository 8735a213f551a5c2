import { beforeEach, expect, test } from "vitest";
import { nothingRemembered } from "../../web/elements/exercise/exercise-memory.js";
import { createDueCount } from "../../web/site/review/due.js";
import * as queue from "../../web/site/review/schedule/queue.js";
import { createProgress } from "../../web/site/storage/progress.js";

const monday = new Date(2026, 2, 2, 11).getTime();
const dayMs = 24 * 60 * 60 * 1000;

let now: number;
let replays: number;
let progress: ReturnType<typeof createProgress>;
let due: () => Promise<number>;

beforeEach(() => {
  now = monday;
  replays = 0;
  progress = createProgress(null, () => now);
  const standing: typeof queue.standing = (...args) => {
    replays++;
    return queue.standing(...args);
  };
  due = createDueCount(
    progress,
    async () => ({ ...queue, standing }),
    () => now,
  );
});

const write = (slug: string, source: string, solved = false) =>
  progress.exercises.write(slug, { ...nothingRemembered, sources: { javascript: source }, solved });
const rate = (slug: string) =>
  progress.reviews.write(`exercise:${slug}`, { history: [{ at: now, rating: "good" }], mistake: null });

test("typing replays no history, whether the exercise is solved or not", async () => {
  rate("softmax");
  write("softmax", "", true);
  now += 40 * dayMs;
  write("softmax", "a", true);
  expect(await due()).toBe(1);
  expect(replays).toBe(1);
  for (const source of ["ab", "abc"]) {
    write("softmax", source, true);
    write("causal-mask", source);
    now += 1000;
    expect(await due()).toBe(1);
  }
  expect(replays).toBe(1);
});

test("a review, a solved exercise and a new day are counted", async () => {
  rate("softmax");
  expect(await due()).toBe(0);
  expect(replays, "nothing was learned before today").toBe(0);
  now += 40 * dayMs;
  expect(await due()).toBe(1);
  rate("softmax");
  expect(await due()).toBe(0);
  write("causal-mask", "", true);
  now += 400 * dayMs;
  expect(await due()).toBe(2);
});

test("the records are one map until one of them changes", () => {
  write("softmax", "a");
  const before = progress.exercises.all();
  expect(progress.exercises.all()).toBe(before);
  write("softmax", "b");
  expect(before.get("softmax")?.sources.javascript).toBe("a");
  expect(progress.exercises.all().get("softmax")?.sources.javascript).toBe("b");
  progress.exercises.replace(new Map([["softmax", null]]));
  expect(progress.exercises.all().size).toBe(0);
});
