import { html } from "lit";
import { property, query } from "lit/decorators.js";
import { openExercise } from "../../exercises/index.js";
import { defaultLanguage, type Exercise, type Language, languageNames } from "../../format/index.js";
import type { Report, WhichCases } from "../../judge/index.js";
import type { OwnExercise } from "../../own/index.js";
import { AttentionElement } from "../shared/base.js";
import { ChangedElsewhere } from "../shared/changed-elsewhere.js";
import { define } from "../shared/define.js";
import { FocusableProse } from "../shared/focusable-prose.js";
import { FocusableWhenScrolling } from "../shared/focusable-when-scrolling.js";
import { followUpStyles } from "../shared/follow-ups.js";
import { readableFailure } from "../shared/readable-failure.js";
import { controls } from "../shared/styles/controls.js";
import { isolation } from "../shared/styles/isolation.js";
import { prose } from "../shared/styles/prose.js";
import { type Loading, Wanted } from "../shared/wanted.js";
import { whenIdle } from "../shared/when-idle.js";
import type { AttentionEditor } from "./attention-editor.js";
import { chosenSettings, usualSplit } from "./chosen-settings.js";
import { exerciseAbout } from "./exercise-about.js";
import { exerciseButtons, exerciseCode } from "./exercise-code.js";
import { createForgetfulMemory, type ExerciseMemory } from "./exercise-memory.js";
import { ExerciseSession } from "./exercise-session.js";
import { exerciseStyles } from "./exercise-styles.js";
import { announcement, exerciseVerdict } from "./exercise-verdict.js";
import type { ExerciseView } from "./exercise-view.js";
import { judgeOf, type PageJudge } from "./judge-of-page.js";
import { PartInView } from "./part-in-view.js";
import type { SessionHost } from "./session-host.js";
import type { Ready } from "./session-state.js";

const languageList = {
  fromAttribute: (value: string | null): readonly Language[] =>
    (value ?? "")
      .split(/[\s,]+/)
      .filter((word): word is Language => languageNames.some((language) => language === word)),
  toAttribute: (value: readonly Language[]) => value.join(" "),
};

