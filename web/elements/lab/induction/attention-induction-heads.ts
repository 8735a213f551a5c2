import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { length } from "../../../lab/induction/data.js";
import type { HeadPlace } from "../../../lab/induction/examine.js";
import { formedFrom } from "../../../lab/induction/reading.js";
import { exampleOf, headPlaces, type RunSettings } from "../../../lab/induction/run.js";
import type { HeadScores } from "../../../lab/induction/scores.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import "./attention-weights-map.js";
import type { Cell } from "./attention-weights-map.js";
import { inductionMessages } from "./induction-text.js";

/** A letter for each token. */
export const symbolOf = (token: number): string => String.fromCharCode(token < 26 ? 65 + token : 71 + token);

const isSameHead = (a: HeadPlace, b: HeadPlace) => a.layer === b.layer && a.head === b.head;

/**
 * The weights and scores of every head on one example, the tokens above them, and a switch for each. Fires
 * `attention-heads-off` with the heads that are off then.
 */
export class AttentionInductionHeads extends AttentionElement {
  @property({ attribute: false }) run!: RunSettings;
  /** Weights of the example in 255ths, `[layers, heads, length, length]`. */
  @property({ attribute: false }) picture: Uint8Array | null = null;
  /** Scores of every head, in the order of `headPlaces`. */
  @property({ attribute: false }) scores: readonly HeadScores[] = [];
  @property({ attribute: false }) off: readonly HeadPlace[] = [];

  /** The cell that is read, and in the map of which head. */
  @state() private reading: (Cell & { readonly map: number }) | null = null;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        min-width: 0;
        container-type: inline-size;
      }
      .example {
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .tokens {
        display: flex;
        flex-wrap: wrap;
        margin-top: 0.375rem;
        font: 0.8125rem / 1.5 var(--mono);
      }
      .tokens span {
        width: 1.125em;
        border-bottom: 2px solid var(--line);
        text-align: center;
      }
      .tokens .odd {
        border-color: var(--accent);
      }
      .tokens .even {
        border-color: var(--line-strong);
      }
      .tokens .key {
        background: var(--accent-wash);
        color: var(--accent);
        font-weight: 700;
      }
      .tokens .query {
        background: var(--accent);
        color: var(--accent-ink);
        font-weight: 700;
      }
      .readout {
        min-height: 1.5em;
        margin: 0.375rem 0 0.875rem;
        color: var(--ink-2);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      .maps {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 1.25rem 1rem;
      }
      .head {
        min-width: 0;
      }
      h4 {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 0.5rem;
        margin-bottom: 0.375rem;
        font-size: 0.875rem;
      }
      .role {
        flex-basis: 100%;
        min-height: 1lh;
        color: var(--good);
        font-weight: 600;
      }
      .off attention-weights-map {
        opacity: 0.35;
      }
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0.125rem 0.5rem;
        margin-top: 0.5rem;
        font-size: 0.8125rem;
        line-height: 1.35;
      }
      dt {
        color: var(--ink-2);
      }
      dd {
        font-variant-numeric: tabular-nums;
      }
      .bar {
        grid-column: 1 / -1;
        height: 4px;
        margin-bottom: 0.25rem;
        border-radius: 2px;
        background: var(--line);
        width: 100%;
      }
      .bar rect {
        fill: var(--accent);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
        min-height: var(--target);
        font-size: 0.8125rem;
      }
      input {
        accent-color: var(--accent);
      }
      @container (min-width: 40rem) {
        .maps {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
        .role {
          flex-basis: auto;
        }
      }
    `,
  ];

  private get words() {
    return inductionMessages[this.locale];
  }

  private nameOf({ layer, head }: HeadPlace): string {
    return this.words.headTitle(layer + 1, head + 1);
  }

  private toggle(place: HeadPlace): void {
    const others = this.off.filter((other) => !isSameHead(other, place));
    const detail = others.length < this.off.length ? others : [...others, place];
    this.dispatchEvent(new CustomEvent<readonly HeadPlace[]>("attention-heads-off", { detail }));
  }

  private mapOf(index: number): Uint8Array {
    const size = length * length;
    return this.picture?.subarray(index * size, (index + 1) * size) ?? new Uint8Array();
  }

  private readout(tokens: Int32Array): string {
    const { reading, words } = this;
    const place = reading && headPlaces(this.run.heads)[reading.map];
    if (!reading || !place) return words.point;
    const { row, column, map } = reading;
    const name = this.nameOf(place);
    if (column > row) return words.unseen(name, row, column);
    const weight = (this.mapOf(map)[row * length + column] ?? 0) / 255;
    const [query, key] = [symbolOf(tokens[row] ?? 0), symbolOf(tokens[column] ?? 0)];
    return words.reading(name, row, query, column, key, weight);
  }

  private card(place: HeadPlace, index: number) {
    const { words } = this;
    const { previous, prefix } = this.scores[index] ?? { previous: 0, prefix: 0 };
    const isOff = this.off.some((other) => isSameHead(other, place));
    const name = this.nameOf(place);
    const role = previous >= formedFrom ? words.roles.previous : prefix >= formedFrom ? words.roles.prefix : "";
    const bar = (score: number) =>
      html`<svg class="bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true"><rect width=${score} height="1"></rect></svg>`;
    return html`<section class="head ${isOff ? "off" : ""}" aria-label=${name}>
      <h4><span>${name}</span><span class="role">${role}</span></h4>
      <attention-weights-map
        .weights=${this.mapOf(index)}
        .size=${length}
        .label=${name}
        .description=${words.description(previous, prefix)}
        .hint=${words.keys}
        .cell=${this.reading?.map === index ? this.reading : null}
        @attention-cell=${({ detail }: CustomEvent<Cell | null>) => {
          this.reading = detail && { ...detail, map: index };
        }}
      ></attention-weights-map>
      <dl>
        <dt>${words.previous}</dt><dd>${words.short(previous)}</dd>${bar(previous)}
        <dt>${words.prefix}</dt><dd>${words.short(prefix)}</dd>${bar(prefix)}
      </dl>
      <label><input type="checkbox" .checked=${isOff} aria-label=${`${words.off}: ${name}`} @change=${() => this.toggle(place)} />${words.off}</label>
    </section>`;
  }

  protected override render() {
    const { words, reading } = this;
    const { tokens, start, period } = exampleOf(this.run);
    const classOf = (i: number) => {
      if (i === reading?.row) return "query";
      if (i === reading?.column) return "key";
      if (i < start) return "";
      return Math.floor((i - start) / period) % 2 ? "even" : "odd";
    };
    return html`<p class="example">${words.example(start, period)}</p>
      <div class="tokens" aria-hidden="true">${Array.from(tokens.subarray(0, length), (token, i) => html`<span class=${classOf(i)}>${symbolOf(token)}</span>`)}</div>
      <p class="readout" aria-live=${reading ? "polite" : "off"}>${this.readout(tokens)}</p>
      <div class="maps">${this.run ? headPlaces(this.run.heads).map((place, i) => this.card(place, i)) : nothing}</div>`;
  }
}

define("attention-induction-heads", AttentionInductionHeads);
