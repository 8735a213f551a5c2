import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import {
  createForgetfulMemory,
  define,
  type ExerciseEvents,
  type ExerciseMemory,
  nothingAnswered,
  type QuestionMemory,
  type RememberedAnswer,
} from "../../elements/toolkit.js";
import { defaultLanguage, type Language, languageNames, say, type Text } from "../../format/index.js";
import "../../elements/question/attention-question.js";
import { deferred } from "../deferred.js";
import { startOfDay } from "../review/day.js";
import { type Item, keyOf } from "../review/item.js";
import { recordCorrection, recordSolved } from "../review/outcomes.js";
import { loadMistake, loadTitle } from "../review/schedule/titles.js";
import { SiteElement } from "../site-element.js";
import type { Progress } from "../storage/progress.js";
import type { Rating, ReviewRecord } from "../storage/review-record.js";
import { reviewWords } from "../words/review.js";
import "./rating-choice.js";

/** One item of a review: asked anew, from an empty page. Fires `dojo-next` (detail: whether it was rated). */
export class DojoReviewItem extends SiteElement {
  /** The programming language that was chosen, if one was. */
  @property({ attribute: false }) language: Language | undefined;
  @property({ attribute: false }) item: Item = { kind: "question", slug: "" };
  /** A task of a running interview: it gives nothing away. */
  @property({ type: Boolean }) exam = false;
  @property({ type: Number }) position = 1;
  @property({ type: Number }) total = 1;
  @property({ attribute: false }) progress?: Progress;
  @property({ attribute: false }) review?: ReviewRecord;

