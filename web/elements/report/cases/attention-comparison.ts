import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import "./attention-array.js";
import { count } from "../../../arrays/index.js";
import { defaultLanguage, type Language, type Tolerance } from "../../../format/index.js";
import type { ReportTensor } from "../../../judge/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { formatShape, type Kind } from "../../shared/format-array.js";
import { sliceOf, sliceStart } from "../../shared/slices.js";
import { caseMessages } from "./case-text.js";
import { wrongValues } from "./wrong-values.js";

/** Expected beside actual, one slice of the last two dimensions at a time, wrong values marked. */
export class AttentionComparison extends AttentionElement {
  @property({ attribute: false }) expected?: ReportTensor;
  @property({ attribute: false }) actual?: ReportTensor;
  @property({ attribute: false }) tolerance: Tolerance = { absolute: 0, relative: 0 };
  /** Index of the value furthest off. */
  @property({ attribute: false }) worst?: readonly number[];
  /** Which leading index is shown. */
  @property({ attribute: false }) selection: readonly number[] = [];
  @property() kind: Kind = "float";
  @property() language: Language = defaultLanguage;

  static override styles = [
    super.styles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
        --array-size: 0.75rem;
        min-width: 0;
      }
      section {
        flex: 1 1 auto;
        min-width: 0;
        max-width: 100%;
      }
      h4 {
        display: flex;
        align-items: baseline;
        gap: 0.5rem;
        margin-bottom: 0.25rem;
        font-size: 0.8125rem;
        font-weight: 600;
      }
      code {
        color: var(--ink-3);
        font: 0.8125rem var(--mono);
      }
      p {
        color: var(--ink-3);
        font-size: 0.875rem;
      }
    `,
  ];

  protected override render() {
    const { expected, actual } = this;
    if (!expected) return nothing;
    const wrong = actual ? wrongValues(expected, actual, this.tolerance) : undefined;
    return html`
      <section><h4>${this.text.expected} <code>${formatShape(expected.shape)}</code></h4>${this.array(expected, this.text.expected)}</section>
      <section>
        <h4>${this.text.actual} ${actual ? html`<code>${formatShape(actual.shape)}</code>` : nothing}</h4>
        ${actual ? this.array(actual, this.text.actual, wrong) : html`<p>${caseMessages[this.locale].nothingReturned}</p>`}
      </section>
    `;
  }

  private array(tensor: ReportTensor, label: string, wrong?: (at: number) => boolean) {
    const slice = sliceOf(tensor, this.selection);
    const start = sliceStart(tensor.shape, this.selection);
    const inSlice = wrong && ((at: number) => wrong(start + at));
    const worst =
      wrong && this.worst
        ? this.worst.reduce((at, i, axis) => at + i * count(tensor.shape.slice(axis + 1)), 0) - start
        : undefined;
    return html`<attention-array lang=${this.locale} .tensor=${slice} .kind=${this.kind} .language=${this.language} .label=${label} .wrong=${inSlice} .worst=${worst}></attention-array>`;
  }
}

define("attention-comparison", AttentionComparison);

declare global {
  interface HTMLElementTagNameMap {
    "attention-comparison": AttentionComparison;
  }
}
