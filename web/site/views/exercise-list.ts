import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { type Head, type Language, languageNames, say, type Track, tracks } from "../../format/index.js";
import { hasInterview } from "../interview/has-interview.js";
import type { InterviewSummary } from "../interview/last-interview.js";
import { countsByTrack } from "../path/counts.js";
import { type Filter, hashOf, isEmpty, isShown, readFilter } from "../path/filter.js";
import { nextStep, type Step } from "../path/next-step.js";
import { threeDays } from "../path/plan.js";
import { type Standing, standingOf } from "../path/standing.js";
import { keyOf } from "../review/item.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import type { ExerciseRecord } from "../storage/record.js";
import { browserStorage } from "../storage/records.js";
import type { ReviewRecord } from "../storage/review-record.js";
import type { Settings } from "../storage/settings.js";
import { pathWords } from "../words/path.js";
import "./hero-card.js";
import "./hero-desk.js";
import "./hero-figures.js";
import { listStyles } from "./list-styles.js";
import "./path-filters.js";
import "./path-map.js";
import { pathRow, pathRowStyles } from "./path-row.js";

/**
 * The first page: one next step, the tracks as a map, every exercise with what it needs and leads to. What it is filtered by
 * stands in the address. Fires `dojo-order` (detail: the order of the path that was chosen).
 */
export class DojoExerciseList extends SiteElement {
  @property({ attribute: false }) catalogue?: readonly Head[];
  /** Functions are named as in this programming language. */
  @property({ attribute: false }) language: Language = languageNames[0] as Language;
  @property({ attribute: false }) order: Settings["order"] = "path";
  @property({ attribute: false }) records: ReadonlyMap<string, ExerciseRecord> = new Map();
  @property({ attribute: false }) reviews: ReadonlyMap<string, ReviewRecord> = new Map();
  /** How much is due for review today. */
  @property({ attribute: false }) due = 0;

  /** Null where there is none; undefined until it is here. */
  @state() private interview: InterviewSummary | null | undefined = null;
  @state() private filter: Filter = readFilter(location.hash);
  private standings = new Map<string, Standing>();

