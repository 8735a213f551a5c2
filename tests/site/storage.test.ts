import { describe, expect, test } from "vitest";
import { nothingRemembered } from "../../web/elements/exercise/exercise-memory.js";
import { createInterviewKeeper } from "../../web/site/interview/keeper.js";
import { readRunning } from "../../web/site/interview/running-interview.js";
import { createEarlier } from "../../web/site/storage/earlier.js";
import { createProgress } from "../../web/site/storage/progress.js";
import { FakeStorage } from "./fake-storage.js";

const prefix = "attention-dojo:1:exercise:";
const aside = "attention-dojo:damaged:";
const text = (javascript: string, more: object = {}) =>
  JSON.stringify({ sources: { javascript }, hints: 0, revealed: false, solved: false, touched: 1, ...more });
const work = (javascript: string) => ({ ...nothingRemembered, sources: { javascript } });

describe("what is read", () => {
  test("is what is stored by now, also by another tab that nobody told of", () => {
    const store = new FakeStorage();
    const [here, there] = [createProgress(store), createProgress(store)];
    here.exercises.write("softmax", work("a"));
    expect(there.exercises.read("softmax").sources.javascript).toBe("a");
    there.exercises.write("softmax", { ...work("b"), solved: true });
    expect(here.exercises.read("softmax")).toMatchObject({ sources: { javascript: "b" }, solved: true });
    there.exercises.replace(new Map([["softmax", null]]));
    expect(here.exercises.read("softmax").sources).toEqual({});
  });

  test("is there however long it is", () => {
    const store = new FakeStorage();
    const [program, answer] = ["x".repeat(210_011), "y".repeat(60_000)];
    const { exercises, questions } = createProgress(store);
    exercises.write("softmax", work(program));
    questions.write("what-attention-is", { chosen: [], written: answer, ticked: [], step: "writing", mark: null });
    const again = createProgress(store);
    expect(again.exercises.read("softmax").sources.javascript).toBe(program);
    expect(again.questions.read("what-attention-is").written).toBe(answer);
    expect([...again.troubles]).toEqual([]);
  });
});

describe("an entry that cannot be read", () => {
  const hostile = [
    ["no JSON", "{{{"],
    ["no object", "[1, 2]"],
    ["nothing", "null"],
    ["a source that is no text", '{"sources":{"javascript":7}}'],
    ["a prototype", '{"__proto__":{"sources":{},"hints":0}}'],
    ["nesting without end", "[".repeat(100_000) + "]".repeat(100_000)],
  ] as const;
  test.each(hostile)("is set aside as it is: %s", (_, damaged) => {
    const store = new FakeStorage();
    store.setItem(`${prefix}softmax`, damaged);
    const { exercises, troubles } = createProgress(store);
    expect(exercises.read("softmax")).toEqual({ ...nothingRemembered, touched: 0 });
    expect([...troubles]).toEqual(["damaged"]);
    expect(store.getItem(`${aside}${prefix}softmax`)).toBe(damaged);
    expect(store.getItem(`${prefix}softmax`)).toBeNull();
  });

  test("does not take the place of another one: of another kind, or of another day", () => {
    const store = new FakeStorage();
    for (const damaged of ["{1", "{2"]) {
      store.setItem(`${prefix}softmax`, damaged);
      store.setItem("attention-dojo:1:question:softmax", `${damaged} question`);
      store.setItem("attention-dojo:1:review:exercise:softmax", `${damaged} review`);
      createProgress(store);
    }
    const kept = Array.from({ length: store.length }, (_, i) => store.getItem(store.key(i) ?? ""));
    expect(kept.sort()).toEqual(["{1", "{1 question", "{1 review", "{2", "{2 question", "{2 review"]);
  });

  test("stays, and is not written over, where there is no room to set it aside", () => {
    const store = new FakeStorage();
    store.setItem(`${prefix}softmax`, "{{{");
    store.room = 36;
    const progress = createProgress(store);
    progress.exercises.write("softmax", work("a"));
    expect(store.getItem(`${prefix}softmax`)).toBe("{{{");
    expect(progress.exercises.read("softmax").sources.javascript).toBe("a");
    expect(progress.troubles).toEqual(new Set(["damaged", "full"]));
  });

  test("damaged behind the page's back, is written anew from what the page knows", () => {
    const store = new FakeStorage();
    const { exercises } = createProgress(store);
    exercises.write("softmax", work("a"));
    store.setItem(`${prefix}softmax`, "{{{");
    expect(exercises.read("softmax").sources.javascript).toBe("a");
    expect(store.getItem(`${prefix}softmax`)).toContain('"a"');
    expect(store.getItem(`${aside}${prefix}softmax`)).toBe("{{{");
  });
});

