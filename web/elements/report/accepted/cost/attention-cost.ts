import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Exercise } from "../../../../format/index.js";
import { helpMessages } from "../../../exercise/help/help-text.js";
import { solutionCost } from "../../../exercise/help/solution-cost.js";
import { AttentionElement } from "../../../shared/base.js";
import { define } from "../../../shared/define.js";
import { prose } from "../../../shared/styles/prose.js";

/** What an answer costs, in formulas and figures. */
export class AttentionCost extends AttentionElement {
  @property({ attribute: false }) exercise?: Pick<Exercise, "signature" | "cost">;

  static override styles = [
    super.styles,
    prose,
    css`
      :host {
        display: block;
        min-width: 0;
      }
    `,
  ];

  protected override render() {
    const { cost, signature } = this.exercise ?? {};
    if (!cost || !signature) return nothing;
    return html`<div class="prose" lang=${this.locale}>${solutionCost(signature, cost, helpMessages[this.locale], html``)}</div>`;
  }
}

define("attention-cost", AttentionCost);

declare global {
  interface HTMLElementTagNameMap {
    "attention-cost": AttentionCost;
  }
}
