import { defaultLanguage, type Exercise, type Language, type Locale, languages } from "../../format/index.js";
import type { Report, WhichCases } from "../../judge/index.js";
import type { Earlier } from "../shared/earlier-memory.js";
import { failureOf } from "../shared/readable-failure.js";
import type { EventDetail, ExerciseEvents, Mode } from "./exercise-events.js";
import { memoryKey, nothingRemembered, type Remembered } from "./exercise-memory.js";
import { judgeOnce } from "./judge-once.js";
import { LearnerWork } from "./learner-work.js";
import type { Opening, SessionHost, SessionSettings } from "./session-host.js";
import {
  type Busy,
  type Drawn,
  ended,
  isBusy,
  languagesOffered,
  type Moved,
  type Outcome,
  outcomeOf,
  type Ready,
  type SessionState,
  type Tab,
} from "./session-state.js";

/** Run always draws the same numbers, so that a learner sees what a change of code changes. */
const sampleSeed = 1;
/** A seed short enough to read out. */
const freshSeed = () => 1 + ((crypto.getRandomValues(new Uint32Array(1))[0] as number) % 999_999);

/** One learner at one exercise: what is loaded, written, judged and remembered. It draws nothing. */
export class ExerciseSession {
  private current: SessionState = { status: "loading", exercise: null };
  private settings: SessionSettings = { locale: "en", languages: [defaultLanguage], language: undefined, exam: false };
  private opening: Opening | undefined;
  /** Null until the exercise's name is known. */
  private work: LearnerWork | null = null;
  /** Code that was set before there was an editor. */
  private early: string | null = null;
  /** The languages asked for last: what comes for others comes too late, and is dropped. */
  private asked: { readonly locale: Locale; readonly language: Language } | undefined;
  private abort: AbortController | undefined;
  /** Whether the code drawn was changed here since it came from elsewhere. */
  private isMine = false;

  constructor(private readonly host: SessionHost) {}

  // ——— What is drawn

  get state(): SessionState {
    return this.current;
  }

  private get ready(): Ready | null {
    return this.current.status === "ready" ? this.current : null;
  }

  private get exercise(): Exercise | null {
    return this.current.status === "failed" ? null : this.current.exercise;
  }

  get remembered(): Remembered {
    return this.work?.remembered ?? nothingRemembered;
  }

  /** The language of the editor: the one that was asked for, once its starter is there. */
  get language(): Language {
    return this.ready?.language ?? this.wanted;
  }

  /** The language asked for. */
  private get wanted(): Language {
    const { offered } = this;
    return offered.find((language) => language === this.settings.language) ?? offered[0] ?? defaultLanguage;
  }

  /** Those that the learner may choose from. */
  get offered(): readonly Language[] {
    return languagesOffered(this.settings.languages, this.exercise);
  }

  get tabs(): readonly Tab[] {
    return this.ready?.words.hints.length ? ["task", "hints", "solution"] : ["task", "solution"];
  }

  /** The learner's code. */
  get source(): string {
    return this.early ?? this.remembered.sources[this.language] ?? this.ready?.starter ?? "";
  }

  // ——— Loading

  /** Begins with an exercise. */
  async open(opening: Opening): Promise<void> {
    this.stop();
    this.opening = opening;
    this.asked = undefined;
    this.isMine = false;
    this.work = opening.slug ? new LearnerWork(opening.memory, opening.slug) : null;
    this.enter({ status: "loading", exercise: null });
    try {
      const exercise = await opening.open();
      if (opening !== this.opening) return;
      this.work = new LearnerWork(opening.memory, memoryKey(exercise));
      this.enter({ status: "loading", exercise });
      await this.load(exercise);
    } catch (error) {
      if (opening === this.opening) this.failToLoad(error);
    }
  }

  /** Tries once more what could not be loaded. */
  async retry(): Promise<void> {
    if (this.opening) await this.open({ ...this.opening });
  }

  /** Takes over what the page decides. What is drawn stays until there are words and sources of another language. */
  set(settings: SessionSettings): void {
    if (settings.exam && !this.settings.exam) this.update({ tab: "task" });
    this.settings = settings;
    const { exercise, asked } = this;
    if (!exercise || (asked?.locale === settings.locale && asked.language === this.wanted)) return;
    void this.load(exercise);
  }