describe("what a newer version of the page has saved", () => {
  test("is left alone, and said", () => {
    const store = new FakeStorage();
    const newer = text("a", { version: 2 });
    store.setItem(`${prefix}softmax`, newer);
    const progress = createProgress(store);
    expect([...progress.troubles]).toEqual(["newer"]);
    progress.exercises.write("softmax", work("b"));
    expect(store.getItem(`${prefix}softmax`)).toBe(newer);
    expect(progress.exercises.isNewer("softmax")).toBe(true);
    expect(progress.exercises.isNewer("causal-mask")).toBe(false);
  });

  test("is seen by its key", () => {
    const store = new FakeStorage();
    store.setItem("attention-dojo:2:exercise:softmax", "anything");
    expect([...createProgress(store).troubles]).toEqual(["newer"]);
    expect(store.getItem("attention-dojo:2:exercise:softmax")).toBe("anything");
  });
});

describe("a full storage", () => {
  test("is said, loses nothing that was there, and is written when there is room again", () => {
    const store = new FakeStorage();
    const progress = createProgress(store);
    progress.exercises.write("softmax", work("short"));
    store.room = 300;
    progress.exercises.write("softmax", work("long ".repeat(100)));
    expect([...progress.troubles]).toEqual(["full"]);
    expect(store.getItem(`${prefix}softmax`)).toContain("short");
    expect(progress.exercises.read("softmax").sources.javascript).toBe("long ".repeat(100));
    store.room = 2000;
    progress.exercises.write("causal-mask", work("b"));
    expect([...progress.troubles]).toEqual([]);
    expect(store.getItem(`${prefix}softmax`)).toContain("long long");
  });

  test("is another thing than one that is forbidden", () => {
    expect([...createProgress(null).troubles]).toEqual(["forbidden"]);
    const store = new FakeStorage();
    store.setItem = () => {
      throw new DOMException("No.", "SecurityError");
    };
    const progress = createProgress(store);
    progress.exercises.write("softmax", work("a"));
    expect([...progress.troubles]).toEqual(["forbidden"]);
  });

  test("lets go of the oldest earlier versions first", () => {
    const store = new FakeStorage();
    const earlier = createEarlier(store, "exercise", () => 1);
    earlier.keep("softmax", "a".repeat(300), "javascript");
    store.room = 500;
    earlier.keep("softmax", "b".repeat(300), "javascript");
    expect(earlier.read("softmax").map(({ text }) => text[0])).toEqual(["b", "a"]);
    expect(createEarlier(store, "exercise", () => 1).read("softmax")).toMatchObject([{ text: "b".repeat(300) }]);
  });
});

