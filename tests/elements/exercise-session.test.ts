import { afterEach, describe, expect, test, vi } from "vitest";
import type { Outcome } from "../../web/elements/exercise/session-state.js";
import type { Exercise } from "../../web/format/index.js";
import type { Report } from "../../web/judge/index.js";
import { createLearner, exerciseOf, pending, reportOf, settle } from "./session.js";

const right = reportOf("accepted");
const wrong = reportOf("wrong-answer", {
  diagnosis: { mistake: "missing-scale", title: { en: "Not scaled" }, explanation: { en: "" } },
} as Partial<Report>);
const threw = reportOf("runtime-error", { error: { line: 3 } } as unknown as Partial<Report>);

/** A session whose exercise is there, and whose first events were heard. */
async function ready(...settings: Parameters<typeof createLearner>) {
  const learner = createLearner(...settings);
  await learner.open();
  learner.heard();
  return learner;
}

describe("loading", () => {
  test("goes on to ready, in the languages asked for, and tells it once it is drawn", async () => {
    const learner = createLearner({ locale: "zh", language: "python" });
    const exercise = pending<Exercise>();
    await learner.open(exercise.promise);
    expect(learner.session.state).toEqual({ status: "loading", exercise: null });
    expect(learner.told).toEqual([]);
    exercise.resolve(exerciseOf());
    await settle();
    expect(learner.ready).toMatchObject({
      words: { prompt: "task zh" },
      language: "python",
      starter: "starter python",
      solution: null,
      tab: "task",
      judging: { step: "rest" },
      notice: null,
    });
    expect(learner.told).toEqual([
      {
        name: "attention-ready",
        detail: { version: 2, exercise: "softmax", title: { en: "Softmax" }, language: "python" },
      },
    ]);
  });

  test("fails with a sentence, and tries again when asked", async () => {
    const learner = createLearner();
    let works = false;
    const { session, memory } = learner;
    const open = async () => {
      if (!works) throw new RangeError("There is no such exercise.");
      return exerciseOf();
    };
    await session.open({ slug: "softmax", memory, open });
    expect(session.state).toEqual({ status: "failed", failure: "There is no such exercise." });
    expect(learner.told[0]).toMatchObject({
      name: "attention-error",
      detail: { exercise: "softmax", name: "RangeError" },
    });
    expect(await session.run()).toBeUndefined();
    works = true;
    await session.retry();
    expect(learner.ready.starter).toBe("starter javascript");
    expect(learner.heard()).toEqual(["error", "ready"]);
  });

  test("drops an exercise that comes when another one is wanted, and its failure too", async () => {
    const learner = createLearner();
    const [late, never] = [pending<Exercise>(), pending<Exercise>()];
    await learner.open(late.promise, "late");
    await learner.open(never.promise, "never");
    await learner.open();
    late.resolve(exerciseOf({ slug: "late" }));
    never.reject(new Error("never"));
    await settle();
    expect(learner.ready.exercise.slug).toBe("softmax");
    expect(learner.heard()).toEqual(["ready"]);
  });

  test("drops the sources of an exercise that was left while they were on their way", async () => {
    const learner = createLearner();
    const [starter, next] = [pending<string>(), pending<Exercise>()];
    await learner.open(exerciseOf({ slug: "left", starter: () => starter.promise }), "left");
    await learner.open(next.promise);
    starter.resolve("late");
    await settle();
    expect(learner.session.state).toEqual({ status: "loading", exercise: null });
    next.resolve(exerciseOf());
    await settle();
    expect(learner.ready.exercise.slug).toBe("softmax");
    expect(learner.heard()).toEqual(["ready"]);
  });

  test("tells nobody that an exercise is ready that was left before it was drawn", async () => {
    const learner = createLearner();
    const drawn = pending<void>();
    learner.drawWhen(drawn.promise);
    await learner.open(exerciseOf({ slug: "left" }), "left");
    expect(learner.ready.exercise.slug).toBe("left");
    expect(learner.heard()).toEqual([]);
    await learner.open(new Promise(() => {}), "next");
    drawn.resolve();
    await settle();
    expect(learner.heard()).toEqual([]);
  });

  test("follows a switch of either language on the way: what was asked for before comes too late", async () => {
    const learner = createLearner();
    const javascript = pending<string>();
    const exercise = pending<Exercise>();
    await learner.open(exercise.promise);
    await learner.set({ locale: "zh" });
    exercise.resolve(exerciseOf({ starter: async (language) => (language === "python" ? "py" : javascript.promise) }));
    await settle();
    expect(learner.session.state.status).toBe("loading");
    await learner.set({ language: "python" });
    expect(learner.ready).toMatchObject({ language: "python", starter: "py", words: { prompt: "task zh" } });
    javascript.resolve("js");
    await settle();
    expect(learner.ready).toMatchObject({ language: "python", starter: "py" });
    const lost = pending<string>();
    await learner.open(exerciseOf({ starter: async (language) => (language === "python" ? lost.promise : "js") }));
    await learner.set({ language: "javascript" });
    lost.reject(new Error("too late to matter"));
    await settle();
    expect(learner.ready).toMatchObject({ language: "javascript", starter: "js" });
    expect(learner.heard()).toEqual(["ready", "ready"]);
  });

  test("gets ready what is wanted, and not what is only offered and must come over the network", async () => {
    const wanted = await ready();
    await wanted.rest();
    expect(wanted.judge.prepared).toEqual(["javascript"]);
    const offered = await ready({ languages: ["python", "javascript"], language: undefined });
    await offered.rest();
    expect(offered.session.language).toBe("python");
    expect(offered.judge.prepared).toEqual([]);
    offered.session.takeUp();
    expect(offered.chosen).toEqual(["python"]);
    expect(offered.heard()).toEqual(["language"]);
    expect(offered.judge.prepared).toEqual(["python"]);
  });

  test("offers what page and exercise have in common, or all that the exercise has", async () => {
    const { session, open, set } = createLearner({ languages: ["python", "javascript"], language: undefined });
    expect(session.offered).toEqual(["python", "javascript"]);
    await open(exerciseOf({ languages: ["javascript"] }));
    expect([session.offered, session.language]).toEqual([["javascript"], "javascript"]);
    await set({ languages: ["python"] });
    expect([session.offered, session.language]).toEqual([["javascript"], "javascript"]);
  });
});

