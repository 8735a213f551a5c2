import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import type { Cell } from "../../../lab/sentence/cell.js";
import type { SentenceSettings } from "../../../lab/sentence/settings.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { styled } from "../shared/styled.js";
import { linkColors } from "./sentence-styles.js";
import { sentenceMessages } from "./sentence-text.js";
import { written, writtenSmall } from "./written.js";

/** One weight: the products that make q · k, and what happens to their sum until it is the weight. */
export class AttentionSentenceCell extends AttentionElement {
  @property({ attribute: false }) cell?: Cell;
  @property({ attribute: false }) chosen?: SentenceSettings;
  @property({ attribute: false }) names: readonly string[] = [];

  static override styles = [
    super.styles,
    linkColors,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15.5rem), 1fr));
        gap: 1.25rem 2rem;
        min-width: 0;
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        line-height: 1.35;
      }
      th,
      td {
        padding: 0.125rem 0.375rem;
        text-align: end;
      }
      th {
        color: var(--ink-3);
        font-weight: 500;
      }
      thead th {
        padding-block-end: 0.375rem;
        border-bottom: 1px solid var(--line);
        font-weight: 600;
        white-space: nowrap;
      }
      thead bdi {
        display: inline-block;
        overflow: hidden;
        max-width: 5.5rem;
        vertical-align: bottom;
        text-overflow: ellipsis;
      }
      .query {
        color: var(--query);
      }
      .key {
        color: var(--key);
      }
      .product {
        position: relative;
        width: 40%;
      }
      .product i {
        position: absolute;
        inset-block: 3px;
        border-radius: 1px;
        background: var(--ink);
        opacity: 0.12;
      }
      .product span {
        position: relative;
      }
      tfoot td,
      tfoot th {
        padding-block: 0.375rem;
        border-top: 1px solid var(--line);
        color: var(--ink);
        font-weight: 600;
      }
      ol {
        display: grid;
        align-content: start;
        list-style: none;
      }
      li {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 1rem;
        padding-block: 0.375rem;
        border-bottom: 1px solid var(--line);
      }
      li span {
        color: var(--ink-2);
      }
      li b {
        font-weight: 500;
        white-space: nowrap;
      }
      li:last-child {
        border-bottom: 0;
        font-size: 1rem;
      }
      li:last-child b {
        padding: 0.125rem 0.5rem;
        border-radius: 4px;
        background: var(--key-wash);
        box-shadow: inset 0 0 0 1px var(--key);
        font-weight: 700;
      }
      li:last-child span {
        color: var(--ink);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const { cell, chosen } = this;
    if (!cell || !chosen) return nothing;
    return html`${this.products(cell)} ${this.steps(cell, chosen)}`;
  }

  private products({ q, k, products, dot, query, key }: Cell) {
    const words = sentenceMessages[this.locale];
    const most = Math.max(...products.map(Math.abs), 1e-9);
    const bar = (value: number) => ({
      left: `${50 + Math.min(0, (50 * value) / most)}%`,
      width: `${(50 * Math.abs(value)) / most}%`,
    });
    return html`<table>
      <thead><tr>
        <th scope="col"><span class="visually-hidden">${words.feature}</span></th>
        <th scope="col" class="query">q <bdi>${this.names[query]}</bdi></th>
        <th scope="col" class="key">k <bdi>${this.names[key]}</bdi></th>
        <th scope="col">q · k</th>
      </tr></thead>
      <tbody>${products.map(
        (product, i) => html`<tr>
          <th scope="row">${i}</th>
          <td class="query">${written(q[i] ?? 0, 2)}</td>
          <td class="key">${written(k[i] ?? 0, 2)}</td>
          <td class="product"><i ${styled(bar(product))}></i><span>${written(product, 2)}</span></td>
        </tr>`,
      )}</tbody>
      <tfoot><tr><th scope="row" colspan="3">${words.sum}</th><td>${written(dot)}</td></tr></tfoot>
    </table>`;
  }

  private steps(cell: Cell, { scale, temperature, softcap }: SentenceSettings) {
    const words = sentenceMessages[this.locale];
    const { q, dot, scaled, capped, bias, isVisible, largest, power, sinkPower, sum, weight } = cell;
    const steps: (readonly [string, string])[] = [[words.dot(q.length), written(dot)]];
    steps.push(scale ? [words.scaledBy(q.length), written(dot / Math.sqrt(q.length))] : [words.unscaled, written(dot)]);
    if (temperature !== 1) steps.push([words.dividedBy(String(temperature)), written(scaled)]);
    if (softcap > 0) steps.push([words.cappedBy(String(softcap)), written(capped)]);
    if (bias !== null)
      steps.push([words.biased(Math.abs(cell.query - cell.key), written(-bias)), written(capped + bias)]);
    if (!isVisible) steps.push([words.hidden, "−∞"]);
    steps.push([words.power(written(largest)), writtenSmall(power)]);
    steps.push([sinkPower === null ? words.over : words.overWithSink(writtenSmall(sinkPower)), written(sum)]);
    steps.push([words.weight, writtenSmall(weight)]);
    return html`<ol>${steps.map(([step, value]) => html`<li><span>${step}</span><b>${value}</b></li>`)}</ol>`;
  }
}

define("attention-sentence-cell", AttentionSentenceCell);
