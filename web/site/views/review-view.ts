import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { listExercises } from "../../exercises/index.js";
import { type Head, type Language, say, type Text } from "../../format/index.js";
import { nextStep } from "../path/next-step.js";
import { standingOf } from "../path/standing.js";
import { daysBetween, startOfDay } from "../review/day.js";
import { type Item, keyOf } from "../review/item.js";
import { recordCorrection } from "../review/outcomes.js";
import { dailyLimit, type Standing, standing } from "../review/schedule/queue.js";
import { loadTitle } from "../review/schedule/titles.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import type { Progress } from "../storage/progress.js";
import type { ExerciseRecord } from "../storage/record.js";
import type { Rating, ReviewRecord } from "../storage/review-record.js";
import { reviewWords } from "../words/review.js";
import "./rating-choice.js";
import "./review-item.js";

/** What is due for review: first as a list, then one after another. */
export class DojoReviewView extends SiteElement {
  /** The programming language that was chosen, if one was. */
  @property({ attribute: false }) language: Language | undefined;
  /** Keys of the tasks of a running interview: they give nothing away. */
  @property({ attribute: false }) asked: ReadonlySet<string> = new Set();
  @property({ attribute: false }) progress?: Progress;
  @property({ attribute: false }) exercises: ReadonlyMap<string, ExerciseRecord> = new Map();
  @property({ attribute: false }) reviews: ReadonlyMap<string, ReviewRecord> = new Map();
  /** The start of the learner's day: the next morning, more is due. */
  @property({ attribute: false }) today = 0;

