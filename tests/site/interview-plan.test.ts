/** Which tasks an interview is made of, and what its report advises. */
import { describe, expect, test } from "vitest";
import { listExercises } from "../../web/exercises/index.js";
import { listQuestions } from "../../web/questions/index.js";
import type { Outcome } from "../../web/site/interview/outcomes.js";
import { mixes, planInterview, questionCount } from "../../web/site/interview/plan.js";
import { practiseNext } from "../../web/site/interview/practise-next.js";
import { type Role, roles } from "../../web/site/interview/roles.js";

const [exercises, questions] = await Promise.all([listExercises(), listQuestions()]);
const seeds = Array.from({ length: 150 }, (_, i) => i * 7919 + 1);

const planned = (role: Role, seed: number) => planInterview({ minutes: 40, role }, exercises, questions, seed, 0).tasks;

describe("an interview", () => {
  test.each(roles)("for %s has as many tasks as its length asks for, each once", (role) => {
    for (const seed of seeds) {
      const tasks = planned(role, seed);
      expect(tasks).toHaveLength(questionCount(40) + mixes[40].coding.length);
      expect(new Set(tasks.map(({ kind, slug }) => `${kind} ${slug}`)).size).toBe(tasks.length);
    }
  });

  test.each([
    ["exercises", exercises],
    ["questions", questions],
  ] as const)("draws the %s that are asked most more often than the rest", (_, heads) => {
    const times = new Map<string, number>();
    for (const seed of seeds) for (const { slug } of planned("any", seed)) times.set(slug, (times.get(slug) ?? 0) + 1);
    const average = (asked: 1 | 2 | 3) => {
      const those = heads.filter((head) => head.asked === asked);
      return those.reduce((sum, { slug }) => sum + (times.get(slug) ?? 0), 0) / those.length;
    };
    expect(average(3)).toBeGreaterThan(1.5 * average(2));
    expect(average(2)).toBeGreaterThan(1.5 * average(1));
  });

  test("asks of cost for systems, of applications for applied posts", () => {
    const share = (role: Role, topic: string) => {
      const asked = seeds.flatMap((seed) => planned(role, seed)).filter(({ kind }) => kind === "question");
      const of = asked.filter(({ slug }) => questions.find((head) => head.slug === slug)?.topic === topic);
      return of.length / asked.length;
    };
    expect(share("systems", "cost")).toBeGreaterThan(1.5 * share("applied", "cost"));
    expect(share("applied", "applications")).toBeGreaterThan(1.5 * share("systems", "applications"));
  });

  test("is the same for the same seed", () => {
    expect(planned("research", 5)).toEqual(planned("research", 5));
  });
});

describe("after an interview", () => {
  const outcome = (slug: string, result: Outcome["result"], practise: readonly string[] = []): Outcome => ({
    task: { kind: "exercise", slug, sources: {}, submissions: [], spent: 0 },
    title: { en: slug },
    topic: { en: "core" },
    result,
    chosen: [],
    mark: null,
    mistakes: [],
    practise,
  });
  const next = (...outcomes: readonly Outcome[]) =>
    practiseNext(outcomes, exercises, (slug) => slug === "softmax").map(({ slug }) => slug);

  test("what a wrong one builds on is next, unless it is solved", () => {
    const slugs = next(outcome("masked-attention", "wrong-answer"));
    expect(slugs).not.toContain("masked-attention");
    expect(slugs).toContain("scaled-dot-product-attention");
    expect(slugs).not.toContain("softmax");
  });

  test("what was right leads on, and is not practised again", () => {
    const slugs = next(outcome("self-attention", "accepted"));
    expect(slugs).toContain("multi-head-attention");
    expect(slugs).not.toContain("self-attention");
  });

  test("what practises a question that went wrong is next, but not what practises one that went right", () => {
    const slugs = next(
      outcome("what-rope-does", "wrong", ["rotary-embedding", "lab/tiles", "softmax"]),
      outcome("what-lora-changes", "right", ["lora-linear"]),
    );
    expect(slugs).toEqual(["rotary-embedding"]);
  });

  test("is nothing to practise where nothing was coded", () => {
    expect(next()).toEqual([]);
  });
});
