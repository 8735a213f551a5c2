import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Buffer, Need } from "../../../lab/tiles/fast-memory.js";
import { sizeOf, type TileOrder } from "../../../lab/tiles/tile-plan.js";
import type { Content, Step } from "../../../lab/tiles/tile-steps.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { styled } from "../shared/styled.js";
import { MeasuredWidth } from "./measured-width.js";
import { tileTones } from "./tile-tones.js";
import { formatBytes, formatNumber } from "./tiles-format.js";
import { tilesMessages } from "./tiles-text.js";

/** Widths in pixels: of a cell at most, of one that can show two decimals, of one that can show one. */
const cellWidth = { most: 44, ofTwo: 35, ofOne: 24 } as const;
/** Of the names of rows, and of what lies between two tables. */
const nameWidth = 26;
const tableGap = 20;

/** The width of a cell in tables of so many columns, of which as many lie in a line as can show numbers. */
function cellOf(room: number, columns: number, tables: number): number {
  const across = Array.from({ length: tables }, (_, i) => tables - i).map((count) =>
    Math.floor(((room - (count - 1) * tableGap) / count - nameWidth) / columns - 1),
  );
  return Math.min(cellWidth.most, across.find((width) => width >= cellWidth.ofOne) ?? across.at(-1) ?? 0);
}

/** The colours' class: a buffer's own name, but for the output. */
const toneOf = (buffer: Buffer) => (buffer === "out" ? "output" : buffer);

/** Fast memory: how full it is, and each buffer in it with its numbers. */
export class AttentionTileMemory extends AttentionElement {
  @property({ attribute: false }) need?: Need;
  /** Bytes that fast memory holds. */
  @property({ attribute: false }) memory = 0;
  @property({ attribute: false }) bytesPerNumber = 4;
  @property({ attribute: false }) order: TileOrder = "flash2";
  @property({ attribute: false }) step?: Step;
  /** Which step it is: what has just been loaded lights up with each. */
  @property({ attribute: false }) index = 0;
  /** The query that is followed. */
  @property({ attribute: false }) row = 0;

  private readonly measured = new MeasuredWidth(this, 320);