describe("judging", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("a run goes from rest by running to judged, every time with the same numbers", async () => {
    const learner = await ready();
    const { session, judge } = learner;
    session.setSource("mine");
    const verdict = session.run();
    expect(learner.ready.judging).toEqual({ step: "running", mode: "run", slow: false, last: null });
    await settle();
    expect(judge.requests).toMatchObject([{ language: "javascript", source: "mine", seed: 1, cases: "sample" }]);
    expect(learner.heard()).toEqual(["change", "run"]);
    await judge.answer(wrong);
    expect(await verdict).toBe(wrong);
    expect(learner.ready.judging).toMatchObject({ step: "judged", outcome: { mode: "run", report: wrong } });
    expect(learner.told).toMatchObject([
      { name: "attention-result", detail: { language: "javascript", mode: "run", source: "mine", report: wrong } },
    ]);
  });

  test("an accepted submission is solved, and stays so whatever is submitted later", async () => {
    const learner = await ready();
    const { session, judge } = learner;
    const verdict = session.submit(7);
    await settle();
    expect(judge.requests).toMatchObject([{ seed: 7, cases: "all" }]);
    await judge.answer(right);
    expect(await verdict).toBe(right);
    expect(learner.heard()).toEqual(["run", "result", "solved"]);
    for (const next of [wrong, right]) {
      void session.submit();
      await settle();
      await judge.answer(next);
      expect(learner.kept.get("softmax")?.solved).toBe(true);
    }
    expect(learner.heard()).toEqual(["run", "result", "run", "result", "solved"]);
    expect(judge.requests[1]?.seed).toBeGreaterThan(0);
  });

  test("an accepted run of the samples solves nothing", async () => {
    const learner = await ready();
    void learner.session.run();
    await settle();
    await learner.judge.answer(right);
    expect(learner.heard()).toEqual(["run", "result"]);
    expect(learner.session.remembered.solved).toBe(false);
  });

  test("waits for a runtime that is still on its way; whoever runs code has chosen its language", async () => {
    const learner = await ready({ languages: ["python"], language: undefined });
    const { session, judge } = learner;
    judge.state = { status: "loading", bytesLoaded: 1, bytesTotal: 9 };
    void session.run();
    await settle();
    expect(learner.ready.judging).toMatchObject({ step: "waiting" });
    expect(learner.heard()).toEqual(["language", "run"]);
    await judge.start();
    expect(learner.ready.judging).toMatchObject({ step: "running" });
    await judge.answer(right);
    expect(learner.ready.judging.step).toBe("judged");
  });

  test("offers Cancel when it takes longer than half a second", async () => {
    const learner = await ready();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    void learner.session.run();
    await settle();
    vi.advanceTimersByTime(499);
    expect(learner.ready.judging).toMatchObject({ slow: false });
    vi.advanceTimersByTime(1);
    expect(learner.ready.judging).toMatchObject({ step: "running", slow: true });
    await learner.judge.answer(right);
    void learner.session.run();
    await settle();
    vi.advanceTimersByTime(400);
    await learner.judge.answer(right);
    void learner.session.run();
    await settle();
    vi.advanceTimersByTime(400);
    expect(learner.ready.judging, "each run has its own half second").toMatchObject({ step: "running", slow: false });
  });

  test("cancelled in the moment in which the answer comes, it has a verdict or none, and never both", async () => {
    const ends = new Set<string>();
    for (let moment = 0; moment < 12; moment++) {
      const learner = await ready();
      const verdict = learner.session.submit();
      await settle();
      learner.judge.say(right);
      for (let i = 0; i < moment; i++) await Promise.resolve();
      learner.session.cancel();
      const { step } = learner.ready.judging;
      const report = await verdict;
      expect([step, report, learner.ready.judging.step, learner.heard().includes("solved")]).toEqual(
        step === "judged" ? ["judged", right, "judged", true] : ["cancelled", undefined, "cancelled", false],
      );
      ends.add(step);
    }
    expect([...ends].sort()).toEqual(["cancelled", "judged"]);
  });

  test("cancelled in the moment in which the runtime comes, it says nothing of the next run", async () => {
    for (let moment = 0; moment < 12; moment++) {
      const learner = await ready({ languages: ["python"], language: "python" });
      const { session, judge } = learner;
      judge.state = { status: "asleep" };
      void session.run();
      await settle();
      judge.wake();
      for (let i = 0; i < moment; i++) await Promise.resolve();
      session.cancel();
      judge.state = { status: "asleep" };
      void session.run();
      await settle();
      expect(learner.ready.judging).toMatchObject({ step: "waiting" });
    }
  });

  test("cancelled, it drops the answer that comes too late, and the last verdict stays on the screen", async () => {
    const learner = await ready();
    const { session, judge } = learner;
    void session.run();
    await settle();
    await judge.answer(threw);
    const cancelled = session.submit();
    await settle();
    expect(learner.ready.judging).toMatchObject({ step: "running", last: { report: threw } });
    session.cancel();
    expect(judge.requests[1]?.signal?.aborted).toBe(true);
    expect(await cancelled).toBeUndefined();
    expect(learner.ready).toMatchObject({
      judging: { step: "cancelled", last: { report: threw } },
      notice: { says: "cancelled" },
    });
    void session.run();
    await settle();
    learner.heard();
    await judge.answer(right); // Of the one that was cancelled.
    expect(learner.ready).toMatchObject({ judging: { step: "running" }, notice: null });
    expect(learner.heard()).toEqual([]);
    await judge.answer(wrong);
    expect(learner.ready.judging).toMatchObject({ step: "judged", outcome: { mode: "run", report: wrong } });
    expect(session.remembered.solved).toBe(false);
  });

  test("can be cancelled while the runtime is on its way, and there is nothing to cancel when nothing runs", async () => {
    const learner = await ready({ languages: ["python"], language: "python" });
    const { session, judge } = learner;
    session.cancel();
    expect(learner.ready.judging).toEqual({ step: "rest" });
    judge.state = { status: "asleep" };
    void session.run();
    await settle();
    session.cancel();
    await judge.start();
    expect(learner.ready.judging).toEqual({ step: "cancelled", last: null });
    expect(judge.requests).toEqual([]);
    expect(learner.heard()).toEqual(["run"]);
  });

  test("a judge that fails is an error, and no verdict; the next run may work", async () => {
    const learner = await ready();
    const { session, judge } = learner;
    void session.run();
    await settle();
    await judge.answer(wrong);
    const failed = session.run();
    await settle();
    await judge.answer(new Error("out of order"));
    expect(await failed).toBeUndefined();
    expect(learner.ready.judging).toMatchObject({ step: "failed", failure: "out of order", last: { report: wrong } });
    expect(learner.heard()).toEqual(["run", "result", "run", "error"]);
    void session.run();
    expect(learner.ready.judging).toMatchObject({ step: "running", last: { report: wrong } });
    await settle();
    await judge.answer(right);
    expect(learner.ready.judging).toMatchObject({ step: "judged", outcome: { report: right } });
  });

  test("a runtime that does not come is an error; asking for it again takes the sentence away", async () => {
    const learner = await ready({ languages: ["python"], language: "python" });
    const { session, judge } = learner;
    judge.state = { status: "asleep" };
    void session.run();
    await settle();
    await judge.start(new Error("no network"));
    expect(learner.ready.judging).toEqual({ step: "failed", failure: "no network", last: null });
    session.prepare();
    expect(learner.ready.judging).toEqual({ step: "rest" });
    expect(judge.prepared).toEqual(["python", "python"]);
  });

  test("judges one program at a time", async () => {
    const learner = await ready();
    const first = learner.session.run();
    expect(await learner.session.submit()).toBeUndefined();
    await settle();
    await learner.judge.answer(right);
    expect(await first).toBe(right);
    expect(learner.heard()).toEqual(["run", "result"]);
  });

  test.each([
    ["another exercise", async (learner: Learner) => learner.open(exerciseOf({ slug: "layer-norm" }), "layer-norm")],
    ["leaving the page", async (learner: Learner) => learner.session.stop()],
    ["another language of the learner's", async (learner: Learner) => learner.session.choose("python")],
    ["another language of the page's", async (learner: Learner) => learner.set({ language: "python" })],
  ])("%s ends a run without a word", async (_, leave) => {
    const learner = await ready();
    const run = learner.session.submit();
    await settle();
    await leave(learner);
    expect(learner.judge.requests[0]?.signal?.aborted).toBe(true);
    expect(await run).toBeUndefined();
    await learner.judge.answer(right);
    expect(learner.ready).toMatchObject({ judging: { step: "rest" }, notice: null });
    expect(learner.heard()).not.toContain("result");
    expect([...learner.kept.values()].some(({ solved }) => solved)).toBe(false);
  });
});

