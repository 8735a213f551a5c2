import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { define, type QuestionMemory } from "../../elements/toolkit.js";
import { say } from "../../format/index.js";
import "../../elements/question/attention-question.js";
import { questionMessages } from "../../elements/question/drawing/question-text.js";
import { listQuestions, openQuestion, type Question, type QuestionHead, questionSlugs } from "../../questions/index.js";
import { deferred } from "../deferred.js";
import { startOfDay } from "../review/day.js";
import { recordCorrection } from "../review/outcomes.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import type { Progress } from "../storage/progress.js";
import type { Rating, ReviewRecord } from "../storage/review-record.js";
import { questionWords } from "../words/questions.js";
import "./missing-view.js";
import "./practise-links.js";

/** One question with its neighbours. Fires `dojo-title` with the title of the page. */
export class DojoQuestionView extends SiteElement {
  @property() slug = "";
  @property({ attribute: false }) progress?: Progress;
  /** Where its answer is kept: with the learner's work, or in the interview. */
  @property({ attribute: false }) memory?: QuestionMemory;
  /** A task of a running interview: it gives nothing away. */
  @property({ type: Boolean }) exam = false;
  @property({ attribute: false }) review?: ReviewRecord;

  /** Resolves when the heading is drawn, or will never be. */
  private drawn = deferred();
  @state() private question: Question | undefined;
  @state() private catalogue: readonly QuestionHead[] | undefined;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        max-width: 46rem;
        margin: 0 auto;
      }
      .title {
        margin-bottom: 1.25rem;
      }
      h1 {
        margin: 0;
        font-size: clamp(1.5rem, 1.2rem + 1.2vw, 1.9375rem);
        font-weight: 750;
        line-height: 1.2;
        letter-spacing: -0.022em;
        text-wrap: balance;
      }
      h1:lang(zh) {
        letter-spacing: 0;
      }
      .title p {
        margin-top: 0.375rem;
        color: var(--ink-3);
        font-size: 0.875rem;
      }
      dojo-rating-choice {
        margin-top: 1rem;
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 1rem;
        margin-top: 3rem;
        padding-top: 1.25rem;
        border-top: 1px solid var(--line);
      }
      nav a {
        color: var(--ink);
        font-weight: 600;
        text-decoration: none;
      }
      nav a:hover {
        color: var(--accent);
      }
      nav small {
        display: block;
        color: var(--ink-3);
        font-size: 0.8125rem;
        font-weight: 400;
      }
      nav .next {
        margin-inline-start: auto;
        text-align: end;
      }
      @media print {
        nav,
        dojo-rating-choice {
          display: none;
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("slug")) {
      this.drawn = deferred();
      void this.load();
    }
    if (changed.has("lang")) this.tellTitle();
    // The scheduler is loaded once there is something to schedule.
    if (this.ratedToday) void import("./rating-choice.js");
  }

  override async focusHeading(): Promise<boolean> {
    await this.drawn.promise;
    return super.focusHeading();
  }

  private get ratedToday(): boolean {
    const last = this.review?.history.at(-1);
    return last !== undefined && startOfDay(last.at) === startOfDay(Date.now());
  }

  private async load(): Promise<void> {
    const { slug } = this;
    this.question = undefined;
    if (!questionSlugs.includes(slug)) {
      this.drawn.resolve();
      return this.tellTitle();
    }
    const question = await openQuestion(slug);
    if (slug !== this.slug) return;
    this.question = question;
    this.tellTitle();
  }

  private tellTitle(): void {
    const { slug } = this;
    const title = this.question ? say(this.question.title, this.locale) : "";
    const detail = questionSlugs.includes(slug) ? title : this.words.missing.title;
    this.dispatchEvent(new CustomEvent("dojo-title", { detail, bubbles: true, composed: true }));
  }

  private async showNeighbours(): Promise<void> {
    this.drawn.resolve();
    this.catalogue ??= await listQuestions();
  }

  protected override render() {
    const words = questionWords[this.locale];
    if (!questionSlugs.includes(this.slug))
      return html`<dojo-missing-view lang=${this.locale} .sentence=${words.missing(this.slug)} .back=${{ label: words.back, href: hrefOf({ view: "questions" }) }}></dojo-missing-view>`;
    return html`
      ${this.exam ? html`<dojo-asked-notice answers lang=${this.locale}></dojo-asked-notice>` : nothing}
      <attention-question
        ?exam=${this.exam}
        lang=${this.locale}
        slug=${this.slug}
        .memory=${this.memory}
        @attention-question-ready=${this.showNeighbours}
        @attention-question-error=${() => this.drawn.resolve()}
      >
        ${this.question ? this.title_(this.question) : nothing}
        ${
          this.ratedToday
            ? html`<dojo-rating-choice slot="answered" lang=${this.locale} .history=${this.review?.history ?? []} @dojo-rate=${this.correct}></dojo-rating-choice>`
            : nothing
        }
        ${
          this.question && !this.exam
            ? html`<dojo-practise-links slot="footer" lang=${this.locale} .practise=${this.question.practise}></dojo-practise-links>`
            : nothing
        }
      </attention-question>
      ${this.catalogue ? this.neighbours(this.catalogue) : nothing}
    `;
  }

  private correct(event: CustomEvent<Rating>): void {
    if (this.progress) recordCorrection(this.progress, { kind: "question", slug: this.slug }, event.detail);
  }

  private title_(question: Question) {
    const asks = questionMessages[this.locale];
    return html`<div class="title" slot="title">
      <h1 tabindex="-1" lang=${this.locale}>${say(question.title, this.locale)}</h1>
      <p>${asks.topics[question.topic]} · ${asks.kinds[question.kind]} · ${this.text.difficulties[question.difficulty]}</p>
    </div>`;
  }

  private neighbours(catalogue: readonly QuestionHead[]) {
    const words = questionWords[this.locale];
    const at = catalogue.findIndex(({ slug }) => slug === this.slug);
    const link = (question: QuestionHead | undefined, label: string, name: string) =>
      question
        ? html`<a class=${name} href=${hrefOf({ view: "question", slug: question.slug })}><small>${label}</small>${say(question.title, this.locale)}</a>`
        : nothing;
    return html`<nav aria-label=${this.words.questions}>
      ${link(catalogue[at - 1], words.previous, "previous")} ${link(catalogue[at + 1], words.next, "next")}
    </nav>`;
  }
}

define("dojo-question-view", DojoQuestionView);
