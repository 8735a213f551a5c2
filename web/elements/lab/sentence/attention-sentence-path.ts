import { css, html, nothing, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";

import { scaleStyles, stepClass } from "../../heatmap/heatmap-scale.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { styled } from "../shared/styled.js";
import type { Mark } from "./attention-linked-heatmap.js";
import { linkColors } from "./sentence-styles.js";
import { type Stage, sentenceMessages, stages } from "./sentence-text.js";
import { type Looked, type Matrices, type Matrix, markOf } from "./stage-matrix.js";

/** Height of every picture, in pixels. */
const height = 84;

/** The matrices of a head in the order in which they are computed, small. Fires `attention-choose` (detail: the one chosen). */
export class AttentionSentencePath extends AttentionElement {
  @property({ attribute: false }) matrices?: Matrices;
  @property({ attribute: false }) looked?: Looked;
  @property({ attribute: false }) stage: Stage = "weights";

  /** Colours of the steps of the scale, as the browser resolves them; for one appearance of the page. */
  private colors: { readonly ink: string; readonly of: Map<string, string> } = { ink: "", of: new Map() };
  private readonly scheme = typeof matchMedia === "undefined" ? undefined : matchMedia("(prefers-color-scheme: dark)");
  private readonly repaint = () => this.requestUpdate();

  static override styles = [
    super.styles,
    scaleStyles,
    linkColors,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem 0.5rem;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      label {
        display: grid;
        justify-items: center;
        align-content: start;
        gap: 0.375rem;
        min-width: 4.5rem;
        padding: 0.5rem;
        border: 1px solid transparent;
        border-radius: var(--radius);
        cursor: pointer;
        line-height: 1.3;
      }
      label:hover {
        background: var(--sunken);
      }
      label:has(:checked) {
        border-color: var(--line-strong);
        background: var(--surface);
      }
      label:has(:focus-visible) {
        box-shadow: var(--ring);
      }
      .picture {
        position: relative;
        display: block;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        border-radius: 2px;
        image-rendering: pixelated;
      }
      i {
        position: absolute;
        min-width: 4px;
        min-height: 4px;
        border: 1.5px solid var(--query);
        border-radius: 2px;
        outline: 1px solid var(--surface);
      }
      i.key {
        border-color: var(--key);
      }
      b {
        font-size: 0.875rem;
        font-weight: 600;
      }
      small {
        color: var(--ink-3);
        font-size: 0.75rem;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.scheme?.addEventListener("change", this.repaint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.scheme?.removeEventListener("change", this.repaint);
  }

  protected override updated(changed: PropertyValues): void {
    const ink = getComputedStyle(this).color;
    if (ink !== this.colors.ink) this.colors = { ink, of: new Map() };
    else if (!changed.has("matrices")) return;
    for (const canvas of this.renderRoot.querySelectorAll("canvas")) {
      const matrix = this.matrices?.[canvas.dataset.stage as Stage];
      if (matrix) this.paint(canvas, matrix);
    }
  }

  private paint(canvas: HTMLCanvasElement, { shape: [rows, columns], data, visible, range, colors }: Matrix): void {
    const context = canvas.getContext("2d");
    if (!context) return;
    if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
    context.clearRect(0, 0, columns, rows);
    for (const [at, value] of data.entries()) {
      if (visible && !visible[at]) continue;
      context.fillStyle = this.colorOf(stepClass(value, range[0], range[1], colors));
      context.fillRect(at % columns, Math.floor(at / columns), 1, 1);
    }
  }

  private colorOf(step: string): string {
    const known = this.colors.of.get(step);
    if (known !== undefined) return known;
    const probe = document.createElement("span");
    probe.className = step;
    this.renderRoot.append(probe);
    const color = getComputedStyle(probe).backgroundColor;
    probe.remove();
    this.colors.of.set(step, color);
    return color;
  }

  private choose(stage: Stage): void {
    this.dispatchEvent(new CustomEvent("attention-choose", { detail: stage }));
  }

  protected override render() {
    const { matrices, looked } = this;
    if (!matrices || !looked) return nothing;
    const words = sentenceMessages[this.locale];
    return html`<fieldset>
      <legend class="visually-hidden">${words.path}</legend>
      ${stages.map(
        (stage) => html`<label>
          <span class="picture" ${styled(sizeOf(matrices[stage]))}><canvas data-stage=${stage} aria-hidden="true"></canvas>${marksOf(matrices[stage], markOf(stage, looked))}</span>
          <span><input class="visually-hidden" type="radio" name="stage" .checked=${stage === this.stage} @change=${() => this.choose(stage)} /><b>${words.stages[stage]}</b></span>
          <small>${words.stageFormulas[stage]}</small>
        </label>`,
      )}
    </fieldset>`;
  }
}

/** Cells are square, unless the picture would be wider than high, or a line. */
function sizeOf({ shape: [rows, columns] }: Matrix) {
  const width = Math.min(Math.max((height * columns) / rows, 24), height);
  return { width: `${width}px`, height: `${height}px` };
}

function marksOf({ shape: [rows, columns] }: Matrix, mark: Mark) {
  const part = (value: number, of: number) => `${(100 * value) / of}%`;
  const row = { top: part(mark.row, rows), height: part(1, rows) };
  const cell = { ...row, left: part(mark.column ?? 0, columns), width: part(1, columns) };
  return html`<i class=${mark.of} ${styled({ ...row, left: "0", width: "100%" })}></i>
    ${mark.column === null ? nothing : html`<i class="key" ${styled(cell)}></i>`}`;
}

define("attention-sentence-path", AttentionSentencePath);