describe("languages", () => {
  test("a choice takes the verdict away, and the editor changes when its starter is there", async () => {
    const learner = createLearner();
    const python = pending<string>();
    await learner.open(exerciseOf({ starter: async (name) => (name === "python" ? python.promise : "js") }));
    const { session, judge } = learner;
    void session.run();
    await settle();
    await judge.answer(wrong);
    session.setSource("my js");
    learner.heard();
    session.choose("python");
    expect(learner.chosen).toEqual(["python"]);
    expect(learner.told).toMatchObject([{ name: "attention-language", detail: { language: "python" } }]);
    expect(learner.ready).toMatchObject({ language: "javascript", judging: { step: "rest" } });
    expect(session.source).toBe("my js");
    python.resolve("py");
    await settle();
    expect([session.language, session.source]).toEqual(["python", "py"]);
    session.setSource("my py");
    session.choose("javascript");
    await settle();
    expect([session.language, session.source]).toEqual(["javascript", "my js"]);
    expect(learner.kept.get("softmax")?.sources).toEqual({ javascript: "my js", python: "my py" });
  });

  test("a language that the page sets leaves the verdict, and one whose sources do not come fails", async () => {
    const learner = createLearner();
    await learner.open(
      exerciseOf({
        words: async (locale) => {
          if (locale === "zh") throw new Error("no words");
          return { prompt: "task", hints: [], explanation: "", followUps: [] };
        },
      }),
    );
    void learner.session.run();
    await settle();
    await learner.judge.answer(wrong);
    await learner.set({ language: "python" });
    expect(learner.ready).toMatchObject({ language: "python", judging: { step: "judged" } });
    expect(learner.session.tabs).toEqual(["task", "solution"]);
    await learner.set({ locale: "zh" });
    expect(learner.session.state).toEqual({ status: "failed", failure: "no words" });
    expect(learner.heard()).toEqual(["ready", "run", "result", "error"]);
  });
});