  static override styles = [
    super.styles,
    listStyles,
    pathRowStyles,
    css`
      .hero {
        display: grid;
        gap: clamp(1.25rem, 3vw, 1.75rem);
        padding-bottom: clamp(2rem, 4vw, 3rem);
      }
      .opening {
        display: grid;
        gap: 1rem 3rem;
        align-items: end;
      }
      h1 {
        font-size: clamp(2rem, 1.4rem + 2.2vw, 2.875rem);
        line-height: 1.08;
        letter-spacing: -0.032em;
      }
      h1:lang(zh) {
        line-height: 1.2;
      }
      .intro {
        margin-top: 0.75rem;
      }
      .standing {
        min-height: 4.75rem;
      }
      .counted {
        min-height: 1.9rem;
      }
      .start {
        margin-top: 0;
      }
      .progress {
        margin-top: 0.5rem;
        color: var(--ink-3);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      .map {
        margin-bottom: 2rem;
      }
      .orders {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem 1rem;
        padding-block: 1.5rem 1.25rem;
        border-top: 1px solid var(--line);
      }
      fieldset {
        display: inline-flex;
        flex-wrap: wrap;
        margin: 0;
        padding: 3px;
        border: 0;
        border-radius: var(--radius);
        background: var(--sunken);
        box-shadow: inset 0 0 0 1px var(--line);
      }
      fieldset label {
        display: grid;
        place-items: center;
        min-height: max(2.125rem, var(--target));
        padding-inline: 0.875rem;
        border-radius: 4px;
        color: var(--ink-2);
        font-size: 0.9375rem;
        cursor: pointer;
      }
      fieldset label:has(:checked) {
        background: var(--surface);
        box-shadow: 0 0 0 1px var(--line);
        color: var(--ink);
        font-weight: 600;
      }
      fieldset label:has(:focus-visible) {
        box-shadow: var(--ring);
      }
      .orders p {
        color: var(--ink-3);
        font-size: 0.9375rem;
      }
      dojo-path-filters {
        margin-bottom: 0.75rem;
      }
      @media (min-width: 56rem) {
        .opening {
          grid-template-columns: minmax(0, 1fr) auto;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.readInterview();
  }

  private async readInterview(): Promise<void> {
    const store = browserStorage();
    if (!hasInterview(store)) return;
    this.interview = undefined;
    const reader = await import("../interview/last-interview.js").catch(() => null);
    this.interview = reader?.lastInterview(store) ?? null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("catalogue") && !changed.has("records") && !changed.has("reviews")) return;
    this.standings = new Map(
      this.catalogue?.map(({ slug }) => [
        slug,
        standingOf(this.records.get(slug), this.reviews.get(keyOf({ kind: "exercise", slug }))),
      ]),
    );
  }

  private readonly standingOf = (slug: string): Standing =>
    this.standings.get(slug) ?? { state: "untouched", wrong: false, touched: 0 };

  protected override render() {
    const { catalogue, locale } = this;
    const words = pathWords[locale];
    return html`
      <div class="hero">
        <div class="opening">
          <div>
            <h1 tabindex="-1" lang=${locale}>${words.title}</h1>
            <p class="intro">${words.intro}</p>
          </div>
          <div class=${this.isBack ? "counted" : "standing"}>${catalogue ? html`${this.isBack ? nothing : this.start(catalogue)} ${this.progress(catalogue)}` : nothing}</div>
        </div>
        ${this.isBack ? this.desk() : html`<dojo-hero-card lang=${locale}></dojo-hero-card><dojo-hero-figures lang=${locale}></dojo-hero-figures>`}
      </div>
      ${catalogue ? html`${this.orders()} ${this.order === "path" ? this.path(catalogue) : this.plan(catalogue)}` : nothing}
    `;
  }

  private planned(catalogue: readonly Head[]): readonly (readonly Head[])[] {
    return threeDays.map((slugs) => slugs.flatMap((slug) => catalogue.find((head) => head.slug === slug) ?? []));
  }

  /** Whether somebody has been here before, and left work. */
  private get isBack(): boolean {
    return this.records.size + this.reviews.size > 0 || this.interview !== null;
  }

  private desk() {
    const { locale, catalogue = [], records, language, due } = this;
    return html`<dojo-hero-desk lang=${locale} .catalogue=${catalogue} .records=${records} .language=${language} .due=${due}
      .step=${this.step(catalogue)} .interview=${this.interview}></dojo-hero-desk>`;
  }

  private step(catalogue: readonly Head[]): Step | undefined {
    return nextStep(this.order === "path" ? catalogue : this.planned(catalogue).flat(), this.standingOf);
  }

  private start(catalogue: readonly Head[]) {
    const step = this.step(catalogue);
    if (!step) return nothing;
    const words = pathWords[this.locale];
    return html`<p class="start">
      <a class="button primary" href=${hrefOf({ view: "exercise", slug: step.head.slug })}>${words[step.kind]}</a>
      <span class="up">${say(step.head.title, this.locale)} · ${words.minutes(step.head.minutes)}</span>
    </p>`;
  }

  private progress(catalogue: readonly Head[]) {
    const solved = catalogue.filter(({ slug }) => this.standingOf(slug).state === "solved").length;
    const { allSolved, solvedOf } = pathWords[this.locale];
    return html`<p class="progress">${solved === catalogue.length ? allSolved : solvedOf(solved, catalogue.length)}</p>`;
  }

  private orders() {
    const words = pathWords[this.locale];
    return html`<div class="orders">
      <fieldset><legend class="visually-hidden">${words.order}</legend>${(["path", "three-days"] as const).map(
        (order) => html`<label><input class="visually-hidden" type="radio" name="order" .checked=${order === this.order}
          @change=${() => this.dispatchEvent(new CustomEvent("dojo-order", { detail: order }))} />${words.orders[order]}</label>`,
      )}</fieldset>
      ${this.order === "three-days" ? html`<p>${words.threeDays}</p>` : nothing}
    </div>`;
  }

  private path(catalogue: readonly Head[]) {
    const shown = catalogue.filter((head) => isShown(head, this.standingOf(head.slug), this.filter));
    return html`
      <dojo-path-map class="map" lang=${this.locale} .counts=${countsByTrack(catalogue, this.standingOf)} @dojo-track=${this.goTo}></dojo-path-map>
      <dojo-path-filters lang=${this.locale} .filter=${this.filter} found=${shown.length} total=${catalogue.length} @dojo-filter=${this.choose}></dojo-path-filters>
      ${tracks.map((track) => this.track(track, shown))}`;
  }

  private track(track: Track, shown: readonly Head[]) {
    const exercises = shown.filter((exercise) => exercise.track === track);
    if (!exercises.length) return nothing;
    return this.section(track, this.text.tracks[track], pathWords[this.locale].about[track], exercises);
  }

  private plan(catalogue: readonly Head[]) {
    const words = pathWords[this.locale];
    return this.planned(catalogue).map((heads, i) => {
      const minutes = heads.reduce((sum, head) => sum + head.minutes, 0);
      return this.section(`day-${i + 1}`, words.day(i + 1), words.hours(minutes), heads);
    });
  }

  private section(id: string, title: string, about: string, heads: readonly Head[]) {
    const { standingOf, language, locale, text, catalogue = [] } = this;
    return html`<section class="topic" aria-labelledby=${id}>
      <header><h2 id=${id} tabindex="-1">${title}</h2><p>${about}</p></header>
      <ul>${heads.map((head) => pathRow(head, { catalogue, standingOf, language, locale, text }))}</ul>
    </section>`;
  }

  private choose({ detail }: CustomEvent<Filter>): void {
    this.filter = detail;
    history.replaceState(history.state, "", hashOf(detail));
  }

  /** A station leads to its track; filters that hide it give way. */
  private async goTo({ detail }: CustomEvent<Track>): Promise<void> {
    if (!isEmpty(this.filter)) this.choose(new CustomEvent("dojo-filter", { detail: {} }));
    await this.updateComplete;
    const heading = this.renderRoot.querySelector<HTMLElement>(`#${detail}`);
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  }
}

define("dojo-exercise-list", DojoExerciseList);
