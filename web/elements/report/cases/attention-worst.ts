import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { defaultLanguage, type Language, type Tolerance } from "../../../format/index.js";
import type { OutputReport, ReportTensor } from "../../../judge/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { FocusableWhenScrolling } from "../../shared/focusable-when-scrolling.js";
import { formatValue, type Kind } from "../../shared/format-array.js";
import { caseMessages } from "./case-text.js";
import { type WorstRow, worstRow } from "./worst-row.js";
import { wrongValues } from "./wrong-values.js";

/** Where an output is furthest off: that value in its row, as it should be and as it is. */
export class AttentionWorst extends AttentionElement {
  @property({ attribute: false }) output?: OutputReport;
  @property({ attribute: false }) tolerance: Tolerance = { absolute: 0, relative: 0 };
  @property() kind: Kind = "float";
  @property() language: Language = defaultLanguage;

  private readonly scrolling = new FocusableWhenScrolling(this, "div");

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      div {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      caption {
        padding-bottom: 0.25rem;
        font-weight: 600;
        text-align: start;
        white-space: nowrap;
      }
      td {
        font-family: var(--mono);
      }
      th,
      td {
        padding: 0.125rem 0.625rem;
        text-align: end;
        white-space: nowrap;
      }
      th {
        color: var(--ink-3);
        font-weight: 400;
      }
      tbody th {
        padding-inline-start: 0;
        color: var(--ink-2);
        text-align: start;
      }
      thead .worst {
        color: var(--ink);
        font-weight: 600;
      }
      tbody tr {
        border-top: 1px solid var(--line);
      }
      .wrong {
        color: var(--bad);
      }
      .wrong.worst {
        background: var(--bad);
        color: var(--surface);
        font-weight: 700;
      }
    `,
  ];

  protected override render() {
    const { output } = this;
    const row = output && worstRow(output);
    if (!output?.actual || !row) return nothing;
    const { expected, actual } = output;
    const furthest = this.furthest(output, row);
    const before = row.columns[0] !== 0;
    const after = row.columns.at(-1) !== row.total - 1;
    const cells = (cell: (column: number, i: number) => unknown) =>
      html`${before ? html`<td>…</td>` : nothing}${row.columns.map(cell)}${after ? html`<td>…</td>` : nothing}`;
    const isWorst = (column: number) => (column === (row.index.at(-1) ?? 0) ? "worst" : "");
    const wrong = wrongValues(expected, actual, this.tolerance);
    return html`<div tabindex=${this.scrolling.tabIndex} role=${this.scrolling.role} aria-label=${furthest}><table>
      <caption>${furthest}</caption>
      <thead><tr><td></td>${cells((column) => html`<th scope="col" class=${isWorst(column)}>${column}</th>`)}</tr></thead>
      <tbody>
        <tr><th scope="row">${this.text.expected}</th>${cells((_, i) => html`<td>${this.written(expected, row, i)}</td>`)}</tr>
        <tr><th scope="row">${this.text.actual}</th>${cells(
          (column, i) =>
            html`<td class="${wrong(row.positions[i] as number) ? "wrong" : ""} ${isWorst(column)}">${this.written(actual, row, i)}</td>`,
        )}</tr>
      </tbody>
    </table></div>`;
  }

  private furthest({ name }: OutputReport, { index }: WorstRow): string {
    return caseMessages[this.locale].furthest(index.length ? `${name}[${index.join(", ")}]` : name);
  }

  private written(tensor: ReportTensor, { positions }: WorstRow, i: number): string {
    return formatValue(tensor.data[positions[i] as number] as number, this.kind, this.language);
  }
}

define("attention-worst", AttentionWorst);

declare global {
  interface HTMLElementTagNameMap {
    "attention-worst": AttentionWorst;
  }
}
