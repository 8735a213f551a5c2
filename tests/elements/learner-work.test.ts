import { beforeEach, describe, expect, test } from "vitest";
import {
  type ExerciseMemory,
  nothingRemembered,
  type Remembered,
} from "../../web/elements/exercise/exercise-memory.js";
import { LearnerWork } from "../../web/elements/exercise/learner-work.js";
import { AnswerWork } from "../../web/elements/question/answer-work.js";
import { nothingAnswered, type QuestionMemory } from "../../web/elements/question/question-memory.js";
import { createLearner } from "./session.js";

describe("the work on an exercise in two tabs", () => {
  let kept: Remembered;
  let earlier: string[];
  let memory: ExerciseMemory;
  let here: LearnerWork;
  let there: LearnerWork;

  beforeEach(() => {
    kept = nothingRemembered;
    earlier = [];
    memory = {
      read: () => kept,
      write: (_, remembered) => {
        kept = remembered;
      },
      earlier: {
        read: () => earlier.map((text) => ({ at: 0, language: "javascript", text })),
        keep: (_, text) => void earlier.unshift(text),
      },
    };
    here = new LearnerWork(memory, "softmax");
    there = new LearnerWork(memory, "softmax");
  });

  test("grows: solved, revealed and the most hints of both", () => {
    here.remember({ solved: true, hints: 2 });
    expect(there.follow(null)).toBeNull();
    there.remember({ revealed: true });
    here.follow(null);
    expect(here.remembered).toEqual({ sources: {}, hints: 2, revealed: true, solved: true });
    expect(kept).toEqual(here.remembered);
  });

  test("what grew here is put back where another tab, that knew less, wrote at the same moment", () => {
    here.remember({ solved: true, hints: 3 });
    kept = { ...nothingRemembered, sources: { javascript: "theirs" } };
    here.follow(null);
    expect(kept).toEqual({ sources: { javascript: "theirs" }, hints: 3, revealed: false, solved: true });
  });

  test("the case that was written last in either stays", () => {
    there.remember({ ownCase: { x: "[1]" } });
    here.follow(null);
    here.remember({ hints: 1 });
    expect(kept).toMatchObject({ ownCase: { x: "[1]" }, hints: 1 });
  });

  test("code is merged by language", () => {
    here.write("javascript", "js", "");
    there.follow("python");
    there.write("python", "py", "");
    expect(kept.sources).toEqual({ javascript: "js", python: "py" });
    here.follow("javascript");
    expect(here.remembered.sources).toEqual({ javascript: "js", python: "py" });
  });

  test("other code is taken over, unless it is held: then it is given, once", () => {
    here.write("javascript", "a", "");
    there.follow(null);
    expect(there.remembered.sources.javascript).toBe("a");
    there.write("javascript", "b", "");
    expect(here.follow("javascript")).toEqual({ other: "b" });
    expect(here.remembered.sources.javascript).toBe("a");
    expect(here.follow("javascript")).toBeNull();
    here.write("javascript", "aa", "");
    expect(kept.sources.javascript).toBe("aa");
  });

  test("the starter put back elsewhere is no other code to choose from, but taken over", () => {
    here.write("javascript", "a", "");
    there.follow(null);
    there.write("javascript", "starter", "starter");
    here.follow(null);
    expect(here.remembered.sources).toEqual({});
  });

  test("a memory that gives what it began with for ever is no other tab", () => {
    const deaf = new LearnerWork({ read: () => nothingRemembered, write: () => {} }, "softmax");
    deaf.write("javascript", "a", "");
    deaf.write("javascript", "ab", "");
    expect(deaf.follow("javascript")).toBeNull();
    deaf.follow(null);
    expect(deaf.remembered.sources).toEqual({ javascript: "ab" });
  });
});

describe("a session beside another tab", () => {
  const open = async () => {
    const learner = createLearner();
    await learner.open();
    const elsewhere = (source: string) =>
      learner.kept.set("softmax", { ...nothingRemembered, sources: { javascript: source } });
    return { learner, session: learner.session, elsewhere };
  };

  test("takes over newer code, says so, and gives back what was written here", async () => {
    const { learner, session, elsewhere } = await open();
    elsewhere("newer");
    session.follow();
    expect(session.source).toBe("newer");
    expect(learner.ready.news).toEqual({ says: "taken", before: null });
    session.edit("mine");
    expect(learner.ready.news).toBeNull();
    elsewhere("newest");
    session.follow();
    elsewhere("newest of all");
    session.follow();
    expect(learner.ready.news).toEqual({ says: "taken", before: "mine" });
    session.takeBack("mine");
    expect(session.source).toBe("mine");
    expect(learner.kept.get("softmax")?.sources.javascript).toBe("mine");
    expect(learner.ready.news).toEqual({ says: "back", before: "newest of all" });
  });

  test("whose learner is writing keeps the code under the hands, and asks", async () => {
    const { learner, session, elsewhere } = await open();
    session.edit("mine");
    learner.hold();
    elsewhere("theirs");
    session.follow();
    expect(session.source).toBe("mine");
    expect(learner.ready.news).toEqual({ says: "differs", other: "theirs" });
    expect(learner.kept.get("softmax")?.sources.javascript).toBe("theirs");
    session.edit("mine, too");
    expect(learner.ready.news).toEqual({ says: "differs", other: "theirs" });
    session.takeBack("theirs", "taken");
    expect(learner.ready.news).toEqual({ says: "taken", before: "mine, too" });
    elsewhere("once more");
    session.follow();
    session.keepMine();
    expect(learner.kept.get("softmax")?.sources.javascript).toBe("theirs");
    expect(learner.ready.news).toBeNull();
  });

  test("forgets what it said when the language changes", async () => {
    const { learner, session, elsewhere } = await open();
    session.edit("mine");
    learner.hold();
    elsewhere("theirs");
    session.follow();
    await learner.set({ language: "python" });
    expect(learner.ready.news).toBeNull();
  });
});

describe("an answer in two tabs", () => {
  test("is taken over, or asked about, and keeps the last mark", () => {
    let kept = nothingAnswered;
    const memory: QuestionMemory = {
      read: () => ({ ...kept }),
      write: (_, answer) => {
        kept = answer;
      },
    };
    const here = new AnswerWork(memory, "q");
    const there = new AnswerWork(memory, "q");
    there.remember({ chosen: ["a"], step: "answered", mark: { points: 1, of: 1 } });
    expect(here.follow(true)).toMatchObject({ chosen: ["a"], step: "answered" });
    here.remember({ chosen: ["b"] });
    expect(kept).toMatchObject({ chosen: ["b"], step: "writing", mark: { points: 1, of: 1 } });
    expect(there.follow(false)).toBeNull();
    expect(there.answer).toMatchObject({ chosen: ["b"], step: "writing" });
  });
});
