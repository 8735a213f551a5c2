import type { PropertyValues } from "lit";
import { css } from "lit";
import { property } from "lit/decorators.js";
import { AttentionHeatmap } from "../../heatmap/attention-heatmap.js";
import { define } from "../../shared/define.js";
import { linkColors } from "./sentence-styles.js";

/** A cell of a matrix. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What is framed: a row, and a cell in it; of a row that belongs to the key, the other colour. */
export interface Mark {
  readonly row: number;
  readonly column: number | null;
  readonly of: "query" | "key";
}

/**
 * A heat map with a row and a cell framed. Fires `attention-look` (detail: the cell that is pointed at, or null) and
 * `attention-choose` (detail: the cell that was clicked, or that has the focus).
 */
export class AttentionLinkedHeatmap extends AttentionHeatmap {
  @property({ attribute: false }) mark: Mark | null = null;

  private frames?: { readonly row: HTMLElement; readonly cell: HTMLElement };
  private readonly sizes = new ResizeObserver(() => this.frame());

  static override styles = [
    super.styles,
    linkColors,
    css`
      .scroll {
        position: relative;
      }
      .frame {
        position: absolute;
        z-index: 1;
        border: 2px solid var(--query);
        border-radius: 3px;
        pointer-events: none;
      }
      .frame.key {
        border-color: var(--key);
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener("pointerover", (event) => this.tell("look", event));
    this.renderRoot.addEventListener("focusin", (event) => this.tell("choose", event));
    this.renderRoot.addEventListener("click", (event) => this.tell("choose", event));
    this.addEventListener("pointerleave", () =>
      this.dispatchEvent(new CustomEvent<Place | null>("attention-look", { detail: null })),
    );
  }

  private tell(name: "look" | "choose", { target }: Event): void {
    const { row, column } = (target as HTMLElement).dataset;
    if (row === undefined || column === undefined) return;
    const detail: Place = { row: Number(row), column: Number(column) };
    this.dispatchEvent(new CustomEvent(`attention-${name}`, { detail }));
  }

  /** Frames move without a new drawing of some thousand cells. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    const isOnlyMark = this.hasUpdated && changed.size === 1 && changed.has("mark");
    if (isOnlyMark) this.frame();
    return !isOnlyMark;
  }

  protected override updated(): void {
    super.updated();
    this.frame();
  }

  /** Frames lie over the cells, not among them: a place in the grid would lay out all cells again. */
  private frame(): void {
    const box = this.renderRoot.querySelector(".scroll");
    if (!box) return;
    this.sizes.observe(box);
    if (this.frames?.row.parentNode !== box) {
      this.frames = { row: document.createElement("i"), cell: document.createElement("i") };
      box.append(this.frames.row, this.frames.cell);
    }
    const { mark } = this;
    const [, columns = 0] = this.shape;
    this.put(this.frames.row, mark?.of ?? "query", mark && this.boxOf(mark.row, 0, columns - 1));
    const column = mark?.column ?? null;
    this.put(this.frames.cell, "key", mark && column !== null ? this.boxOf(mark.row, column, column) : null);
  }

  private boxOf(row: number, first: number, last: number) {
    const cellAt = (column: number) =>
      this.renderRoot.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
    const [start, end] = [cellAt(first), cellAt(last)];
    if (!start || !end) return null;
    const { offsetLeft: left, offsetTop: top, offsetHeight: height } = start;
    return { left, top, height, width: end.offsetLeft + end.offsetWidth - left };
  }

  private put(frame: HTMLElement, of: Mark["of"], box: ReturnType<typeof this.boxOf>): void {
    frame.hidden = !box;
    if (!box) return;
    frame.className = `frame ${of}`;
    frame.style.left = `${box.left - 2}px`;
    frame.style.top = `${box.top - 2}px`;
    frame.style.width = `${box.width + 4}px`;
    frame.style.height = `${box.height + 4}px`;
  }
}

define("attention-linked-heatmap", AttentionLinkedHeatmap);
