import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { defaultLanguage, type Language } from "../../../format/index.js";
import type { ReportTensor } from "../../../judge/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { FocusableWhenScrolling } from "../../shared/focusable-when-scrolling.js";
import { formatArray, type Kind } from "../../shared/format-array.js";

/** An array printed as NumPy prints it, with wrong values marked. */
export class AttentionArray extends AttentionElement {
  @property({ attribute: false }) tensor?: ReportTensor;
  @property() kind: Kind = "float";
  @property() language: Language = defaultLanguage;
  @property() label = "";
  /** Whether the value at a row-major position is to be marked as wrong. */
  @property({ attribute: false }) wrong?: (at: number) => boolean;
  /** Position of the value that is furthest off. */
  @property({ attribute: false }) worst?: number;

  private readonly scrolling = new FocusableWhenScrolling(this, "pre");

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      pre {
        overflow-x: auto;
        padding: 0.5rem;
        border-radius: 4px;
        background: var(--sunken);
        font: var(--array-size, 0.8125rem) / 1.55 var(--mono);
        font-variant-numeric: tabular-nums;
        white-space: pre;
      }
      mark {
        border-radius: 2px;
        background: var(--bad-wash);
        box-shadow: inset 0 -1px var(--bad);
        color: var(--bad);
      }
      .worst {
        background: var(--bad);
        color: var(--surface);
        font-weight: 700;
      }
    `,
  ];

  protected override render() {
    if (!this.tensor) return nothing;
    const parts: unknown[] = [];
    let plain = "";
    for (const { text, at } of formatArray(this.tensor, this.kind, this.language)) {
      if (at === undefined || !this.wrong?.(at)) {
        plain += text;
        continue;
      }
      const value = text.trimStart();
      parts.push(
        plain + text.slice(0, text.length - value.length),
        html`<mark class=${at === this.worst ? "worst" : ""}>${value}</mark>`,
      );
      plain = "";
    }
    return html`<pre tabindex=${this.scrolling.tabIndex} role=${this.scrolling.role} aria-label=${this.label}>${parts}${plain}</pre>`;
  }
}

define("attention-array", AttentionArray);

declare global {
  interface HTMLElementTagNameMap {
    "attention-array": AttentionArray;
  }
}
