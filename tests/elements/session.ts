import type { ExerciseEvents } from "../../web/elements/exercise/exercise-events.js";
import {
  type ExerciseMemory,
  nothingRemembered,
  type Remembered,
} from "../../web/elements/exercise/exercise-memory.js";
import { ExerciseSession } from "../../web/elements/exercise/exercise-session.js";
import type { PageJudge, RuntimeState } from "../../web/elements/exercise/judge-of-page.js";
import type { SessionSettings } from "../../web/elements/exercise/session-host.js";
import type { Ready } from "../../web/elements/exercise/session-state.js";
import type { Earlier } from "../../web/elements/shared/earlier-memory.js";
import { type Exercise, type Language, usualStyle } from "../../web/format/index.js";
import type { JudgeRequest, Report } from "../../web/judge/index.js";

/** A promise that a test settles. */
export interface Pending<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

export function pending<T>(): Pending<T> {
  let resolve: Pending<T>["resolve"] = () => {};
  let reject: Pending<T>["reject"] = () => {};
  const promise = new Promise<T>((...settlers) => {
    [resolve, reject] = settlers;
  });
  return { promise, resolve, reject };
}

/** Lets everything go on that waits for nothing else. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** An exercise without substance: only what a session asks for. */
export const exerciseOf = (parts: Partial<Exercise> = {}): Exercise =>
  ({
    slug: "softmax",
    title: { en: "Softmax" },
    own: false,
    languages: ["javascript", "python"],
    words: async (locale) => ({ prompt: `task ${locale}`, hints: ["first", "second"], explanation: "why" }),
    starter: async (language) => `starter ${language}`,
    styles: (language) => [usualStyle(language)],
    solution: async (language) => `solution ${language}`,
    ...parts,
  }) as Exercise;

export const reportOf = (verdict: Report["verdict"], parts: Partial<Report> = {}): Report =>
  ({ verdict, cases: [], ...parts }) as unknown as Report;

/** A judge whose runtimes start and whose verdicts come when the test says so. */
class FakeJudge implements PageJudge {
  readonly prepared: Language[] = [];
  readonly requests: JudgeRequest[] = [];
  state: RuntimeState = { status: "ready" };
  private readonly starts: Pending<void>[] = [];
  private readonly verdicts: Pending<Report>[] = [];

  stateOf = () => this.state;
  subscribe = () => () => {};

  async prepare(language: Language) {
    this.prepared.push(language);
    if (this.state.status !== "ready") {
      const start = pending<void>();
      this.starts.push(start);
      await start.promise;
    }
    return { judge: (request: JudgeRequest) => this.judge(request), prepare: async () => {}, dispose: () => {} };
  }

  private judge(request: JudgeRequest): Promise<Report> {
    this.requests.push(request);
    const verdict = pending<Report>();
    this.verdicts.push(verdict);
    return verdict.promise;
  }

  /** The runtime is there, or fails to come. Who waits for nothing else knows it when this resolves. */
  async start(error?: Error): Promise<void> {
    this.wake(error);
    await settle();
  }

  /** The same, without waiting. */
  wake(error?: Error): void {
    if (!error) this.state = { status: "ready" };
    for (const start of this.starts.splice(0)) error ? start.reject(error) : start.resolve();
  }

  /** Answers the oldest question that has no answer yet. Who waits for nothing else sees the answer when this resolves. */
  async answer(verdict: Report | Error): Promise<void> {
    this.say(verdict);
    await settle();
  }

  /** The same, without waiting. */
  say(verdict: Report | Error): void {
    const asked = this.verdicts.shift();
    if (!asked) throw new Error("Nothing is being judged.");
    verdict instanceof Error ? asked.reject(verdict) : asked.resolve(verdict);
  }
}

export interface Told {
  readonly name: keyof ExerciseEvents;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A session, and everything around it that a page would be. */
export function createLearner(settings: Partial<SessionSettings> = {}) {
  const judge = new FakeJudge();
  const told: Told[] = [];
  const chosen: Language[] = [];
  const idle: (() => void)[] = [];
  const kept = new Map<string, Remembered>();
  const earlier: Earlier[] = [];
  const memory: ExerciseMemory = {
    read: (key) => kept.get(key) ?? nothingRemembered,
    write: (key, remembered) => void kept.set(key, remembered),
    earlier: {
      read: () => earlier,
      keep: (_, text, language, verdict) =>
        void earlier.unshift({ at: earlier.length, text, ...(language && { language }), ...(verdict && { verdict }) }),
    },
  };
  let drawn = Promise.resolve();
  let writing = false;
  const session = new ExerciseSession({
    judge: () => judge,
    changed: () => drawn,
    chose: (language) => void chosen.push(language),
    tell: (name, detail) => void told.push({ name, detail: { ...detail } }),
    isWriting: () => writing,
    whenIdle: (task) => void idle.push(task),
  });
  let current: SessionSettings = {
    locale: "en",
    languages: ["javascript", "python"],
    language: "javascript",
    exam: false,
    ...settings,
  };
  session.set(current);
  return {
    session,
    judge,
    told,
    chosen,
    kept,
    memory,
    /** The page decides something else. */
    async set(change: Partial<SessionSettings>): Promise<void> {
      current = { ...current, ...change };
      session.set(current);
      await settle();
    },
    async open(exercise: Exercise | Promise<Exercise> = exerciseOf(), slug = "softmax"): Promise<void> {
      void session.open({ slug, memory, open: async () => exercise });
      await settle();
    },
    /** The learner's hands are on the code, or leave it. */
    hold(is = true): void {
      writing = is;
    },
    /** Nothing is drawn any more until this promise says so. */
    drawWhen(promise: Promise<void>): void {
      drawn = promise;
    },
    /** The browser has nothing better to do. */
    async rest(): Promise<void> {
      for (const task of idle.splice(0)) task();
      await settle();
    },
    get ready(): Ready {
      if (session.state.status !== "ready") throw new Error(`The session is ${session.state.status}.`);
      return session.state;
    },
    /** Names of the events since this was last asked. */
    heard: () => told.splice(0).map(({ name }) => name.replace("attention-", "")),
  };
}
