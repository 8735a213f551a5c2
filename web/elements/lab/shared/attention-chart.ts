import { css, html, nothing, type PropertyValues, unsafeCSS } from "lit";
import { property, query } from "lit/decorators.js";
import uPlot from "uplot";
import plotStyles from "uplot/dist/uPlot.min.css?inline";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { labMessages } from "./lab-text.js";

/** One curve; null leaves a gap. `low` and `high` draw a band around it. */
export interface ChartSeries {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

/** Told apart in light and dark, and by who confuses red and green; the dashes tell them apart without colours. */
const inks = ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5"] as const;
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5]];

const height = 260;

/** Curves over steps or sizes, by uPlot, with the same numbers as a table. */
export class AttentionChart extends AttentionElement {
  /** What the picture shows, for who cannot see it. */
  @property({ attribute: false }) label = "";
  @property({ attribute: false }) x: readonly number[] = [];
  @property({ attribute: false }) series: readonly ChartSeries[] = [];
  @property({ attribute: false }) xTitle = "";
  @property({ attribute: false }) yTitle = "";
  /** Ends of the vertical axis. Default: what the values need. */
  @property({ attribute: false }) yRange?: readonly [number, number] | undefined;
  /** Whether equal steps along the horizontal axis double the value instead of adding to it. */
  @property({ attribute: false }) doubling = false;
  /** Ends of the horizontal axis, so that a curve can grow towards its end. Default: those of the values. */
  @property({ attribute: false }) xRange?: readonly [number, number] | undefined;
  /** Where on the horizontal axis a vertical line shows the present. */
  @property({ attribute: false }) mark: number | null = null;

  @query(".plot") private place?: HTMLElement;

  private plot: uPlot | undefined;
  /** What a plot is made for; other data of the same kind only replace its data. */
  private kind = "";
  private readonly widths = new ResizeObserver(() => this.fit());
  private readonly remake = () => {
    this.kind = "";
    this.requestUpdate();
  };

  static override styles = [
    super.styles,
    unsafeCSS(plotStyles),
    css`
      :host {
        --series-1: light-dark(#27488f, #a3bdf7);
        --series-2: light-dark(#b4500f, #f0a468);
        --series-3: light-dark(#1c6842, #7fcf9f);
        --series-4: light-dark(#8a2f7b, #e39ad6);
        --series-5: light-dark(#5d6068, #b6b8be);
        display: block;
        min-width: 0;
        transition: color 1ms;
      }
      .plot {
        min-height: ${height}px;
        overflow: hidden;
      }
      .u-legend {
        color: var(--ink-2);
        font: 0.8125rem / 1.5 var(--sans);
        text-align: start;
      }
      .u-legend [hidden] {
        display: none !important;
      }
      .plot:not(:hover) .u-value {
        visibility: hidden;
      }
      details {
        margin-top: 0.25rem;
        color: var(--ink-2);
        font-size: 0.8125rem;
      }
      .scroll {
        max-height: 16rem;
        overflow: auto;
      }
      table {
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0.125rem 0.75rem 0.125rem 0;
        text-align: end;
      }
    `,
  ];

