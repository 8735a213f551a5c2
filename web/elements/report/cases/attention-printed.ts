import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { caseMessages } from "./case-text.js";
import { printedLines } from "./printed-lines.js";

/** What a program printed. */
export class AttentionPrinted extends AttentionElement {
  @property({ attribute: false }) printed = "";
  @property() heading = "";

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      h4 {
        margin-bottom: 0.25rem;
        font-size: 0.8125rem;
        font-weight: 600;
      }
      pre {
        max-height: 18rem;
        overflow: auto;
        padding: 0.5rem 0.75rem;
        border-radius: 4px;
        background: var(--sunken);
        font: 0.8125rem / 1.6 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      @media print {
        pre {
          max-height: none;
        }
      }
    `,
  ];

  protected override render() {
    if (!this.printed) return nothing;
    return html`<h4>${this.heading}</h4>
      <pre tabindex="0" role="region" aria-label=${this.heading}>${printedLines(this.printed, caseMessages[this.locale].linesLeftOut)}</pre>`;
  }
}

define("attention-printed", AttentionPrinted);

declare global {
  interface HTMLElementTagNameMap {
    "attention-printed": AttentionPrinted;
  }
}
