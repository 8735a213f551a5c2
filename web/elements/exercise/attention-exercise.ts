import { html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import "./attention-editor.js";
import "./attention-hints.js";
import "./attention-python-status.js";
import "../report/attention-report.js";
import "./attention-signature.js";
import "./attention-solution.js";
import { openExercise } from "../../exercises/index.js";
import {
  defaultLanguage,
  type Exercise,
  type Language,
  languageNames,
  languages,
  say,
  type Words,
} from "../../format/index.js";
import type { Report } from "../../judge/index.js";
import type { OwnExercise } from "../../own/index.js";
import { AttentionReport } from "../report/attention-report.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import { FocusableProse } from "../shared/focusable-prose.js";
import { FocusableWhenScrolling } from "../shared/focusable-when-scrolling.js";
import { runIcon, undoIcon } from "../shared/icons.js";
import { controls } from "../shared/styles/controls.js";
import { isolation } from "../shared/styles/isolation.js";
import { prose } from "../shared/styles/prose.js";
import { nextTab } from "../shared/tabs.js";
import { unlessAborted } from "../shared/unless-aborted.js";
import { type Loading, Wanted } from "../shared/wanted.js";
import { whenIdle } from "../shared/when-idle.js";
import type { AttentionEditor } from "./attention-editor.js";
import type { EventDetail, ExerciseEvents, Mode } from "./exercise-events.js";
import {
  createForgetfulMemory,
  type ExerciseMemory,
  memoryKey,
  nothingRemembered,
  type Remembered,
} from "./exercise-memory.js";
import { exerciseStyles } from "./exercise-styles.js";
import { judgeOf, type PageJudge } from "./judge-of-page.js";

const languageList = {
  fromAttribute: (value: string | null): readonly Language[] =>
    (value ?? "")
      .split(/[\s,]+/)
      .filter((word): word is Language => languageNames.some((language) => language === word)),
  toAttribute: (value: readonly Language[]) => value.join(" "),
};

/** Run always draws the same numbers, so that a learner sees what a change of code changes. */
const sampleSeed = 1;
/** A seed short enough to read out. */
const freshSeed = () => 1 + ((crypto.getRandomValues(new Uint32Array(1))[0] as number) % 999_999);

/** After so many milliseconds of running, Cancel appears. */
const patience = 500;

type Tab = "task" | "hints" | "solution";
const tabs: readonly Tab[] = ["task", "hints", "solution"];

type Notice = { readonly words: "resetDone"; readonly before: string } | { readonly words: "undone" | "cancelled" };

/**
 * One exercise: task, hints, solution, editor, verdict. All exercises of a page share one sandboxed frame and one copy of the
 * kernels. Its height is that of what it shows.
 *
 * ```html
 * <attention-exercise slug="scaled-dot-product-attention" lang="zh" theme="auto" loading="lazy"></attention-exercise>
 * ```
 *
 * Instead of a `slug` it takes an exercise of the page's own: an object in `exercise`, or a JSON file's address in `src`.
 *
 * @tag attention-exercise
 * @slot title - Instead of the exercise's title, track and difficulty.
 * @slot solved - Under the verdict of an accepted answer.
 * @slot footer - Below everything.
 * @fires {CustomEvent<ExerciseEvents["attention-ready"]>} attention-ready - The exercise is drawn and can be edited.
 * @fires {CustomEvent<ExerciseEvents["attention-language"]>} attention-language - The learner chose a programming language.
 * @fires {CustomEvent<ExerciseEvents["attention-change"]>} attention-change - The learner's code changed.
 * @fires {CustomEvent<ExerciseEvents["attention-run"]>} attention-run - Judging begins.
 * @fires {CustomEvent<ExerciseEvents["attention-result"]>} attention-result - Judging ended with a verdict.
 * @fires {CustomEvent<ExerciseEvents["attention-hint"]>} attention-hint - A hint was opened.
 * @fires {CustomEvent<ExerciseEvents["attention-solved"]>} attention-solved - Submitted and accepted.
 * @fires {CustomEvent<ExerciseEvents["attention-error"]>} attention-error - Loading or judging failed.
 * @csspart about - Title, task, hints and solution.
 * @csspart editor - The editor and the bar above it.
 * @csspart run - The button that tries the sample cases.
 * @csspart submit - The button that tries every case.
 * @csspart result - The verdict.
 */
export class AttentionExercise extends AttentionElement {
  /** Name of the exercise: its folder. */
  @property({ reflect: true }) slug = "";

  /** Address of a JSON file with an exercise of one's own (`OwnExercise`). Nothing in it runs before Run. */
  @property({ reflect: true }) src = "";

  /** An exercise of one's own. It goes before `src`, which goes before `slug`. A new one is a new object. */
  @property({ attribute: false }) exercise: OwnExercise | undefined;

  /** When to load: at once, when scrolled near, or when the reader presses a button. */
  @property({ reflect: true }) loading: Loading = "eager";

  /** Programming languages offered, as tabs where there are several. As an attribute: `"python javascript"`. */
  @property({ reflect: true, converter: languageList }) languages: readonly Language[] = [defaultLanguage];

  /**
   * The language being written; the first of `languages` when it is none of them. Set, by the learner's choice or by the page
   * around, it is a decision, and what it needs is loaded while the learner reads. Unset, Python is only offered: its 9 MB
   * come over the network when the learner starts to write, runs the code, or says so.
   */
  @property({ reflect: true }) language: Language | undefined;

  /**
   * Address of the folder that holds `python/` (`npx attention-dojo assets <folder>`). Default: what `setAssetBase` said, else
   * that of the page.
   */
  @property({ reflect: true, attribute: "asset-base" }) assetBase = "";

  /** As in an interview: no hints, no solution, and a verdict that does not name the mistake. The events still do. */
  @property({ type: Boolean, reflect: true }) exam = false;

  /** Where the learner's work is kept. */
  @property({ attribute: false }) memory: ExerciseMemory = createForgetfulMemory();

  @state() private opened: Exercise | undefined;
  @state() private words: Words | undefined;
  /** With its language, because a switch draws the new editor only when its starter is there. */
  @state() private starter: { readonly language: Language; readonly source: string } = {
    language: defaultLanguage,
    source: "",
  };
  /** Its source, once it may be seen. */
  @state() private solution: string | undefined;
  @state() private remembered: Remembered = nothingRemembered;
  @state() private tab: Tab = "task";
  @state() private running: Mode | null = null;
  @state() private mayCancel = false;
  /** Run was pressed before Python was ready. */
  @state() private waiting = false;
  /** `unnamed` is the report without the mistake's name, for an exam. */
  @state() private result: { readonly report: Report; readonly unnamed: Report; readonly mode: Mode } | undefined;
  @state() private notice: Notice | undefined;
  @state() private failure: { readonly during: "loading" | "judging"; readonly message: string } | undefined;
  @state() private announced = "";
  @state() private errorLine: number | null = null;
  @query("attention-editor") private editor?: AttentionEditor;

  private readonly scrolling = new FocusableWhenScrolling(this, ".about");
  private cancelling: AbortController | undefined;
  /** Raised by every load, so that an answer that comes too late is dropped. */
  private load = 0;
  private readonly wanted = new Wanted(this);
  /** What was asked for last. */
  private loaded: Pick<AttentionExercise, "exercise" | "src" | "slug" | "memory"> | undefined;

  constructor() {
    super();
    this.addController(new FocusableProse(this));
    this.addController(this.wanted);
  }

  static override styles = [super.styles, isolation, controls, prose, exerciseStyles];

  // ——— Methods for the page around

  /** Judges the sample cases, always with the same numbers. Resolves to undefined when cancelled or failed. */
  run(): Promise<Report | undefined> {
    return this.start("run", sampleSeed);
  }

  /** Judges every case, with fresh numbers unless a seed is given. */
  submit(seed = freshSeed()): Promise<Report | undefined> {
    return this.start("submit", seed);
  }

  /** Puts the starter back. The page offers to undo it. */
  reset(): void {
    const before = this.getSource();
    if (before === this.starter.source) return;
    this.setSource(this.starter.source);
    this.notice = { words: "resetDone", before };
  }

  /** The learner's code. */
  getSource(): string {
    return this.remembered.sources[this.currentLanguage] ?? this.starter.source;
  }

  /** The language in the editor: `language` where it is set, else the one that is offered first. */
  get shownLanguage(): Language {
    return this.currentLanguage;
  }

  /** Replaces the learner's code. */
  setSource(source: string): void {
    this.keepSource(source);
  }

  // ——— Life

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cancelling?.abort();
  }

  /** The language asked for. */
  private get wantedLanguage(): Language {
    return this.languageOf(this.opened);
  }

  private languageOf(exercise: Exercise | undefined): Language {
    const offered = this.offeredBy(exercise);
    return offered.find((language) => language === this.language) ?? offered[0] ?? defaultLanguage;
  }

  /** Of the languages asked for, those that the exercise has; all that it has when there is none in common. */
  private offeredBy({ languages = this.languages }: Partial<Exercise> = {}): readonly Language[] {
    const common = this.languages.filter((language) => languages.includes(language));
    return common.length > 0 ? common : languages;
  }

  /** The language drawn. */
  private get currentLanguage(): Language {
    return this.starter.language;
  }

  private get judge(): PageJudge {
    return judgeOf(this.ownerDocument, this.assetBase);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { exercise, src, slug, memory, loaded } = this;
    if (this.exam) this.tab = "task";
    if (!this.wanted.now || !(exercise || src || slug)) return;
    const isLoaded =
      exercise === loaded?.exercise && src === loaded?.src && slug === loaded.slug && memory === loaded.memory;
    if (!isLoaded) void this.loadExercise();
    else if (changed.has("lang") || this.wantedLanguage !== this.currentLanguage) void this.loadLanguage();
  }

  private async loadExercise(): Promise<void> {
    const load = ++this.load;
    const { exercise, src, slug, memory } = this;
    this.loaded = { exercise, src, slug, memory };
    this.cancelling?.abort();
    this.opened = undefined;
    this.words = undefined;
    this.solution = undefined;
    this.result = undefined;
    this.failure = undefined;
    this.notice = undefined;
    this.errorLine = null;
    this.tab = "task";
    this.remembered = this.isOwn ? nothingRemembered : this.memory.read(this.slug);
    try {
      const exercise = await this.open();
      const language = this.languageOf(exercise);
      const [words, source] = await Promise.all([exercise.words(this.locale), exercise.starter(language)]);
      if (load !== this.load) return;
      if (this.isOwn) this.remembered = this.memory.read(memoryKey(exercise));
      this.opened = exercise;
      this.words = words;
      this.starter = { language, source };
      await this.updateComplete;
      this.send("attention-ready", {});
      whenIdle(() => void this.warmUp());
    } catch (error) {
      if (load === this.load) this.fail("loading", error);
    }
  }

  private get isOwn(): boolean {
    return Boolean(this.exercise || this.src);
  }

  private async open(): Promise<Exercise> {
    const { exercise, src, slug } = this;
    if (this.isOwn)
      return (await import("./own/open-own-exercise.js")).openOwnExercise(exercise, src, this.ownerDocument.baseURI);
    return openExercise(slug);
  }

  /** After a switch of either language: the words and sources change, the open report stays. */
  private async loadLanguage(): Promise<void> {
    const { opened } = this;
    if (!opened) return;
    const load = ++this.load;
    try {
      const language = this.wantedLanguage;
      const [words, source] = await Promise.all([opened.words(this.locale), opened.starter(language)]);
      if (load !== this.load) return;
      this.words = words;
      this.starter = { language, source };
      if (this.solution !== undefined) await this.loadSolution();
      whenIdle(() => void this.warmUp());
    } catch (error) {
      if (load === this.load) this.fail("loading", error);
    }
  }

  private async loadSolution(): Promise<void> {
    this.solution = await this.opened?.solution(this.currentLanguage);
  }

  private async warmUp(): Promise<void> {
    if (!this.isConnected) return;
    const language = this.currentLanguage;
    const isWanted = !languages[language].downloaded || language === this.language;
    try {
      if (isWanted) await this.judge.prepare(language);
    } catch {
      // Said when the learner presses Run, who may never do so.
    }
  }

  /** The learner means to write in the language drawn: from now on it is chosen. */
  private takeUp(): void {
    const language = this.currentLanguage;
    if (this.language === language) return;
    this.language = language;
    this.send("attention-language", {});
    void this.warmUp();
  }

  // ——— Judging

  private async start(mode: Mode, seed: number): Promise<Report | undefined> {
    const { opened } = this;
    const language = this.currentLanguage;
    if (!opened || this.running) return undefined;
    const source = this.getSource();
    const cancelling = new AbortController();
    const { signal } = cancelling;
    this.takeUp();
    this.cancelling = cancelling;
    this.running = mode;
    this.notice = undefined;
    this.failure = undefined;
    this.errorLine = null;
    this.waiting = languages[language].downloaded && this.judge.stateOf(language).status !== "ready";
    this.announced = this.waiting ? this.text.python.waiting : this.text.running;
    const patient = setTimeout(() => {
      this.mayCancel = true;
    }, patience);
    this.send("attention-run", { mode, seed });
    try {
      const judge = await unlessAborted(this.judge.prepare(language), signal);
      this.waiting = false;
      const cases = mode === "run" ? "sample" : "all";
      const report = await judge.judge({ exercise: opened, language, source, seed, cases, signal });
      if (signal.aborted) return undefined;
      this.show(report, mode, source);
      return report;
    } catch (error) {
      if (!signal.aborted) this.fail("judging", error);
      return undefined;
    } finally {
      clearTimeout(patient);
      if (this.cancelling === cancelling) this.stopRunning();
    }
  }

  private show(report: Report, mode: Mode, source: string): void {
    const { diagnosis: _, ...unnamed } = report;
    this.result = { report, unnamed, mode };
    this.errorLine = report.error?.line ?? report.cases.find(({ error }) => error)?.error?.line ?? null;
    const title = this.text.verdicts[report.verdict];
    this.announced = AttentionReport.summary(
      this.exam ? unnamed : report,
      mode,
      this.locale,
      mode === "run" && report.verdict === "accepted" ? this.text.samplesPassed : title,
    );
    this.send("attention-result", { mode, source, report });
    if (mode === "submit" && report.verdict === "accepted") {
      this.remember({ solved: true });
      this.send("attention-solved", { source, report });
    }
    void this.revealResult();
  }

  /** Only when the verdict would otherwise stand below the edge of the window. */
  private async revealResult(): Promise<void> {
    await this.updateComplete;
    const result = this.renderRoot.querySelector(".result");
    const top = result?.getBoundingClientRect().top ?? 0;
    if (top > innerHeight - 120)
      result?.scrollIntoView({
        block: "start",
        behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
      });
  }

  private cancel(): void {
    this.cancelling?.abort();
    this.cancelling = undefined;
    this.stopRunning();
    this.notice = { words: "cancelled" };
    this.announced = this.text.cancelled;
    this.editor?.focus();
  }

  private stopRunning(): void {
    this.running = null;
    this.mayCancel = false;
    this.waiting = false;
  }

  private fail(during: "loading" | "judging", error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    this.failure = { during, message };
    this.send("attention-error", { name, message });
  }

  // ——— Remembering

  private remember(change: Partial<Remembered>): void {
    this.remembered = { ...this.remembered, ...change };
    // Before an own exercise has come, nobody knows its name.
    const key = this.opened ? memoryKey(this.opened) : this.isOwn ? "" : this.slug;
    if (key) this.memory.write(key, this.remembered);
  }

  private keepSource(source: string): void {
    const language = this.currentLanguage;
    const { [language]: _, ...others } = this.remembered.sources;
    this.remember({ sources: source === this.starter.source ? others : { ...others, [language]: source } });
    this.send("attention-change", { source });
  }

  private send<Name extends keyof ExerciseEvents>(
    name: Name,
    detail: Omit<ExerciseEvents[Name], keyof EventDetail>,
    language: Language = this.currentLanguage,
  ): void {
    const { opened } = this;
    const shared: EventDetail = {
      version: 2,
      exercise: opened?.slug ?? this.slug,
      ...(opened && { title: opened.title }),
      language,
    };
    this.dispatchEvent(new CustomEvent(name, { detail: { ...shared, ...detail }, bubbles: true, composed: true }));
  }

  // ——— Drawing

  protected override render() {
    if (this.failure?.during === "loading") {
      return html`<div class="state" role="alert"><p>${this.text.loadFailed} ${this.failure.message}</p>
        <button class="button" @click=${this.loadExercise}>${this.text.retry}</button></div>`;
    }
    if (this.loading === "click" && !this.wanted.now) {
      return html`<div class="state"><slot name="title"></slot><button class="button primary" @click=${() => this.wanted.ask()}>${this.text.start}</button></div>`;
    }
    if (!this.opened || !this.words)
      return html`<div class="state" aria-busy="true"><p class="visually-hidden">${this.text.loading}</p></div>`;
    return html`
      <div class="layout">
        <section class="about" part="about" aria-label=${this.text.aboutExercise} tabindex=${this.scrolling.tabIndex}>${this.about(this.opened, this.words)}</section>
        <section class="work" aria-label=${this.text.yourCode} @attention-go-to-line=${this.goToLine} @attention-repeat=${this.repeat}>
          ${this.code()} ${this.buttons()} ${this.resultBox(this.opened)}
        </section>
      </div>
      <div class="visually-hidden" role="status">${this.announced}</div>
      <slot name="footer"></slot>
    `;
  }

  private about(exercise: Exercise, words: Words) {
    return html`
      <slot name="title"><div class="heading"><h2>${say(exercise.title, this.locale)}</h2>
        <p>${this.kindOf(exercise)}</p></div></slot>
      ${this.exam ? html`<div>${this.panel(exercise, words)}</div>` : this.tabbed(exercise, words)}
    `;
  }

  private kindOf({ track, difficulty }: Exercise): string {
    const { tracks, difficulties } = this.text;
    return `${tracks[track]} · ${difficulties[difficulty]}`;
  }

  private tabbed(exercise: Exercise, words: Words) {
    return html`
      <div class="tabs" role="tablist" aria-label=${this.text.aboutExercise} @keydown=${this.moveTab}>${this.tabs.map((tab) => this.tabButton(tab, words.hints.length))}</div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${this.tab}">${this.panel(exercise, words)}</div>
    `;
  }

  private get tabs(): readonly Tab[] {
    return tabs.filter((tab) => tab !== "hints" || this.words?.hints.length);
  }

  private tabButton(tab: Tab, hints: number) {
    const count = html`<span class="count">${Math.min(this.remembered.hints, hints)}/${hints}</span>`;
    return html`<button role="tab" id="tab-${tab}" aria-controls="panel" aria-selected=${tab === this.tab} tabindex=${tab === this.tab ? 0 : -1}
      @click=${() => this.openTab(tab)}>${this.text[tab]} ${tab === "hints" ? count : nothing}</button>`;
  }

  private panel(exercise: Exercise, words: Words) {
    switch (this.tab) {
      case "task":
        return html`
          <attention-signature lang=${this.locale} .signature=${exercise.signature} language=${this.currentLanguage}></attention-signature>
          <div class="prose" lang=${this.locale}>${unsafeHTML(words.prompt)}</div>`;
      case "hints":
        return html`<attention-hints lang=${this.locale} .hints=${words.hints} .shown=${this.remembered.hints} @show=${() => this.showHint(words.hints.length)}></attention-hints>`;
      case "solution":
        return html`<attention-solution
          lang=${this.locale}
          .language=${this.currentLanguage}
          .source=${this.solution ?? ""}
          .explanation=${words.explanation}
          .solved=${this.remembered.solved}
          .revealed=${this.solution !== undefined}
          .hintsLeft=${Math.max(words.hints.length - this.remembered.hints, 0)}
          @reveal=${this.reveal}
        ></attention-solution>`;
      default:
        return this.tab satisfies never;
    }
  }

  private code() {
    const name = languages[this.currentLanguage].name;
    const offered = this.offeredBy(this.opened);
    return html`<div class="editor" part="editor">
      <div class="bar">
        ${
          offered.length > 1
            ? html`<div role="tablist" aria-label=${this.text.programmingLanguage} @keydown=${this.moveLanguage}>${offered.map((language) => this.languageTab(language))}</div>`
            : html`<span class="one">${name}</span>`
        }
        <button class="button quiet" @click=${this.reset}>${undoIcon}${this.text.reset}</button>
      </div>
      ${keyed(
        this.currentLanguage,
        html`<attention-editor
          id="editor"
          lang=${this.locale}
          .value=${this.getSource()}
          .language=${this.currentLanguage}
          .label=${this.text.editor.label(name)}
          .errorLine=${this.errorLine}
          @focusin=${this.takeUp}
          @change=${this.edited}
          @run=${() => void this.run()}
          @submit=${() => void this.submit()}
        ></attention-editor>`,
      )}
      ${languages[this.currentLanguage].downloaded ? html`<attention-python-status lang=${this.locale} .judge=${this.judge} @load=${this.loadPython}></attention-python-status>` : nothing}
    </div>`;
  }

  private languageTab(language: Language) {
    const selected = language === this.currentLanguage;
    return html`<button role="tab" id="language-${language}" aria-controls="editor" aria-selected=${selected} tabindex=${selected ? 0 : -1}
      @click=${() => this.choose(language)}>${languages[language].name}</button>`;
  }

  private buttons() {
    const busy = this.running !== null;
    const mod = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl+";
    return html`
      <div class="actions">
        <button class="button" part="run" aria-disabled=${busy} @click=${() => void this.run()}>${runIcon}${this.text.run}</button>
        <button class="button primary" part="submit" aria-disabled=${busy} @click=${() => void this.submit()}>${this.text.submit}</button>
        <button class="button quiet cancel ${this.mayCancel ? "shown" : ""}" @click=${this.cancel}>${this.text.cancel}</button>
        <span class="notice">${this.noticeText()}</span>
      </div>
      <p class="notes"><span>${this.text.shortcuts(`${mod}Enter`, `${mod}Shift+Enter`)}</span><span>${this.text.editor.keys}</span></p>`;
  }

  private noticeText() {
    const { notice } = this;
    if (this.waiting) return this.text.python.waiting;
    if (!notice) return nothing;
    if (notice.words !== "resetDone") return this.text[notice.words];
    const undo = () => {
      this.setSource(notice.before);
      this.notice = { words: "undone" };
      this.editor?.focus();
    };
    return html`<span role="status">${this.text.resetDone}</span> <button class="link" @click=${undo}>${this.text.undo}</button>`;
  }

  private resultBox(exercise: Exercise) {
    const running = this.running ? "running" : "";
    if (this.failure?.during === "judging") {
      return html`<div class="result ${running}" part="result" role="alert"><p>${this.text.judgeFailed}</p><p>${this.failure.message}</p></div>`;
    }
    if (!this.result) {
      return html`<div class="result empty ${running}" part="result"><h2>${this.text.emptyTitle}</h2><p>${this.text.emptyText}</p></div>`;
    }
    return html`<div class="result ${running}" part="result" aria-busy=${this.running !== null}>
      <attention-report lang=${this.locale} .report=${this.exam ? this.result.unnamed : this.result.report} .exercise=${exercise} .mode=${this.result.mode}>
        ${this.result.mode === "submit" && this.result.report.verdict === "accepted" ? html`<slot name="solved" slot="after-verdict"></slot>` : nothing}
      </attention-report>
    </div>`;
  }

  // ——— What the learner does

  private edited({ detail: source }: CustomEvent<string>): void {
    if (source === this.getSource()) return;
    if (this.notice?.words === "undone" || this.notice?.words === "cancelled") this.notice = undefined;
    this.keepSource(source);
  }

  private loadPython(): void {
    this.failure = undefined;
    this.takeUp();
    void this.warmUp();
  }

  private choose(language: Language): void {
    if (language === this.currentLanguage) {
      this.takeUp();
      return;
    }
    this.language = language;
    this.send("attention-language", {}, language);
    this.notice = undefined;
    this.result = undefined;
    this.errorLine = null;
  }

  private async moveLanguage(event: KeyboardEvent): Promise<void> {
    const offered = this.offeredBy(this.opened);
    const next = nextTab(event.key, offered.indexOf(this.currentLanguage), offered.length);
    const language = next === null ? undefined : offered[next];
    if (!language) return;
    event.preventDefault();
    this.choose(language);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#language-${language}`)?.focus();
  }

  private openTab(tab: Tab): void {
    this.tab = tab;
    // Once looked at, it stays open.
    if (tab === "solution" && this.remembered.revealed && this.solution === undefined) void this.loadSolution();
  }

  private async moveTab(event: KeyboardEvent): Promise<void> {
    const next = nextTab(event.key, this.tabs.indexOf(this.tab), this.tabs.length);
    const tab = next === null ? undefined : this.tabs[next];
    if (!tab) return;
    event.preventDefault();
    this.openTab(tab);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${tab}`)?.focus();
  }

  private showHint(total: number): void {
    const hint = Math.min(this.remembered.hints + 1, total);
    this.remember({ hints: hint });
    this.send("attention-hint", { hint, total });
  }

  private async reveal(): Promise<void> {
    this.remember({ revealed: true });
    await this.loadSolution();
  }

  private goToLine(event: CustomEvent<{ line: number }>): void {
    this.editor?.goToLine(event.detail.line);
  }

  private repeat(event: CustomEvent<{ seed: number }>): void {
    void this.submit(event.detail.seed);
  }
}

define("attention-exercise", AttentionExercise);

declare global {
  interface HTMLElementTagNameMap {
    "attention-exercise": AttentionExercise;
  }
}
