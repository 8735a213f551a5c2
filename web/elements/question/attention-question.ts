import { adoptStyles, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Mark, OpenedQuestion, QuestionWords } from "../../questions/index.js";
import { AttentionElement } from "../shared/base.js";
import { ChangedElsewhere, type News } from "../shared/changed-elsewhere.js";
import { define } from "../shared/define.js";
import { FocusableProse } from "../shared/focusable-prose.js";
import { followUpStyles } from "../shared/follow-ups.js";
import type { Locale } from "../shared/locale.js";
import { readableFailure } from "../shared/readable-failure.js";
import { controls } from "../shared/styles/controls.js";
import { isolation } from "../shared/styles/isolation.js";
import { prose } from "../shared/styles/prose.js";
import { type Loading, Wanted } from "../shared/wanted.js";
import { AnswerWork } from "./answer-work.js";
import type { Checked } from "./drawing/check-answer.js";
import type { AnswerProblem, QuestionView } from "./drawing/question-view.js";
import type { QuestionEventDetail, QuestionEvents } from "./question-events.js";
import {
  createForgetfulQuestionMemory,
  nothingAnswered,
  type QuestionMemory,
  type RememberedAnswer,
} from "./question-memory.js";

/** The list of all questions, which a page without any does not load. */
const library = () => import("../../questions/library.js");

/** How a question looks and how its answers are checked, which such a page does not load either. */
const drawing = () => import("./drawing/index.js");

const waitingMessages: Readonly<Record<Locale, Readonly<Record<"loading" | "failed" | "start", string>>>> = {
  en: { loading: "Loading the question", failed: "The question could not be loaded.", start: "Show the question" },
  zh: { loading: "正在加载题目", failed: "题目加载失败。", start: "显示题目" },
};

/**
 * One interview question: asked, answered, checked, explained. Its height is that of what it shows.
 *
 * ```html
 * <attention-question slug="why-scale-by-root-d" lang="zh" theme="auto" loading="lazy"></attention-question>
 * ```
 *
 * @tag attention-question
 * @slot title - Instead of the question's title, topic and difficulty.
 * @slot answered - Under the verdict.
 * @slot footer - Below everything.
 * @fires {CustomEvent<QuestionEvents["attention-question-ready"]>} attention-question-ready - The question is drawn and can be answered.
 * @fires {CustomEvent<QuestionEvents["attention-question-change"]>} attention-question-change - The answer being written changed.
 * @fires {CustomEvent<QuestionEvents["attention-question-answered"]>} attention-question-answered - The answer was checked.
 * @fires {CustomEvent<QuestionEvents["attention-question-error"]>} attention-question-error - The question could not be loaded.
 * @csspart question - What is asked.
 * @csspart check - The button that checks the answer.
 * @csspart result - Verdict, explanation, sources.
 */
export class AttentionQuestion extends AttentionElement {
  /** Name of the question: its folder. */
  @property({ reflect: true }) slug = "";

  /** When to load: at once, when scrolled near, or when the reader presses a button. */
  @property({ reflect: true }) loading: Loading = "eager";

  /** Only the question and a place for the answer: nothing is checked or explained. */
  @property({ type: Boolean, reflect: true }) exam = false;

  /** Where the learner's answer is kept. */
  @property({ attribute: false }) memory: QuestionMemory = createForgetfulQuestionMemory();

  @state() private question: OpenedQuestion | undefined;
  @state() private words: QuestionWords | undefined;
  @state() private drawing: Awaited<ReturnType<typeof drawing>> | undefined;
  @state() private answer: RememberedAnswer = nothingAnswered;
  /** What was done in another tab, where the learner must know of it. */
  @state() private news: News<RememberedAnswer> | null = null;
  @state() private problem: AnswerProblem | undefined;
  @state() private failure: string | undefined;

  private readonly wanted = new Wanted(this);
  private work: AnswerWork | undefined;
  /** Whether the answer was changed here since it came from elsewhere. */
  private isMine = false;
  private loaded: { readonly slug: string; readonly memory: QuestionMemory } | undefined;

  constructor() {
    super();
    this.addController(new FocusableProse(this));
    this.addController(this.wanted);
    new ChangedElsewhere(this, () => this.follow());
  }