  @state() private title_: Text | undefined;
  @state() private mistake: { readonly title: Text; readonly explanation: Text } | undefined;
  private drawn = deferred();
  private exerciseMemory: ExerciseMemory = createForgetfulMemory();
  private questionMemory: QuestionMemory | undefined;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        --attention-sticky-top: calc(5rem + var(--strip, 0rem));
        --attention-bleed: var(--gutter);
      }
      .narrow {
        max-width: 46rem;
        margin-inline: auto;
      }
      .position {
        color: var(--ink-3);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      h1 {
        margin: 0 0 1.25rem;
        font-size: clamp(1.5rem, 1.2rem + 1.2vw, 1.9375rem);
        font-weight: 750;
        line-height: 1.2;
        letter-spacing: -0.022em;
        text-wrap: balance;
      }
      h1:lang(zh) {
        letter-spacing: 0;
      }
      .mistake {
        margin-bottom: 1.5rem;
        padding: 0.875rem 1.25rem 1rem;
        border-inline-start: 3px solid var(--warn);
        border-radius: var(--radius);
        background: var(--warn-wash);
      }
      .mistake small {
        color: var(--warn);
        font-size: 0.8125rem;
        font-weight: 600;
      }
      h2 {
        font-size: 1.0625rem;
        font-weight: 700;
        line-height: 1.4;
      }
      .mistake p {
        max-width: 46rem;
        font-size: 0.9375rem;
      }
      .bar {
        position: sticky;
        bottom: 0;
        z-index: 2;
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: 0.75rem 1.5rem;
        margin-top: 2rem;
        padding-block: 0.875rem;
        border-top: 1px solid var(--line);
        background: var(--paper);
      }
      .bar .button {
        margin-inline-start: auto;
      }
      .bar .primary {
        min-width: 8rem;
      }
      /* The exercise has a bar of its own there. */
      @media (max-width: 60rem) {
        .bar:not(.narrow) {
          position: static;
        }
      }
      @media (max-width: 54rem) {
        :host {
          --attention-sticky-top: calc(1rem + var(--strip, 0rem));
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("item")) {
      this.drawn = deferred();
      this.title_ = undefined;
      this.mistake = undefined;
      this.exerciseMemory = createForgetfulMemory();
      this.questionMemory = this.freshQuestionMemory();
      void this.load();
    }
  }

  override async focusHeading(): Promise<boolean> {
    await this.updateComplete;
    await this.drawn.promise;
    return super.focusHeading();
  }

  /** Nothing of the last answer is shown; the new one is kept when it is complete. */
  private freshQuestionMemory(): QuestionMemory {
    let answer: RememberedAnswer = nothingAnswered;
    return {
      read: () => answer,
      write: (slug, next) => {
        answer = next;
        if (next.step === "answered") this.progress?.questions.write(slug, next);
      },
    };
  }

  private async load(): Promise<void> {
    const { item, review } = this;
    const [title, mistake] = await Promise.all([
      loadTitle(item),
      item.kind === "exercise" && review?.mistake
        ? loadMistake(item.slug, review.mistake, this.language ?? defaultLanguage)
        : null,
      item.kind === "exercise" ? import("../../elements/exercise/attention-exercise.js") : null,
    ]);
    if (item !== this.item) return;
    this.title_ = title;
    this.mistake = mistake ?? undefined;
    await this.updateComplete;
    this.drawn.resolve();
  }

  private get rated(): boolean {
    const last = this.review?.history.at(-1);
    return last !== undefined && startOfDay(last.at) === startOfDay(Date.now());
  }

  protected override render() {
    const words = reviewWords[this.locale];
    const { item, title_ } = this;
    if (!title_) return nothing;
    const narrow = item.kind === "question" ? "narrow" : "";
    return html`
      <div class=${narrow}>
        <p class="position">${words.title} · ${words.position(this.position, this.total)} · ${words.kinds[item.kind]}</p>
        <h1 tabindex="-1" lang=${this.locale}>${say(title_, this.locale)}</h1>
        ${this.exam ? html`<dojo-asked-notice lang=${this.locale}></dojo-asked-notice>` : this.warning()}
        ${keyed(keyOf(item), item.kind === "question" ? this.question(item.slug) : this.exercise(item.slug))}
      </div>
      <div class="bar ${narrow}">
        ${
          this.rated
            ? html`<dojo-rating-choice lang=${this.locale} .history=${this.review?.history ?? []} @dojo-rate=${this.correct}></dojo-rating-choice>
              <button class="button primary leave" @click=${() => this.leave(true)}>${this.position < this.total ? words.next : words.finish}</button>`
            : html`<button class="button quiet leave" @click=${() => this.leave(false)}>${words.skip}</button>`
        }
      </div>`;
  }

  private warning() {
    const words = reviewWords[this.locale];
    const { mistake, review } = this;
    if (mistake) {
      return html`<aside class="mistake" aria-label=${words.lastMistake}><small>${words.lastMistake}</small>
        <h2>${say(mistake.title, this.locale)}</h2><p>${say(mistake.explanation, this.locale)}</p></aside>`;
    }
    const failed = this.item.kind === "exercise" && review?.history.at(-1)?.rating === "again" && !this.rated;
    return failed
      ? html`<aside class="mistake" aria-label=${words.lastMistake}><p>${words.lastMistakeUnnamed}</p></aside>`
      : nothing;
  }

  private question(slug: string) {
    return html`<attention-question ?exam=${this.exam} lang=${this.locale} slug=${slug} .memory=${this.questionMemory}><span slot="title"></span></attention-question>`;
  }

  private exercise(slug: string) {
    return html`<attention-exercise
      ?exam=${this.exam}
      lang=${this.locale}
      slug=${slug}
      .languages=${languageNames}
      .language=${this.language}
      .memory=${this.exerciseMemory}
      @attention-solved=${this.solved}
    ><span slot="title"></span></attention-exercise>`;
  }

  /** Hints count from the beginning of the review, so the page around must not rate it by those of last time. */
  private solved(event: CustomEvent<ExerciseEvents["attention-solved"]>): void {
    event.stopPropagation();
    const { exercise } = event.detail;
    if (this.progress) recordSolved(this.progress, exercise, this.exerciseMemory.read(exercise));
  }

  private correct(event: CustomEvent<Rating>): void {
    if (this.progress) recordCorrection(this.progress, this.item, event.detail);
  }

  private leave(rated: boolean): void {
    this.dispatchEvent(new CustomEvent("dojo-next", { detail: { rated } }));
  }
}

define("dojo-review-item", DojoReviewItem);

declare global {
  interface HTMLElementTagNameMap {
    "dojo-review-item": DojoReviewItem;
  }
  interface HTMLElementEventMap {
    "dojo-next": CustomEvent<{ rated: boolean }>;
  }
}
