import { css, html, nothing, svg } from "lit";
import { property } from "lit/decorators.js";
import {
  keyBlocks,
  keysOf,
  positionsOf,
  queriesOf,
  queryBlocks,
  type Span,
  sizeOf,
  type TilePlan,
  visibleKeys,
} from "../../../lab/tiles/tile-plan.js";
import type { Progress, TileStatus } from "../../../lab/tiles/tile-progress.js";
import type { Step } from "../../../lab/tiles/tile-steps.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { MeasuredWidth } from "./measured-width.js";
import { tileTones } from "./tile-tones.js";
import { formatSpan, saySpan } from "./tiles-format.js";
import { tilesMessages } from "./tiles-text.js";

/** Detail of `tile-pick`: the tile that was pressed. */
export interface TilePick {
  readonly queryBlock: number;
  readonly keyBlock: number;
}

/** Thickness of q, k, v and the output beside the matrix, and what lies between them, in pixels. */
const strip = 16;
const gap = 7;
const label = 16;
const widest = 460;
/** A block that is shorter does not name its positions. */
const spanRoom = 36;

interface Geometry {
  /** Of the matrix. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** Of one query or key. */
  readonly cell: number;
}

/** The matrix of scores as tiles, with q, k, v and the output in slow memory around it. Fires `tile-pick`. */
export class AttentionTileMap extends AttentionElement {
  @property({ attribute: false }) plan?: TilePlan;
  @property({ attribute: false }) progress?: Progress;
  @property({ attribute: false }) step?: Step;
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
      svg {
        max-width: 100%;
        overflow: visible;
        font: 600 12px / 1 var(--sans);
      }
      text {
        fill: var(--ink-2);
      }
      .axis {
        font-weight: 400;
        font-size: 11px;
        fill: var(--ink-3);
      }
      .name {
        fill: var(--tone);
        font-style: italic;
        font-size: 14px;
      }
      .block {
        fill: var(--surface);
        stroke: var(--tone);
        stroke-width: 1;
      }
      .block.held,
      .block.written {
        fill: var(--tone);
      }
      .span {
        fill: var(--tone);
        font-size: 10px;
        font-weight: 500;
        font-variant-numeric: tabular-nums;
      }
      .span.held,
      .span.written {
        fill: var(--surface);
      }
      .span.begun {
        fill: var(--ink);
      }
      .block.begun {
        fill: color-mix(in oklab, var(--tone) 30%, var(--surface));
        stroke-dasharray: 2 2;
      }
      .tile {
        stroke: var(--line-strong);
        stroke-width: 1;
        fill: var(--surface);
      }
      .tile.done {
        fill: color-mix(in oklab, var(--tone-scores) 16%, var(--surface));
        stroke: var(--tone-scores);
      }
      .tile.now {
        fill: color-mix(in oklab, var(--tone-scores) 45%, var(--surface));
        stroke: var(--ink);
        stroke-width: 2.5;
      }
      .tile.skip {
        fill: var(--sunken);
        stroke: var(--line);
      }
      .hatch {
        stroke: var(--line-strong);
        stroke-width: 1;
      }
      .tick {
        fill: none;
        stroke: var(--tone-scores);
        stroke-width: 1.75;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .cells {
        fill: none;
        stroke: var(--ink);
        stroke-opacity: 0.35;
        stroke-width: 0.5;
      }
      .passed {
        fill: none;
        stroke: var(--ink);
        stroke-width: 2.5;
        stroke-dasharray: 7 4;
      }
      .followed {
        fill: none;
        stroke: var(--accent);
        stroke-width: 1.5;
        stroke-dasharray: 4 2;
      }
      .pointer {
        fill: var(--accent);
      }
      .press {
        fill: transparent;
        cursor: pointer;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
        margin-top: 0.625rem;
        list-style: none;
        color: var(--ink-2);
        font-size: 0.8125rem;
      }
      li {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
      }
    `,
  ];

  private get geometry(): Geometry {
    const width = Math.min(this.measured.width, widest);
    const left = label + strip + gap;
    const length = this.plan?.length ?? 1;
    // Whole pixels for a cell where there is room for them, so that lines are sharp.
    const room = width - left - gap - strip - 2;
    const cell = room / length > 8 ? Math.floor(room / length) : room / length;
    return { left, top: label + 2 * strip + 3 + gap, side: cell * length, cell };
  }

  private pick(queryBlock: number, keyBlock: number): void {
    const detail: TilePick = { queryBlock, keyBlock };
    this.dispatchEvent(new CustomEvent("tile-pick", { detail }));
  }

  private isHeld(buffer: "q" | "k" | "v", rows: Span): boolean {
    return this.step?.memory.some((content) => content.buffer === buffer && content.rows.start === rows.start) ?? false;
  }

  /** One of q, k, v and the output: its blocks in a row or a column. */
  private strip(
    name: "q" | "k" | "v" | "output",
    at: number,
    along: "x" | "y",
    blocks: readonly Span[],
    geometry: Geometry,
  ) {
    const { left, top, cell } = geometry;
    return svg`<g class=${name}>${blocks.map((rows, i) => {
      const start = (along === "x" ? left : top) + rows.start * cell + 1;
      const length = sizeOf(rows) * cell - 2;
      const [x, y, width, height] = along === "x" ? [start, at, length, strip - 2] : [at, start, strip - 2, length];
      const status = this.blockClass(name, rows, i);
      const middle =
        along === "x"
          ? `translate(${x + width / 2} ${y + 10.5})`
          : `translate(${x + 10.5} ${y + height / 2}) rotate(-90)`;
      return svg`<rect class="block ${status}" x=${x} y=${y} width=${width} height=${height} rx="2"></rect>
        ${length < spanRoom ? nothing : svg`<text class="span ${status}" transform=${middle} text-anchor="middle">${formatSpan(rows)}</text>`}`;
    })}</g>`;
  }

  private blockClass(name: "q" | "k" | "v" | "output", rows: Span, block: number): string {
    if (name !== "output") return this.isHeld(name, rows) ? "held" : "";
    const status = this.progress?.output[block] ?? "empty";
    switch (status) {
      case "empty":
        return "";
      case "begun":
        return "begun";
      case "done":
        return "written";
      default:
        return status satisfies never;
    }
  }

  private tile(plan: TilePlan, queryBlock: number, keyBlock: number, status: TileStatus, geometry: Geometry) {
    const { left, top, cell } = geometry;
    const [queries, keys] = [queriesOf(plan, queryBlock), keysOf(plan, keyBlock)];
    const [x, y] = [left + keys.start * cell, top + queries.start * cell];
    const [width, height] = [sizeOf(keys) * cell, sizeOf(queries) * cell];
    const inset = Math.min(width, height) > 8 ? 1 : 0.25;
    return svg`<rect class="tile ${status}" x=${x + inset} y=${y + inset} width=${width - 2 * inset} height=${height - 2 * inset} rx=${Math.min(2, Math.min(width, height) / 8)}></rect>
      ${status === "done" && Math.min(width, height) >= 12 ? svg`<path class="tick" d="M${x + width / 2 - 4} ${y + height / 2}l3 3 5 -6"></path>` : nothing}`;
  }

  /** What the mask takes, in runs. */
  private masked(plan: TilePlan, { left, top, cell }: Geometry) {
    return Array.from({ length: plan.length }, (_, query) => {
      const visible = visibleKeys(plan, query);
      const runs = [
        { start: 0, end: visible.start },
        { start: visible.end, end: plan.length },
      ];
      return runs.map((run) =>
        sizeOf(run) === 0
          ? nothing
          : svg`<rect fill="url(#hatch)" x=${left + run.start * cell} y=${top + query * cell} width=${sizeOf(run) * cell} height=${cell}></rect>`,
      );
    });
  }

  /** The single scores of the tile that is computed now. */
  private cells(plan: TilePlan, { left, top, cell }: Geometry) {
    const event = this.step?.event;
    if (event?.kind !== "tile" || cell < 6) return nothing;
    const [queries, keys] = [queriesOf(plan, event.queryBlock), keysOf(plan, event.keyBlock)];
    const lines = [
      ...Array.from({ length: sizeOf(keys) - 1 }, (_, i) => {
        return `M${left + (keys.start + i + 1) * cell} ${top + queries.start * cell}v${sizeOf(queries) * cell}`;
      }),
      ...Array.from({ length: sizeOf(queries) - 1 }, (_, i) => {
        return `M${left + keys.start * cell} ${top + (queries.start + i + 1) * cell}h${sizeOf(keys) * cell}`;
      }),
    ];
    return svg`<path class="cells" d=${lines.join("")}></path>`;
  }

  /** The tiles that the step skips. */
  private passed(plan: TilePlan, { left, top, cell }: Geometry) {
    const event = this.step?.event;
    if (event?.kind !== "skip") return nothing;
    const queries = positionsOf(plan, plan.blockQ, event.queryBlocks);
    const keys = positionsOf(plan, plan.blockK, event.keyBlocks);
    return svg`<rect class="passed" x=${left + keys.start * cell + 1} y=${top + queries.start * cell + 1} width=${sizeOf(keys) * cell - 2} height=${sizeOf(queries) * cell - 2}></rect>`;
  }

  private matrix(plan: TilePlan, progress: Progress, geometry: Geometry) {
    const all = progress.tiles.flatMap((row, i) => row.map((status, j) => ({ status, i, j })));
    const [now, others] = [all.filter(({ status }) => status === "now"), all.filter(({ status }) => status !== "now")];
    const draw = ({ status, i, j }: (typeof all)[number]) => this.tile(plan, i, j, status, geometry);
    return svg`${others.map(draw)} ${now.map(draw)} ${this.masked(plan, geometry)} ${this.cells(plan, geometry)} ${this.passed(plan, geometry)}`;
  }

  private followed({ left, top, cell, side }: Geometry) {
    const y = top + this.row * cell;
    return svg`<rect class="followed" x=${left} y=${y} width=${side} height=${cell}></rect>
      <path class="pointer" d="M${left - gap - strip - 7} ${y + cell / 2 - 4}l6 4 -6 4z"></path>`;
  }

  private describe(plan: TilePlan, progress: Progress): string {
    const words = tilesMessages[this.locale];
    const statuses = progress.tiles.flat();
    const count = (status: TileStatus) => String(statuses.filter((it) => it === status).length);
    const event = this.step?.event;
    const now =
      event?.kind === "tile"
        ? words.mapNow(saySpan(queriesOf(plan, event.queryBlock)), saySpan(keysOf(plan, event.keyBlock)))
        : "";
    const [rows, columns] = [String(queryBlocks(plan)), String(keyBlocks(plan))];
    return `${words.mapLabel(rows, columns, count("done"), count("skip"), count("waits"))} ${now}`.trim();
  }

  private swatch(status: TileStatus) {
    return html`<svg width="18" height="18" aria-hidden="true">
      <rect class="tile ${status}" x="2" y="2" width="14" height="14" rx="2"></rect>
      ${status === "skip" ? svg`<rect fill="url(#hatch)" x="2" y="2" width="14" height="14"></rect>` : nothing}
      ${status === "done" ? svg`<path class="tick" d="M5 9l3 3 5 -6"></path>` : nothing}
    </svg>`;
  }

  private legend() {
    const words = tilesMessages[this.locale];
    return html`<ul>
      ${(["waits", "now", "done", "skip"] as const).map((status) => html`<li>${this.swatch(status)}${words[status]}</li>`)}
      <li class="q"><svg width="18" height="18" aria-hidden="true"><rect class="block held" x="2" y="2" width="14" height="14" rx="2"></rect></svg>${words.held}</li>
    </ul>`;
  }

  protected override render() {
    const { plan, progress } = this;
    if (!plan || !progress) return nothing;
    const words = tilesMessages[this.locale];
    const geometry = this.geometry;
    const { left, top, side } = geometry;
    const queries = progress.tiles.map((_, i) => queriesOf(plan, i));
    const keys = (progress.tiles[0] ?? []).map((_, j) => keysOf(plan, j));
    const right = left + side + gap;
    return html`<svg width=${right + strip} height=${top + side + 18} role="img" aria-label=${this.describe(plan, progress)}>
        <defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0.5 0v5"></path></pattern></defs>
        <text class="axis" x=${left} y=${label - 6}>${words.keys} →</text>
        <text class="axis" text-anchor="end" transform="translate(${label - 6} ${top}) rotate(-90)">← ${words.queries}</text>
        ${(["k", "v"] as const).map((name, i) => {
          const y = label + i * (strip + 3);
          return svg`<text class="name ${name}" x=${left - 6} y=${y + 11} text-anchor="end">${name}</text>
            ${this.strip(name, y, "x", keys, geometry)}`;
        })}
        <text class="name q" x=${left - gap - strip / 2} y=${top + side + 13} text-anchor="middle">q</text>
        ${this.strip("q", left - gap - strip + 1, "y", queries, geometry)}
        <text class="name output" x=${right + strip / 2 - 1} y=${top + side + 13} text-anchor="middle">o</text>
        ${this.strip("output", right, "y", queries, geometry)}
        ${this.matrix(plan, progress, geometry)} ${this.followed(geometry)}
        ${progress.tiles.flatMap((row, i) => row.map((_, j) => this.press(plan, i, j, geometry)))}
      </svg>
      ${this.legend()}`;
  }

  private press(plan: TilePlan, i: number, j: number, { left, top, cell }: Geometry) {
    const [queries, keys] = [queriesOf(plan, i), keysOf(plan, j)];
    return svg`<rect class="press" x=${left + keys.start * cell} y=${top + queries.start * cell} width=${sizeOf(keys) * cell} height=${sizeOf(queries) * cell} @click=${() => this.pick(i, j)}></rect>`;
  }
}

define("attention-tile-map", AttentionTileMap);
