import { css, html, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";

/** A query and a key. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

const stops = ["--map-0", "--map-1", "--map-2", "--map-3"] as const;
const shades = 256;

/**
 * Causal attention weights of one head, a pixel each: fast enough for thirty pictures a second. The cell under the pointer, or the one
 * that the arrow keys chose, goes out as `attention-cell` (detail: a {@link Cell}, or null); what is around writes its value.
 */
export class AttentionWeightsMap extends AttentionElement {
  /** Weights in 255ths, row-major, `[size, size]`. */
  @property({ attribute: false }) weights: Uint8Array = new Uint8Array();
  @property({ type: Number }) size = 0;
  /** Accessible name. */
  @property({ attribute: false }) label = "";
  /** What the picture shows, in words. */
  @property({ attribute: false }) description = "";
  /** How it is read by keyboard. */
  @property({ attribute: false }) hint = "";
  /** The cell that is marked. */
  @property({ attribute: false }) cell: Cell | null = null;

  @query("canvas") private canvas?: HTMLCanvasElement;

  /** The bytes red, green, blue and alpha of each shade; null until needed, and after the colours of the page have changed. */
  private palette: Uint32Array | null = null;
  private readonly forgetPalette = () => {
    this.palette = null;
    this.draw();
  };

  static override styles = [
    super.styles,
    css`
      :host {
        --map-0: light-dark(#f6f4ee, #20242c);
        --map-1: light-dark(#b9c9ea, #33497d);
        --map-2: light-dark(#5b7fc7, #6c93e2);
        --map-3: light-dark(#14275a, #e6eeff);
        display: block;
        min-width: 0;
        transition: color 1ms;
      }
      .map {
        position: relative;
        aspect-ratio: 1;
        border: 1px solid var(--line);
        cursor: crosshair;
        touch-action: pan-y;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        image-rendering: pixelated;
      }
      svg {
        position: absolute;
        inset: 0;
        overflow: visible;
        fill: none;
        stroke: var(--bad);
        stroke-width: 2px;
        pointer-events: none;
      }
    `,
  ];

  constructor() {
    super();
    // Of the ink: it tells when the page turns dark or light, for whatever reason.
    this.addEventListener("transitionend", this.forgetPalette);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("weights") || changed.has("size")) this.draw();
  }

  private draw(): void {
    const { canvas, size, weights } = this;
    const context = canvas?.getContext("2d");
    if (!context || size === 0 || weights.length !== size * size) return;
    this.palette ??= this.makePalette();
    const image = context.createImageData(size, size);
    const pixels = new Uint32Array(image.data.buffer);
    // What no query sees stays empty.
    for (let row = 0; row < size; row++) {
      for (let i = row * size; i <= row * (size + 1); i++) pixels[i] = this.palette[weights[i] ?? 0] ?? 0;
    }
    context.putImageData(image, 0, 0);
  }

  private makePalette(): Uint32Array {
    const probe = document.createElement("span");
    this.renderRoot.append(probe);
    const colors = stops.map((name) => {
      probe.style.color = `var(${name})`;
      return (getComputedStyle(probe).color.match(/\d+/g) ?? []).slice(0, 3).map(Number);
    });
    probe.remove();
    const palette = new Uint8Array(4 * shades).map((_, i) => {
      const place = (Math.floor(i / 4) / (shades - 1)) * (stops.length - 1);
      const stop = Math.min(stops.length - 2, Math.floor(place));
      const [from, to] = [colors[stop]?.[i % 4] ?? 255, colors[stop + 1]?.[i % 4] ?? 255];
      return Math.round(from + (place - stop) * (to - from));
    });
    return new Uint32Array(palette.buffer);
  }

  private tell(cell: Cell | null): void {
    this.dispatchEvent(new CustomEvent<Cell | null>("attention-cell", { detail: cell }));
  }

  private point(event: PointerEvent): void {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const at = (part: number) => Math.min(this.size - 1, Math.max(0, Math.floor(part * this.size)));
    this.tell({
      row: at((event.clientY - box.top) / box.height),
      column: at((event.clientX - box.left) / box.width),
    });
  }

  private move(event: KeyboardEvent): void {
    const last = this.size - 1;
    const { row, column } = this.cell ?? { row: last, column: last };
    const targets: Readonly<Record<string, Cell>> = {
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      Home: { row, column: 0 },
      End: { row, column: row },
      // The key that gets most of this query's attention.
      Enter: { row, column: this.strongest(row) },
    };
    const target = targets[event.key];
    if (event.key === "Escape") this.tell(null);
    if (!target) return;
    event.preventDefault();
    const within = (place: number) => Math.min(last, Math.max(0, place));
    this.tell({ row: within(target.row), column: within(target.column) });
  }

  private strongest(row: number): number {
    const weights = this.weights.subarray(row * this.size, (row + 1) * this.size);
    return weights.indexOf(Math.max(...weights));
  }

  private begin(): void {
    if (!this.cell) this.tell({ row: this.size - 1, column: this.strongest(this.size - 1) });
  }

  protected override render() {
    const { cell, size } = this;
    return html`<div
      class="map"
      role="group"
      tabindex="0"
      aria-label=${this.label}
      aria-describedby="hint"
      @pointermove=${this.point}
      @pointerdown=${this.point}
      @pointerleave=${() => this.tell(null)}
      @keydown=${this.move}
      @focus=${this.begin}
      @blur=${() => this.tell(null)}
    >
      <canvas width=${size} height=${size} role="img" aria-label=${this.description}></canvas>
      ${cell ? html`<svg viewBox="0 0 ${size} ${size}" aria-hidden="true"><rect x=${cell.column} y=${cell.row} width="1" height="1" vector-effect="non-scaling-stroke"></rect></svg>` : nothing}
      <span id="hint" hidden>${this.hint}</span>
    </div>`;
  }
}

define("attention-weights-map", AttentionWeightsMap);
