import { css, html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { count } from "../../arrays/index.js";
import { defaultLanguage, type Language, say, type Text } from "../../format/index.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";
import { formatValue, type Kind } from "../shared/format-array.js";
import { leading, sliceStart } from "../shared/slices.js";
import { isolation } from "../shared/styles/isolation.js";
import { inkStyles, type Scale, scaleStyles, stepClass, steps } from "./heatmap-scale.js";
import type { Weights } from "./weights/heatmap-weights.js";

type Numbers = ArrayLike<number>;

/** Detail of each event of `<attention-heatmap>`, by name. It bubbles and crosses shadow roots. */
export interface HeatmapEvents {
  readonly "attention-select": { readonly version: 1; readonly selection: readonly number[] };
}

/** Rows or columns beyond this are cut off, and the element says so. */
const most = 128;
/** Of several maps side by side, which are drawn at once. */
const mostOfCompact = 32;
/** With fewer rows and columns than these, there is room for numbers. */
const mostNumbered = 8;

const numbers = {
  /** `[1, 2]` or `1 2` or `1, 2`. */
  fromAttribute: (value: string | null) =>
    value?.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|-?inf(?:inity)?|nan/gi)?.map(parse) ?? [],
  toAttribute: (value: Numbers) => Array.from(value).join(" ") || null,
};

const flags = {
  /** `1 0` or `true, false`. */
  fromAttribute: (value: string | null) => value?.match(/true|false|\d+/gi)?.map((word) => !/^(0+|false)$/i.test(word)),
};

function parse(word: string): number {
  if (/nan/i.test(word)) return Number.NaN;
  if (/inf/i.test(word)) return word.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(word);
}

const words = {
  fromAttribute: (value: string | null) => (value ? value.split(/[|\n]/).map((word) => word.trim()) : []),
};

/**
 * Any array as a heat map of its last two dimensions, with selectors for those before. The value of a cell is shown on
 * hover and on focus (arrow keys move), and all of them as a table. Given queries and keys instead, it computes the weights of
 * scaled dot-product attention, by the kernels, which load with the first such heat map of a page.
 *
 * ```html
 * <attention-heatmap shape="2 2" data="0.9 0.1 0.4 0.6" row-labels="the|cat" column-labels="the|cat"></attention-heatmap>
 * <attention-heatmap causal q="1 0 0 1" q-shape="2 2" k="1 0 0 1" k-shape="2 2"></attention-heatmap>
 * ```
 *
 * @tag attention-heatmap
 * @fires {CustomEvent<HeatmapEvents["attention-select"]>} attention-select - Another batch or head was chosen.
 * @csspart head - The line above the picture: label, axes, selectors.
 * @csspart label - The label in it.
 * @csspart grid - The picture.
 * @csspart problem - The sentence that says why nothing is drawn.
 */
export class AttentionHeatmap extends AttentionElement {
  /** Row-major values. As an attribute: numbers with blanks or commas between them. */
  @property({ converter: numbers }) data: Numbers = [];

  /** Sizes of the dimensions; rows and columns come last. One dimension is drawn as one row. */
  @property({ converter: numbers, reflect: true }) shape: readonly number[] = [];

  /** Queries, row-major: with `k`, the weights are computed and `data` and `shape` are not looked at. */
  @property({ converter: numbers }) q: Numbers = [];

  /** `[batch, heads, seqQ, headDim]`, or less of it from the left. */
  @property({ converter: numbers, reflect: true, attribute: "q-shape" }) qShape: readonly number[] = [];

  /** Keys, row-major. */
  @property({ converter: numbers }) k: Numbers = [];

  /** `[batch, kvHeads, seqK, headDim]`, or less of it from the left; `kvHeads` divides `heads`. */
  @property({ converter: numbers, reflect: true, attribute: "k-shape" }) kShape: readonly number[] = [];

  /** With `q` and `k`: query i attends keys `j <= i + queryOffset` only. */
  @property({ type: Boolean, reflect: true }) causal = false;

  /** With `causal`: where query 0 stands among the keys. Default 0; the number of keys before the queries in a decoding step. */
  @property({ type: Number, reflect: true, attribute: "query-offset" }) queryOffset?: number;

  /** With `q` and `k`: what scores are multiplied by. Default: 1 / sqrt(headDim). */
  @property({ type: Number, reflect: true }) scale?: number;

  /** Names of the rows. As an attribute: with `|` between them. */
  @property({ converter: words, attribute: "row-labels" }) rowLabels: readonly string[] = [];