  private async load(exercise: Exercise): Promise<void> {
    const asked = { locale: this.settings.locale, language: this.wanted };
    this.asked = asked;
    const isOpen = typeof this.ready?.solution === "string";
    try {
      const [words, starter, solution] = await Promise.all([
        exercise.words(asked.locale),
        exercise.starter(asked.language),
        isOpen ? exercise.solution(asked.language) : null,
      ]);
      if (asked === this.asked) await this.show({ exercise, words, language: asked.language, starter, solution });
    } catch (error) {
      if (asked === this.asked) this.failToLoad(error);
    }
  }

  private async show(drawn: Drawn): Promise<void> {
    const { opening, ready } = this;
    if (ready) {
      const isOther = ready.language !== drawn.language;
      if (isOther) this.stop();
      // One that was opened on the way is of this language.
      this.update({ ...drawn, solution: drawn.solution ?? ready.solution, ...(isOther && { news: null }) });
    } else {
      this.enter({ ...drawn, status: "ready", tab: "task", judging: { step: "rest" }, notice: null, news: null });
      if (this.early !== null) this.keep(this.early, drawn);
      await this.host.changed();
      if (opening !== this.opening) return;
      this.tell("attention-ready", {});
    }
    this.host.whenIdle(() => void this.warmUp());
  }

  private async loadSolution(): Promise<void> {
    const { asked, exercise } = this;
    if (!asked || !exercise) return;
    try {
      const solution = await exercise.solution(asked.language);
      if (asked === this.asked) this.update({ solution });
    } catch (error) {
      if (asked === this.asked) this.tellError(error);
    }
  }

  private failToLoad(error: unknown): void {
    this.stop();
    this.enter({ status: "failed", failure: failureOf(error) });
    this.tellError(error);
  }

  // ——— Writing

  /** Replaces the learner's code. */
  setSource(source: string): void {
    if (this.ready) this.keep(source, this.ready);
    else this.early = source;
    this.tell("attention-change", { source });
  }

  private keep(source: string, { language, starter }: Drawn): void {
    this.early = null;
    this.followBut(language);
    this.work?.write(language, source, starter);
    this.isMine = true;
    void this.host.changed();
  }

  /** The learner wrote. */
  edit(source: string): void {
    if (source === this.source) return;
    const says = this.ready?.notice?.says;
    if (says !== "resetDone" && says !== "moved") this.update({ notice: null });
    if (this.ready?.news?.says !== "differs") this.update({ news: null });
    this.setSource(source);
  }

  /** Puts the starter back; `undo` takes that back. */
  reset(): void {
    const { ready, source: before } = this;
    if (!ready || before === ready.starter) return;
    this.keepEarlier(before);
    this.setSource(ready.starter);
    this.update({ notice: { says: "resetDone", before } });
  }

  undo(): void {
    const notice = this.ready?.notice;
    if (notice?.says === "resetDone") this.putBack(notice.before);
    else if (notice?.says === "moved") this.moveBack(notice);
    else return;
    this.update({ notice: { says: "undone" } });
  }

  /** The learner wrote in another language than this tab's: the code goes to that one's, and this one begins anew. */
  move(language: Language): void {
    const { ready, source, offered } = this;
    if (!ready || !offered.includes(language) || language === ready.language) return;
    const { language: from, starter } = ready;
    this.work?.follow(null);
    if (this.source !== source) this.keepEarlier(this.source);
    const overwritten = this.remembered.sources[language];
    if (overwritten !== undefined) this.work?.keepEarlier(language, overwritten);
    this.work?.write(from, starter, starter);
    this.moveTo(language, source);
    this.update({ notice: { says: "moved", from, to: language, source, overwritten } });
  }

  /** What was written since the reset becomes earlier code. */
  private putBack(before: string): void {
    this.keepEarlier(this.source);
    this.setSource(before);
  }

  private moveBack({ from, to, source, overwritten = "" }: Moved): void {
    this.work?.follow(null);
    this.keepEarlier(this.source);
    this.work?.write(to, overwritten, "");
    this.moveTo(from, source);
  }