async function moveSplit({ target }: Event): Promise<void> {
  const { moveSplit } = await import("./split/move-split.js");
  moveSplit(target as HTMLElement);
}

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

  /** Programming languages offered, as tabs where there are several. As an attribute: `"pytorch python javascript"`. */
  @property({ reflect: true, converter: languageList }) languages: readonly Language[] = [defaultLanguage];

  /**
   * The language being written; the first of `languages` when it is none of them. Set, by the learner's choice or by the page
   * around, it is a decision, and what it needs is loaded while the learner reads. Unset, Python is only offered: its 9 MB
   * come over the network when the learner starts to write, runs the code, or says so.
   */
  @property({ reflect: true }) language: Language | undefined;

  /**
   * Address of the folder with kernels, sandbox and Python (`npx attention-dojo assets <folder>`). Default: what `setAssetBase`
   * said; else they lie beside the modules, and Python in the folder of the page.
   */
  @property({ reflect: true, attribute: "asset-base" }) assetBase = "";

  /** As in an interview: no hints, no solution, and a verdict that does not name the mistake. The events still do. */
  @property({ type: Boolean, reflect: true }) exam = false;

  /** Where the learner's work is kept. */
  @property({ attribute: false }) memory: ExerciseMemory = createForgetfulMemory();

  @query("attention-editor") private editor?: AttentionEditor;

  private readonly scrolling = new FocusableWhenScrolling(this, ".about");
  private readonly inView = new PartInView(this);
  private readonly wanted = new Wanted(this);
  private readonly session = new ExerciseSession(this.sessionHost());
  /** What the session was begun with. */
  private begun: Pick<AttentionExercise, "exercise" | "src" | "slug" | "memory"> | undefined;

  constructor() {
    super();
    this.addController(new FocusableProse(this));
    this.addController(this.wanted);
    new ChangedElsewhere(this, () => this.session.follow());
  }

  static override styles = [super.styles, isolation, controls, prose, followUpStyles, exerciseStyles];

  // ——— Methods for the page around

  /** Judges the sample cases, always with the same numbers. Resolves to undefined when cancelled or failed. */
  run(): Promise<Report | undefined> {
    return this.follow(this.session.run());
  }

  /** Judges every case, with fresh numbers unless a seed is given. */
  submit(seed?: number): Promise<Report | undefined> {
    return this.follow(this.session.submit(seed));
  }

  /** Puts the starter back. The page offers to undo it. */
  reset(): void {
    this.session.reset();
  }

  /** The learner's code. */
  getSource(): string {
    return this.session.source;
  }

  /** The language in the editor: `language` where it is set, else the one that is offered first. */
  get shownLanguage(): Language {
    return this.session.language;
  }

  /** Replaces the learner's code. */
  setSource(source: string): void {
    this.session.setSource(source);
  }

  // ——— Life

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.stop();
  }

  protected override willUpdate(): void {
    const { locale, languages, language, exam, exercise, src, slug, memory, begun } = this;
    this.session.set({ locale, languages, language, exam });
    if (!this.wanted.now || !(exercise || src || slug)) return;
    const isBegun =
      exercise === begun?.exercise && src === begun?.src && slug === begun.slug && memory === begun.memory;
    if (isBegun) return;
    this.begun = { exercise, src, slug, memory };
    const isOwn = Boolean(exercise || src);
    void this.session.open({
      slug: isOwn ? "" : slug,
      memory,
      open: () => (isOwn ? this.openOwn(exercise, src) : openExercise(slug)),
    });
  }

  private async openOwn(exercise: OwnExercise | undefined, src: string): Promise<Exercise> {
    const { openOwnExercise } = await import("./own/open-own-exercise.js");
    return openOwnExercise(exercise, src, this.ownerDocument.baseURI);
  }

  private sessionHost(): SessionHost {
    return {
      judge: () => this.judge,
      changed: () => {
        this.requestUpdate();
        return this.updateComplete;
      },
      chose: (language) => {
        this.language = language;
      },
      tell: (name, detail) => void this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })),
      isWriting: () => this.ownerDocument.hasFocus() && !!this.editor?.matches(":focus-within"),
      whenIdle: (task) =>
        whenIdle(() => {
          if (this.isConnected) task();
        }),
    };
  }

  private get judge(): PageJudge {
    return judgeOf(this.ownerDocument, this.assetBase);
  }

  // ——— What the page scrolls and where the focus goes

  private async follow(judging: Promise<Report | undefined>): Promise<Report | undefined> {
    const report = await judging;
    if (report) void this.scrollToVerdict();
    return report;
  }

  /** Only when too little of the verdict would be in sight. */
  private async scrollToVerdict(): Promise<void> {
    // Before all of the report is drawn, the page may be too short to scroll so far.
    await this.renderRoot.querySelector("attention-report")?.updateComplete;
    await new Promise(requestAnimationFrame);
    const result = this.renderRoot.querySelector("div.result")?.getBoundingClientRect();
    if (result && result.top + Math.min(result.height, innerHeight / 3) > innerHeight) this.inView.goTo("result");
  }

  private goToLine(event: CustomEvent<{ line: number }>): void {
    this.editor?.goToLine(event.detail.line);
  }

  private switchTo(event: CustomEvent<{ language: Language }>): void {
    const { language } = event.detail;
    this.session.move(language);
    this.focusLanguage(language);
  }

  /** Its editor is not there yet, and the one that is speaks another language. */
  private focusLanguage(language: Language): void {
    this.renderRoot.querySelector<HTMLElement>(`#language-${language}`)?.focus();
  }

  private repeat(event: CustomEvent<{ seed: number }>): void {
    void this.submit(event.detail.seed);
  }

  private runCase(
    event: CustomEvent<{ cases: WhichCases; seed?: number; texts?: Readonly<Record<string, string>> }>,
  ): void {
    const { cases, seed, texts } = event.detail;
    void this.follow(this.session.runCase(cases, seed, texts));
  }

  private readonly actions = {
    run: () => void this.run(),
    submit: () => void this.submit(),
    cancel: () => {
      this.session.cancel();
      this.editor?.focus();
    },
    undo: () => {
      const { state } = this.session;
      const notice = state.status === "ready" ? state.notice : null;
      this.session.undo();
      if (notice?.says === "moved") this.focusLanguage(notice.from);
      else this.editor?.focus();
    },
  };

  // ——— Drawing

  protected override render() {
    const { session, text, locale } = this;
    const { state } = session;
    switch (state.status) {
      case "failed":
        return html`<div class="state" role="alert"><p>${text.loadFailed} ${readableFailure(state.failure, text, locale)}</p>
          <button class="button" @click=${() => void session.retry()}>${text.retry}</button></div>`;
      case "loading":
        return this.loading === "click" && !this.wanted.now ? this.startButton() : this.placeholder();
      case "ready":
        return this.drawn(state);
      default:
        return state satisfies never;
    }
  }

  private startButton() {
    return html`<div class="state"><slot name="title"></slot>
      <button class="button primary" @click=${() => this.wanted.ask()}>${this.text.start}</button></div>`;
  }

  private placeholder() {
    return html`<div class="state" aria-busy="true"><p class="visually-hidden">${this.text.loading}</p></div>`;
  }

  private drawn(ready: Ready) {
    const { session, locale, text, exam, actions } = this;
    const view: ExerciseView = { host: this, session, ready, locale, text, exam };
    return html`
      <div class="layout">
        <section class="about" part="about" aria-label=${text.aboutExercise} tabindex=${this.scrolling.tabIndex}>${exerciseAbout(view)}</section>
        <div class="split" role="separator" tabindex="0" aria-label=${text.split} aria-valuenow=${Math.round(chosenSettings.get(this.ownerDocument)?.split ?? usualSplit)} @pointerenter=${moveSplit} @focus=${moveSplit}></div>
        <section class="work" aria-label=${text.yourCode} @attention-go-to-line=${this.goToLine} @attention-switch=${this.switchTo} @attention-repeat=${this.repeat} @attention-run-case=${this.runCase}>
          ${exerciseCode(view, this.judge, actions)} ${exerciseButtons(view, this.inView, actions)} ${exerciseVerdict(view)}
        </section>
      </div>
      <div class="visually-hidden" role="status">${announcement(view)}</div>
      <slot name="footer"></slot>
    `;
  }
}

define("attention-exercise", AttentionExercise);

declare global {
  interface HTMLElementTagNameMap {
    "attention-exercise": AttentionExercise;
  }
}