  static override styles = [
    super.styles,
    tileTones,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      h4 {
        font-size: 0.9375rem;
        line-height: 1.4;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 0.75rem;
      }
      .head p,
      .span {
        color: var(--ink-2);
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      .bar {
        display: flex;
        gap: 1px;
        height: 1.375rem;
        margin-block: 0.375rem 1rem;
        padding: 1px;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        background: var(--surface);
      }
      .part {
        display: grid;
        place-items: center;
        flex: 1 1 0;
        min-width: 0;
        overflow: hidden;
        border: 1px dashed var(--tone);
        border-radius: 2px;
        color: var(--tone);
        font-size: 0.75rem;
        font-style: italic;
        font-weight: 600;
        line-height: 1;
      }
      .part.full {
        border-style: solid;
        background: var(--tone);
        color: var(--surface);
      }
      .free {
        min-width: 0;
      }
      .boxes {
        display: grid;
        gap: 1rem;
        justify-items: start;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 0.875rem ${tableGap}px;
        min-width: 0;
        max-width: 100%;
      }
      table {
        border-collapse: separate;
        border-spacing: 1px;
        table-layout: fixed;
        font: 0.75rem / 1 var(--sans);
        font-variant-numeric: tabular-nums;
      }
      caption {
        padding-bottom: 0.25rem;
        font-size: 0.8125rem;
        line-height: 1.35;
        text-align: start;
        white-space: nowrap;
      }
      caption b {
        margin-inline-end: 0.25em;
        color: var(--tone);
        font-size: 0.9375rem;
        font-style: italic;
      }
      th {
        overflow: hidden;
        padding: 0 0.25rem 0 0;
        color: var(--ink-3);
        font-size: 0.6875rem;
        font-weight: 400;
        text-align: end;
        white-space: nowrap;
      }
      thead th,
      td.over {
        height: 14px;
        padding: 0;
        text-align: center;
      }
      tr.followed th {
        color: var(--accent);
        font-weight: 700;
      }
      tr.followed td {
        box-shadow: 0 -1px 0 var(--accent), 0 1px 0 var(--accent);
      }
      td {
        height: 24px;
        padding: 0;
        border-radius: 2px;
        background: color-mix(in oklab, var(--hue) calc(var(--part) * 42%), var(--surface));
        color: var(--ink);
        text-align: center;
        white-space: nowrap;
      }
      td.over {
        background: none;
      }
      td.plus {
        --hue: light-dark(#3f6bc4, #5f8cf0);
      }
      td.minus {
        --hue: light-dark(#d98324, #d9822b);
      }
      td.masked {
        background: repeating-linear-gradient(135deg, var(--line-strong) 0 1px, transparent 1px 5px);
      }
      td.blank {
        background: var(--sunken);
      }
      .absent {
        opacity: 0.75;
      }
      .tight td {
        font-size: 0.6875rem;
      }
      .bare td {
        font-size: 0;
      }
      .long td:not(.over) {
        height: 18px;
      }
      @keyframes arrive-even {
        from {
          outline: 3px solid var(--tone);
        }
      }
      @keyframes arrive-odd {
        from {
          outline: 3px solid var(--tone);
        }
      }
      table {
        outline: 3px solid transparent;
        outline-offset: 2px;
      }
      .fresh.even {
        animation: arrive-even 700ms;
      }
      .fresh.odd {
        animation: arrive-odd 700ms;
      }
    `,
  ];

  private contentOf(buffer: Buffer): Content | undefined {
    return this.step?.memory.find((content) => content.buffer === buffer);
  }

  /** Whether the step brought it from slow memory. */
  private isFresh(buffer: Buffer): boolean {
    return this.step?.transfers.some(({ direction, operand }) => direction === "load" && operand === buffer) ?? false;
  }

  private bar(need: Need) {
    const words = tilesMessages[this.locale];
    const free = Math.max(0, this.memory - need.bytes);
    return html`<div class="bar" aria-hidden="true">
      ${need.parts.map(({ buffer, bytes }) => {
        const full = this.contentOf(buffer) ? "full" : "";
        return html`<span class="part ${toneOf(buffer)} ${full}" ${styled({ "flex-grow": String(bytes) })}>${bytes / this.memory > 0.05 ? words.buffers[buffer] : ""}</span>`;
      })}
      <span class="free" ${styled({ "flex-grow": String(free) })}></span>
    </div>`;
  }

  private name(buffer: Buffer): string {
    const words = tilesMessages[this.locale];
    return buffer === "out" && this.order === "flash2" ? words.notDivided : words.bufferNames[buffer];
  }

  private cellOf(buffer: Buffer, columns: number): number {
    switch (buffer) {
      case "q":
      case "k":
      case "v":
        return cellOf(this.measured.width, columns, 3);
      case "scores":
        return cellOf(this.measured.width, columns, 2);
      case "out":
        return cellOf(this.measured.width, columns, 1);
      case "m":
      case "l":
        return this.measured.width < 420 ? cellWidth.ofTwo + 1 : cellWidth.most + 4;
      default:
        return buffer satisfies never;
    }
  }

  private table(need: Need, buffer: Buffer) {
    const words = tilesMessages[this.locale];
    const [rows, columns] = need.parts.find((part) => part.buffer === buffer)?.shape ?? [0, 0];
    const content = this.contentOf(buffer);
    const width = this.cellOf(buffer, columns);
    const digits = width >= cellWidth.ofTwo ? 2 : width >= cellWidth.ofOne ? 1 : 0;
    // Only what is drawn with one decimal shows all of it.
    const shown = buffer === "q" || buffer === "k" || buffer === "v" ? Math.min(digits, 1) : digits;
    const classes = [
      toneOf(buffer),
      content ? "" : "absent",
      digits === 0 ? "bare" : digits === 1 ? "tight" : "",
      rows > 8 ? "long" : "",
      this.isFresh(buffer) ? `fresh ${this.index % 2 ? "odd" : "even"}` : "",
    ];
    return html`<table class=${classes.join(" ")} ${styled({ width: `${nameWidth + columns * (width + 1)}px` })}>
      <caption><b>${words.buffers[buffer]}</b> ${this.name(buffer)}${content ? nothing : html`<span class="visually-hidden">, ${words.absent}</span>`}</caption>
      <colgroup><col ${styled({ width: `${nameWidth}px` })} /></colgroup>
      ${buffer === "q" || buffer === "k" || buffer === "v" ? nothing : this.head(buffer, columns)}
      <tbody>${Array.from({ length: rows }, (_, i) => this.line(buffer, content, i, columns, shown))}</tbody>
    </table>`;
  }

  /** The weights are named by the keys above them; beside them the others keep to the same lines. */
  private head(buffer: Buffer, columns: number) {
    const keys = buffer === "scores" && this.contentOf("scores") ? this.contentOf("k")?.rows : undefined;
    const name = (i: number) =>
      keys && i < sizeOf(keys) ? html`<th scope="col">${keys.start + i}</th>` : html`<td class="over"></td>`;
    return html`<thead><tr><td class="over"></td>${Array.from({ length: columns }, (_, i) => name(i))}</tr></thead>`;
  }

  private line(buffer: Buffer, content: Content | undefined, i: number, columns: number, digits: number) {
    const position = content && i < sizeOf(content.rows) ? content.rows.start + i : undefined;
    const isFollowed = position === this.row && buffer !== "k" && buffer !== "v";
    const most = Math.max(
      1e-9,
      ...(content?.values ?? []).map((value) => Math.abs(value ?? 0)).filter(Number.isFinite),
    );
    return html`<tr class=${isFollowed ? "followed" : ""}>
      <th scope="row">${position ?? ""}</th>
      ${Array.from({ length: columns }, (_, j) => {
        if (!content || position === undefined || j >= content.columns) return html`<td class="blank"></td>`;
        return this.cell(content.values[i * content.columns + j] ?? null, most, digits);
      })}
    </tr>`;
  }

  private cell(value: number | null, most: number, digits: number) {
    const words = tilesMessages[this.locale];
    if (value === null) return html`<td class="masked"><span class="visually-hidden">${words.maskedNumber}</span></td>`;
    const part = Number.isFinite(value) ? Math.abs(value) / most : 0;
    return html`<td class=${value < 0 ? "minus" : "plus"} ${styled({ "--part": part.toFixed(3) })} title=${formatNumber(value, 4)}>${formatNumber(value, Math.max(1, digits))}</td>`;
  }

  protected override render() {
    const { need } = this;
    if (!need) return nothing;
    const words = tilesMessages[this.locale];
    const used = (this.step?.memory ?? []).reduce((sum, { values }) => sum + values.length * this.bytesPerNumber, 0);
    return html`<div class="head">
        <h4>${words.fastMemory}</h4>
        <p>${words.holds(formatBytes(used), formatBytes(this.memory), formatBytes(need.bytes))}</p>
      </div>
      ${this.bar(need)}
      <div class="boxes">
        <div class="line">${(["q", "k", "v"] as const).map((buffer) => this.table(need, buffer))}</div>
        <div class="line">${(["scores", "m", "l", "out"] as const).map((buffer) => this.table(need, buffer))}</div>
      </div>`;
  }
}

define("attention-tile-memory", AttentionTileMemory);