  /** What is being reviewed, and how far; undefined before and after. */
  @state() private round: { readonly items: readonly Item[]; readonly at: number } | undefined;
  @state() private reviewed = 0;
  @state() private extra = 0;
  @state() private titles: ReadonlyMap<string, Text> = new Map();
  /** Every exercise, once the next one is to be proposed. */
  @state() private catalogue: readonly Head[] = [];
  private standing_: Standing = { today: [], waiting: [], done: [], later: [] };

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
      }
      .overview {
        max-width: 46rem;
        margin: 0 auto;
      }
      h1 {
        margin: 0;
        font-size: clamp(1.75rem, 1.4rem + 1.5vw, 2.25rem);
        font-weight: 750;
        line-height: 1.15;
        letter-spacing: -0.025em;
      }
      .intro {
        margin-top: 0.75rem;
        color: var(--ink-2);
        text-wrap: pretty;
      }
      .status {
        margin-top: 2rem;
        font-size: 1.1875rem;
        font-weight: 650;
        letter-spacing: -0.01em;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 1rem;
      }
      .start {
        min-height: 2.75rem;
        min-width: 8rem;
      }
      section {
        margin-top: 2rem;
        padding-top: 1.25rem;
        border-top: 1px solid var(--line);
      }
      h2 {
        margin-bottom: 0.5rem;
        font-size: 1.0625rem;
        font-weight: 700;
      }
      ul {
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.375rem 1rem;
        padding-block: 0.5rem;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .name {
        font-weight: 600;
      }
      .muted {
        color: var(--ink-3);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      .waiting {
        margin-top: 0.75rem;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    if (["reviews", "exercises", "today", "extra", "round"].some((name) => changed.has(name))) {
      this.standing_ = standing({ exercises: this.exercises, reviews: this.reviews }, Date.now(), this.extra);
      void this.loadTitles();
      if (this.standing_.today.length === 0) void this.loadCatalogue();
    }
  }

  private async loadCatalogue(): Promise<void> {
    // Without a network nothing new is proposed.
    if (this.catalogue.length === 0) this.catalogue = await listExercises().catch(() => []);
  }

  private async loadTitles(): Promise<void> {
    const { today, done } = this.standing_;
    const missing = [...today, ...done].filter((item) => !this.titles.has(keyOf(item)));
    if (!missing.length) return;
    const loaded = await Promise.all(missing.map(async (item) => [keyOf(item), await loadTitle(item)] as const));
    this.titles = new Map([...this.titles, ...loaded]);
  }

  protected override render() {
    const { round } = this;
    const item = round?.items[round.at];
    if (!round || !item) return this.overview();
    return html`<dojo-review-item
      lang=${this.locale}
      .language=${this.language}
      .item=${item}
      ?exam=${this.asked.has(keyOf(item))}
      .position=${round.at + 1}
      .total=${round.items.length}
      .progress=${this.progress}
      .review=${this.reviews.get(keyOf(item))}
      @dojo-next=${this.next}
    ></dojo-review-item>`;
  }

  private overview() {
    const words = reviewWords[this.locale];
    const { today, done, later } = this.standing_;
    const nothingAtAll = today.length + done.length + later.length === 0;
    return html`<div class="overview">
      <h1 tabindex="-1" lang=${this.locale}>${words.title}</h1>
      <p class="intro">${nothingAtAll ? words.nothingYet : words.intro}</p>
      ${
        nothingAtAll
          ? html`<div class="actions">
            <a class="button primary" href=${hrefOf({ view: "questions" })}>${words.toQuestions}</a>
            <a class="button" href=${hrefOf({ view: "list" })}>${words.toExercises}</a>
          </div>`
          : html`${this.dueToday()} ${this.done()} ${this.coming()}`
      }
    </div>`;
  }

  private dueToday() {
    const words = reviewWords[this.locale];
    const { today, waiting } = this.standing_;
    const said = today.length
      ? words.due(today.length)
      : this.reviewed
        ? words.finished(this.reviewed)
        : words.nothingDue;
    return html`
      <p class="status" role="status">${said}</p>
      ${today.length ? html`<div class="actions"><button class="button primary start" @click=${this.start}>${words.start}</button></div>` : nothing}
      ${
        waiting.length
          ? html`<p class="muted waiting">${words.waiting(waiting.length)} <button class="link" @click=${this.takeMore}>${words.takeMore}</button></p>`
          : nothing
      }
      ${
        today.length
          ? html`<section aria-labelledby="queue"><h2 id="queue">${words.queue}</h2>
            <ul>${today.map((item) => html`<li>${this.name(item)}<span class="muted">${words.kinds[item.kind]}</span></li>`)}</ul></section>`
          : this.onward()
      }`;
  }

  /** When nothing is left to review, there is the next exercise of the path. */
  private onward() {
    const words = reviewWords[this.locale];
    const step = nextStep(this.catalogue, (slug) =>
      standingOf(this.exercises.get(slug), this.reviews.get(keyOf({ kind: "exercise", slug }))),
    );
    if (!step) return nothing;
    const { slug, title, minutes } = step.head;
    return html`<section aria-labelledby="onward"><h2 id="onward">${words.onward[step.kind]}</h2>
      <ul><li><a class="link name" href=${hrefOf({ view: "exercise", slug })}>${say(title, this.locale)}</a><span class="muted">${words.minutes(minutes)}</span></li></ul></section>`;
  }

  private done() {
    const { done } = this.standing_;
    if (!done.length) return nothing;
    return html`<section aria-labelledby="done"><h2 id="done">${reviewWords[this.locale].doneToday}</h2>
      <ul>${done.map(
        (item) => html`<li>${this.name(item)}
          <dojo-rating-choice short lang=${this.locale} .history=${item.history} @dojo-rate=${(event: CustomEvent<Rating>) => this.correct(item, event.detail)}></dojo-rating-choice>
        </li>`,
      )}</ul></section>`;
  }

  /** How much comes on each of the next days that bring something. */
  private coming() {
    const words = reviewWords[this.locale];
    const now = Date.now();
    const days = new Map<number, number>();
    for (const { due } of this.standing_.later) days.set(due, (days.get(due) ?? 0) + 1);
    const next = [...days].slice(0, 6);
    if (!next.length) return nothing;
    const format = new Intl.DateTimeFormat(this.locale === "zh" ? "zh-CN" : "en-GB", {
      weekday: "long",
      day: "numeric",
      month: "long",
    });
    return html`<section aria-labelledby="coming"><h2 id="coming">${words.coming}</h2>
      <ul>${next.map(([due, n]) => {
        const away = daysBetween(now, due);
        return html`<li><span>${format.format(due)} <span class="muted">· ${away === 1 ? words.tomorrow : words.inDays(away)}</span></span><span class="muted">${Math.min(n, dailyLimit)}</span></li>`;
      })}</ul></section>`;
  }

  private name(item: Item) {
    const href = hrefOf({ view: item.kind, slug: item.slug });
    const text = this.titles.get(keyOf(item));
    const title = text ? say(text, this.locale) : "";
    const ratedToday = startOfDay(this.reviews.get(keyOf(item))?.history.at(-1)?.at ?? 0) === startOfDay(Date.now());
    // Before it is reviewed, a link would lead to the answer.
    return ratedToday ? html`<a class="link name" href=${href}>${title}</a>` : html`<span class="name">${title}</span>`;
  }

  private start(): void {
    this.round = { items: this.standing_.today, at: 0 };
    this.reviewed = 0;
    void this.showItem();
  }

  private takeMore(): void {
    this.extra += dailyLimit;
  }

  private next(event: CustomEvent<{ rated: boolean }>): void {
    const { round } = this;
    if (!round) return;
    if (event.detail.rated) this.reviewed++;
    this.round = round.at + 1 < round.items.length ? { ...round, at: round.at + 1 } : undefined;
    void this.showItem();
  }

  private async showItem(): Promise<void> {
    await this.updateComplete;
    scrollTo(0, 0);
    const item = this.renderRoot.querySelector("dojo-review-item");
    if (item) await item.focusHeading();
    else await this.focusHeading();
  }

  private correct(item: Item, rating: Rating): void {
    if (this.progress) recordCorrection(this.progress, item, rating);
  }
}

define("dojo-review-view", DojoReviewView);