  /** Names of the columns. As an attribute: with `|` between them. */
  @property({ converter: words, attribute: "column-labels" }) columnLabels: readonly string[] = [];

  /** What a row stands for: "query". */
  @property({ attribute: "row-title", reflect: true, useDefault: true }) rowTitle = "";

  /** What a column stands for: "key". */
  @property({ attribute: "column-title", reflect: true, useDefault: true }) columnTitle = "";

  /** Accessible name, and the line above the picture. */
  @property({ reflect: true, useDefault: true }) label = "";

  /**
   * True (or non-zero) where a cell may be attended; the others are hatched. Shape as `shape`, or its last two dimensions.
   * With `q` and `k`, the others have no weight.
   */
  @property({ converter: flags }) mask?: ArrayLike<number | boolean> | undefined;

  /** Default: `diverging` when a value is negative, else `sequential`. */
  @property({ reflect: true }) colors?: Scale;

  /** Ends of the scale. Default: 0 to the largest value; diverging, the largest magnitude on both sides. */
  @property({ attribute: false }) range?: readonly [number, number];

  /** Names of the leading dimensions, for the selectors. Default: batch, then head. */
  @property({ converter: words }) dimensions: readonly string[] = [];

  /** Which leading index is shown; one number per leading dimension. */
  @property({ converter: numbers, reflect: true }) selection: readonly number[] = [];

  /** Hides the selectors, where something else selects. */
  @property({ type: Boolean, reflect: true }) fixed = false;

  /** Leaves out the axis titles, where something around says them, and cuts at 32 rows and columns instead of 128. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** What the values are, and so how they are written. */
  @property({ reflect: true, useDefault: true }) kind: Kind = "float";

  /** The language in which values are written: `true` or `True`. */
  @property({ reflect: true, useDefault: true }) language: Language = defaultLanguage;

  @state() private computed: Weights | undefined;
  @state() private failure: Text | undefined;
  /** Raised by every computation, so that one that comes too late is dropped. */
  private computation = 0;

  @state() private pointed: readonly [number, number] | null = null;
  @state() private focused: readonly [number, number] = [0, 0];
  @query("[role=grid]") private grid?: HTMLElement;