  private moveTo(language: Language, source: string): void {
    this.work?.write(language, source, "");
    this.isMine = true;
    this.choose(language);
    this.tell("attention-change", { source }, language);
  }

  // ——— Other tabs

  /** Takes over what was done elsewhere; but who is just writing here is asked. */
  follow(): void {
    const { ready, language, source } = this;
    const isHeld = this.isMine && this.host.isWriting();
    this.followBut(isHeld ? language : null);
    void this.host.changed();
    if (!ready || this.source === source) return;
    const before = this.isMine ? source : null;
    if (this.isMine) this.keepEarlier(source);
    this.isMine = false;
    // Who writes there changes it again and again; what was written here was lost the first time.
    if (before !== null || ready.news === null) this.update({ news: { says: "taken", before } });
    // It would take back what is no longer there.
    if (ready.notice?.says === "resetDone") this.update({ notice: null });
  }

  /** Takes over all but the code of one language. If there is other code of that now, both are kept. */
  private followBut(held: Language | null): void {
    const { work, source } = this;
    const found = work?.follow(held);
    if (!work || !held || !found) return;
    const other = found.other ?? this.ready?.starter ?? "";
    this.keepEarlier(other);
    this.keepEarlier(source);
    this.update({ news: { says: "differs", other } });
  }

  private keepEarlier(source: string): void {
    const { work, ready } = this;
    if (ready && source !== ready.starter) work?.keepEarlier(ready.language, source);
  }

  /** Earlier code in the language drawn, the newest first. */
  get earlier(): readonly Earlier[] {
    return this.work?.earlier(this.language) ?? [];
  }

  /** Of two texts the learner chooses the one of this tab. */
  keepMine(): void {
    this.setSource(this.source);
    this.update({ news: null });
  }

  /** Puts other code in the place of that in the editor, which becomes earlier code. */
  takeBack(source: string, says: "taken" | "back" = "back"): void {
    const before = this.source;
    this.putBack(source);
    this.update({ news: { says, before }, notice: null });
  }

  // ——— Judging

  /** Judges the sample cases, always with the same numbers. Resolves to undefined when cancelled or failed. */
  run(): Promise<Report | undefined> {
    return this.start("run", sampleSeed);
  }

  /** Judges every case, with fresh numbers unless a seed is given. */
  submit(seed = freshSeed()): Promise<Report | undefined> {
    return this.start("submit", seed);
  }

  /**
   * Judges one case: as a seed draws it, or with inputs of the learner's own.
   *
   * @param ownCase what the learner wrote
   */
  runCase(
    cases: WhichCases,
    seed = sampleSeed,
    ownCase?: Readonly<Record<string, string>>,
  ): Promise<Report | undefined> {
    if (ownCase) this.remember({ ownCase });
    return this.start("run", seed, cases);
  }

  private async start(
    mode: Mode,
    seed: number,
    cases: WhichCases = mode === "run" ? "sample" : "all",
  ): Promise<Report | undefined> {
    const { ready, source } = this;
    if (!ready || isBusy(ready.judging)) return undefined;
    const { exercise, language } = ready;
    const judge = this.host.judge();
    this.takeUp();
    const abort = new AbortController();
    this.abort = abort;
    const { signal } = abort;
    const waits = languages[language].downloaded && judge.stateOf(language).status !== "ready";
    const last = outcomeOf(ready.judging);
    this.update({ judging: { step: waits ? "waiting" : "running", mode, slow: false, last }, notice: null });
    this.tell("attention-run", { mode, seed });
    const onTheWay = {
      running: () => this.goOn(signal, { step: "running" }),
      slow: () => this.goOn(signal, { slow: true }),
    };
    try {
      const report = await judgeOnce(judge, { exercise, language, source, seed, cases, signal }, onTheWay);
      if (signal.aborted) return undefined;
      this.finish(report, mode, source, typeof cases === "object");
      return report;
    } catch (error) {
      if (!signal.aborted) this.failToJudge(error, last);
      return undefined;
    }
  }

  private goOn(signal: AbortSignal, change: Partial<Pick<Busy, "step" | "slow">>): void {
    const judging = this.ready?.judging;
    if (!signal.aborted && judging && isBusy(judging)) this.update({ judging: { ...judging, ...change } });
  }

