import { html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { say } from "../../format/index.js";
import type {
  Mark,
  NumericQuestion,
  OpenedQuestion,
  OpenQuestion,
  Question,
  QuestionWords,
} from "../../questions/index.js";
import { isAnswered, markAnswer } from "../../questions/marking.js";
import { parseNumber } from "../../questions/parse-number.js";
import { AttentionElement } from "../shared/base.js";
import { ChangedElsewhere, type News } from "../shared/changed-elsewhere.js";
import { define } from "../shared/define.js";
import { FocusableProse } from "../shared/focusable-prose.js";
import { followUpList, followUpStyles } from "../shared/follow-ups.js";
import { bangIcon, checkIcon, crossIcon, undoIcon } from "../shared/icons.js";
import { readableFailure } from "../shared/readable-failure.js";
import { controls } from "../shared/styles/controls.js";
import { isolation } from "../shared/styles/isolation.js";
import { prose } from "../shared/styles/prose.js";
import { type Loading, Wanted } from "../shared/wanted.js";
import { AnswerWork } from "./answer-work.js";
import { choiceInputs, choiceResults } from "./question-choices.js";
import type { QuestionEventDetail, QuestionEvents } from "./question-events.js";
import {
  createForgetfulQuestionMemory,
  nothingAnswered,
  type QuestionMemory,
  type RememberedAnswer,
} from "./question-memory.js";
import { questionStyles } from "./question-styles.js";
import { questionMessages } from "./question-text.js";

/** The list of all questions, which a page without any does not load. */
const library = () => import("../../questions/library.js");

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
  @state() private answer: RememberedAnswer = nothingAnswered;
  /** What was done in another tab, where the learner must know of it. */
  @state() private news: News<RememberedAnswer> | null = null;
  @state() private problem: "nothing-chosen" | "empty" | "unreadable" | "unit" | undefined;
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

  static override styles = [super.styles, isolation, controls, prose, followUpStyles, questionStyles];

  // ——— Methods for the page around

  /** Checks the answer; of an open one, shows the model answer. Gives the mark, or undefined where there is none yet. */
  check(): Mark | undefined {
    const { question, answer } = this;
    if (!question || this.exam || answer.step === "answered") return answer.mark ?? undefined;
    if (question.kind === "open" && answer.step === "writing") {
      this.remember({ step: "compared" });
      void this.focusOn("#model");
      return undefined;
    }
    this.problem = this.problemOf(question);
    if (this.problem) {
      void this.focusOn("input");
      return undefined;
    }
    const mark = markAnswer(question, answer);
    this.remember({ step: "answered", mark });
    this.send("attention-question-answered", { answer: this.given, mark });
    void this.focusOn("#verdict");
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
      const { openQuestion } = await library();
      const question = await openQuestion(slug);
      const words = await question.words(this.locale);
      if (load !== this.load) return;
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

  private problemOf(question: Question): typeof this.problem {
    switch (question.kind) {
      case "choice":
        return isAnswered(question, this.answer) ? undefined : "nothing-chosen";
      case "numeric": {
        const read = parseNumber(this.answer.written, question.unit);
        return "problem" in read ? read.problem : undefined;
      }
      case "open":
        return undefined;
      default:
        return question satisfies never;
    }
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

  private get asks() {
    return questionMessages[this.locale];
  }

  protected override render() {
    const { question, words, asks } = this;
    if (this.failure !== undefined) {
      return html`<div class="state" role="alert"><p>${asks.loadFailed} ${readableFailure(this.failure, this.text)}</p>
        <button class="button" @click=${this.loadAll}>${asks.retry}</button></div>`;
    }
    if (this.loading === "click" && !this.wanted.now) {
      return html`<div class="state"><slot name="title"></slot>
        <button class="button primary" @click=${() => this.wanted.ask()}>${asks.start}</button></div>`;
    }
    if (!question || !words)
      return html`<div class="state" aria-busy="true"><p class="visually-hidden">${asks.loading}</p></div>`;
    const { step } = this;
    return html`
      <slot name="title"><div class="heading"><h2>${say(question.title, this.locale)}</h2>
        <p>${asks.topics[question.topic]} · ${this.text.difficulties[question.difficulty]}</p></div></slot>
      <div class="asked prose" part="question" lang=${this.locale}>${unsafeHTML(words.question)}</div>
      ${this.news ? this.newsOf(this.news) : nothing}
      ${step === "writing" ? this.form(question) : nothing}
      ${step === "compared" && question.kind === "open" ? this.comparison(question, words) : nothing}
      ${step === "answered" ? this.result(question, words) : nothing}
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

  private form(question: Question) {
    const submit = (event: Event) => {
      event.preventDefault();
      this.check();
    };
    return html`<form @submit=${submit} novalidate>
      ${this.input(question)}
      <div role="alert">${this.problem ? html`<p class="problem" id="problem">${this.complaint(question)}</p>` : nothing}</div>
      ${this.exam ? nothing : html`<div class="actions"><button class="button primary" part="check">${this.checkLabel(question)}</button></div>`}
    </form>`;
  }

  private checkLabel(question: Question): string {
    if (question.kind !== "open") return this.asks.check;
    return isAnswered(question, this.answer) ? this.asks.compare : this.asks.showModel;
  }

  private complaint(question: Question): string {
    const { problems, nothingChosen } = this.asks;
    switch (this.problem) {
      case undefined:
        return "";
      case "nothing-chosen":
        return nothingChosen;
      case "unit":
        return problems.unit(question.kind === "numeric" ? say(question.unit, this.locale) : "");
      case "empty":
      case "unreadable":
        return problems[this.problem];
      default:
        return this.problem satisfies never;
    }
  }

  private input(question: Question) {
    switch (question.kind) {
      case "choice":
        return choiceInputs(question, this.answer.chosen, this.locale, this.asks, (chosen) => this.write({ chosen }));
      case "numeric":
        return this.numberInput(question);
      case "open":
        return this.openInput();
      default:
        return question satisfies never;
    }
  }

  private numberInput(question: NumericQuestion) {
    const { asks } = this;
    const read = parseNumber(this.answer.written, question.unit);
    // Said only where it is not what stands there already.
    const value = "values" in read && !/^[\d.\s]*$/.test(this.answer.written) ? read.values[0] : undefined;
    return html`
      <label class="field" for="number">${asks.number}</label>
      <div class="number">
        <input id="number" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200"
          aria-describedby="unit help problem" aria-invalid=${this.problem !== undefined}
          .value=${this.answer.written}
          @input=${(event: Event) => this.write({ written: (event.target as HTMLInputElement).value })} />
        <span class="unit" id="unit">${say(question.unit, this.locale)}</span>
      </div>
      <p class="help" id="help">${value === undefined ? asks.numberHelp : asks.readsAs(this.formatted(value))}</p>`;
  }

  private openInput() {
    const { asks } = this;
    return html`
      <label class="field" for="words">${asks.answer}</label>
      <textarea id="words" aria-describedby="help" .value=${this.answer.written}
        @input=${(event: Event) => this.write({ written: (event.target as HTMLTextAreaElement).value })}></textarea>
      <p class="help" id="help">${this.exam ? nothing : asks.answerHelp}</p>`;
  }

  private myWords() {
    const { written } = this.answer;
    return html`<section class="part">
      <h3>${this.asks.answer}</h3>
      <p class="mine ${written.trim() ? "" : "nothing"}">${written.trim() || this.asks.nothingWritten}</p>
    </section>`;
  }

  /** The learner's words, the model answer, and its points to tick. */
  private comparison(question: OpenQuestion, words: QuestionWords) {
    const { asks } = this;
    const { ticked } = this.answer;
    const toggle = (point: number, is: boolean) =>
      this.write({ ticked: question.rubric.map((_, i) => i).filter((i) => (i === point ? is : ticked.includes(i))) });
    const submit = (event: Event) => {
      event.preventDefault();
      this.check();
    };
    return html`
      ${this.myWords()}
      <section class="part"><h2 id="model" tabindex="-1">${asks.model}</h2><div class="prose" lang=${this.locale}>${unsafeHTML(words.answer)}</div></section>
      <form class="part rubric" @submit=${submit}>
        <fieldset aria-describedby="help">
          <legend>${asks.rubric}</legend>
          <p class="help" id="help">${asks.rubricHelp}</p>
          ${question.rubric.map(
            (point, i) => html`<label class="choice">
              <input type="checkbox" .checked=${ticked.includes(i)} @change=${(event: Event) => toggle(i, (event.target as HTMLInputElement).checked)} />
              <span>${say(point, this.locale)}</span>
            </label>`,
          )}
        </fieldset>
        <div class="actions">
          <button class="button primary" part="check">${asks.count(ticked.length, question.rubric.length)}</button>
          <button class="button quiet" type="button" @click=${this.backToWriting}>${asks.edit}</button>
        </div>
      </form>`;
  }

  private backToWriting(): void {
    this.remember({ step: "writing" });
    void this.focusOn("textarea");
  }

  private result(question: Question, words: QuestionWords) {
    const { asks } = this;
    const mark = markAnswer(question, this.answer);
    return html`<div part="result">
      ${this.verdict(mark)}
      <slot name="answered"></slot>
      ${this.marked(question)}
      <section class="part"><h3>${question.kind === "open" ? asks.model : asks.explanation}</h3>
        <div class="prose" lang=${this.locale}>${unsafeHTML(words.answer)}</div></section>
      ${followUpList(words.followUps, html`<h3>${this.text.followUps}</h3>`, this.locale)}
      ${
        question.sources.length
          ? html`<section class="part sources"><h3>${asks.sources}</h3>
            <ul class="list">${question.sources.map(({ title, url }) => html`<li><a href=${url} target="_blank" rel="noreferrer">${title}</a></li>`)}</ul></section>`
          : nothing
      }
      <div class="actions"><button class="button" @click=${this.reset}>${undoIcon}${asks.again}</button></div>
    </div>`;
  }

  private verdict({ points, of }: Mark) {
    const { asks } = this;
    const tone = points === of ? "good" : of > 1 && points > 0 ? "warn" : "bad";
    const icon = { good: checkIcon, warn: bangIcon, bad: crossIcon }[tone];
    const says = of > 1 ? asks.points(points, of) : points ? asks.right : asks.wrong;
    return html`<div class="verdict ${tone}"><span class="sign">${icon}</span><h2 id="verdict" tabindex="-1">${says}</h2></div>`;
  }

  private marked(question: Question) {
    const { asks, locale } = this;
    switch (question.kind) {
      case "choice":
        return choiceResults(question, this.answer.chosen, locale, asks);
      case "numeric":
        return html`<dl class="numbers">
          <dt>${asks.theAnswer}</dt><dd>${this.formatted(question.answer())} ${question.unit[locale]}</dd>
          <dt>${asks.yours}</dt><dd>${this.answer.written}</dd>
        </dl>`;
      case "open":
        return html`${this.myWords()}
          <ul class="choices rubric part">${question.rubric.map((point, i) => {
            const said = this.answer.ticked.includes(i);
            return html`<li class="choice ${said ? "right" : "wrong"}"><span class="sign">${said ? checkIcon : crossIcon}</span><span><span class="visually-hidden">${said ? asks.signs.said : asks.signs.unsaid}: </span>${point[locale]}</span></li>`;
          })}</ul>`;
      default:
        return question satisfies never;
    }
  }

  private formatted(value: number): string {
    const size = Math.abs(value);
    if (size !== 0 && (size >= 1e15 || size < 1e-4)) return value.toExponential(3);
    return new Intl.NumberFormat("en", {
      maximumSignificantDigits: size >= 1e6 && Number.isInteger(value) ? 21 : 7,
    }).format(value);
  }
}

define("attention-question", AttentionQuestion);

declare global {
  interface HTMLElementTagNameMap {
    "attention-question": AttentionQuestion;
  }
}
