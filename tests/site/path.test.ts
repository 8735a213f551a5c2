/** The path of the first page: what is shown of it, and what is next. */
import { describe, expect, test } from "vitest";
import type { Head } from "../../web/format/index.js";
import { type Filter, hashOf, isEmpty, isShown, readFilter } from "../../web/site/path/filter.js";
import { leadsTo, nextStep } from "../../web/site/path/next-step.js";
import { type Standing, standingOf } from "../../web/site/path/standing.js";
import { emptyRecord } from "../../web/site/storage/record.js";

const head = (slug: string, parts: Partial<Head> = {}): Head => ({
  slug,
  title: { en: slug.toUpperCase(), zh: `中文 ${slug}` },
  track: "core",
  difficulty: "easy",
  minutes: 10,
  asked: 2,
  after: [],
  function: slug.replaceAll("-", "_"),
  arguments: [],
  languages: ["javascript"],
  ...parts,
});

const untouched: Standing = { state: "untouched", wrong: false, touched: 0 };
const standings = (known: Readonly<Record<string, Partial<Standing>>>) => (slug: string) => ({
  ...untouched,
  ...known[slug],
});

describe("a filter", () => {
  const all: Filter = { words: "rope attention", track: "positions", difficulty: "hard", asked: 3, show: "wrong" };

  test("is the same after a way through the address", () => {
    expect(readFilter(hashOf(all))).toEqual(all);
    expect(hashOf({})).toBe("#/");
    expect(readFilter("#/")).toEqual({});
  });

  test("leaves out what an address has invented", () => {
    expect(readFilter("#/?track=magic&difficulty=__proto__&asked=7&show=all&words=%20")).toEqual({});
  });

  test("finds titles in both languages, function names and slugs, every word of them", () => {
    const rope = head("rope-attention");
    for (const words of ["ROPE", "中文", "rope_att", "ropeAttention", "attention rope"])
      expect(isShown(rope, untouched, { words })).toBe(true);
    expect(isShown(rope, untouched, { words: "rope softmax" })).toBe(false);
  });

  test("shows what is not solved, or what was wrong the last time", () => {
    const solved: Standing = { ...untouched, state: "solved" };
    expect(isShown(head("a"), solved, { show: "unsolved" })).toBe(false);
    expect(isShown(head("a"), { ...solved, wrong: true }, { show: "wrong" })).toBe(true);
    expect(isShown(head("a"), untouched, { show: "wrong" })).toBe(false);
  });

  test("is empty only when everything is shown", () => {
    expect(isEmpty({})).toBe(true);
    for (const name of Object.keys(all) as (keyof Filter)[]) expect(isEmpty({ [name]: all[name] })).toBe(false);
  });
});

describe("the next step", () => {
  const path = [head("a"), head("b", { after: ["d"] }), head("c", { after: ["a"] }), head("d")];

  test("is the first whose prerequisites are solved", () => {
    expect(nextStep(path, standings({}))).toMatchObject({ head: { slug: "a" }, kind: "begin" });
    expect(nextStep(path, standings({ a: { state: "solved" } }))?.head.slug).toBe("c");
  });

  test("is what was begun last", () => {
    const known = standings({ b: { state: "started", touched: 2 }, d: { state: "started", touched: 5 } });
    expect(nextStep(path, known)).toMatchObject({ head: { slug: "d" }, kind: "continue" });
  });

  test("does not wait for what a plan leaves out", () => {
    expect(nextStep([head("b", { after: ["elsewhere"] })], standings({}))?.head.slug).toBe("b");
  });

  test("is nothing when everything is solved", () => {
    expect(nextStep([head("a")], standings({ a: { state: "solved" } }))).toBeUndefined();
  });

  test("is told what an exercise leads to", () => {
    expect(leadsTo("a", path).map(({ slug }) => slug)).toEqual(["c"]);
  });
});

describe("how somebody stands", () => {
  const rated = (rating: "again" | "good") => ({ history: [{ at: 1, rating }], mistake: null });

  test("follows from code, hints, verdicts and reviews", () => {
    expect(standingOf(undefined, undefined)).toEqual(untouched);
    expect(standingOf({ ...emptyRecord, hints: 1, touched: 7 }, undefined)).toEqual({
      state: "started",
      wrong: false,
      touched: 7,
    });
    expect(standingOf({ ...emptyRecord, solved: true }, rated("good"))).toMatchObject({
      state: "solved",
      wrong: false,
    });
    expect(standingOf({ ...emptyRecord, solved: true }, rated("again")).wrong).toBe(true);
    expect(standingOf(emptyRecord, { history: [], mistake: "missing-scale" }).wrong).toBe(true);
  });
});

test("three days have twelve exercises that there are, each after those of them that it builds on", async () => {
  const { listExercises } = await import("../../web/exercises/index.js");
  const { threeDays } = await import("../../web/site/path/plan.js");
  const catalogue = await listExercises();
  const planned = threeDays.flat();
  expect(planned).toHaveLength(12);
  for (const [at, slug] of planned.entries()) {
    const known = catalogue.find((one) => one.slug === slug);
    expect(known, slug).toBeDefined();
    const before = known?.after.filter((one) => planned.includes(one)) ?? [];
    expect(
      before.filter((one) => planned.indexOf(one) > at),
      slug,
    ).toEqual([]);
  }
});
