import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { controls } from "../../shared/styles/controls.js";
import { labMessages } from "./lab-text.js";

export type RunState = "idle" | "running" | "paused" | "done";

/**
 * Start, pause, stop, the seed, the progress, a link. Fires `attention-run`, `attention-pause`, `attention-resume`,
 * `attention-stop` and `attention-seed` (detail: the number).
 */
export class AttentionRunBar extends AttentionElement {
  /** Null: there is nothing to start, only a seed and a link. */
  @property({ attribute: false }) run: RunState | null = "idle";
  /** From 0 to 1; null: nothing to show. */
  @property({ attribute: false }) progress: number | null = null;
  /** What is going on, beside the progress. */
  @property({ attribute: false }) status = "";
  /** Absent: no field for it. */
  @property({ attribute: false }) seed?: number | undefined;
  /** Absent: no button that copies it. */
  @property({ attribute: false }) link?: string | undefined;
  /** Why a run cannot begin yet; the button says so. */
  @property({ attribute: false }) blocked: string | null = null;
  /** What the kernels said when a run failed. */
  @property({ attribute: false }) failure: string | null = null;

  @state() private copied: "yes" | "no" | null = null;
  @state() private asksWhy = false;

  static override styles = [
    super.styles,
    controls,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--ink-2);
        font-size: 0.875rem;
      }
      input {
        width: 7rem;
        min-height: max(2.25rem, var(--target));
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-variant-numeric: tabular-nums;
      }
      progress {
        flex: 1 1 8rem;
        max-width: 20rem;
        height: 0.5rem;
        accent-color: var(--accent);
      }
      .status {
        color: var(--ink-2);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      p {
        margin-top: 0.5rem;
        font-size: 0.9375rem;
      }
      .failure {
        color: var(--bad);
      }
    `,
  ];

  private tell(name: string, detail?: number): void {
    this.dispatchEvent(new CustomEvent(`attention-${name}`, { detail }));
  }

  private begin(): void {
    this.asksWhy = this.blocked !== null;
    if (!this.asksWhy) this.tell("run");
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.link ?? "");
      this.copied = "yes";
    } catch {
      this.copied = "no";
    }
  }

  private main() {
    const words = labMessages[this.locale];
    switch (this.run) {
      case null:
        return nothing;
      case "idle":
      case "done":
        return html`<button class="button primary" aria-disabled=${this.blocked === null ? nothing : "true"} @click=${this.begin}>${this.run === "idle" ? words.run : words.again}</button>`;
      case "running":
        return html`<button class="button" @click=${() => this.tell("pause")}>${words.pause}</button>`;
      case "paused":
        return html`<button class="button primary" @click=${() => this.tell("resume")}>${words.resume}</button>`;
      default:
        return this.run satisfies never;
    }
  }

  private seedField(seed: number) {
    const words = labMessages[this.locale];
    const give = (value: number) => this.tell("seed", Math.min(Math.max(Math.trunc(value) || 0, 0), 2 ** 31 - 1));
    return html`<label>${words.seed}<input type="number" min="0" step="1" .value=${String(seed)} @change=${(event: Event) => give((event.target as HTMLInputElement).valueAsNumber)} /></label>
      <button class="button quiet" @click=${() => give(seed + 1)}>${words.newSeed}</button>`;
  }

  protected override render() {
    const words = labMessages[this.locale];
    const isBusy = this.run === "running" || this.run === "paused";
    return html`<div class="bar">
        ${this.main()}
        ${isBusy ? html`<button class="button quiet" @click=${() => this.tell("stop")}>${words.stop}</button>` : nothing}
        ${this.progress === null ? nothing : html`<progress max="1" .value=${this.progress} aria-label=${this.status || words.run}></progress>`}
        ${this.status ? html`<span class="status">${this.status}</span>` : nothing}
        ${this.seed === undefined || isBusy ? nothing : this.seedField(this.seed)}
        ${this.link === undefined ? nothing : html`<button class="button quiet" @click=${this.copy}>${this.copied === "yes" ? words.copied : words.copyLink}</button>`}
      </div>
      ${this.asksWhy && this.blocked !== null ? html`<p role="alert">${this.blocked}</p>` : nothing}
      ${this.copied === "no" ? html`<p role="alert">${words.copyFailed} <code>${this.link}</code></p>` : nothing}
      ${this.failure === null ? nothing : html`<p class="failure" role="alert">${words.runFailed} ${this.failure}</p>`}`;
  }
}

define("attention-run-bar", AttentionRunBar);