  constructor() {
    super();
    // Of the ink: it tells when the page turns dark or light, for whatever reason.
    this.addEventListener("transitionend", this.remake);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.widths.disconnect();
    this.plot?.destroy();
    this.plot = undefined;
    this.kind = "";
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.place) return;
    const kind = JSON.stringify([
      this.series.map(({ label, low }) => [label, Boolean(low)]),
      this.xTitle,
      this.yTitle,
      this.yRange,
      this.doubling,
      this.xRange,
    ]);
    if (kind !== this.kind || !this.plot) this.make(this.place, kind);
    else if (changed.has("x") || changed.has("series")) this.plot.setData(this.data());
    else if (changed.has("mark")) this.plot.redraw(false);
  }

  private data(): uPlot.AlignedData {
    const columns = this.series.flatMap(({ values, low, high }) => [values, ...(low && high ? [high, low] : [])]);
    return [[...this.x], ...columns.map((column) => [...column])];
  }

  private make(place: HTMLElement, kind: string): void {
    this.plot?.destroy();
    this.kind = kind;
    const style = getComputedStyle(this);
    const ink = style.getPropertyValue("color");
    const probe = document.createElement("span");
    place.append(probe);
    const colorOf = (name: string) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const line = colorOf("--line");
    const bands: uPlot.Band[] = [];
    const curves: uPlot.Series[] = [{ label: this.xTitle }];
    /** Of the legend's marks, which are boxes and know no other dashes. */
    const borders = ["solid"];
    for (const [i, { label, low }] of this.series.entries()) {
      const stroke = colorOf(inks[i % inks.length] ?? "--ink");
      curves.push({
        label,
        stroke,
        width: 2,
        dash: [...(dashes[i % dashes.length] ?? [])],
        // A single value would be a line of no length.
        points: { show: () => this.x.length < 3 },
      });
      borders[curves.length - 1] = dashes[i % dashes.length]?.length ? (i % 2 ? "dashed" : "dotted") : "solid";
      if (!low) continue;
      bands.push({
        series: [curves.length, curves.length + 1],
        fill: stroke.replace("rgb(", "rgba(").replace(")", ", 0.15)"),
      });
      for (const side of ["+", "−"]) curves.push({ label: `${label} ${side}`, width: 0, points: { show: false } });
    }
    probe.remove();
    const axis = {
      stroke: ink,
      grid: { stroke: line, width: 1 },
      ticks: { stroke: line, width: 1 },
      font: `12px ${style.fontFamily}`,
    };
    this.plot = new uPlot(
      {
        width: Math.max(place.clientWidth, 200),
        height,
        scales: {
          x: {
            time: false,
            ...(this.doubling && { distr: 3, log: 2 }),
            ...(this.xRange && { range: [...this.xRange] }),
          },
          ...(this.yRange && { y: { range: [...this.yRange] } }),
        },
        axes: [
          { ...axis, label: this.xTitle, labelFont: axis.font },
          { ...axis, label: this.yTitle, labelFont: axis.font, size: 56 },
        ],
        cursor: { drag: { x: false, y: false } },
        legend: { show: this.series.length > 1, markers: { width: 3, dash: (_, i) => borders[i] ?? "solid" } },
        series: curves,
        bands,
        hooks: { draw: [(plot) => this.drawMark(plot, ink)] },
      },
      this.data(),
      place,
    );
    // The edges of a band are no curves of their own.
    let row = 0;
    const rows = place.querySelectorAll<HTMLElement>(".u-legend .u-series");
    for (const { low } of this.series) {
      row += 1;
      if (!low) continue;
      for (const hidden of [rows[row + 1], rows[row + 2]]) if (hidden) hidden.hidden = true;
      row += 2;
    }
    this.widths.disconnect();
    this.widths.observe(place);
  }

  private drawMark(plot: uPlot, ink: string): void {
    if (this.mark === null) return;
    const at = plot.valToPos(this.mark, "x", true);
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = ink;
    ctx.lineWidth = 1;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
  }

  private fit(): void {
    const width = this.place?.clientWidth ?? 0;
    if (this.plot && width > 0 && Math.abs(this.plot.width - width) > 1) this.plot.setSize({ width, height });
  }

  /** A table that nobody sees is not drawn thirty times a second. */
  private get isTableOpen(): boolean {
    return this.x.length > 0 && (this.renderRoot.querySelector("details")?.open ?? false);
  }

  private table() {
    // A table of a thousand rows helps nobody.
    const stride = Math.max(1, Math.ceil(this.x.length / 50));
    const rows = this.x.map((_, i) => i).filter((i) => i % stride === 0 || i === this.x.length - 1);
    const cell = (value: number | null | undefined) =>
      value === null || value === undefined ? "" : Number(value.toPrecision(4));
    return html`<table>
      <thead><tr><th scope="col">${this.xTitle}</th>${this.series.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
      <tbody>${rows.map((i) => html`<tr><th scope="row">${this.x[i]}</th>${this.series.map(({ values }) => html`<td>${cell(values[i])}</td>`)}</tr>`)}</tbody>
    </table>`;
  }

  protected override render() {
    const words = labMessages[this.locale];
    return html`<div class="plot" role="img" aria-label=${this.label}></div>
      <details @toggle=${() => this.requestUpdate()}>
        <summary>${words.table}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${this.label}>${this.isTableOpen ? this.table() : nothing}</div>
      </details>`;
  }
}

define("attention-chart", AttentionChart);