describe("writing", () => {
  test("what is written is told and kept, and the starter is nobody's work", async () => {
    const learner = await ready();
    const { session } = learner;
    expect(session.source).toBe("starter javascript");
    session.edit("starter javascript");
    expect(learner.heard()).toEqual([]);
    session.edit("mine");
    expect(session.source).toBe("mine");
    expect(learner.told).toMatchObject([{ name: "attention-change", detail: { source: "mine" } }]);
    expect(learner.kept.get("softmax")?.sources).toEqual({ javascript: "mine" });
    session.edit("starter javascript");
    expect(learner.kept.get("softmax")?.sources).toEqual({});
  });

  test("a reset can be undone until something else is done", async () => {
    const learner = await ready();
    const { session } = learner;
    session.reset();
    expect(learner.ready.notice).toBeNull();
    session.edit("mine");
    session.reset();
    expect(session.source).toBe("starter javascript");
    session.edit("typed after it");
    expect(learner.ready.notice).toEqual({ says: "resetDone", before: "mine" });
    session.undo();
    expect([session.source, learner.ready.notice]).toEqual(["mine", { says: "undone" }]);
    session.undo();
    expect(session.source).toBe("mine");
    session.edit("more");
    expect(learner.ready.notice).toBeNull();
    session.reset();
    void session.run();
    session.undo();
    expect(session.source).toBe("starter javascript");
  });

  test("no way back loses what was written since, and there is but one at a time", async () => {
    const { session, kept, ...learner } = await ready();
    const earlier = () => session.earlier.map(({ text }) => text);
    const notice = () => (session.state.status === "ready" ? session.state.notice : undefined);
    session.edit("first");
    session.reset();
    session.edit("second");
    session.undo();
    expect([session.source, earlier()]).toEqual(["first", ["second", "first"]]);

    session.reset();
    session.edit("third");
    session.takeBack("second");
    expect([session.source, notice()]).toEqual(["second", null]);
    expect(earlier()).toContain("third");

    session.reset();
    learner.hold(false);
    kept.set("softmax", { ...session.remembered, sources: { javascript: "written in another tab" } });
    session.follow();
    expect([session.source, notice()]).toEqual(["written in another tab", null]);
    expect(earlier()).toContain("second");
  });

  test("what is submitted is kept with its verdict, and what is only run is not", async () => {
    const { session, judge } = await ready();
    session.edit("mine");
    void session.run();
    await settle();
    await judge.answer(right);
    expect(session.earlier).toEqual([]);
    void session.submit();
    await settle();
    session.edit("written meanwhile");
    await judge.answer(wrong);
    expect(session.earlier).toMatchObject([{ text: "mine", language: "javascript", verdict: "wrong-answer" }]);
  });

  test("code in the wrong language's tab moves to the other, and back with all that it took the place of", async () => {
    const learner = await ready();
    const { session, kept } = learner;
    kept.set("softmax", { ...session.remembered, sources: { javascript: "def f", python: "older" } });
    await learner.open();
    learner.heard();
    session.move("javascript");
    expect(learner.heard()).toEqual([]);
    session.move("python");
    await settle();
    expect(session.source).toBe("def f");
    expect(learner.ready).toMatchObject({ language: "python", notice: { says: "moved", to: "python" } });
    expect(kept.get("softmax")?.sources).toEqual({ python: "def f" });
    expect(learner.heard()).toEqual(["language", "change"]);
    session.edit("def g");
    session.undo();
    await settle();
    expect(kept.get("softmax")?.sources).toEqual({ javascript: "def f", python: "older" });
    expect(learner.ready).toMatchObject({ language: "javascript", notice: { says: "undone" } });
    expect(session.source).toBe("def f");
  });

  test("code moves only to a language that is offered, and leaves nothing behind where nothing was", async () => {
    const learner = await ready({ languages: ["javascript"] });
    learner.session.edit("def f");
    learner.session.move("python");
    expect(learner.kept.get("softmax")?.sources).toEqual({ javascript: "def f" });
    await learner.set({ languages: ["javascript", "python"] });
    learner.session.move("python");
    learner.session.undo();
    await settle();
    expect(learner.kept.get("softmax")?.sources).toEqual({ javascript: "def f" });
  });

  test("code that was set before the exercise is there waits for its editor", async () => {
    const learner = createLearner();
    const exercise = pending<Exercise>();
    await learner.open(exercise.promise);
    learner.session.setSource("early");
    expect(learner.session.source).toBe("early");
    expect(learner.heard()).toEqual(["change"]);
    exercise.resolve(exerciseOf());
    await settle();
    expect(learner.session.source).toBe("early");
    expect(learner.kept.get("softmax")?.sources).toEqual({ javascript: "early" });
    learner.session.edit("later");
    expect(learner.session.source).toBe("later");
  });

  test("the work on an exercise of the page's own is kept apart, and read when its name is known", async () => {
    const learner = createLearner();
    learner.memory.write("own:softmax", { sources: { javascript: "kept" }, hints: 1, revealed: false, solved: true });
    await learner.open(exerciseOf({ own: true }), "");
    expect(learner.session.source).toBe("kept");
    expect(learner.session.remembered.solved).toBe(true);
    learner.session.setSource("mine");
    expect([...learner.kept.keys()]).toEqual(["own:softmax"]);
    expect(learner.kept.get("own:softmax")).toMatchObject({ sources: { javascript: "mine" }, solved: true });
  });
});