  private finish(report: Report, mode: Mode, source: string, alone: boolean): void {
    const { diagnosis: _, ...unnamed } = report;
    this.update({ judging: { step: "judged", outcome: { mode, alone, report, unnamed } } });
    this.tell("attention-result", { mode, source, report });
    if (mode !== "submit") return;
    this.work?.keepEarlier(this.language, source, report.verdict);
    if (report.verdict !== "accepted") return;
    this.remember({ solved: true });
    this.tell("attention-solved", { source, report });
  }

  private failToJudge(error: unknown, last: Outcome | null): void {
    this.update({ judging: { step: "failed", failure: failureOf(error), last } });
    this.tellError(error);
  }

  /** The learner gives up waiting for a verdict. */
  cancel(): void {
    const judging = this.ready?.judging;
    if (!judging || !isBusy(judging)) return;
    this.stop();
    this.update({ judging: { step: "cancelled", last: judging.last }, notice: { says: "cancelled" } });
  }

  /** Ends a run without a word: nobody waits for it any more. */
  stop(): void {
    this.abort?.abort();
    this.abort = undefined;
    const judging = this.ready?.judging;
    if (judging && isBusy(judging)) this.update({ judging: ended(judging) });
  }

  // ——— Languages

  /** The learner chooses a language. */
  choose(language: Language): void {
    if (language === this.language) {
      this.takeUp();
      return;
    }
    this.stop();
    this.update({ judging: { step: "rest" }, notice: null });
    this.decide(language);
  }

  /** The learner means to write in the language drawn: from now on it is chosen. */
  takeUp(): void {
    const { language } = this;
    if (this.settings.language === language) return;
    this.decide(language);
    void this.warmUp();
  }

  /** The learner asks for the runtime of the language drawn. */
  prepare(): void {
    const judging = this.ready?.judging;
    if (judging?.step === "failed") this.update({ judging: ended(judging) });
    this.takeUp();
    void this.warmUp();
  }

  private decide(language: Language): void {
    this.host.chose(language);
    this.set({ ...this.settings, language });
    this.tell("attention-language", {}, language);
  }

  /** Gets the language drawn ready, unless it comes over the network and is only offered. */
  private async warmUp(): Promise<void> {
    const { language } = this;
    if (languages[language].downloaded && language !== this.settings.language) return;
    try {
      await this.host.judge().prepare(language);
    } catch {
      // Said when the learner presses Run, who may never do so.
    }
  }

  // ——— Help

  openTab(tab: Tab): void {
    if (this.settings.exam) return;
    this.update({ tab });
    // Once looked at, it stays open.
    if (tab === "solution" && this.remembered.revealed && this.ready?.solution === null) void this.loadSolution();
  }

  showHint(): void {
    const total = this.ready?.words.hints.length ?? 0;
    const hint = Math.min(this.remembered.hints + 1, total);
    this.remember({ hints: hint });
    this.tell("attention-hint", { hint, total });
  }

  /** The learner wants to see the solution. */
  reveal(): Promise<void> {
    this.remember({ revealed: true });
    return this.loadSolution();
  }

  // ——— Telling

  private remember(change: Partial<Remembered>): void {
    this.follow();
    this.work?.remember(change);
    void this.host.changed();
  }

  private enter(state: SessionState): void {
    this.current = state;
    void this.host.changed();
  }

  private update(change: Partial<Ready>): void {
    if (this.ready) this.enter({ ...this.ready, ...change });
  }

  private tell<Name extends keyof ExerciseEvents>(
    name: Name,
    detail: Omit<ExerciseEvents[Name], keyof EventDetail>,
    language: Language = this.language,
  ): void {
    const { exercise, opening } = this;
    const shared: EventDetail = {
      version: 2,
      exercise: exercise?.slug ?? opening?.slug ?? "",
      ...(exercise && { title: exercise.title }),
      language,
    };
    this.host.tell(name, { ...shared, ...detail });
  }

  private tellError(error: unknown): void {
    const { name, message } = asError(error);
    this.tell("attention-error", { name, message });
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