describe("earlier versions", () => {
  test("are kept newest first, each once, and no more than a few", () => {
    const store = new FakeStorage();
    let now = 0;
    const earlier = createEarlier(store, "exercise", () => ++now);
    for (const source of ["a", "b", "a"]) earlier.keep("softmax", source, "javascript");
    expect(createEarlier(store, "exercise", () => 0).read("softmax")).toEqual([
      { at: 3, language: "javascript", text: "a" },
      { at: 2, language: "javascript", text: "b" },
    ]);
    for (let i = 0; i < 60; i++) earlier.keep("softmax", `${i}`, "python");
    expect(earlier.read("softmax")).toHaveLength(50);
    for (let i = 0; i < 5; i++) earlier.keep("softmax", `${i}`.repeat(150_000), "python");
    expect(earlier.read("softmax").map(({ text }) => text[0])).toEqual(["4", "3"]);
    expect(earlier.read("causal-mask")).toEqual([]);
  });

  test("are submissions too, each with its verdict; what was accepted gives way last", () => {
    const store = new FakeStorage();
    let now = 0;
    const earlier = createEarlier(store, "exercise", () => ++now);
    earlier.keep("softmax", "a", "python");
    earlier.keep("softmax", "a", "python", "accepted");
    // What gives way and was submitted is kept already.
    earlier.keep("softmax", "a", "python");
    expect(earlier.read("softmax")).toEqual([{ at: 2, language: "python", verdict: "accepted", text: "a" }]);
    for (let i = 0; i < 60; i++) earlier.keep("softmax", `${i}`, "python", "wrong-answer");
    const read = createEarlier(store, "exercise", () => 0).read("softmax");
    expect(read).toHaveLength(50);
    expect([read[0]?.text, read[48]?.text, read[49]?.text]).toEqual(["59", "11", "a"]);
    expect(createEarlier(store, "exercise", () => 0).all()).toEqual(new Map([["exercise:softmax", read]]));
  });

  test("of two tabs are all kept", () => {
    const store = new FakeStorage();
    const [a, b] = [createEarlier(store, "exercise", () => 1), createEarlier(store, "exercise", () => 2)];
    a.keep("softmax", "of a", "python", "accepted");
    expect(b.read("softmax")).toHaveLength(1);
    b.keep("softmax", "of b", "python", "wrong-answer");
    a.keep("softmax", "of a again", "python");
    expect(a.read("softmax").map(({ text }) => text)).toEqual(["of a again", "of b", "of a"]);
  });

  test("that cannot be read are set aside, and that is said", () => {
    const store = new FakeStorage();
    store.setItem("attention-dojo:1:earlier:exercise:softmax", '[{"at":-1}]');
    const earlier = createEarlier(store, "exercise", () => 0);
    const told: unknown[] = [];
    earlier.subscribe(() => told.push([...earlier.troubles]));
    for (let i = 0; i < 2; i++) expect(earlier.read("softmax")).toEqual([]);
    expect(told).toEqual([["damaged"]]);
    expect(store.getItem(`${aside}attention-dojo:1:earlier:exercise:softmax`)).toBe('[{"at":-1}]');
  });
});

describe("the interview", () => {
  const interview = { minutes: 20, role: "any", started: 1, ended: null, tasks: [], at: 0, since: 1 } as const;
  const task = { kind: "exercise", slug: "softmax", sources: {}, submissions: [], spent: 0 } as const;

  test("is what is stored by now, and one that is damaged is set aside", () => {
    const store = new FakeStorage();
    const [here, there] = [createInterviewKeeper(store), createInterviewKeeper(store)];
    here.write({ ...interview, tasks: [task] });
    expect(there.read()?.tasks).toEqual([task]);
    store.setItem("attention-dojo:1:interview", "{{{");
    expect(there.read()?.tasks).toEqual([task]);
    expect([...there.troubles]).toEqual(["damaged"]);
    expect(store.getItem(`${aside}attention-dojo:1:interview`)).toBe("{{{");
  });

  test("goes on, and says so, where there is no room, and is stored when there is some again", () => {
    const store = new FakeStorage(10);
    const keeper = createInterviewKeeper(store);
    keeper.write({ ...interview, tasks: [task] });
    expect(keeper.read()?.tasks).toEqual([task]);
    expect([...keeper.troubles]).toEqual(["full"]);
    expect(readRunning(keeper, 2)?.asked).toEqual(new Set(["exercise:softmax"]));
    store.room = 2000;
    expect(createInterviewKeeper(store).read()).toBeNull();
    expect(keeper.read()?.tasks).toEqual([task]);
    expect([...keeper.troubles]).toEqual([]);
    expect(createInterviewKeeper(store).read()?.tasks).toEqual([task]);
  });
});