  /** Raised by every load, so that an answer that comes too late is dropped. */
  private load = 0;

  static override styles = [
    super.styles,
    isolation,
    controls,
    prose,
    followUpStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        max-width: 46rem;
      }
      .state {
        display: grid;
        justify-items: start;
        gap: 1rem;
        color: var(--ink-2);
      }
      .state[aria-busy] {
        min-height: 16rem;
      }
    `,
  ];

  // ——— Methods for the page around

  /**
   * Checks the answer; of an open one, shows the model answer; of a whiteboard, checks the line. Gives the mark, or undefined
   * where there is none yet.
   */
  check(): Mark | undefined {
    const { question, answer, drawing } = this;
    if (!question || !drawing || this.exam || answer.step === "answered") return answer.mark ?? undefined;
    return this.settle(drawing.checkAnswer(question, answer));
  }

  private showLine(): void {
    const { question, answer, drawing } = this;
    if (drawing && question?.kind === "whiteboard") this.settle(drawing.showLine(question, answer));
  }

  private settle(checked: Checked): Mark | undefined {
    this.problem = "problem" in checked ? checked.problem : undefined;
    if ("problem" in checked) {
      void this.focusOn("input");
      return undefined;
    }
    this.remember(checked.change);
    const { mark } = checked;
    if (mark) this.send("attention-question-answered", { answer: this.given, mark });
    void this.focusOn(checked.lookAt);
    return mark;
  }

  /** Starts over with an empty answer. The last mark is remembered. */
  reset(): void {
    this.problem = undefined;
    this.remember({ ...nothingAnswered, mark: this.answer.mark });
    void this.focusOn("input, textarea");
  }

  // ——— Life

  protected override willUpdate(changed: PropertyValues): void {
    const { slug, memory, loaded } = this;
    if (!slug || !this.wanted.now) return;
    if (slug !== loaded?.slug || memory !== loaded.memory) void this.loadAll();
    else if (changed.has("lang")) void this.loadWords();
  }

  private async loadAll(): Promise<void> {
    const load = ++this.load;
    const { slug, memory } = this;
    this.loaded = { slug, memory };
    this.question = undefined;
    this.words = undefined;
    this.problem = undefined;
    this.failure = undefined;
    this.news = null;
    this.isMine = false;
    this.work = new AnswerWork(memory, slug);
    this.answer = this.work.answer;
    try {
      const [{ openQuestion }, loadedDrawing] = await Promise.all([library(), drawing()]);
      const question = await openQuestion(slug);
      const words = await question.words(this.locale);
      if (load !== this.load) return;
      adoptStyles(this.renderRoot as ShadowRoot, [...AttentionQuestion.elementStyles, loadedDrawing.questionStyles]);
      this.drawing = loadedDrawing;
      this.question = question;
      this.words = words;
      await this.updateComplete;
      this.send("attention-question-ready", {});
    } catch (error) {
      if (load === this.load) this.fail(error);
    }
  }

  private async loadWords(): Promise<void> {
    const load = ++this.load;
    try {
      const words = await this.question?.words(this.locale);
      if (load === this.load) this.words = words;
    } catch (error) {
      if (load === this.load) this.fail(error);
    }
  }

  private fail(error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    this.failure = message;
    this.send("attention-question-error", { name, message });
  }

  // ——— Remembering

  private remember(change: Partial<RememberedAnswer>): void {
    const { work } = this;
    if (!work) return;
    this.followHeld(work);
    work.remember(change);
    this.answer = work.answer;
    this.isMine = true;
    if (this.news?.says !== "differs") this.news = null;
  }

  /** Takes over what was done elsewhere; but who is just answering here is asked. */
  private follow(): void {
    const { work, answer, isMine } = this;
    if (!work) return;
    const isHeld = isMine && this.ownerDocument.hasFocus() && this.matches(":focus-within");
    if (isHeld) this.followHeld(work);
    else work.follow(false);
    if (isHeld || work.answer === answer) return;
    this.answer = work.answer;
    this.problem = undefined;
    this.isMine = false;
    if (isMine) work.keepEarlier(answer);
    if (isMine || !this.news) this.news = { says: "taken", before: isMine ? answer : null };
  }

  /** If there is another answer of another tab, both are kept. */
  private followHeld(work: AnswerWork): void {
    const other = work.follow(true);
    if (!other) return;
    work.keepEarlier(other);
    work.keepEarlier(this.answer);
    this.news = { says: "differs", other };
  }

  private takeBack(answer: RememberedAnswer, says: "taken" | "back" = "back"): void {
    const before = this.answer;
    this.work?.keepEarlier(before);
    this.problem = undefined;
    this.remember(answer);
    this.news = { says, before };
  }

  private keepMine(): void {
    this.remember({});
    this.news = null;
  }

  private write(change: Partial<RememberedAnswer>): void {
    this.problem = undefined;
    // What is written where nothing is checked is not what was checked before.
    this.remember(this.exam ? { ...change, step: "writing" } : change);
    this.send("attention-question-change", { answer: this.given });
  }

  private get given() {
    const { chosen, written, ticked } = this.answer;
    return { chosen, written, ticked };
  }

  private send<Name extends keyof QuestionEvents>(
    name: Name,
    detail: Omit<QuestionEvents[Name], keyof QuestionEventDetail>,
  ): void {
    const { slug, question } = this;
    const known = question && { title: question.title, kind: question.kind };
    const shared: QuestionEventDetail = { version: 1, question: slug, ...known };
    this.dispatchEvent(new CustomEvent(name, { detail: { ...shared, ...detail }, bubbles: true, composed: true }));
  }

  // ——— Drawing

  private get waits() {
    return waitingMessages[this.locale];
  }

  protected override render() {
    const { question, words, drawing, waits, answer, problem, exam, locale, text } = this;
    if (this.failure !== undefined) {
      return html`<div class="state" role="alert"><p>${waits.failed} ${readableFailure(this.failure, text, this.locale)}</p>
        <button class="button" @click=${this.loadAll}>${text.retry}</button></div>`;
    }
    if (this.loading === "click" && !this.wanted.now) {
      return html`<div class="state"><slot name="title"></slot>
        <button class="button primary" @click=${() => this.wanted.ask()}>${waits.start}</button></div>`;
    }
    if (!question || !words || !drawing)
      return html`<div class="state" aria-busy="true"><p class="visually-hidden">${waits.loading}</p></div>`;
    const view: QuestionView = {
      ...{ question, words, answer, problem, exam, locale, text, step: this.step },
      check: () => this.check(),
      showLine: () => this.showLine(),
      write: (change) => this.write(change),
      backToWriting: () => this.backToWriting(),
      reset: () => this.reset(),
    };
    return html`
      ${drawing.drawQuestion(view, this.news ? this.newsOf(this.news) : nothing)}
      ${question.kind === "open" ? this.earlier() : nothing}
      <slot name="footer"></slot>
    `;
  }

  /** Only open answers are compared, whatever a memory says. */
  private get step(): RememberedAnswer["step"] {
    const { step } = this.answer;
    return this.exam || (step === "compared" && this.question?.kind !== "open") ? "writing" : step;
  }

  private newsOf(news: News<RememberedAnswer>) {
    void import("../elsewhere/attention-news.js");
    return html`<attention-news of="answer" lang=${this.locale} .news=${news} .keeps=${!!this.work?.earlier.length}
      @keep=${this.keepMine} @take=${({ detail }: CustomEvent<RememberedAnswer>) => this.takeBack(detail, "taken")}
      @undo=${({ detail }: CustomEvent<RememberedAnswer>) => this.takeBack(detail)}></attention-news>`;
  }

  private earlier() {
    const texts = this.work?.earlier ?? [];
    if (texts.length === 0) return nothing;
    void import("../elsewhere/attention-earlier.js");
    const take = ({ detail }: CustomEvent<string>) =>
      this.takeBack({ ...nothingAnswered, written: detail, mark: this.answer.mark });
    return html`<attention-earlier of="answer" lang=${this.locale} .texts=${texts} @take=${take}></attention-earlier>`;
  }

  private backToWriting(): void {
    this.remember({ step: "writing" });
    void this.focusOn("textarea");
  }
}

define("attention-question", AttentionQuestion);

declare global {
  interface HTMLElementTagNameMap {
    "attention-question": AttentionQuestion;
  }
}
