import { css, html, nothing, type PropertyValues } from "lit";
import { state } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import "../../elements/heatmap/attention-heatmap.js";
import { SiteElement } from "../site-element.js";
import { pathWords } from "../words/path.js";
import type { SentenceWeights } from "./hero/sentence-weights.js";

/** What the picture takes of the page before its words and weights are here. */
const picture = () => import("./hero/sentence-weights.js");

/** The picture on the front page: a sentence of the visitor's own, and what its words attend to. */
export class DojoHeroPicture extends SiteElement {
  /** What the visitor wrote; null: the sentence that the page begins with. */
  @state() private written: string | null = null;
  @state() private shown: SentenceWeights | undefined;
  @state() private href = "#/lab/sentence";
  @state() private failed = false;

  /** Raised by every computation, so that one that comes too late is dropped. */
  private computation = 0;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      /* As high as the first picture: nothing below moves when it comes, and Back leads to where the reader was. */
      figure {
        min-height: 30.875rem;
      }
      label {
        display: grid;
        gap: 0.25rem;
        max-width: 26rem;
        margin-bottom: 0.875rem;
        color: var(--ink-2);
        font-size: 0.8125rem;
      }
      input {
        width: 100%;
        min-height: max(2.25rem, var(--target));
        padding: 0.25rem 0.625rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-size: 0.9375rem;
      }
      a {
        display: flex;
        align-items: center;
        width: fit-content;
        min-height: var(--target);
        color: var(--accent);
      }
      figcaption {
        max-width: 26rem;
        margin-top: 0.375rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
      }
    `,
  ];

  private get sentence(): string {
    return this.written ?? pathWords[this.locale].sentence;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("lang") || changed.has("written")) void this.compute();
  }

  private async compute(): Promise<void> {
    const computation = ++this.computation;
    const { sentence } = this;
    try {
      const { labHref, weighSentence } = await picture();
      const shown = await weighSentence(sentence);
      if (computation !== this.computation) return;
      // Without a word the last picture stays.
      if (shown) this.shown = shown;
      this.href = labHref(sentence);
      this.failed = false;
    } catch {
      this.failed = computation === this.computation;
    }
  }

  private readonly write = ({ target }: Event): void => {
    this.written = (target as HTMLInputElement).value;
  };

  protected override render() {
    const words = pathWords[this.locale];
    const { shown } = this;
    return html`<label>${words.yourSentence}<input maxlength="200" autocomplete="off" .value=${this.sentence} @input=${this.write} /></label>
      <figure>
        ${
          shown
            ? html`<attention-heatmap
              lang=${this.locale}
              .data=${shown.values}
              .shape=${[shown.words.length, shown.words.length]}
              .mask=${shown.visible}
              .label=${words.picture}
              .rowTitle=${words.query}
              .columnTitle=${words.key}
              .rowLabels=${shown.words}
              .columnLabels=${shown.words}
            ></attention-heatmap>`
            : nothing
        }
        ${this.failed ? html`<p role="status">${words.pictureFailed}</p>` : nothing}
        <figcaption>
          ${words.pictureNote} ${shown && shown.total > shown.words.length ? words.firstWords(shown.words.length) : nothing}
          <a href=${this.href}>${words.toLab}</a>
        </figcaption>
      </figure>`;
  }
}

define("dojo-hero-picture", DojoHeroPicture);
