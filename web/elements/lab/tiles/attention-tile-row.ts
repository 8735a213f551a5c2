import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { RowUpdate } from "../../../lab/tiles/row-update.js";
import { keysOf, type Span, type TileOrder, type TilePlan } from "../../../lab/tiles/tile-plan.js";
import { finishOf, momentsOf, type RowMoment } from "../../../lab/tiles/tile-progress.js";
import type { FinishedRow, Step } from "../../../lab/tiles/tile-steps.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { controls } from "../../shared/styles/controls.js";
import { tileTones } from "./tile-tones.js";
import { formatNumber, formatSpan, formatVector, saySpan } from "./tiles-format.js";
import { tilesMessages } from "./tiles-text.js";

interface Line {
  readonly name: string;
  readonly symbol: TemplateResult;
  readonly formula: TemplateResult;
  readonly numbers: string;
  readonly result: string;
}

const number = (value: number) => formatNumber(value, 2);
/** In a product or a difference, a negative number goes into brackets. */
const bracketed = (value: number) => (value < 0 ? `(${number(value)})` : number(value));
const largest = ({ scores }: RowUpdate) =>
  scores.reduce<number>((most, score) => Math.max(most, score ?? Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY);

const v = (name: string, index = "") => html`<var>${name}</var>${index ? html`<sub>${index}</sub>` : nothing}`;

/** What happens to one query, with the arithmetic written out. Fires `row-pick` (detail: the query). */
export class AttentionTileRow extends AttentionElement {
  @property({ attribute: false }) plan?: TilePlan;
  @property({ attribute: false }) order: TileOrder = "flash2";
  @property({ attribute: false }) steps: readonly Step[] = [];
  @property({ attribute: false }) index = 0;
  /** The query that is followed. */
  @property({ attribute: false }) row = 0;
  /** The queries that the step is about. */
  @property({ attribute: false }) present?: Span | undefined;

  static override styles = [
    super.styles,
    controls,
    tileTones,
    css`
      :host {
        display: block;
        min-width: 0;
        container: row / inline-size;
      }
      h4 {
        font-size: 0.9375rem;
        line-height: 1.4;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem 2.5rem;
      }
      @container row (min-width: 50rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr) auto;
        }
      }
      .where {
        margin-bottom: 0.375rem;
        color: var(--ink-2);
        font-size: 0.875rem;
        font-weight: 600;
      }
      .lines {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.375rem 0.75rem;
        font-size: 0.875rem;
        line-height: 1.5;
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--ink-3);
      }
      dd {
        overflow-wrap: anywhere;
      }
      dd span {
        display: inline-block;
        max-width: 100%;
      }
      .result {
        font-weight: 600;
      }
      var {
        padding-inline-end: 0.08em;
        font-family: var(--sans);
      }
      sub {
        font-size: 0.75em;
        line-height: 0;
      }
      .said {
        margin-top: 0.625rem;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      .note {
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      table {
        border-collapse: collapse;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      caption {
        padding-bottom: 0.25rem;
        color: var(--ink-2);
        font-weight: 600;
        text-align: start;
      }
      th,
      td {
        padding: 0.1875rem 0.875rem 0.1875rem 0;
        border-bottom: 1px solid var(--line);
        font-weight: 400;
        text-align: end;
        white-space: nowrap;
      }
      th {
        color: var(--ink-3);
      }
      th:first-child {
        text-align: start;
      }
      tr.latest > * {
        background: var(--accent-wash);
        color: var(--ink);
        font-weight: 600;
      }
      tr.latest th::before {
        content: "▸ ";
      }
      tr.pending > * {
        color: var(--ink-3);
      }
      .scroll {
        overflow-x: auto;
        max-height: 20rem;
      }
    `,
  ];

  private pickHere(): void {
    if (this.present) this.dispatchEvent(new CustomEvent("row-pick", { detail: this.present.start }));
  }

  private lines(update: RowUpdate): readonly Line[] {
    const words = tilesMessages[this.locale].arithmetic;
    const { scores, before, after, correction, weights, sum, product } = update;
    const [m, l, out] = [v("m", "new"), v("l", "new"), v("o", "new")];
    const alpha = html`<var>α</var>`;
    const seen = scores.filter((score) => score !== null);
    const masked = (values: readonly number[]) => values.map((value, i) => (scores[i] === null ? null : value));
    const undivided = `${number(correction)} · ${formatVector(before.out)} + ${formatVector(product)}`;
    return [
      {
        name: words.scores,
        symbol: v("s"),
        formula: html`${v("q")} · ${v("k")} / √<var>d</var>`,
        numbers: "",
        result: formatVector(scores),
      },
      {
        name: words.m,
        symbol: m,
        formula: html`max(${v("m")}, ${v("s")})`,
        numbers: `max(${[before.m, ...seen].map((value) => number(value as number)).join(", ")})`,
        result: number(after.m),
      },
      {
        name: words.correction,
        symbol: alpha,
        formula: html`exp(${v("m")} − ${m})`,
        numbers: `exp(${number(before.m)} − ${bracketed(after.m)})`,
        result: number(correction),
      },
      {
        name: words.weights,
        symbol: v("p"),
        formula: html`exp(${v("s")} − ${m})`,
        numbers: "",
        result: formatVector(masked(weights)),
      },
      {
        name: words.l,
        symbol: l,
        formula: html`${alpha} · ${v("l")} + Σ ${v("p")}`,
        numbers: `${number(correction)} · ${number(before.l)} + ${number(sum)}`,
        result: number(after.l),
      },
      this.order === "flash2"
        ? {
            name: words.out,
            symbol: out,
            formula: html`${alpha} · ${v("o")} + ${v("p")} · ${v("v")}`,
            numbers: undivided,
            result: formatVector(after.out),
          }
        : {
            name: words.out,
            symbol: out,
            formula: html`(${alpha} · ${v("l")} · ${v("o")} + ${v("p")} · ${v("v")}) / ${l}`,
            numbers: `(${number(correction)} · ${number(before.l)} · ${formatVector(before.out)} + ${formatVector(product)}) / ${number(after.l)}`,
            result: formatVector(after.out),
          },
    ];
  }

  private finishLines({ state, out, lse }: FinishedRow): readonly Line[] {
    const words = tilesMessages[this.locale].arithmetic;
    return [
      {
        name: words.out,
        symbol: html`out`,
        formula: html`${v("o")} / ${v("l")}`,
        numbers: `${formatVector(state.out)} / ${number(state.l)}`,
        result: formatVector(out),
      },
      {
        name: words.lse,
        symbol: html`lse`,
        formula: html`${v("m")} + log ${v("l")}`,
        numbers: `${number(state.m)} + log ${number(state.l)}`,
        result: number(lse),
      },
    ];
  }

  private list(lines: readonly Line[]) {
    return html`<dl class="lines">${lines.map(
      ({ name, symbol, formula, numbers, result }) => html`<dt>${name}</dt>
        <dd><span>${symbol} = ${formula}</span> ${numbers ? html`<span>= ${numbers}</span>` : nothing} <span class="result">= ${result}</span></dd>`,
    )}</dl>`;
  }

  private said({ scores, before, after, correction }: RowUpdate): string {
    const words = tilesMessages[this.locale];
    if (scores.every((score) => score === null)) return words.rowMasked;
    if (before.m === Number.NEGATIVE_INFINITY) return words.rowFirst;
    return after.m === before.m ? words.rowNoCorrection : words.rowCorrected(number(correction));
  }

  private arithmetic(plan: TilePlan, latest: RowMoment | undefined) {
    const words = tilesMessages[this.locale];
    const finish = finishOf(this.steps, this.row);
    if (finish && finish.step <= this.index)
      return html`<p class="where">${words.rowFinished(String(finish.step))}</p>${this.list(this.finishLines(finish.row))}`;
    if (!latest) return html`<p class="note">${words.rowBefore(String(this.row))}</p>`;
    return html`<p class="where">${words.rowAt(String(latest.step), saySpan(keysOf(plan, latest.keyBlock)))}</p>
      ${this.list(this.lines(latest.update))}
      <p class="said">${this.said(latest.update)}</p>`;
  }

  private history(plan: TilePlan, moments: readonly RowMoment[], latest: RowMoment | undefined) {
    const words = tilesMessages[this.locale];
    return html`<div class="scroll"><table>
      <caption>${words.history}</caption>
      <thead><tr><th scope="col">${words.historyKeys}</th><th scope="col">${words.historyLargest}</th><th scope="col">${v("m")}</th><th scope="col">${words.historyCorrection}</th><th scope="col">${v("l")}</th></tr></thead>
      <tbody>${moments.map((moment) => {
        const { update, step, keyBlock } = moment;
        const keys = html`<th scope="row">${formatSpan(keysOf(plan, keyBlock))}</th>`;
        if (step > this.index)
          return html`<tr class="pending">${keys}<td colspan="4">${words.historyPending}</td></tr>`;
        const { after, correction } = update;
        return html`<tr class=${moment === latest ? "latest" : ""}>${keys}<td>${number(largest(update))}</td><td>${number(after.m)}</td><td>${number(correction)}</td><td>${number(after.l)}</td></tr>`;
      })}</tbody>
    </table></div>`;
  }

  private elsewhere() {
    const words = tilesMessages[this.locale];
    const { present, row } = this;
    if (!present || (row >= present.start && row < present.end)) return nothing;
    return html`<p class="note">${words.rowEarlier} <button class="link" @click=${this.pickHere}>${words.rowHere(String(present.start))}</button></p>`;
  }

  protected override render() {
    const { plan } = this;
    if (!plan) return nothing;
    const moments = momentsOf(this.steps, this.row);
    const latest = moments.filter(({ step }) => step <= this.index).at(-1);
    return html`<h4>${tilesMessages[this.locale].row(String(this.row))}</h4>
      ${this.elsewhere()}
      <div class="columns">
        <div>${this.arithmetic(plan, latest)}</div>
        ${this.history(plan, moments, latest)}
      </div>`;
  }
}

define("attention-tile-row", AttentionTileRow);
