import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { functionName, type Head, type Language, languageNames, say, type Track, tracks } from "../../format/index.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import { type ExerciseRecord, emptyRecord } from "../storage/record.js";
import "./hero-picture.js";

type State = "solved" | "started" | "untouched";

function stateOf({ solved, sources, hints }: ExerciseRecord): State {
  if (solved) return "solved";
  return hints > 0 || Object.keys(sources).length > 0 ? "started" : "untouched";
}

/** All exercises by topic, with what has been solved. */
export class DojoExerciseList extends SiteElement {
  @property({ attribute: false }) catalogue?: readonly Head[];
  /** Functions are named as in this programming language. */
  @property({ attribute: false }) language: Language = languageNames[0] as Language;
  @property({ attribute: false }) records: ReadonlyMap<string, ExerciseRecord> = new Map();

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        max-width: 68rem;
        margin: 0 auto;
      }
      .hero {
        display: grid;
        gap: 2rem 4rem;
        align-items: center;
        padding-block: clamp(0.5rem, 3vw, 2rem) clamp(2rem, 5vw, 4rem);
      }
      h1 {
        margin: 0;
        font-size: clamp(2rem, 1.4rem + 2.6vw, 3.25rem);
        font-weight: 750;
        line-height: 1.08;
        letter-spacing: -0.032em;
        text-wrap: balance;
      }
      h1:lang(zh) {
        letter-spacing: -0.01em;
        line-height: 1.2;
      }
      .intro {
        max-width: 32rem;
        margin-top: 1.125rem;
        color: var(--ink-2);
        font-size: clamp(1.0625rem, 1rem + 0.3vw, 1.1875rem);
        text-wrap: pretty;
      }
      .standing {
        min-height: 9.5rem;
      }
      .start {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem 1.25rem;
        margin-top: 1.75rem;
      }
      .start .button {
        min-height: 2.75rem;
        padding-inline: 1.25rem;
      }
      .up {
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      .progress {
        margin-top: 2rem;
      }
      .cells {
        display: flex;
        flex-wrap: wrap;
        gap: 3px;
        margin-bottom: 0.5rem;
      }
      .cell {
        width: 1.125rem;
        height: 1.125rem;
        border-radius: 2px;
        box-shadow: inset 0 0 0 1px var(--line-strong);
      }
      .cell.started {
        background: linear-gradient(135deg, color-mix(in oklab, var(--accent) 55%, var(--paper)) 50%, transparent 50%);
      }
      .cell.solved {
        background: var(--accent);
        box-shadow: none;
      }
      .progress p {
        color: var(--ink-3);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      .topic {
        display: grid;
        gap: 0.5rem 4rem;
        padding-block: 1.75rem 2rem;
        border-top: 1px solid var(--line);
      }
      h2 {
        font-size: 1.1875rem;
        font-weight: 700;
        line-height: 1.4;
        letter-spacing: -0.012em;
      }
      .topic header p {
        max-width: 22rem;
        color: var(--ink-3);
        font-size: 0.9375rem;
        line-height: 1.5;
      }
      ul {
        list-style: none;
      }
      li a {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0 0.875rem;
        align-items: center;
        margin-inline: -0.75rem;
        padding: 0.5rem 0.75rem;
        border-radius: var(--radius);
        color: inherit;
        text-decoration: none;
      }
      li a:hover {
        background: var(--sunken);
      }
      li a:hover .name {
        color: var(--accent);
      }
      .name {
        font-weight: 600;
      }
      .function {
        overflow-wrap: anywhere;
        color: var(--ink-3);
        font: 0.8125rem / 1.5 var(--mono);
      }
      .difficulty {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
        white-space: nowrap;
      }
      .level {
        display: inline-flex;
        gap: 2px;
      }
      .level i {
        width: 7px;
        height: 7px;
        border-radius: 1px;
        box-shadow: inset 0 0 0 1px var(--line-strong);
      }
      .level i.on {
        background: var(--ink-2);
        box-shadow: none;
      }
      @media (min-width: 56rem) {
        .hero {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .topic {
          grid-template-columns: 15rem minmax(0, 1fr);
        }
        .topic header {
          padding-top: 0.375rem;
        }
      }
      @media (max-width: 30rem) {
        .difficulty span {
          position: absolute;
          width: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  private stateOf(slug: string): State {
    return stateOf(this.records.get(slug) ?? emptyRecord);
  }

  protected override render() {
    const { catalogue } = this;
    const list = this.words.list;
    return html`
      <div class="hero">
        <div>
          <h1 tabindex="-1" lang=${this.locale}>${list.title}</h1>
          <p class="intro">${list.intro}</p>
          <div class="standing">${catalogue ? html`${this.start(catalogue)} ${this.progress(catalogue)}` : nothing}</div>
        </div>
        <dojo-hero-picture lang=${this.locale}></dojo-hero-picture>
      </div>
      ${catalogue ? tracks.map((track) => this.track(track, catalogue)) : nothing}
    `;
  }

  /** Back to what was touched last and is not solved; else to the first that is not. */
  private start(catalogue: readonly Head[]) {
    const open = catalogue.filter(({ slug }) => this.stateOf(slug) !== "solved");
    const touched = (slug: string) => this.records.get(slug)?.touched ?? 0;
    const recent = open
      .filter(({ slug }) => this.stateOf(slug) === "started")
      .sort((a, b) => touched(b.slug) - touched(a.slug))[0];
    const next = recent ?? open[0];
    if (!next) return nothing;
    return html`<p class="start">
      <a class="button primary" href=${hrefOf({ view: "exercise", slug: next.slug })}>${recent ? this.words.list.continue : this.words.list.begin}</a>
      <span class="up">${say(next.title, this.locale)}</span>
    </p>`;
  }

  private progress(catalogue: readonly Head[]) {
    const solved = catalogue.filter(({ slug }) => this.stateOf(slug) === "solved").length;
    const { allSolved, solvedOf } = this.words.list;
    return html`<div class="progress">
      <div class="cells" aria-hidden="true">${catalogue.map(({ slug }) => html`<span class="cell ${this.stateOf(slug)}"></span>`)}</div>
      <p>${solved === catalogue.length ? allSolved : solvedOf(solved, catalogue.length)}</p>
    </div>`;
  }

  private track(track: Track, catalogue: readonly Head[]) {
    const exercises = catalogue.filter((exercise) => exercise.track === track);
    if (!exercises.length) return nothing;
    return html`<section class="topic" aria-labelledby=${track}>
      <header><h2 id=${track}>${this.text.tracks[track]}</h2><p>${this.words.list.about[track]}</p></header>
      <ul>${exercises.map((exercise) => this.item(exercise))}</ul>
    </section>`;
  }

  private item(exercise: Head) {
    const state = this.stateOf(exercise.slug);
    const level = { easy: 1, medium: 2, hard: 3 }[exercise.difficulty];
    return html`<li><a href=${hrefOf({ view: "exercise", slug: exercise.slug })}>
      <span class="cell ${state}" role="img" aria-label=${this.words.list[state]}></span>
      <span><span class="name">${say(exercise.title, this.locale)}</span><br /><span class="function">${functionName({ name: exercise.function }, this.language)}</span></span>
      <span class="difficulty"><span>${this.text.difficulties[exercise.difficulty]}</span><i class="level" aria-hidden="true">${[1, 2, 3].map((i) => html`<i class=${i <= level ? "on" : ""}></i>`)}</i></span>
    </a></li>`;
  }
}

define("dojo-exercise-list", DojoExerciseList);
