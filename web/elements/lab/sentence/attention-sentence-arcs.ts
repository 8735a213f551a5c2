import { css, html, nothing, type PropertyValues, render, svg } from "lit";
import { property, query } from "lit/decorators.js";

import type { Row } from "../../../lab/sentence/reading.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { styled } from "../shared/styled.js";
import { arcOf, type Box } from "./arc.js";
import { linkColors } from "./sentence-styles.js";
import { sentenceMessages } from "./sentence-text.js";

/** The widest arc, of the weight 1, in pixels. */
const widest = 9;
/** Weights below this have no arc. */
const least = 0.004;
/** Room for arcs above the first line of tokens, and above the others, as the styles leave it. */
const [aboveFirst, aboveOthers] = [76, 30];

const boxOf = ({ offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height }: HTMLElement): Box => ({
  left,
  top,
  width,
  height,
});

/**
 * The tokens as a sentence, with arcs from the one that is looked at to what it attends to. Fires `attention-look` (detail: the
 * number of the token that is pointed at, or null) and `attention-choose` (detail: that of the token that was chosen).
 */
export class AttentionSentenceArcs extends AttentionElement {
  @property({ attribute: false }) labels: readonly string[] = [];
  /** The token that is looked at. */
  @property({ attribute: false }) token = 0;
  /** The token whose weight is looked at; null: none. */
  @property({ attribute: false }) key: number | null = null;
  /** The weights of the token; null: the tokens are shown alone. */
  @property({ attribute: false }) row: Row | null = null;
  /** Whether there is a sink to attend to. */
  @property({ attribute: false }) hasSink = false;
  /** The weight that has the darkest ground. */
  @property({ attribute: false }) darkest = 1;

  @query(".tokens") private box?: HTMLElement;
  @query("g") private arcs?: SVGGElement;

