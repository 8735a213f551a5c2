import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { movedOf, type Reading } from "../../../lab/tiles/tile-reading.js";
import type { Operand } from "../../../lab/tiles/tile-transfers.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { labMessages } from "../shared/lab-text.js";
import { styled } from "../shared/styled.js";
import { tileTones } from "./tile-tones.js";
import { formatBytes, formatFactor, formatPercent } from "./tiles-format.js";
import { tilesMessages } from "./tiles-text.js";

const ways = ["plain", "flash1", "flash2", "least"] as const;
type Way = (typeof ways)[number];

/** What the parts of a bar are, from the left. */
const groups = {
  matrices: ["scores", "weights"],
  q: ["q"],
  kv: ["k", "v"],
  out: ["out", "m", "l", "lse"],
} as const satisfies Readonly<Record<string, readonly Operand[]>>;
type Group = keyof typeof groups;
const groupNames = Object.keys(groups) as readonly Group[];

/** Bytes that each way of computing attention moves, as bars of their parts, and as a table. */
export class AttentionTileBytes extends AttentionElement {
  @property({ attribute: false }) reading?: Reading;
  @property({ attribute: false }) bytesPerNumber = 2;

  static override styles = [
    super.styles,
    tileTones,
    css`
      :host {
        display: block;
        min-width: 0;
        container: bars / inline-size;
      }
      .bars {
        display: grid;
        gap: 0.75rem;
      }
      .way {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.125rem 0.75rem;
      }
      .name {
        font-weight: 600;
        line-height: 1.3;
      }
      .name small {
        display: block;
        color: var(--ink-3);
        font-size: 0.8125rem;
        font-weight: 400;
      }
      .track {
        display: flex;
        gap: 1px;
        height: 1.625rem;
        background: var(--sunken);
        border-radius: 3px;
      }
      .part {
        /* What is there is seen, however little it is. */
        min-width: 2px;
        background-color: var(--tone);
        print-color-adjust: exact;
        -webkit-print-color-adjust: exact;
      }
      .part:first-child {
        border-radius: 3px 0 0 3px;
      }
      .matrices {
        --tone: var(--tone-scores);
      }
      .kv {
        --tone: var(--tone-k);
        background-image: repeating-linear-gradient(45deg, rgb(255 255 255 / 0.35) 0 2px, transparent 2px 7px);
      }
      .output {
        background-image: repeating-linear-gradient(90deg, rgb(255 255 255 / 0.4) 0 1.5px, transparent 1.5px 5px);
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.75rem;
        color: var(--ink-2);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      @container bars (min-width: 44rem) {
        .way {
          grid-template-columns: 13rem minmax(0, 1fr) 15rem;
          align-items: center;
        }
        .track {
          grid-column: 2;
          grid-row: 1;
        }
      }
      .figures b {
        color: var(--ink);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        margin-top: 0.75rem;
        list-style: none;
        color: var(--ink-2);
        font-size: 0.8125rem;
      }
      .legend li {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
      }
      .swatch {
        width: 1.25rem;
        height: 0.875rem;
        border-radius: 2px;
      }
      details {
        margin-top: 0.5rem;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      summary {
        width: fit-content;
        cursor: pointer;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0.25rem 1rem 0.25rem 0;
        border-bottom: 1px solid var(--line);
        text-align: end;
        white-space: nowrap;
      }
      th:first-child {
        text-align: start;
      }
    `,
  ];

  private classOf(group: Group): string {
    return group === "out" ? "output" : group;
  }

  private partOf(reading: Reading, way: Way, group: Group): number {
    return movedOf(reading[way].traffic, groups[group]) * this.bytesPerNumber;
  }

  private isPossible(reading: Reading, way: Way): boolean {
    return reading.fits || way === "plain" || way === "least";
  }

  private bar(reading: Reading, way: Way, most: number) {
    const words = tilesMessages[this.locale];
    const isPossible = this.isPossible(reading, way);
    return html`<div class="way">
      <p class="name">${words.ways[way]}<small>${words.wayNotes[way]}</small></p>
      <div class="figures">${isPossible ? this.figures(reading, way) : words.doesNotFit}</div>
      <div class="track" aria-hidden="true">${
        isPossible
          ? groupNames.map((group) => {
              const part = this.partOf(reading, way, group) / most;
              if (part === 0) return nothing;
              return html`<span class="part ${this.classOf(group)}" ${styled({ width: `${(part * 100).toFixed(3)}%` })}></span>`;
            })
          : nothing
      }</div>
    </div>`;
  }

  private figures(reading: Reading, way: Way) {
    const words = tilesMessages[this.locale];
    const { bytes, intensity } = reading[way];
    return html`<b>${formatBytes(bytes)}</b>${way === "least" ? nothing : html`<span>${formatFactor(intensity)} ${words.intensity}</span>`}`;
  }

  private table(reading: Reading) {
    const words = tilesMessages[this.locale];
    return html`<table>
      <thead><tr><th scope="col">${words.way}</th>${groupNames.map((group) => html`<th scope="col">${words.groups[group]}</th>`)}<th scope="col">${words.total}</th><th scope="col">${words.againstPlain}</th><th scope="col">${words.intensity}</th></tr></thead>
      <tbody>${ways.map((way) => this.tableRow(reading, way))}</tbody>
    </table>`;
  }

  private tableRow(reading: Reading, way: Way) {
    const words = tilesMessages[this.locale];
    const name = html`<th scope="row">${words.ways[way]}</th>`;
    if (!this.isPossible(reading, way)) return html`<tr>${name}<td colspan="7">${words.doesNotFit}</td></tr>`;
    const { bytes, intensity } = reading[way];
    return html`<tr>${name}${groupNames.map((group) => {
      const part = this.partOf(reading, way, group);
      return html`<td>${part === 0 ? "0" : formatBytes(part)}</td>`;
    })}<td>${formatBytes(bytes)}</td><td>${formatPercent(bytes / reading.plain.bytes)}</td><td>${way === "least" ? "" : formatFactor(intensity)}</td></tr>`;
  }

  protected override render() {
    const { reading } = this;
    if (!reading) return nothing;
    const words = tilesMessages[this.locale];
    const most = Math.max(...ways.filter((way) => this.isPossible(reading, way)).map((way) => reading[way].bytes));
    return html`<div class="bars" role="group" aria-label=${words.barsLabel}>${ways.map((way) => this.bar(reading, way, most))}</div>
      <ul class="legend">${groupNames.map((group) => html`<li><span class="swatch part ${this.classOf(group)}"></span>${words.groups[group]}</li>`)}</ul>
      <details>
        <summary>${labMessages[this.locale].table}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${words.barsLabel}>${this.table(reading)}</div>
      </details>`;
  }
}

define("attention-tile-bytes", AttentionTileBytes);