describe("help", () => {
  test("hints are counted up to the last one", async () => {
    const learner = await ready();
    const { session } = learner;
    expect(session.tabs).toEqual(["task", "hints", "solution"]);
    for (let i = 0; i < 3; i++) session.showHint();
    expect(learner.told.map(({ detail: { hint, total } }) => [hint, total])).toEqual([
      [1, 2],
      [2, 2],
      [2, 2],
    ]);
    expect(learner.kept.get("softmax")?.hints).toBe(2);
  });

  test("a solution that was seen opens with its tab, and follows the language", async () => {
    const learner = await ready();
    const { session } = learner;
    session.openTab("solution");
    await settle();
    expect(learner.ready).toMatchObject({ tab: "solution", solution: null });
    await session.reveal();
    expect(learner.ready.solution).toBe("solution javascript");
    expect(learner.kept.get("softmax")?.revealed).toBe(true);
    session.choose("python");
    await settle();
    expect(learner.ready.solution).toBe("solution python");
    await learner.open();
    expect(learner.ready).toMatchObject({ tab: "task", solution: null });
    session.openTab("solution");
    await settle();
    expect(learner.ready.solution).toBe("solution python");
  });

  test("a solution that comes after a switch of the language is that of the new one", async () => {
    const [javascript, starter] = [pending<string>(), pending<string>()];
    const learner = createLearner();
    await learner.open(
      exerciseOf({
        starter: async (language) => (language === "python" ? starter.promise : "js"),
        solution: async (language) => (language === "python" ? "solution python" : javascript.promise),
      }),
    );
    const { session } = learner;
    void session.reveal();
    session.choose("python");
    javascript.resolve("solution javascript");
    await settle();
    expect(learner.ready.solution).toBeNull();
    await session.reveal();
    starter.resolve("py");
    await settle();
    expect(learner.ready).toMatchObject({ language: "python", solution: "solution python" });
  });

  test("a solution that does not come is an error, and the exercise stays", async () => {
    const learner = createLearner();
    await learner.open(exerciseOf({ solution: async () => Promise.reject(new Error("gone")) }));
    await learner.session.reveal();
    expect(learner.ready.solution).toBeNull();
    expect(learner.heard()).toEqual(["ready", "error"]);
  });

  test("an exam closes what is open, opens nothing, and has the verdict without the mistake's name", async () => {
    const learner = await ready();
    const { session, judge } = learner;
    session.openTab("solution");
    await session.reveal();
    await learner.set({ exam: true });
    expect(learner.ready.tab).toBe("task");
    session.openTab("solution");
    session.openTab("hints");
    expect(learner.ready.tab).toBe("task");
    void session.submit();
    await settle();
    await judge.answer(wrong);
    const { outcome } = learner.ready.judging as { outcome: Outcome };
    expect(outcome.unnamed).toEqual({ verdict: "wrong-answer", cases: [] });
    expect(learner.told.at(-1), "the page is told").toMatchObject({
      name: "attention-result",
      detail: { report: { diagnosis: { mistake: "missing-scale" } } },
    });
    await learner.set({ exam: false });
    session.openTab("hints");
    expect(learner.ready.tab).toBe("hints");
  });
});

type Learner = Awaited<ReturnType<typeof ready>>;