  private readonly sizes = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => this.draw());

  static override styles = [
    super.styles,
    linkColors,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .picture {
        position: relative;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        overflow: visible;
        pointer-events: none;
      }
      path {
        fill: none;
        stroke: var(--query);
        stroke-linecap: round;
      }
      path.key {
        stroke: var(--key);
      }
      .tokens {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
        padding: 0;
      }
      .weighed {
        row-gap: 2.5rem;
        padding-block-start: 5.5rem;
      }
      .chip {
        position: relative;
        display: grid;
        justify-items: center;
        align-content: start;
        min-width: max(2rem, var(--target));
        max-width: 12rem;
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: color-mix(in oklab, var(--query) calc(var(--part, 0) * 45%), var(--surface));
        color: var(--ink);
        line-height: 1.35;
        cursor: default;
        transition: background-color 120ms;
      }
      .weighed .chip {
        cursor: pointer;
      }
      .chip b {
        overflow: hidden;
        max-width: 100%;
        font-weight: 500;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .chip small {
        color: var(--ink);
        font-size: 0.75rem;
        font-variant-numeric: tabular-nums;
      }
      .chip[aria-selected="true"] {
        border-color: var(--query);
        box-shadow: 0 0 0 1px var(--query);
      }
      .chip[aria-selected="true"] b {
        font-weight: 700;
      }
      .chip.key {
        border-color: var(--key);
      }
      .chip.key:not([aria-selected="true"]) {
        box-shadow: 0 0 0 1px var(--key);
      }
      .chip.masked {
        background: repeating-linear-gradient(135deg, var(--line) 0 1px, transparent 1px 5px);
      }
      .chip:focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 3px;
        border-radius: var(--radius);
      }
      .sink {
        border-style: dashed;
        color: var(--ink-2);
        font-style: italic;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.box) this.sizes?.observe(this.box);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes?.disconnect();
  }

  protected override firstUpdated(): void {
    if (this.box) this.sizes?.observe(this.box);
  }

  protected override updated(_changed: PropertyValues): void {
    this.draw();
  }

  /** The arcs, which need to know where the tokens have come to lie. */
  private draw(): void {
    if (!this.arcs || !this.box) return;
    const chips = Array.from(this.box.children as HTMLCollectionOf<HTMLElement>, boxOf);
    const [first, from] = [chips[0], chips[this.token]];
    if (!this.row || !first || !from) {
      render(nothing, this.arcs);
      return;
    }
    const weights = this.hasSink ? [...this.row.weights, this.row.sunk] : this.row.weights;
    const most = Math.max(...weights);
    const room = from.top === first.top ? aboveFirst : aboveOthers;
    const paths = weights.flatMap((weight, key) => {
      const to = chips[key];
      if (!to || weight < least) return [];
      return svg`<path class=${key === this.key ? "key" : ""} d=${arcOf(from, to, room)}
        stroke-width=${Math.max(weight * widest, 0.75).toFixed(2)} stroke-opacity=${(0.15 + (0.75 * weight) / most).toFixed(2)} />`;
    });
    render(paths, this.arcs);
  }

  private tell(name: "look" | "choose", token: number | null): void {
    this.dispatchEvent(new CustomEvent(`attention-${name}`, { detail: token }));
  }

  private move(event: KeyboardEvent): void {
    const last = this.labels.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: this.token + 1,
      ArrowDown: this.token + 1,
      ArrowLeft: this.token - 1,
      ArrowUp: this.token - 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const chosen = Math.min(Math.max(target, 0), last);
    this.renderRoot.querySelectorAll<HTMLElement>("[role=option]")[chosen]?.focus();
    this.tell("choose", chosen);
  }

  protected override render() {
    const words = sentenceMessages[this.locale];
    const { row, labels } = this;
    if (!row)
      return html`<div class="picture"><svg aria-hidden="true"><g></g></svg>
        <ol class="tokens" aria-label=${words.tokens}>${labels.map((label) => html`<li class="chip"><b>${label}</b></li>`)}</ol></div>`;
    return html`<div class="picture">
      <svg aria-hidden="true"><g></g></svg>
      <div
        class="tokens weighed"
        role="listbox"
        aria-orientation="horizontal"
        aria-label=${words.attends(labels[this.token] ?? "")}
        @keydown=${this.move}
        @pointerleave=${() => this.tell("look", null)}
      >${labels.map((label, at) => this.chip(label, at, row))}${this.hasSink ? this.sink(row) : nothing}</div>
    </div>`;
  }

  private chip(label: string, at: number, { weights, visible }: Row) {
    const words = sentenceMessages[this.locale];
    const weight = weights[at] ?? 0;
    const isVisible = visible[at] ?? false;
    const kind = `chip ${at === this.key ? "key" : ""} ${isVisible ? "" : "masked"}`;
    return html`<div
      class=${kind}
      role="option"
      aria-selected=${at === this.token}
      tabindex=${at === this.token ? 0 : -1}
      ${styled({ "--part": this.shade(isVisible ? weight : 0) })}
      @pointerenter=${() => this.tell("look", at)}
      @click=${() => this.tell("choose", at)}
    ><b><bdi>${label}</bdi></b><small>${isVisible ? weight.toFixed(2) : html`<span aria-label=${words.masked} role="img">–</span>`}</small></div>`;
  }

  /** How dark the ground of a weight is: small ones a little more than in proportion, for on a chip they would not be seen. */
  private shade(weight: number): string {
    return (Math.min(weight / this.darkest, 1) ** 0.6).toFixed(3);
  }

  private sink({ sunk }: Row) {
    const { sinkLabel } = sentenceMessages[this.locale];
    return html`<div class="chip sink" role="option" aria-selected="false" aria-disabled="true"
      ${styled({ "--part": this.shade(sunk) })}><b>${sinkLabel}</b><small>${sunk.toFixed(2)}</small></div>`;
  }
}

define("attention-sentence-arcs", AttentionSentenceArcs);
