import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { type Exercise, type FollowUp, say } from "../../../format/index.js";
import type { Report } from "../../../judge/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { FocusableProse } from "../../shared/focusable-prose.js";
import { followUpList, followUpStyles } from "../../shared/follow-ups.js";
import { checkIcon } from "../../shared/icons.js";
import { prose } from "../../shared/styles/prose.js";
import { acceptedMessages } from "./accepted-text.js";

/** What an accepted answer was tried on beyond the samples, what it costs, and what an interviewer asks next. */
export class AttentionAccepted extends AttentionElement {
  @property({ attribute: false }) report?: Report;
  @property({ attribute: false }) exercise?: Pick<Exercise, "signature" | "cost">;
  @property({ attribute: false }) followUps: readonly FollowUp[] = [];

  constructor() {
    super();
    this.addController(new FocusableProse(this));
  }

  static override styles = [
    super.styles,
    prose,
    followUpStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
        min-width: 0;
        margin-top: 1rem;
      }
      h3,
      .prose h3 {
        margin: 0 0 0.375rem;
        font-size: 0.9375rem;
        font-weight: 650;
      }
      .also {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        list-style: none;
      }
      .also li {
        display: flex;
        align-items: baseline;
        gap: 0.375rem;
        font-size: 0.875rem;
      }
      .also svg {
        align-self: center;
        width: 0.875rem;
        height: 0.875rem;
        color: var(--good);
      }
      .follow-ups {
        margin-top: 0;
      }
    `,
  ];

  protected override render() {
    const { report, exercise, locale } = this;
    if (!report || !exercise) return nothing;
    const hidden = report.cases.filter(({ sample }) => !sample);
    return html`
      ${
        hidden.length === 0
          ? nothing
          : html`<section><h3 id="also">${acceptedMessages[locale].also}</h3>
        <ul class="also" aria-labelledby="also">${hidden.map(({ title }) => html`<li>${checkIcon}<span>${say(title, locale)}</span></li>`)}</ul></section>`
      }
      ${exercise.cost ? this.cost(exercise) : nothing}
      ${followUpList(this.followUps, html`<h3>${this.text.followUps}</h3>`, locale)}
    `;
  }

  /** Its figures are loaded for who asks. */
  private cost(exercise: NonNullable<AttentionAccepted["exercise"]>) {
    return html`<section class="prose follow-ups"><details @toggle=${() => void import("./cost/attention-cost.js")}>
      <summary>${acceptedMessages[this.locale].cost}</summary>
      <attention-cost lang=${this.locale} .exercise=${exercise}></attention-cost></details></section>`;
  }
}

define("attention-accepted", AttentionAccepted);

declare global {
  interface HTMLElementTagNameMap {
    "attention-accepted": AttentionAccepted;
  }
}
