import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { ratingsFor } from "../review/rating.js";
import { daysAfter } from "../review/schedule/scheduler.js";
import { SiteElement } from "../site-element.js";
import type { Rated, Rating } from "../storage/review-record.js";
import { reviewWords } from "../words/review.js";

/** When an item comes back, and the last rating to correct. Fires `dojo-rate` (detail: the rating). */
export class DojoRatingChoice extends SiteElement {
  @property({ attribute: false }) history: readonly Rated[] = [];
  /** Without the sentence that says when it comes back. */
  @property({ type: Boolean }) short = false;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
      }
      .when {
        font-weight: 600;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        float: left;
        padding: 0;
        margin-inline-end: 0.25rem;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 0.4375rem;
        min-height: var(--target);
        padding: 0.1875rem 0.625rem;
        border: 1px solid var(--line);
        border-radius: 4px;
        background: var(--surface);
        color: var(--ink-2);
        font-size: 0.875rem;
        cursor: pointer;
      }
      label:hover {
        border-color: var(--line-strong);
      }
      label:has(:checked) {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
        color: var(--ink);
        font-weight: 600;
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      small {
        color: var(--ink-3);
        font-size: 0.75rem;
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }
      .when + fieldset {
        margin-top: 0.5rem;
      }
    `,
  ];

  protected override render() {
    const last = this.history.at(-1);
    if (!last) return nothing;
    const words = reviewWords[this.locale];
    return html`
      ${this.short ? nothing : html`<p class="when" role="status">${words.comesBack(daysAfter(this.history, last.rating))}</p>`}
      <fieldset>
        <legend class=${this.short ? "visually-hidden" : ""}>${words.howWasIt}</legend>
        ${ratingsFor(last).map(
          (
            rating,
          ) => html`<label><input class="visually-hidden" type="radio" name="rating" .checked=${rating === last.rating} @change=${() => this.rate(rating)} />
            ${words.ratings[rating]} <small>${words.days(daysAfter(this.history, rating))}</small></label>`,
        )}
      </fieldset>`;
  }

  private rate(rating: Rating): void {
    this.dispatchEvent(new CustomEvent("dojo-rate", { detail: rating, bubbles: true, composed: true }));
  }
}

define("dojo-rating-choice", DojoRatingChoice);

declare global {
  interface HTMLElementEventMap {
    "dojo-rate": CustomEvent<Rating>;
  }
}