  static override styles = [
    super.styles,
    isolation,
    scaleStyles,
    inkStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        font-size: 0.8125rem !important;
        line-height: 1.4 !important;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.25rem 0.875rem;
        margin-bottom: 0.5rem;
      }
      .label {
        font-weight: 600;
      }
      label {
        display: inline-flex;
        align-items: baseline;
        gap: 0.375rem;
        color: var(--ink-2);
      }
      select {
        min-width: var(--target);
        min-height: var(--target);
        padding: 0 0.25rem;
        border: 1px solid var(--line-strong);
        border-radius: 3px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
      .axis {
        color: var(--ink-3);
      }
      .scroll {
        overflow-x: auto;
        padding: 3px;
        margin: -3px;
      }
      [role="grid"] {
        display: grid;
        grid-template-columns: auto repeat(var(--columns, 1), minmax(var(--cell-min, 10px), var(--cell-max, 30px)));
        justify-content: start;
        gap: 1px;
        width: max-content;
        max-width: 100%;
        min-width: min(100%, 8rem);
      }
      [role="row"] {
        display: contents;
      }
      [role="rowheader"],
      [role="columnheader"] {
        overflow: hidden;
        color: var(--ink-3);
        font-size: 0.75rem;
        line-height: 1;
        white-space: nowrap;
      }
      [role="rowheader"] {
        align-self: center;
        padding-inline-end: 0.5rem;
        text-align: end;
      }
      [role="columnheader"] {
        align-self: end;
        justify-self: center;
        padding-block-end: 0.375rem;
      }
      .tall [role="columnheader"] {
        writing-mode: vertical-rl;
        transform: rotate(180deg);
        padding-block: 0.375rem 0;
      }
      .lit {
        color: var(--ink);
        font-weight: 600;
      }
      [role="gridcell"] {
        aspect-ratio: 1;
        border-radius: 2px;
        print-color-adjust: exact;
        -webkit-print-color-adjust: exact;
      }
      .numbered [role="gridcell"] {
        display: grid;
        place-items: center;
        font-size: 0.6875rem;
        font-variant-numeric: tabular-nums;
        line-height: 1;
      }
      [role="gridcell"]:hover,
      [role="gridcell"]:focus-visible {
        outline: 2px solid var(--ink);
        outline-offset: 1px;
        border-radius: 1px;
        z-index: 1;
      }
      .masked {
        background-color: transparent;
        background-image: repeating-linear-gradient(135deg, var(--line-strong) 0 1px, transparent 1px 5px);
        box-shadow: inset 0 0 0 1px var(--line);
      }
      .nan,
      .infinite {
        background-color: var(--bad-wash);
        background-image: linear-gradient(45deg, transparent 44%, var(--bad) 44% 56%, transparent 56%),
          linear-gradient(-45deg, transparent 44%, var(--bad) 44% 56%, transparent 56%);
      }
      .infinite.high {
        background-image: linear-gradient(var(--bad) 0 30%, transparent 30%);
      }
      .infinite.low {
        background-image: linear-gradient(transparent 70%, var(--bad) 70%);
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
        min-height: 1.5rem;
        font-variant-numeric: tabular-nums;
      }
      .legend {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
        color: var(--ink-2);
      }
      .bar {
        display: inline-flex;
        height: 0.625rem;
        overflow: hidden;
        border-radius: 2px;
      }
      .bar i {
        width: 4px;
        print-color-adjust: exact;
        -webkit-print-color-adjust: exact;
      }
      .readout {
        display: block;
        min-height: 1.4em;
        margin-block: 0.375rem 0.125rem;
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      .readout b {
        color: var(--ink);
        font-weight: 600;
      }
      summary {
        width: fit-content;
        color: var(--ink-2);
        cursor: pointer;
      }
      .table {
        max-height: 20rem;
        overflow: auto;
        margin-top: 0.5rem;
        border: 1px solid var(--line);
        border-radius: 4px;
      }
      table {
        border-collapse: collapse;
        font: 0.75rem / 1.4 var(--mono);
      }
      th,
      td {
        padding: 0.2rem 0.6rem;
        border-bottom: 1px solid var(--line);
        text-align: end;
        white-space: nowrap;
      }
      th {
        color: var(--ink-2);
        font-weight: 600;
        background: var(--sunken);
      }
      .problem {
        color: var(--bad);
      }
    `,
  ];

  private get computes() {
    return this.q.length > 0 || this.k.length > 0;
  }

  /** What is drawn: as given, or as computed. */
  private get drawn(): Pick<AttentionHeatmap, "data" | "shape" | "mask"> {
    return this.computes ? (this.computed ?? { data: [], shape: [] }) : this;
  }

  private get rows() {
    return this.drawn.shape.length > 1 ? (this.drawn.shape.at(-2) ?? 0) : 1;
  }

  private get columns() {
    return this.drawn.shape.at(-1) ?? (this.drawn.data.length ? 1 : 0);
  }

  private get fits() {
    return this.drawn.data.length > 0 && count(this.drawn.shape) === this.drawn.data.length;
  }

  /** How many rows and columns are drawn. */
  private get extent(): readonly [number, number] {
    const limit = this.compact ? mostOfCompact : most;
    return [Math.min(this.rows, limit), Math.min(this.columns, limit)];
  }

  /** Side by side with others, a small array has its numbers in its cells. */
  private get isNumbered(): boolean {
    return this.compact && this.rows < mostNumbered && this.columns < mostNumbered;
  }

  private at(row: number, column: number): number {
    return this.drawn.data[sliceStart(this.drawn.shape, this.selection) + row * this.columns + column] ?? Number.NaN;
  }

  private masked(row: number, column: number): boolean {
    const { mask, data, shape } = this.drawn;
    if (!mask?.length) return false;
    return !mask[(mask.length === data.length ? sliceStart(shape, this.selection) : 0) + row * this.columns + column];
  }

  /** Taken over everything, not the slice shown, so that heads and batches compare. */
  private get ends(): { low: number; high: number; scale: Scale } {
    let [low, high] = [0, 0];
    const { data } = this.drawn;
    for (let i = 0; i < data.length; i++) {
      const value = data[i] as number;
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const scale = this.colors ?? (low < 0 ? "diverging" : "sequential");
    if (this.range) return { low: this.range[0], high: this.range[1], scale };
    const size = Math.max(-low, high);
    return scale === "diverging" ? { low: -size, high: size, scale } : { low, high, scale };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const asked = ["q", "k", "qShape", "kShape", "causal", "queryOffset", "scale", "mask"] as const;
    if (asked.some((name) => changed.has(name))) void this.compute();
  }

  private async compute(): Promise<void> {
    const computation = ++this.computation;
    this.failure = undefined;
    if (!this.computes) return;
    // Not in the first load of an exercise, whose report draws what the judge has computed already.
    const { failureToWeigh, weightsOf } = await import("./weights/heatmap-weights.js");
    const { q, k, qShape, kShape, causal, queryOffset, scale, mask } = this;
    const attended = { q, k, qShape, kShape, causal, queryOffset, scale, mask };
    const outcome = await weightsOf(this, attended).then(
      (weights) => ({ weights, failure: undefined }),
      (error: unknown) => ({ weights: undefined, failure: failureToWeigh(error) }),
    );
    if (computation !== this.computation) return;
    this.computed = outcome.weights;
    this.failure = outcome.failure;
  }

  protected override updated(): void {
    const [, columns] = this.extent;
    this.grid?.style.setProperty("--columns", String(columns));
    this.grid?.style.setProperty(
      "--cell-max",
      this.isNumbered ? "44px" : columns <= 8 && this.rows <= 10 ? "34px" : columns <= 16 ? "26px" : "18px",
    );
    this.grid?.style.setProperty("--cell-min", this.isNumbered ? "36px" : columns <= 16 ? "12px" : "7px");
  }

  protected override render() {
    const text = this.text.heatmap;
    if (this.failure !== undefined)
      return html`<p class="problem" part="problem" role="alert">${text.notComputed(say(this.failure, this.locale))}</p>`;
    if (!this.fits)
      return this.drawn.data.length ? html`<p class="problem" part="problem">${text.malformed}</p>` : nothing;
    const [rows, columns] = this.extent;
    const ends = this.ends;
    return html`
      <div class="head" part="head">
        ${this.label ? html`<span class="label" part="label">${this.label}</span>` : nothing}
        ${!this.compact && (this.rowTitle || this.columnTitle) ? html`<span class="axis">${this.rowTitle || text.row} ↓ &nbsp;${this.columnTitle || text.column} →</span>` : nothing}
        ${this.fixed ? nothing : this.selectors()}
      </div>
      <div class="scroll">
        <div
          role="grid"
          part="grid"
          class="${this.columnLabels.some((label) => label.length > 2) ? "tall" : ""} ${this.isNumbered ? "numbered" : ""}"
          aria-label=${this.label || text.matrix}
          aria-describedby="keys"
          aria-rowcount=${rows}
          aria-colcount=${columns}
          @keydown=${this.move}
          @focusin=${this.follow}
          @pointerover=${this.point}
          @pointerleave=${() => {
            this.pointed = null;
          }}
        >
          ${this.columnHeaders(columns)} ${Array.from({ length: rows }, (_, row) => this.row(row, columns, ends))}
        </div>
      </div>
      <span id="keys" hidden>${text.keys}</span>
      <span class="readout" aria-hidden="true">${this.readout()}</span>
      <div class="foot">${this.legend(ends)}</div>
      ${rows < this.rows || columns < this.columns ? html`<p>${text.cut(rows, columns, this.rows, this.columns)}</p>` : nothing}
      ${this.table(rows, columns)}
    `;
  }

  private selectors() {
    return leading(this.drawn.shape).map((size, axis) => {
      if (size < 2) return nothing;
      const name =
        this.dimensions[axis] ??
        [this.text.heatmap.batch, this.text.heatmap.head][axis] ??
        this.text.heatmap.dimension(axis);
      const chosen = this.selection[axis] ?? 0;
      return html`<label>${name}
        <select @change=${(event: Event) => this.select(axis, Number((event.target as HTMLSelectElement).value))}>
          ${Array.from({ length: size }, (_, i) => html`<option value=${i} ?selected=${i === chosen}>${i}</option>`)}
        </select></label>`;
    });
  }

  private select(axis: number, index: number) {
    this.selection = leading(this.drawn.shape).map((_, i) => (i === axis ? index : (this.selection[i] ?? 0)));
    const detail = { version: 1, selection: this.selection } as const;
    this.dispatchEvent(new CustomEvent("attention-select", { detail, bubbles: true, composed: true }));
  }

  private columnHeaders(columns: number) {
    if (!this.columnLabels.length) return nothing;
    return html`<div role="row"><span role="columnheader"></span>${Array.from(
      { length: columns },
      (_, column) =>
        html`<span role="columnheader" class=${column === this.here?.[1] ? "lit" : ""}>${this.columnLabels[column] ?? column}</span>`,
    )}</div>`;
  }

  private row(row: number, columns: number, ends: { low: number; high: number; scale: Scale }) {
    return html`<div role="row"><span role="rowheader" class=${row === this.here?.[0] ? "lit" : ""}>${this.rowLabels[row] ?? ""}</span>${Array.from(
      { length: columns },
      (_, column) => {
        const color = this.masked(row, column)
          ? "masked"
          : stepClass(this.at(row, column), ends.low, ends.high, ends.scale);
        const current = row === this.focused[0] && column === this.focused[1];
        return html`<span role="gridcell" class=${color} data-row=${row} data-column=${column} tabindex=${current ? 0 : -1} aria-label=${this.describe(row, column)}>${this.isNumbered && color !== "masked" ? inCell(this.at(row, column)) : nothing}</span>`;
      },
    )}</div>`;
  }

  private place(row: number, column: number): string {
    const text = this.text.heatmap;
    const name = (title: string, label: string | undefined, index: number) => `${title} ${label ?? index}`;
    return `${name(this.rowTitle || text.row, this.rowLabels[row], row)} · ${name(this.columnTitle || text.column, this.columnLabels[column], column)}`;
  }

  private written(row: number, column: number): string {
    const value = formatValue(this.at(row, column), this.kind, this.language);
    return this.masked(row, column) ? `${value} (${this.text.heatmap.masked})` : value;
  }

  private describe(row: number, column: number): string {
    return `${this.place(row, column)}: ${this.written(row, column)}`;
  }

  /** The cell whose value is read: the one pointed at, else the one with the focus. */
  private get here(): readonly [number, number] | null {
    const focus = this.grid?.matches(":focus-within") ? this.focused : null;
    return this.pointed ?? focus;
  }

  private readout() {
    const cell = this.here;
    if (!cell) return nothing;
    return html`${this.place(...cell)}: <b>${this.written(...cell)}</b>`;
  }

  private legend({ low, high, scale }: { low: number; high: number; scale: Scale }) {
    const letter = scale === "sequential" ? "s" : "d";
    const end = (value: number) =>
      this.kind === "bool" ? formatValue(value, "bool", this.language) : String(Number(value.toPrecision(3)));
    return html`<span class="legend" aria-hidden="true">${end(low)}<span class="bar">${Array.from({ length: steps / 2 + 1 }, (_, step) => html`<i class=${letter + step * 2}></i>`)}</span>${end(high)}</span>`;
  }

  private table(rows: number, columns: number) {
    const label = this.label || this.text.heatmap.matrix;
    return html`<details @toggle=${() => this.requestUpdate()}>
      <summary>${this.text.heatmap.asTable}</summary>
      ${this.renderRoot.querySelector("details")?.open ? this.cells(rows, columns, label) : nothing}
    </details>`;
  }

  private cells(rows: number, columns: number, label: string) {
    return html`<div class="table" tabindex="0" role="region" aria-label=${label}><table>
      <thead><tr><td></td>${Array.from({ length: columns }, (_, column) => html`<th scope="col">${this.columnLabels[column] ?? column}</th>`)}</tr></thead>
      <tbody>${Array.from(
        { length: rows },
        (_, row) =>
          html`<tr><th scope="row">${this.rowLabels[row] ?? row}</th>${Array.from({ length: columns }, (_, column) => html`<td>${this.written(row, column)}</td>`)}</tr>`,
      )}</tbody></table></div>`;
  }

  private cellOf(event: Event): [number, number] | null {
    const { row, column } = (event.target as HTMLElement).dataset;
    return row === undefined || column === undefined ? null : [Number(row), Number(column)];
  }

  private point(event: Event) {
    this.pointed = this.cellOf(event);
  }

  private follow(event: Event) {
    this.pointed = null;
    this.focused = this.cellOf(event) ?? this.focused;
    this.requestUpdate();
  }

  private async move(event: KeyboardEvent) {
    const [lastRow, lastColumn] = this.extent.map((size) => size - 1) as [number, number];
    const [row, column] = this.focused;
    const far = event.ctrlKey || event.metaKey;
    const targets: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [far ? 0 : row, 0],
      End: [far ? lastRow : row, lastColumn],
    };
    const target = targets[event.key];
    if (!target) return;
    event.preventDefault();
    this.focused = [Math.min(Math.max(target[0], 0), lastRow), Math.min(Math.max(target[1], 0), lastColumn)];
    await this.updateComplete;
    this.grid?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }
}

/** A number in four or five characters; what is not finite has a sign of its own. */
function inCell(value: number): string {
  if (!Number.isFinite(value)) return "";
  const size = Math.abs(value);
  if (size >= 1000) return value.toExponential(0).replace("+", "");
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2).replace(/^-(0\.00)$/, "$1");
}

define("attention-heatmap", AttentionHeatmap);

declare global {
  interface GlobalEventHandlersEventMap {
    "attention-select": CustomEvent<HeatmapEvents["attention-select"]>;
  }
  interface HTMLElementTagNameMap {
    "attention-heatmap": AttentionHeatmap;
  }
}
